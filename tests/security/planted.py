"""Everything there is, with a word of its own in every field; and every address at which somebody may look for them."""

from collections.abc import Iterator
from typing import Any

from flask import Flask
from sqlalchemy import Connection, select, text

from booth_app.claims.models import Claim, ClaimState, CoExhibitor
from booth_app.claims.queries import states
from booth_app.demos.models import Showcase, ShowcasePresenter, ShowcaseState
from booth_app.exhibitions.models import Booth, Role
from booth_app.exhibitors.models import Profile, Tool
from tests.kit import canaries, routes, whole
from tests.kit.canaries import Canary
from tests.kit.whole import ELSEWHERE, OTHERS, OURS
from tests.security.private import CODE, COLUMNS, PUBLIC_WHEN_ACCEPTED, PUBLIC_WHEN_NAMED, Reader

MORE = {
    "visitors.plan": ("hall=b", "q=a"),
    "demos.programme": ("day=all", "day=all&view=places"),
    "desk.applications": ("state=all",),
    "desk.claims_list": ("state=rejected",),
    "desk.booths": ("state=held", "hall=b"),
    "demos.review": ("state=rejected", "state=all"),
    "notices.messages": ("state=all",),
    "visitors.search": ("q=a",),
}
"""What pages show besides when they are asked for it."""
_OF_A_PERSON = """
SELECT member.organisation_id, coalesce(staff_role.exhibition_id, application.exhibition_id) FROM account
LEFT JOIN member ON member.user_id = account.id
LEFT JOIN staff_role ON staff_role.user_id = account.id
LEFT JOIN application ON application.organisation_id = member.organisation_id
WHERE account.id = :key
"""
_THROUGH = {
    "account": (_OF_A_PERSON, "id"),
    "organisation": ("SELECT organisation_id, exhibition_id FROM application WHERE organisation_id = :key", "id"),
    "invitation": (
        "SELECT organisation_id, exhibition_id FROM application WHERE organisation_id = :key",
        "organisation_id",
    ),
    "tool": ("SELECT organisation_id, exhibition_id FROM profile WHERE id = :key", "profile_id"),
    "journal_detail": ("SELECT organisation_id, exhibition_id FROM journal_entry WHERE id = :key", "entry_id"),
    "reservation": ("SELECT NULL, exhibition_id FROM booth WHERE id = :key", "booth_id"),
}
"""How to come from a row to its organisation and its exhibition where it does not name them itself."""


