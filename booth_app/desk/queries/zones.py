"""What zones of the published plans are called."""

from sqlalchemy.orm import Session

from booth_app.layouts import queries as layouts


def zone_names(session: Session, exhibition_id: int) -> dict[tuple[int, str], tuple[str, str]]:
    """Names in Arabic and English by hall and label; a zone without a name is called by its label."""
    return {
        (published.hall_id, zone.label): (zone.names.ar or zone.label, zone.names.en or zone.label)
        for published in layouts.published_halls(session, exhibition_id)
        for zone in published.plan.zones
    }
