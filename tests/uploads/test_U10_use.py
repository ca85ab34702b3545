import tracemalloc

import pytest

from tests.planfiles.drawings import drawing, plan
from tests.uploads.hostile import quickly_refused


def circle(count: int) -> str:
    return "".join(f'<g id="n{n}"><use href="#n{(n + 1) % count}"/></g>' for n in range(count))


@pytest.mark.parametrize("count", [1, 2, 100])
@pytest.mark.parametrize("kept", ["{}", "<defs>{}</defs>", '<defs>{}</defs><use href="#n0"/>'])
def test_U10_elements_that_use_one_another_in_a_circle_are_refused_and_named(count, kept):
    problem = quickly_refused(drawing(kept.format(circle(count))))

    assert problem.code == "use-cycle"
    named = problem.values["ids"].split(" → ")
    assert set(named) - {"…"} <= {f"n{n}" for n in range(count)}
    assert named[0] == named[-1]


def test_U10_a_use_of_what_it_stands_in_is_a_circle():
    assert quickly_refused(drawing('<g id="a"><g><g><use href="#a"/></g></g></g>')).code == "use-cycle"


def test_U10_a_use_of_itself_is_a_circle():
    assert quickly_refused(drawing('<use id="a" href="#a"/>')).code == "use-cycle"


def ladder(steps: int, rungs: int) -> str:
    levels = "".join(f'<g id="l{n}">{f"""<use href="#l{n - 1}"/>""" * rungs}</g>' for n in range(1, steps + 1))
    return f'<defs><rect id="l0" width="1" height="1"/>{levels}</defs><use data-kind="booth" href="#l{steps}"/>'


def test_U11_a_thousand_million_copies_are_counted_and_refused_before_they_are_made():
    tracemalloc.start()

    problem = quickly_refused(drawing(ladder(9, 10)))

    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert problem.code == "too-many-uses"
    assert peak < 5_000_000


def test_U11_a_ladder_of_ten_to_the_three_hundred_is_counted_too():
    assert quickly_refused(drawing(ladder(60, 100))).code == "too-many-uses"


def test_U11_a_chain_as_long_as_the_file_is_too_deep():
    chain = "".join(f'<use id="u{n}" href="#u{n + 1}"/>' for n in range(50_000))

    assert quickly_refused(drawing(chain)).code == "too-deep"


def test_U11_as_many_copies_as_are_allowed_are_made():
    assert len(plan(ladder(3, 10)).booths) == 1