class Planted:
    """The planted database, its words, and who may read them."""

    def __init__(self, app: Flask) -> None:
        self.app, self.database = app, app.extensions["database"]
        with self.database.read() as session:
            self.people = whole.people(session)
            named = ((OURS, "forum"), (OTHERS, "forum"), (ELSEWHERE, "elsewhere"))
            self.bodies = [routes.body(session, name) for name, _ in named]
            self.given = [routes.values(session, own, slug) for own, (_, slug) in zip(self.bodies, named, strict=True)]
        self._public = self._public_rows()
        self.words = canaries.plant(self.database, lambda table, column: COLUMNS[table][column] != CODE, _whose)

    def reader(self, role: str) -> Reader:
        """Somebody as the table speaks of them."""
        if role in ("exhibitor", "other exhibitor"):
            return Reader(self.people[role], organisation_id=self.bodies[role != "exhibitor"].id)
        if role == "administrator elsewhere":
            return Reader(self.people[role], role=Role.ADMINISTRATOR, exhibition_id=2)
        if role in set(Role):
            return Reader(self.people[role], role=Role(role), exhibition_id=1)
        return Reader(self.people.get(role))

    def leaks(self, where: str, said: str, reader: Reader) -> list[str]:
        """What a text says that the reader may not know."""
        return [
            f"{where}: {each.table}.{each.column} of organisation {each.organisation_id}"
            for each in self.heard(said)
            if not self.is_public(each) and not reader.may(each)
        ]

    def heard(self, said: str) -> list[Canary]:
        """The words that a text holds."""
        return [self.words[word] for word in sorted(canaries.heard(said) & self.words.keys())]

    def is_public(self, canary: Canary) -> bool:
        """Whether everyone may read it."""
        named = {**PUBLIC_WHEN_NAMED, **PUBLIC_WHEN_ACCEPTED}.get(canary.table, ())
        return canary.column in named and canary.row["id"] in self._public[canary.table]

    def addresses(self, role: str) -> Iterator[str]:
        """Every page: with one's own numbers, with others', with those of an exhibition elsewhere.

        In both languages for those who are not staff: a page reads the same fields in either.
        """
        with self.database.read() as session:
            at = session.scalars(select(Claim.made_at).order_by(Claim.made_at.desc()).limit(1)).one()
            of_each_state = {each.state: each.booth_id for each in states(session, 1, now=at).values()}
            numbers = session.scalars(select(Booth.number).where(Booth.id.in_(of_each_state.values()))).all()
            exhibitors = session.scalars(select(Profile.slug)).all()
            showcases = session.execute(select(Showcase.id, Showcase.slug)).all()
            claims = session.scalars(select(Claim.id).where(Claim.state != ClaimState.CONFIRMED)).all()
        for lang in ("ar", "en") if role in ("visitor", "exhibitor") else ("en",):
            found = {}
            for given in self.given:
                for route in routes.routes(self.app, "GET"):
                    if route.endpoint != routes.FEED and not route.endpoint.endswith("picture"):
                        found[routes.address(self.app, route, given | {"lang": lang})] = route.endpoint
            yield from found
            yield from (f"{address}?{query}" for address, name in found.items() for query in MORE.get(name, ()))
            yield from (f"/{lang}/forum/booths/{each}" for each in numbers)
            if role == "visitor":
                yield from (f"/{lang}/forum/exhibitors/{each}" for each in exhibitors)
                yield from (f"/{lang}/forum/showcases/{slug}" for _, slug in showcases)
            else:
                area = "my" if role == "exhibitor" else "staff"
                yield from (f"/{lang}/{area}/forum/claims/{each}" for each in claims)
                yield from (f"/{lang}/{area}/forum/showcases/{key}" for key, _ in showcases)

    def _public_rows(self) -> dict[str, set[int]]:
        """Of each table the rows that everyone may read: of exhibitors that are named, of accepted showcases."""
        with self.database.read() as session:

            def ids(query: Any) -> set[int]:
                return set(session.scalars(query))

            confirmed = select(Claim.id).where(Claim.state == ClaimState.CONFIRMED)
            accepted = ids(select(Showcase.id).where(Showcase.state == ShowcaseState.ACCEPTED))
            bodies = ids(select(Claim.organisation_id).where(Claim.id.in_(confirmed)))
            bodies |= ids(select(Showcase.organisation_id).where(Showcase.id.in_(accepted)))
            profiles = ids(select(Profile.id).where(Profile.organisation_id.in_(bodies)))
            profiles |= ids(select(CoExhibitor.profile_id).where(CoExhibitor.claim_id.in_(confirmed)))
            shown = select(ShowcasePresenter.presenter_id).where(ShowcasePresenter.showcase_id.in_(accepted))
            return {
                "organisation": bodies,
                "profile": profiles,
                "tool": ids(select(Tool.id).where(Tool.profile_id.in_(profiles))),
                "showcase": accepted,
                "presenter": ids(shown),
            }


def _whose(connection: Connection, table: str, row: Any) -> tuple[int | None, frozenset[int]]:
    """The organisation that a row belongs to, and the exhibitions that it is of."""
    own, event = row.get("organisation_id"), row.get("exhibition_id")
    if table not in _THROUGH:
        return own, frozenset({event} - {None})
    query, key = _THROUGH[table]
    found = connection.execute(text(query), {"key": row[key]}).all()
    events = frozenset(each for _, each in found if each is not None)
    return next((each for each, _ in found if each is not None), own), events
