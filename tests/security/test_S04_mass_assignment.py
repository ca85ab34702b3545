"""S04: whatever else a request names, nothing changes but what the form's own fields are for."""

import pytest
import time_machine
from sqlalchemy import Boolean, DateTime, Enum, Integer

from booth_app.base.columns import Base, UtcDateTime
from tests.kit import routes, whole
from tests.kit.visiting import come, contents, differences
from tests.kit.whole import OTHERS, OURS
from tests.security.filled import EXHIBITORS, VISITORS

RANDOM = {"fs_uniquifier", "password", "token_hash"}
"""Columns whose values are drawn anew each time."""
WORDS = {
    "state": "confirmed",
    "role": "owner",
    "approval": "none",
    "language": "en",
    "actor": "system",
    "number": "X-1",
}


@pytest.fixture
def frozen():
    """The same moment for everything."""
    with time_machine.travel("2026-12-06T08:00:00+00:00", tick=False) as clock:
        yield clock


def columns(others):
    """Every column of every table as a field, with a value that somebody would like it to have."""
    found = {}
    for table in Base.metadata.sorted_tables:
        for column in table.columns:
            value = WORDS.get(column.name, "assigned")
            if column.name.endswith("_id") or column.name == "id":
                value = str(others.get(column.name, 1))
            elif isinstance(column.type, Boolean):
                value = "y"
            elif isinstance(column.type, UtcDateTime | DateTime):
                value = "2099-01-01T00:00:00+00:00"
            elif isinstance(column.type, Integer) and not isinstance(column.type, Enum):
                value = "999"
            found[column.name] = value
            found[f"{table.name}.{column.name}"] = found[f"{table.name}-{column.name}"] = value
    return found


def house(make_app, template, tmp_path, name):
    """A copy of everything, and who is who in it."""
    path = tmp_path / f"{name}.sqlite3"
    path.write_bytes(template.read_bytes())
    app = make_app(f"sqlite:///{path}")
    with app.extensions["database"].read() as session:
        given = [routes.values(session, routes.body(session, each)) for each in (OURS, OTHERS)]
        return app, whole.people(session), *given


def told(app):
    """What is in the tables, but for what is drawn by lot."""
    with app.extensions["database"].reader.connect() as connection:
        found = {}
        for table in Base.metadata.sorted_tables:
            kept = [column for column in table.columns if column.name not in RANDOM]
            rows = connection.execute(table.select().with_only_columns(*kept))
            found[table.name] = sorted(map(repr, rows))
        return found


@pytest.mark.parametrize(("role", "forms"), [("visitor", VISITORS), ("exhibitor", EXHIBITORS)])
@pytest.mark.usefixtures("frozen")
def test_S04_every_column_in_every_form_changes_nothing_more(make_app, whole_template, tmp_path, role, forms):
    plain, people, ours, _ = house(make_app, whole_template, tmp_path, "plain")
    spoiled, _, _, others = house(make_app, whole_template, tmp_path, "spoiled")
    extra = columns(others)

    for form in forms:
        before = contents(plain)
        answer = form.send(plain, come(plain, people.get(role)), ours)
        # What the form does not name comes first and last: neither is to be taken for one of its own fields.
        more = {name: value for name, value in extra.items() if name not in form.fields}
        other = form.send(
            spoiled, come(spoiled, people.get(role)), ours, data={**more, **form.fields}, query_string=more
        )

        assert (form.endpoint, answer.status_code) == (form.endpoint, 303)
        assert other.status_code == 303
        assert differences(before, contents(plain)), f"{form.endpoint} changed nothing: the test would see nothing"
        assert told(spoiled) == told(plain), form.endpoint


@pytest.mark.usefixtures("frozen")
def test_S04_what_the_test_compares_does_notice_a_column(make_app, whole_template, tmp_path):
    plain, people, ours, _ = house(make_app, whole_template, tmp_path, "plain")
    spoiled, *_ = house(make_app, whole_template, tmp_path, "spoiled")
    [person] = [form for form in EXHIBITORS if form.endpoint == "accounts.person"]
    person.send(plain, come(plain, people["exhibitor"]), ours)

    person.send(spoiled, come(spoiled, people["exhibitor"]), ours, data={**person.fields, "language": "ar"})

    assert told(spoiled) != told(plain)
