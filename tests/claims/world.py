"""An exhibition to claim in: a hall of touching booths, organisations that are accepted, staff, and their verbs."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, select, update

from booth_app.base.access import Who
from booth_app.base.db import Database
from booth_app.claims import queries, services
from booth_app.claims.details import Details
from booth_app.claims.models import Claim, TakenBooth
from booth_app.exhibitions.models import Exhibition
from booth_app.journal.models import Entry
from tests.kit import make

TYPED = Details(contact_name="هدى السالم", contact_email="huda@example.org", power_kw=2)


@dataclass
class World:
    """Ids of what is there, and short ways to use services, each in a transaction of its own."""

    database: Database
    now: datetime
    exhibition: int = 0
    booths: list[int] = field(default_factory=list)
    organisations: list[int] = field(default_factory=list)
    people: list[int] = field(default_factory=list)
    admin: int = 0
    _keys: int = 0

    def who(self, n: int = 0) -> Who:
        """A member of the n-th organisation."""
        return Who(self.people[n], self.organisations[n], self.exhibition)

    @property
    def staff(self) -> Who:
        """An administrator of the exhibition."""
        return Who(self.admin, None, self.exhibition, frozenset({"administrator"}))

    def key(self) -> str:
        """The key of a new form."""
        self._keys += 1
        return f"request-key-{self._keys:06}"

    def at(self, minutes: float = 0) -> datetime:
        """A time so many minutes after the beginning."""
        return self.now + timedelta(minutes=minutes)

    def do(self, service: Callable[..., Any], who: Who, *args: Any, at: float = 0, **named: Any) -> Any:
        """Use a service and commit."""
        with self.database.write() as session:
            return service(session, who, *args, now=self.at(at), **named)

    def hold(self, *booths: int, by: int = 0, at: float = 0, key: str = "") -> services.Held:
        """Hold booths, named by their places in the row."""
        wanted = [self.booths[n] for n in booths]
        return self.do(services.hold, self.who(by), wanted, at=at, request_key=key or self.key())

    def submit(self, claim: int, *, by: int = 0, at: float = 1, key: str = "", **named: Any) -> services.Submitted:
        """Submit a claim with terms and typed text."""
        given = {"details": TYPED, "terms_version": 1, "request_key": key or self.key()} | named
        return self.do(services.submit, self.who(by), claim, at=at, **given)

    def submitted(self, *booths: int, by: int = 0, at: float = 0) -> int:
        """The id of a new claim that waits for staff."""
        return self.submit(self.hold(*booths, by=by, at=at).claim_id, by=by, at=at + 1).claim_id

    def confirmed(self, *booths: int, by: int = 0, at: float = 0) -> int:
        """The id of a new claim that is confirmed."""
        claim = self.submitted(*booths, by=by, at=at)
        self.do(services.approve, self.staff, claim, at=at + 2)
        return claim

    def states(self, at: float = 0) -> list[str]:
        """The booths' states in the order of their numbers."""
        with self.database.read() as session:
            found = queries.states(session, self.exhibition, now=self.at(at))
        return [found[booth].state for booth in self.booths]

    def state_of(self, claim: int) -> str:
        """What is written of a claim."""
        with self.database.read() as session:
            return str(session.scalar(select(Claim.state).where(Claim.id == claim)))

    def kinds(self) -> list[str]:
        """What the journal says happened."""
        with self.database.read() as session:
            return list(session.scalars(select(Entry.kind).order_by(Entry.id)))

    def entries(self, kind: str) -> list[Entry]:
        """The journal's entries of a kind."""
        with self.database.read() as session:
            return list(session.scalars(select(Entry).where(Entry.kind == kind).order_by(Entry.id)))

    def taken(self) -> dict[int, int]:
        """What is written of who has what: place in the row → claim."""
        with self.database.read() as session:
            rows = session.execute(select(TakenBooth.booth_id, TakenBooth.claim_id)).all()
        return {self.booths.index(booth): claim for booth, claim in rows}

    def count(self, table: Any) -> int:
        """Rows of a table."""
        with self.database.read() as session:
            return session.scalar(select(func.count()).select_from(table)) or 0

    def settings(self, **values: Any) -> None:
        """Change the exhibition's settings."""
        with self.database.write() as session:
            session.execute(update(Exhibition).where(Exhibition.id == self.exhibition).values(**values))


def build(
    database: Database, now: datetime, *, booths: int = 8, organisations: int = 3, row: int = 10, **settings: Any
) -> World:
    """A world; `settings` of the exhibition."""
    world = World(database, now)
    with database.write() as session:
        exhibition = make.exhibition(session, **settings)
        hall = make.hall(session, exhibition)
        world.exhibition = exhibition.id
        for name, value in settings.items():
            if value is None:  # a new row takes the column's default instead
                setattr(exhibition, name, None)
        world.booths = [each.id for each in make.plan(session, hall, booths, row=row)]
        for _ in range(organisations):
            organisation = make.organisation(session, exhibition)
            world.organisations.append(organisation.id)
            world.people.append(make.owner_of(session, organisation).id)
        world.admin = make.staff(session, exhibition).id
    return world
