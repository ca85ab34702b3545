"""Claims as browsers meet them: the application with a world in it, and its forms filled in."""

import re
from datetime import UTC, datetime, timedelta

from sqlalchemy import update

from booth_app.accounts.models import User
from booth_app.claims.models import Claim, TakenBooth
from tests.claims.world import build
from tests.kit import make

HTMX = {"HX-Request": "true"}
FORM = {
    "contact_name": "هدى السالم",
    "contact_email": "huda@example.org",
    "contact_phone": "٠٥٠ ١٢٣ ٤٥٦٧",
    "fascia_ar": "مركز سند",
    "power_kw": "٢",
    "notes": "قرب المدخل",
    "terms_version": "1",
    "accepted": "y",
}


class Site:
    """The application with a world in it whose clock is the machine's."""

    def __init__(self, app):
        self.app = app
        now = datetime.now(UTC)
        self.world = build(
            app.extensions["database"],
            now,
            booths=12,
            booking_opens_at=now - timedelta(days=1),
            booking_closes_at=now + timedelta(days=30),
        )

    def person(self, n=0):
        client = self.app.test_client()
        with self.world.database.read() as session:
            user = session.get_one(User, self.world.people[n])
            organisation = session.get_one(make.Organisation, self.world.organisations[n])
            return make.sign_in(client, user, organisation)

    def end(self, claim):
        """Let a hold's time be over."""
        past = datetime.now(UTC) - timedelta(seconds=1)
        with self.world.database.write() as session:
            session.execute(update(Claim).where(Claim.id == claim).values(held_until=past))
            session.execute(update(TakenBooth).where(TakenBooth.claim_id == claim).values(held_until=past))


def hold(person, number="A-101", key="the-key-of-a-form", headers=None, lang="en", **form):
    data = {"request_key": key, **form}
    return person.post(f"/{lang}/forum/booths/{number}/hold", data=data, headers=headers or {})


def send(person, claim, headers=None, key="key-of-the-request", **changes):
    data = FORM | {"request_key": key} | changes
    return person.post(f"/en/my/forum/claims/{claim}", data=data, headers=headers or {})


def claim_of(answer):
    return int(re.search(r"/claims/(\d+)$", answer.location)[1])
