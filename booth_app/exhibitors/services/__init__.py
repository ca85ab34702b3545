"""What others may ask of this room: organisations, people, applications, pages. Each in its caller's transaction."""

from booth_app.exhibitors.services.apply import apply
from booth_app.exhibitors.services.contact import change_contact
from booth_app.exhibitors.services.decide import accept, reject, return_
from booth_app.exhibitors.services.members import change_role, invite, join, remove_member, take_back
from booth_app.exhibitors.services.organisations import edit_organisation, register_organisation
from booth_app.exhibitors.services.profile import Called, edit_profile, introduce
from booth_app.exhibitors.services.refusals import (
    AlreadyMember,
    ExhibitionOver,
    InvitationOver,
    LastOwner,
    NameMissing,
    NoOrganisation,
    NotForYou,
    ReasonNeeded,
    TooMany,
    WrongState,
)
from booth_app.exhibitors.services.tools import add_tool, edit_tool, move_tool, remove_tool

__all__ = [
    "AlreadyMember",
    "Called",
    "ExhibitionOver",
    "InvitationOver",
    "LastOwner",
    "NameMissing",
    "NoOrganisation",
    "NotForYou",
    "ReasonNeeded",
    "TooMany",
    "WrongState",
    "accept",
    "add_tool",
    "apply",
    "change_contact",
    "change_role",
    "edit_organisation",
    "edit_profile",
    "edit_tool",
    "introduce",
    "invite",
    "join",
    "move_tool",
    "register_organisation",
    "reject",
    "remove_member",
    "remove_tool",
    "return_",
    "take_back",
]
