import pytest

from booth_app.planfiles import Reading, read_limited, write_svg
from tests.planfiles.drawings import drawing
from tests.uploads.hostile import canary, read_or_refused

SECRET = "CANARY-7351"


@pytest.fixture
def secret(tmp_path):
    """A file whose text must never be seen again."""
    path = tmp_path / "secret.txt"
    path.write_text(SECRET)
    return path.as_uri()


def assert_silent(data: bytes) -> None:
    outcome = read_or_refused(data)
    said = repr(outcome) + (write_svg(outcome.plan) if isinstance(outcome, Reading) else outcome.message("ar"))
    assert SECRET not in said
    assert SECRET not in repr(read_or_refused(data, read_limited))


@pytest.mark.parametrize(
    "doctype",
    [
        '<!DOCTYPE svg [<!ENTITY x SYSTEM "{0}">]>',
        '<!DOCTYPE svg SYSTEM "{0}">',
        '<!DOCTYPE svg PUBLIC "x" "{0}">',
        '<!DOCTYPE svg [<!ENTITY % x SYSTEM "{0}"> %x;]>',
    ],
)
def test_U04_U05_external_entities_and_types_are_neither_read_nor_fetched(doctype, secret):
    with canary() as (address, calls):
        for place in (secret, f"{address}/x.dtd"):
            assert_silent((doctype.format(place) + "<svg>&x;</svg>").encode())

        assert calls() == 0


def test_U06_includes_are_ignored(secret):
    with canary() as (address, calls):
        includes = "".join(
            f'<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="{place}" parse="{kind}"/>'
            for place in (secret, f"{address}/x")
            for kind in ("text", "xml")
        )
        data = drawing(f'<g data-kind="booth" data-number="A-1"><rect width="3" height="3"/>{includes}</g>')

        outcome = read_or_refused(data)
        assert_silent(data)

        assert calls() == 0
    assert [each.number for each in outcome.plan.booths] == ["A-1"]
