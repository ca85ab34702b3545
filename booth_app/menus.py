"""The menus: where a person can go from here, by what they may do."""

from collections.abc import Iterator
from dataclasses import dataclass

from flask import Flask, current_app, g, request, url_for
from flask_babel import lazy_gettext

from booth_app.base.access import allowed


@dataclass(frozen=True, slots=True)
class Item:
    """One entry of a menu."""

    label: str
    href: str
    here: str
    """What `aria-current` says: the page itself, a page below it ("true"), or nothing."""
    count: int | None = None


PUBLIC = (
    ("visitors.plan", "public", lazy_gettext("Map")),
    ("visitors.exhibitors", "public", lazy_gettext("Exhibitors")),
    ("demos.programme", "public", lazy_gettext("Programme")),
    ("claims.stand", "member", lazy_gettext("My stand")),
    ("demos.mine", "member", lazy_gettext("My showcases")),
    ("desk.today", "staff.read", lazy_gettext("Staff")),
    ("demos.door", "door.check_in", lazy_gettext("Check-in")),
)
STAFF = (
    ("desk.today", "staff.read", lazy_gettext("Dashboard")),
    ("desk.applications", "applications.decide", lazy_gettext("Applications")),
    ("editor.halls", "layouts.read", lazy_gettext("Floor plans")),
    ("demos.review", "programme.read", lazy_gettext("Showcases")),
    ("demos.door", "door.check_in", lazy_gettext("Check-in")),
    ("desk.organisations", "organisations.read", lazy_gettext("Organisations")),
    ("desk.journal", "journal.read", lazy_gettext("Journal")),
    ("desk.settings", "settings.edit", lazy_gettext("Settings")),
    ("visitors.plan", "public", lazy_gettext("Exhibition map")),
)
_GUESTS = tuple(f"claims.guest_{verb}" for verb in ("profile", "edit_profile", "add_tool", "edit_tool"))
_LAYOUTS = tuple(
    f"editor.{verb}"
    for verb in (
        "rules",
        "take",
        "ways_to_take",
        "set_rules",
        "upload_rules",
        "cure",
        "apply_cure",
        "repair",
        "apply_repair",
        "accept",
        "reopen",
    )
)
BELOW = {
    "visitors.plan": ("visitors.booth", "claims.booth"),
    "visitors.exhibitors": ("visitors.exhibitor",),
    "demos.programme": ("demos.showcase",),
    "claims.stand": (
        "claims.claim",
        "claims.submit",
        "claims.fill",
        "claims.ask_cancel",
        "claims.ask_withdraw",
        *_GUESTS,
    ),
    "demos.mine": ("demos.new", "demos.propose", "demos.showcase_of_mine", "demos.edit"),
    "desk.today": ("desk.claims_list", "desk.claim", "desk.booths", "desk.booth", "desk.export_list"),
    "desk.applications": ("desk.application",),
    "desk.organisations": ("desk.organisation",),
    "desk.settings": ("desk.halls", "desk.terms", "desk.roles", "notices.messages"),
    "editor.halls": ("editor.draft", "editor.compare", "editor.publishing", "editor.publish", *_LAYOUTS),
    "demos.door": ("demos.door_of", "demos.use_ticket", "demos.walk_in"),
    "demos.review": (
        "demos.seating",
        "demos.slot_seats",
        "demos.reviewed",
        "demos.timetable",
        "demos.places",
        "demos.place_settings",
    ),
}
"""Pages without an entry of their own, by the entry that leads to them."""
ACCOUNT = (
    ("accounts.person", "account", lazy_gettext("My account")),
    ("exhibitors.organisations", "account", lazy_gettext("My organisations")),
    ("security.change_password", "account", lazy_gettext("Change the password")),
    ("security.two_factor_setup", "account", lazy_gettext("Two-step sign-in")),
)


def navigation() -> list[Item]:
    """The main menu of the area that this page is in."""
    if not g.get("exhibition") or "who" not in g:
        return []
    staff = f"/staff/{g.exhibition.slug}/" in request.path
    return list(_items(STAFF if staff else PUBLIC))


def account_menu() -> list[Item]:
    """What a signed-in person finds under their name."""
    return list(_items(ACCOUNT))


def _items(entries: tuple[tuple[str, str, object], ...]) -> Iterator[Item]:
    for endpoint, permission, label in entries:
        if endpoint in current_app.view_functions and allowed(permission):
            yield Item(str(label), url_for(endpoint), _here(endpoint))


def _here(endpoint: str) -> str:
    if request.endpoint == endpoint:
        return "page"
    return "true" if request.endpoint in BELOW.get(endpoint, ()) else ""


def init_app(app: Flask) -> None:
    """Give templates the menus."""
    app.jinja_env.globals.update(navigation=navigation, account_menu=account_menu)
