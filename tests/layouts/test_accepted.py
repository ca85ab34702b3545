from dataclasses import replace
from datetime import UTC, datetime

from shapely import box

from booth_app.geometry import Severity, Violation
from booth_app.geometry.identity import keys
from booth_app.layouts.accepted import Acceptance, short_by, standing

HERE = Violation("aisle-width", Severity.WARNING, ("A-1", "hall"), 2.8, 3.0, box(0, 0, 3, 3))
FAR = replace(HERE, where=box(20, 0, 23, 3))
PUSHED = replace(HERE, where=box(0.4, 0, 3.4, 3))


def accepted(violation: Violation) -> dict[str, Acceptance]:
    [key] = keys([violation])
    return {key: Acceptance(key, "a reason", 1, datetime(2026, 1, 5, tzinfo=UTC), short_by(violation))}


def test_what_was_accepted_of_one_place_is_not_of_another_about_the_same_things():
    assert list(standing([HERE, FAR], keys([HERE, FAR]), accepted(HERE))) == list(keys([HERE]))
    assert standing([FAR], keys([FAR]), accepted(HERE)) == {}


def test_a_warning_that_was_pushed_a_little_stays_accepted():
    assert list(standing([PUSHED], keys([PUSHED]), accepted(HERE))) == list(keys([PUSHED]))
