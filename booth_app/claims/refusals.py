"""What claims say no to, by name. `values` are for the sentence: ids, numbers, times; the template has the words."""

from booth_app.base.errors import Refused


class BoothTaken(Refused):
    """Another organisation has the booth. `booth_id`, `number`; `until` where it is a hold."""

    code = "booth-taken"


class AlreadyYours(Refused):
    """The organisation itself has one of the booths, in a claim for other booths than those asked for. `claim_id`."""

    code = "already-yours"


class BoothClosed(Refused):
    """The organiser has closed the booth. `booth_id`, `number`."""

    code = "booth-closed"


class BoothReserved(Refused):
    """The booth is kept for someone else. `booth_id`, `number`, `until` (None: until further notice)."""

    code = "booth-reserved"


class BoothRemoved(Refused):
    """The published plan no longer holds the booth. `booth_id`, `number`."""

    code = "booth-removed"


class NotAdjoining(Refused):
    """The booths do not stand side by side, so they make no stand. `numbers`."""

    code = "not-adjoining"
    status = 422


class TooManyBooths(Refused):
    """More booths at once than a form of ours asks for. `most`."""

    code = "too-many-booths"
    status = 422


class QuotaReached(Refused):
    """The organisation has all the booths it may have. `quota`, `used`."""

    code = "quota-reached"


class NotAccepted(Refused):
    """Only organisations whose application is accepted may claim. `state` (None: there is no application)."""

    code = "not-accepted"
    status = 403


class BookingClosed(Refused):
    """Outside the booking window. `opens_at`, `closes_at`, `ahead`: it is still to come."""

    code = "booking-closed"


class HoldCap(Refused):
    """Held, released and held again for as long as is fair; free for this organisation again at `until`."""

    code = "hold-cap"


class AlreadyExtended(Refused):
    """One extension a hold."""

    code = "already-extended"


class NoExtension(Refused):
    """The exhibition extends no holds, or the hold would not last any longer."""

    code = "no-extension"


class HoldOver(Refused):
    """The hold's time has passed. `claim_id`, `numbers`."""

    code = "hold-over"


class TermsChanged(Refused):
    """A newer version of the terms is in force than the one that was accepted. `version`."""

    code = "terms-changed"


class TermsMissing(Refused):
    """The terms were not accepted. `version`: the one in force."""

    code = "terms-missing"
    status = 422


class ReasonMissing(Refused):
    """Staff must say why: the exhibitor is told."""

    code = "reason-missing"
    status = 422


class WrongState(Refused):
    """What was asked does not follow from the state the claim is in. `claim_id`, `state`: where it stands now."""

    code = "wrong-state"


class TooManyBodies(Refused):
    """More co-exhibitors than a stand has room for. `most`."""

    code = "too-many-bodies"
