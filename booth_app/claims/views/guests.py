"""The pages of those who share a stand, written by whoever leads it. The work is the exhibitors' room's."""

from flask import Response, url_for
from sqlalchemy.orm import Session

from booth_app.base import clock
from booth_app.base.access import may, who
from booth_app.claims import services
from booth_app.claims.views.blueprint import bp
from booth_app.exhibitors.views import pages

GUEST = "/my/<exhibition>/claims/<int:claim_id>/bodies/<int:profile_id>"


def _sheet(claim_id: int, profile_id: int) -> pages.Sheet:
    def find(session: Session) -> int:
        return services.guest(session, who(), claim_id, profile_id, now=clock.now(session))

    return pages.Sheet(
        find,
        "claims.guest_",
        {"claim_id": claim_id, "profile_id": profile_id},
        tool_value="guest_tool_id",
        back=url_for("claims.stand", claim=claim_id, _anchor="sharing"),
        leads=True,
    )


@bp.get(GUEST)
@may("member")
def guest_profile(claim_id: int, profile_id: int) -> Response:
    """A guest's texts and the list of its tools."""
    return pages.show(_sheet(claim_id, profile_id))


@bp.post(GUEST)
@may("member")
def guest_edit_profile(claim_id: int, profile_id: int) -> Response:
    """Change the texts; of a guest that is not registered, its names too."""
    return pages.save(_sheet(claim_id, profile_id))


@bp.route(f"{GUEST}/tools/new", methods=["GET", "POST"])
@may("member")
def guest_add_tool(claim_id: int, profile_id: int) -> Response:
    """Put a tool on a guest's page."""
    return pages.add_tool(_sheet(claim_id, profile_id))


@bp.route(f"{GUEST}/tools/<int:guest_tool_id>", methods=["GET", "POST"])
@may("member")
def guest_edit_tool(claim_id: int, profile_id: int, guest_tool_id: int) -> Response:
    """Change a tool of a guest."""
    return pages.edit_tool(_sheet(claim_id, profile_id), guest_tool_id)


@bp.post(f"{GUEST}/tools/<int:guest_tool_id>/remove")
@may("member")
def guest_remove_tool(claim_id: int, profile_id: int, guest_tool_id: int) -> Response:
    """Take a tool off a guest's page."""
    return pages.remove_tool(_sheet(claim_id, profile_id), guest_tool_id)


@bp.post(f"{GUEST}/tools/<int:guest_tool_id>/<any(up,down):way>")
@may("member")
def guest_move_tool(claim_id: int, profile_id: int, guest_tool_id: int, way: str) -> Response:
    """Move a tool of a guest one place up or down."""
    return pages.move_tool(_sheet(claim_id, profile_id), guest_tool_id, way)
