"""What tests of the map share: an exhibition with a plan, and people who change it."""

import secrets
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Page
from sqlalchemy import select
from sqlalchemy.orm import Session

from booth_app.accounts.models import User
from booth_app.base.access import Who
from booth_app.base.db import Database
from booth_app.claims import services as claims
from booth_app.demos.models import Audience, Place, Showcase, ShowcaseState, Slot
from booth_app.exhibitions import queries as exhibitions
from booth_app.exhibitions.models import Exhibition, Hall
from booth_app.exhibitions.queries import ExhibitionValue
from booth_app.exhibitors import services as exhibitors
from booth_app.exhibitors.models import Category, OrganisationKind
from booth_app.journal import services as journal
from booth_app.maps.boards import Board, Picture
from tests.kit import make
from tests.kit.browser import Person
from tests.kit.passes import issue
from tests.kit.server import SECRET, Server, serve


@dataclass
class Fair:
    """An exhibition in a database: hall `a` with a plan of some booths, two organisations, a member of staff."""

    database: Database
    exhibition: ExhibitionValue
    booths: dict[str, int]
    first: Who
    second: Who
    staff: Who
    hall_id: int
    emails: dict[str, str] = field(default_factory=dict)

    def change(self, verb: Callable[[Session, datetime], object]) -> object:
        """Run a service in a transaction of its own."""
        with self.database.write() as session:
            return verb(session, datetime.now(UTC))

    def hold(self, number: str, who: Who | None = None, *, at: datetime | None = None) -> int:
        """Hold a booth for the first organisation, or another; gives the claim."""
        whoever = who or self.first

        def work(session: Session, now: datetime) -> object:
            return claims.hold(
                session, whoever, [self.booths[number]], request_key=secrets.token_urlsafe(16), now=at or now
            )

        return self.change(work).claim_id  # type: ignore[attr-defined]

    def assign(self, number: str, who: Who | None = None) -> None:
        """Confirm a booth for an organisation, by staff."""
        whoever = who or self.second
        key = secrets.token_urlsafe(16)
        self.change(
            lambda session, now: claims.assign(
                session,
                self.staff,
                whoever.organisation_id or 0,
                booth_ids=[self.booths[number]],
                request_key=key,
                now=now,
            )
        )

    def close(self, number: str) -> None:
        """Take a booth out of booking."""
        self.change(lambda session, now: claims.close(session, self.staff, self.booths[number], now=now))

    def rename(self, who: Who, name_en: str) -> None:
        """An organisation is called otherwise from now on, in English alone."""

        def work(session: Session, now: datetime) -> None:
            exhibitors.edit_organisation(
                session, who, who.organisation_id or 0, name_ar="", name_en=name_en, country="SA",
                kind=OrganisationKind.PUBLIC_BODY, now=now,
            )  # fmt: skip

        self.change(work)

    def shows(self, starts_at: datetime, ends_at: datetime, title: str = "Sorting reports") -> int:
        """A showcase of the second organisation that staff have accepted, on the stage at a time; gives the slot.

        Written as rows: through the services nothing shorter than five minutes begins or ends in time for a test.
        """
        with self.database.write() as session:
            place = session.scalar(select(Place).where(Place.hall_id == self.hall_id))
            if place is None:
                place = make.place(
                    session, session.get_one(Exhibition, self.exhibition.id), session.get_one(Hall, self.hall_id)
                )
            shown = Showcase(
                exhibition_id=self.exhibition.id, organisation_id=self.second.organisation_id, title_ar=title,
                title_en=title, abstract_ar="", abstract_en="", tool_ar="", tool_en="", category=Category.FORENSICS,
                slug=f"showcase-{secrets.token_hex(4)}", state=ShowcaseState.ACCEPTED, length_minutes=30,
                audience=Audience.FAMILIES, declared_synthetic=True, declared_harmless=True, submitted_at=starts_at,
            )  # fmt: skip
            session.add(shown)
            session.flush()
            slot = Slot(
                exhibition_id=self.exhibition.id, showcase_id=shown.id, place_id=place.id, starts_at=starts_at,
                ends_at=ends_at, uid=secrets.token_hex(16),
            )  # fmt: skip
            session.add(slot)
            session.flush()
            return slot.id

    def tell(self, kind: str, slot: int, *, public: bool = True) -> None:
        """Write down that something happened to a slot."""
        self.change(
            lambda session, now: journal.record(
                session, kind, actor=self.staff.actor, subject=f"slot:{slot}", at=now,
                exhibition_id=self.exhibition.id, public=public,
            )
        )  # fmt: skip

    def picture(self, board: Board, *, at: datetime | None = None) -> Picture:
        """What a board reads."""
        with self.database.read() as session:
            return board.read(session, now=at or datetime.now(UTC))


