"""Who may read what: every column of the schema that holds words, and those it is for.

A new column that has no place here fails `test_S03_every_column_has_a_place`.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from booth_app.exhibitions.models import Role
from booth_app.exhibitions.permissions import PERMISSIONS
from tests.kit.canaries import Canary

ANYONE = frozenset({"anyone"})
CODE = frozenset({"code"})
"""No words of people: names of states, keys, codes, or text that the house itself writes. Not planted."""
NOBODY: frozenset[str] = frozenset()
OWN = "own"
"""Members of the organisation that the row belongs to."""
SELF = "self"
"""The person that the row is."""


def seen_by(*who: str) -> frozenset[str]:
    """Those members (`OWN`) or permissions."""
    return frozenset(who)


PERSON = seen_by(SELF, OWN, "organisations.read", "settings.edit", "journal.read", "layouts.read")
"""Staff read who did something: in the journal, on an organisation's page, in a draft's history."""
BODY = seen_by(OWN, "staff.read")
"""That an organisation applied is no secret among an exhibition's staff; to everybody else it is, until it is named."""
DECIDED = seen_by(OWN, "applications.decide")
REQUEST = seen_by(OWN, "organisations.read")
VISITOR = seen_by("visitors.read")
"""And whoever has the link, which is nobody who signs in."""
SHOWCASE = seen_by(OWN, "programme.read")

COLUMNS: Mapping[str, Mapping[str, frozenset[str]]] = {
    "account": {
        "email": PERSON,
        "name": PERSON,
        "language": CODE,
        "password": NOBODY,
        "fs_uniquifier": CODE,
        "tf_primary_method": CODE,
        "tf_totp_secret": NOBODY,
        "tf_phone_number": NOBODY,
        "mf_recovery_codes": NOBODY,
    },
    "ended_session": {"id": NOBODY},
    "request_key": {"scope": NOBODY, "key": NOBODY, "fingerprint": NOBODY, "outcome": NOBODY},
    "journal_entry": {"kind": CODE, "actor": CODE, "subject": CODE, "before": CODE, "after": CODE},
    "journal_detail": {"words": seen_by(OWN, "journal.read")},
    "exhibition": {
        "slug": CODE,
        "time_zone": CODE,
        **dict.fromkeys(
            (
                *(
                    f"{name}_{lang}"
                    for name in ("name", "short_name", "motto", "about", "venue", "city")
                    for lang in ("ar", "en")
                ),
                *(f"{name}_name_{lang}" for name in ("reporting", "help") for lang in ("ar", "en")),
                "contact_email",
                "reporting_address",
                "help_address",
            ),
            ANYONE,
        ),
    },
    "terms": {"text_ar": ANYONE, "text_en": ANYONE},
    "hall": {"key": CODE, "name_ar": ANYONE, "name_en": ANYONE},
    "booth": {"number": CODE, "sort_key": CODE, "price_class": seen_by("staff.read", "member")},
    "former_number": {"number": CODE},
    "layout_revision": {"ground": CODE, "signed": CODE},
    "layout_rules": {"settings": CODE, "preset": CODE},
    "accepted_warning": {"finding": CODE, "reason": seen_by("layouts.read", "journal.read")},
    "plan_file": {"name": seen_by("layouts.edit"), "asked": CODE},
    "plan_mapping": {"mapping": CODE},
    "booth_shape": {"number": CODE, "rings": CODE, "type": CODE, "open_sides": CODE, "drawn": CODE, "zone": CODE},
    "fixture_shape": {"key": CODE, "kind": CODE, "values": CODE},
    "draft_step": {"edit": CODE},
    "organisation": {"name_ar": BODY, "name_en": BODY, "country": CODE, "website": DECIDED},
    "invitation": {"email": seen_by(OWN), "token_hash": NOBODY},
    "application": {
        "about_ar": DECIDED,
        "about_en": DECIDED,
        "contact_name": DECIDED,
        "contact_email": DECIDED,
        "contact_phone": DECIDED,
        "reason": DECIDED | {"journal.read"},
    },
    "profile": {
        "slug": CODE,
        "name_ar": BODY,
        "name_en": BODY,
        "country": CODE,
        "about_ar": BODY,
        "about_en": BODY,
        "website": BODY,
    },
    "tool": {"name_ar": BODY, "name_en": BODY, "about_ar": BODY, "about_en": BODY},
    "claim": {
        "number": REQUEST,
        "reason": REQUEST,
        "fascia_ar": REQUEST,
        "fascia_en": REQUEST,
        "contact_name": REQUEST,
        "contact_email": REQUEST,
        "contact_phone": REQUEST,
        "notes": REQUEST,
    },
    "reservation": {"label_ar": seen_by("staff.read", "member"), "label_en": seen_by("staff.read", "member")},
    "place": {"fixture_key": CODE, "name_ar": ANYONE, "name_en": ANYONE},
    "pause": {"name_ar": seen_by("programme.read"), "name_en": seen_by("programme.read")},
    "prayer_settings": {"lengths": CODE, "offsets": CODE, "table": CODE},
    "showcase": {
        "slug": CODE,
        "language": CODE,
        "title_ar": SHOWCASE | {"journal.read"},
        "title_en": SHOWCASE | {"journal.read"},
        "abstract_ar": SHOWCASE,
        "abstract_en": SHOWCASE,
        "tool_ar": SHOWCASE,
        "tool_en": SHOWCASE,
        "reason": SHOWCASE,
    },
    "presenter": {"name_ar": SHOWCASE, "name_en": SHOWCASE, "email": SHOWCASE},
    "slot": {"uid": CODE},
    "visitor": {"mark": NOBODY},
    "visitor_contact": {
        "email": VISITOR,
        "name": VISITOR,
        "body": VISITOR,
        "language": CODE,
    },
    "seat_reservation": {"code": seen_by("visitors.read"), "uid": CODE},
    "message": {
        "kind": CODE,
        "recipient": seen_by("mail.read"),
        "language": CODE,
        "message_id": NOBODY,
        "owner": NOBODY,
        "error": seen_by("mail.read"),
    },
    "read_up_to": {"reader": CODE},
    "kept_mail": {"message_id": CODE, "recipient": CODE, "subject": CODE, "text": CODE, "html": CODE},
}
"""`kept_mail` exists in development only, where its page shows it to whoever sits at the machine (`test_S51…`)."""

