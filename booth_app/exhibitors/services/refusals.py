"""What this room says no to, by name."""

from typing import ClassVar

from booth_app.base.errors import Invalid, Refused


class WrongState(Refused):
    """The application is in no state for this; `state` says in which one it is."""

    code: ClassVar[str] = "wrong-state"


class ReasonNeeded(Invalid):
    """Whoever returns or rejects says why."""

    code: ClassVar[str] = "reason-needed"


class NoOrganisation(Refused):
    """Whoever asks acts for no organisation."""

    code: ClassVar[str] = "no-organisation"


class ExhibitionOver(Refused):
    """Its last day has passed."""

    code: ClassVar[str] = "exhibition-over"


class NameMissing(Invalid):
    """A name is given in neither language."""

    code: ClassVar[str] = "name-missing"


class LastOwner(Refused):
    """An organisation keeps one owner at least."""

    code: ClassVar[str] = "last-owner"


class AlreadyMember(Refused):
    """The person acts for the organisation already."""

    code: ClassVar[str] = "already-member"


class InvitationOver(Refused):
    """The invitation was used, taken back, or is too old."""

    code: ClassVar[str] = "invitation-over"


class NotForYou(Refused):
    """The invitation names another address than the one that is signed in."""

    code: ClassVar[str] = "not-for-you"
    status: ClassVar[int] = 403


class TooMany(Refused):
    """There are as many as there may be; `most` says how many."""

    code: ClassVar[str] = "too-many"