@pytest.fixture
def fair_on() -> Callable[..., Fair]:
    """Makes a fair in a database."""

    def build(database: Database, booths: int = 12, **settings: object) -> Fair:
        now = datetime.now(UTC)
        open_now = {"booking_opens_at": now - timedelta(days=1), "booking_closes_at": now + timedelta(days=30)}
        with database.write() as session:
            made = make.exhibition(session, **({"slug": "forum"} | open_now | settings))
            hall = make.hall(session, made, "a", name_ar="القاعة أ", name_en="Hall A")
            plan = make.plan(session, hall, booths)
            people = [make.user(session) for _ in range(2)]
            bodies = [make.organisation(session, made, member=person) for person in people]
            staff = make.staff(session, made)
            whos = [Who(person.id, body.id, made.id) for person, body in zip(people, bodies, strict=True)]
            numbers = {booth.number: booth.id for booth in plan}
            emails = {"first": people[0].email, "second": people[1].email, "staff": staff.email}
            value = exhibitions.exhibition_by_id(session, made.id)
            assert value is not None
            return Fair(
                database, value, numbers, whos[0], whos[1],
                Who(staff.id, None, made.id, frozenset({"administrator"})), hall.id, emails,
            )  # fmt: skip

    return build


@pytest.fixture
def fair(fair_on: Callable[..., Fair], database: Database) -> Fair:
    """A fair on each kind of database."""
    return fair_on(database)


@pytest.fixture
def app_fair(fair_on: Callable[..., Fair], app: Flask) -> Fair:
    """A fair in the application's database (SQLite)."""
    return fair_on(app.extensions["database"])


@dataclass
class Site:
    """A fair behind the real server, and the people who visit it."""

    fair: Fair
    server: Server
    person: Callable[..., Person]
    pages: list[Page] = field(default_factory=list)

    def visit(self, who: str = "", **options: object) -> Page:
        """A browser's page: of `first`, `second`, `staff`, or of a visitor."""
        guest = self.person(self.server.address, **options)
        if who:
            email = self.fair.emails[who]
            with self.fair.database.read() as session:
                uniquifier = session.scalars(select(User.fs_uniquifier).where(User.email == email)).one()
            name, _, value = issue(SECRET, uniquifier).cookie.partition("=")
            guest.context.add_cookies([{"name": name, "value": value, "url": self.server.address}])
        self.pages.append(guest.page)
        return guest.page

    def opened(self, path: str, who: str = "", **options: object) -> Page:
        """The same at an address below the exhibition's (`/en/…/`), once the feed is connected."""
        page = self.visit(who, **options)
        page.goto(self.at(path))
        if options.get("java_script_enabled", True):
            page.wait_for_selector("plan-map[data-followed]", state="attached")
        return page

    def at(self, path: str) -> str:
        """An address of this fair: `…` stands for its slug."""
        return path.replace("…", self.fair.exhibition.slug)


@pytest.fixture(scope="module")
def served(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Database, Server]]:
    """One real server for the tests of a module: each has an exhibition of its own on it."""
    path = tmp_path_factory.mktemp("served") / "booth.sqlite3"
    shutil.copyfile(sqlite_template, path)
    database = Database(f"sqlite:///{path}")
    with serve(f"sqlite:///{path}") as server:
        yield database, server
    database.dispose()


@pytest.fixture
def site(
    fair_on: Callable[..., Fair], served: tuple[Database, Server], person: Callable[..., Person]
) -> Iterator[Site]:
    """A fair of twenty booths on the real server."""
    database, server = served
    made = Site(fair_on(database, 20, quota=100, slug=f"fair-{secrets.token_hex(4)}"), server, person)
    yield made
    for page in made.pages:  # before the server ends: what a page says about that is none of a test's business
        page.goto("about:blank")
