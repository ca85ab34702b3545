"""Keys for booths that are new in a plan."""

from collections.abc import Collection

from booth_app.geometry import Plan

NEW = "new-"
"""What the key of a booth begins with until it has been published and has one of the database's."""


def fresh_key(plan: Plan, taken: Collection[str] = ()) -> str:
    """The first of new-1, new-2 … that neither the plan nor `taken` has.

    Give as `taken` the keys that earlier edits of the same draft used: a booth that was added and removed again
    must not come back as another one.
    """
    used = {booth.key for booth in plan.booths} | set(taken)
    n = 1
    while f"{NEW}{n}" in used:
        n += 1
    return f"{NEW}{n}"
