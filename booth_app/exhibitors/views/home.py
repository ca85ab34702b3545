"""Where a person goes on to after signing in: to the next thing that is theirs to do."""

from flask import Response, current_app, g, url_for

from booth_app.base import clock, db
from booth_app.base.access import may, who
from booth_app.base.page import go
from booth_app.exhibitions import queries as exhibitions
from booth_app.exhibitors import queries
from booth_app.exhibitors.models import ApplicationState
from booth_app.exhibitors.views.blueprint import bp


@bp.get("/my/")
@may("account")
def home() -> Response:
    """Staff to their exhibition, an exhibitor to the application or the stand, everyone else to their organisations."""
    with db.read() as session:
        staffed = exhibitions.staffed(session, who().user_id or 0)
        today = clock.now(session).date()
        coming = [each for each in exhibitions.listed(session) if each.last_day >= today]
        standing = queries.application(session, coming[0].id, who().organisation_id or 0) if coming else None
    if staffed:
        return go(_page("desk.today", staffed[0].slug))
    if not g.organisations or not coming:
        return go(url_for(".organisations"))
    if standing is not None and standing.state is ApplicationState.ACCEPTED:
        return go(_page("claims.stand", coming[0].slug))
    return go(url_for(".application", exhibition=coming[0].slug))


def _page(endpoint: str, exhibition: str) -> str:
    """The address of another room's page; the exhibition's first page where that room is not there."""
    return url_for(endpoint if endpoint in current_app.view_functions else "visitors.plan", exhibition=exhibition)