PUBLIC_WHEN_NAMED = {
    "organisation": ("name_ar", "name_en"),
    "profile": ("name_ar", "name_en", "about_ar", "about_en", "website"),
    "tool": ("name_ar", "name_en", "about_ar", "about_en"),
}
"""What anyone reads of an exhibitor that has a confirmed booth, shares one, or shows something."""
PUBLIC_WHEN_ACCEPTED = {
    "showcase": ("title_ar", "title_en", "abstract_ar", "abstract_en", "tool_ar", "tool_en"),
    "presenter": ("name_ar", "name_en"),
}
"""What anyone reads of a showcase that was accepted."""


@dataclass(frozen=True, slots=True)
class Reader:
    """Who looks: a member of an organisation, staff of an exhibition, neither."""

    user_id: int | None = None
    organisation_id: int | None = None
    role: Role | None = None
    exhibition_id: int | None = None

    def may(self, canary: Canary) -> bool:
        """Whether the table lets this reader see a word."""
        rule = COLUMNS[canary.table][canary.column]
        if "anyone" in rule or ("member" in rule and self.organisation_id is not None):
            return True
        if SELF in rule and canary.table == "account" and canary.row["id"] == self.user_id:
            return True
        if OWN in rule and self.organisation_id is not None and self.organisation_id == canary.organisation_id:
            return True
        if self.role is None or self.exhibition_id not in canary.exhibitions:
            return False
        return any(self.role in PERMISSIONS[each] for each in rule & PERMISSIONS.keys())
