"""What plans say no to, by name. `values` are for the sentence; the template has the words."""

from booth_app.base.errors import Refused


class NoHallInPlan(Refused):
    """The plan draws no hall."""

    code = "no-hall-in-plan"
    status = 422


class SeveralHalls(Refused):
    """The plan draws several halls and it was not said which one is meant. `halls`: their keys."""

    code = "several-halls"
    status = 422


class NothingPublished(Refused):
    """The hall has no published plan to go on from: its first draft comes from a file."""

    code = "nothing-published"


class NotADraft(Refused):
    """It was published or discarded meanwhile. `state`."""

    code = "not-a-draft"


class NothingToUndo(Refused):
    """The draft is at the end of its history in that direction."""

    code = "nothing-to-undo"


class EditRefused(Refused):
    """The edit cannot be made on this plan. `reason`: the edit's own code."""

    code = "edit-refused"
    status = 422


class LayoutOutdated(Refused):
    """Another draft of the hall was published after this one was begun: it would undo what that one changed."""

    code = "layout-outdated"


class WrongRules(Refused):
    """Settings of rules that cannot be held to. `reason` is the code of `geometry.WrongSettings`, beside its values."""

    code = "wrong-rules"
    status = 422


class LayoutHasErrors(Refused):
    """The rules find errors. `count`."""

    code = "layout-has-errors"


class NoSuchWarning(Refused):
    """No warning of that name is found in the draft (any more): cured, worse than a warning, or never there."""

    code = "no-such-warning"


class ReasonMissing(Refused):
    """A warning is accepted with a reason or not at all."""

    code = "reason-missing"
    status = 422


class WarningsUnanswered(Refused):
    """Warnings that are neither accepted nor ticked by whoever publishes. `count`, `findings`: their keys."""

    code = "warnings-unanswered"
