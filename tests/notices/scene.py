"""One journal entry of every kind that makes mail, as the services write it, and the letters that answer to it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from booth_app.demos.models import Showcase, ShowcaseState
from booth_app.demos.seats.models import SeatReservation, SeatState, Visitor, VisitorContact
from booth_app.exhibitions.queries import ExhibitionValue
from booth_app.exhibitors.models import Invitation
from booth_app.journal.queries import Change
from booth_app.notices.letters.occasion import Occasion, occasion
from booth_app.notices.mails import MAILS
from booth_app.notices.outbox import Taken
from tests.kit import make

NOW = datetime(2026, 12, 6, 8, 0, tzinfo=UTC)
SEATS = {
    "seats-reserved": SeatState.RESERVED,
    "seats-waiting": SeatState.WAITING,
    "seats-requested": SeatState.REQUESTED,
    "seats-refused": SeatState.REFUSED,
    "seats-removed": SeatState.REMOVED,
}
"""Where a reservation stands when its mail is written; held where it is not said."""
KINDS = {mail.kind: kind for kind, mails in MAILS.items() for mail in mails}
"""Kind of mail → kind of journal entry."""


class Scene:
    """An exhibition with two booths, a stage, an organisation, an invitation and a person."""

    def __init__(self, session, **organisation):
        exhibition = make.exhibition(session, venue_ar="مركز المعارض", venue_en="Exhibition Centre")
        hall = make.hall(session, exhibition)
        self.exhibition_id = exhibition.id
        self.booths = [each.id for each in make.plan(session, hall, 2)]
        self.place = make.place(session, exhibition, hall).id
        names = {"name_ar": "مركز بيّنة للأدلة", "name_en": "Bayyina Evidence Centre"} | organisation
        body = make.organisation(session, exhibition, **names)
        self.organisation_id = body.id
        self.person = make.user(session, "new@example.org", confirmed_at=None).id
        invitation = Invitation(
            organisation_id=body.id,
            email="colleague@example.org",
            token_hash="0" * 64,
            invited_by=make.owner_of(session, body).id,
            expires_at=NOW + timedelta(days=14),
        )
        session.add(invitation)
        session.flush()
        self.invitation = invitation.id
        self.seats = seats(session, exhibition, self.place, body)

    def change(self, kind, *, reason="الوثيقة ناقصة.\nأضيفوا الخطاب."):
        """The journal entry that makes a kind of mail."""
        about = kind.partition("-")[0]
        subject, before, after, words = f"claim:{1}", {}, {"booths": self.booths[:1]}, {"reason": reason}
        if about in ("confirmation", "account", "reset", "password"):
            subject, after = f"user:{self.person}", {}
        elif kind == "member-invited":
            subject = f"invitation:{self.invitation}"
        elif kind == "role-granted":
            subject, after = f"user:{self.person}", {"user": self.person, "role": "layout"}
        elif about == "application":
            subject, after = "application:1", {"state": "accepted"}
        elif about in ("showcase", "slot"):
            at = {"starts_at": "2027-01-19T08:30:00+00:00", "ends_at": "2027-01-19T09:00:00+00:00"}
            subject, before, after = "showcase:1", at, {"showcase": 1, "place": self.place} | at
            words |= {"title_ar": "حارس الأسرة: تجربة حية", "title_en": "Family Guard live"}
        elif about == "seats":
            subject, after = f"seats:{self.seats[SEATS.get(kind, SeatState.HELD)]}", {"reason": "same-time"}
            before = {"starts_at": "2027-01-19T08:30:00+00:00"}
            words |= {"title_ar": "حارس الأسرة: تجربة حية", "title_en": "Family Guard live"}
        elif kind == "claim-affected":
            key = str(self.booths[0])
            after |= {"changes": {key: ["moved", "renumbered", "shrank"]}, "numbers": {key: ["A-100", "A-101"]}}
        elif kind == "claim-moved":
            before, after = {"booths": self.booths[:1]}, {"booths": self.booths, "to": self.booths[1:]}
        elif kind in ("claim-confirmed", "claim-assigned"):
            after |= {"number": "RYD27-00214"}
        elif kind == "booth-reserved":
            after |= {"until": "2026-12-20T20:59:00+00:00"}
        concerns = about not in ("confirmation", "account", "reset", "password")
        return Change(
            number=1,
            entry_id=1,
            exhibition_id=self.exhibition_id if concerns and kind != "member-invited" else None,
            kind=kind,
            actor="user:1",
            organisation_id=self.organisation_id if concerns else None,
            subject=subject,
            before=before,
            after=after,
            public=False,
            at=NOW,
            words=words,
        )

    def about(self, session, mail, *, language="ar", **change) -> Occasion:
        """What a letter of a kind of mail is written from."""
        return occasion(session, self.change(KINDS[mail], **change), taken(mail, language), now=NOW)


def seats(session, exhibition, place_id, body):
    """A reservation in each state, by state."""
    showcase = Showcase(
        exhibition_id=exhibition.id, organisation_id=body.id, slug="family-guard", state=ShowcaseState.ACCEPTED,
        title_ar="حارس الأسرة: تجربة حية", title_en="Family Guard live", abstract_ar="", abstract_en="", tool_ar="",
        tool_en="", category="parental", length_minutes=30, audience="families", declared_synthetic=True,
        declared_harmless=True, submitted_at=NOW,
    )  # fmt: skip
    visitor = Visitor(exhibition_id=exhibition.id, mark="m", made_at=NOW)
    session.add_all([showcase, visitor])
    session.flush()
    session.add(VisitorContact(visitor_id=visitor.id, email="huda@visitors.example", language="ar"))
    made = {}
    for state in SeatState:
        row = SeatReservation(
            exhibition_id=exhibition.id, showcase_id=showcase.id, place_id=place_id, visitor_id=visitor.id, state=state,
            starts_at=NOW + timedelta(days=40), ends_at=NOW + timedelta(days=40, minutes=30), seats=2,
            code=f"{state:.8}", place_in_line=1 if state == SeatState.WAITING else None,
            held_until=NOW + timedelta(minutes=30) if state == SeatState.HELD else None, uid=str(state),
            made_at=NOW, changed_at=NOW,
        )  # fmt: skip
        session.add(row)
        session.flush()
        made[state] = row.id
    return made


def taken(mail="claim-confirmed", language="ar", recipient="reader@example.org"):
    """A message that is ours to send."""
    return Taken(1, "me", NOW + timedelta(minutes=5), 1, 1, None, mail, recipient, None, language, "<1.1@example.org>")


def quiet(exhibition: ExhibitionValue) -> ExhibitionValue:
    """An exhibition without a contact address."""
    return replace(exhibition, contact_email="")
