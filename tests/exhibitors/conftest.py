"""An exhibition, an organisation that may apply to it, and the staff who decide."""

from dataclasses import dataclass

import pytest
from sqlalchemy import event

from booth_app.base.access import Who
from tests.kit import make


@dataclass
class Scene:
    """Ids of what the tests act on, and who acts."""

    exhibition: int
    organisation: int
    owner: Who
    sales: Who


@pytest.fixture
def scene(database) -> Scene:
    """One exhibition, one organisation that has not applied, one member of staff."""
    with database.write() as session:
        return made(session)


def made(session) -> Scene:
    """The scene in a database at hand."""
    exhibition = make.exhibition(session)
    organisation = make.organisation(session, name_ar="جمعية سند", name_en="Sanad Association")
    owner = make.owner_of(session, organisation)
    staff = make.staff(session, exhibition, "sales")
    return Scene(
        exhibition=exhibition.id,
        organisation=organisation.id,
        owner=Who(owner.id, organisation.id, exhibition.id),
        sales=Who(staff.id, None, exhibition.id, frozenset({"sales"})),
    )


@pytest.fixture
def counted(database):
    """How many statements a question takes."""

    def count(ask) -> int:
        statements = []

        def note(_connection, _cursor, statement, *_rest):
            statements.append(statement)

        with database.read() as session:
            session.connection()
            event.listen(database.reader, "before_cursor_execute", note)
            try:
                ask(session)
            finally:
                event.remove(database.reader, "before_cursor_execute", note)
        return len([each for each in statements if each.startswith("SELECT")])

    return count
