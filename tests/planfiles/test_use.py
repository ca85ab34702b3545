import pytest

from tests.planfiles.drawings import plan, read, refused

BOOTH = '<defs><rect id="b" width="3" height="3"/></defs>'


def bounds(*elements: str) -> list[tuple[str, tuple[float, ...]]]:
    return [(each.number, each.outline.bounds) for each in plan(*elements).booths]


def test_a_use_is_a_thing_of_its_own_name_in_its_own_layer():
    found = bounds(
        BOOTH,
        '<g data-kind="booth">'
        '<use href="#b" data-number="A-1"/>'
        '<use xlink:href="#b" id="A-2" x="3"/>'
        '<use href="#b" x="2" y="1" transform="translate(10 10) scale(2)" inkscape:label="A-3"/></g>',
    )

    assert found == [("A-1", (0, 0, 3, 3)), ("A-2", (3, 0, 6, 3)), ("A-3", (14, 12, 20, 18))]


def test_a_use_without_a_kind_takes_that_of_what_it_shows():
    kept = '<defs><rect id="b" data-kind="booth" width="3" height="3"/></defs>'

    assert bounds(kept, '<use href="#b" data-number="A-1" x="5"/>') == [("A-1", (5, 0, 8, 3))]


def test_what_a_use_shows_is_part_of_it_whatever_it_is_called_where_it_is_kept():
    kept = '<defs><g id="b"><rect data-kind="booth" width="3" height="3"/><rect x="3" width="1" height="3"/></g></defs>'

    found = bounds(kept, '<g id="booths"><use href="#b" data-number="A-1"/></g>')

    assert found == [("A-1", (0, 0, 4, 3))]


def test_a_use_of_several_numbered_things_is_all_of_them():
    block = (
        '<defs><g id="block"><rect data-number="A-1" width="3" height="3"/>'
        '<rect data-number="A-2" x="3" width="3" height="3"/></g></defs>'
    )

    found = bounds(block, '<g id="booths"><use href="#block" y="6"/></g>')

    assert found == [("A-1", (0, 6, 3, 9)), ("A-2", (3, 6, 6, 9))]


def test_a_use_inside_a_thing_is_a_part_of_it():
    found = bounds(BOOTH, '<g data-kind="booth" data-number="A-1"><use href="#b"/><use href="#b" x="3"/></g>')

    assert found == [("A-1", (0, 0, 6, 3))]


def test_uses_of_uses_add_up():
    chain = '<defs><rect id="b" width="1" height="1"/><use id="u" href="#b" x="1"/><use id="v" href="#u" y="2"/></defs>'

    assert bounds(chain, '<use data-kind="booth" data-number="A-1" href="#v" x="10"/>') == [("A-1", (11, 2, 12, 3))]


@pytest.mark.parametrize(
    ("fit", "expected"),
    [
        ("", (2, 0, 4, 2)),
        ("xMinYMin meet", (0, 0, 2, 2)),
        ("xMaxYMax", (4, 0, 6, 2)),
        ("xMidYMid slice", (0, -2, 6, 4)),
        ("none", (0, 0, 6, 2)),
    ],
)
def test_a_symbol_is_fitted_into_the_size_it_is_used_at(fit, expected):
    ratio = f'preserveAspectRatio="{fit}"' if fit else ""
    symbol = f'<symbol id="s" viewBox="5 5 10 10" {ratio}><rect x="5" y="5" width="10" height="10"/></symbol>'

    [(_, found)] = bounds(symbol, '<use data-kind="booth" data-number="A" href="#s" width="6" height="2"/>')

    assert found == pytest.approx(expected)


def test_a_nested_drawing_is_fitted_into_its_size():
    found = bounds(
        '<svg x="10" y="20" width="4" height="4" viewBox="0 0 2 2">'
        '<rect data-kind="booth" data-number="A" width="1" height="1"/></svg>'
    )

    assert found == [("A", (10, 20, 12, 22))]


def test_a_viewbox_without_a_size_is_an_error_only_for_things():
    kept = '<symbol id="s" viewBox="0 0 9 9"><rect width="3" height="3"/></symbol>'

    assert refused(kept, '<use data-kind="booth" href="#s"/>').code == "no-viewport"
    assert read(kept, '<use href="#s"/>').note("broken-backdrop")


def test_a_missing_or_ambiguous_target_is_an_error_only_for_things():
    twice = '<rect id="b" width="3" height="3"/><rect id="b" width="3" height="3"/>'

    assert refused('<use data-kind="booth" href="#gone"/>').values == {"id": "gone"}
    assert refused(twice, '<use data-kind="booth" href="#b"/>').code == "use-double"
    assert read('<use href="#gone"/>').note("broken-backdrop")
    assert read(twice).note("double-ids").values["what"] == "b"


def test_references_to_other_files_are_never_followed():
    found = read(
        '<use href="http://127.0.0.1:9/plan.svg#b"/>',
        '<use data-kind="booth" href="file:///etc/passwd#b"/>',
        '<use xlink:href="other.svg#b"/>',
    )

    assert found.note("outside-links").values["count"] == "3"
    assert found.plan.booths == ()


def test_what_is_only_kept_is_not_drawn():
    assert bounds('<defs><g id="booths"><rect width="3" height="3"/></g></defs>', '<symbol id="booths"/>') == []


def test_a_hidden_target_is_not_drawn():
    found = read(
        '<defs><rect id="b" display="none" width="3" height="3"/></defs>', '<use data-kind="booth" href="#b"/>'
    )

    assert found.plan.booths == ()
    assert found.note("hidden")
