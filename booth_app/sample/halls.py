"""The sample's two halls, from the drawings in `floorplans/`."""

from datetime import datetime

from sqlalchemy.orm import Session

from booth_app.base.access import Who
from booth_app.config import ROOT
from booth_app.exhibitions import queries as exhibitions
from booth_app.layouts import services as layouts
from booth_app.planfiles.svg.reader import read_svg

DRAWINGS = {"a": "main-hall.svg", "b": "upper-hall.svg"}


def fill(session: Session, staff: Who, exhibition_id: int, *, now: datetime) -> None:
    """Import and publish a plan for each hall."""
    for key, name in DRAWINGS.items():
        hall = exhibitions.hall(session, exhibition_id, key)
        assert hall is not None
        reading = read_svg((ROOT / "floorplans" / name).read_bytes())
        draft = layouts.import_plan(session, staff, hall.id, reading.plan, now=now)
        layouts.publish(session, staff, draft, version=0, now=now)
