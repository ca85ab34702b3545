"""What an exhibitor writes on a claim."""

from dataclasses import dataclass

from booth_app.base.errors import Invalid

FASCIA_MOST = 24
"""Letters on a fascia board, per language."""
POWER_MOST = 400
"""Kilowatts; more than any booth of the trade asks for."""
NOTES_MOST = 2000
NAME_MOST = 120
EMAIL_MOST = 254
PHONE_MOST = 20


@dataclass(frozen=True, slots=True)
class Details:
    """Name on the fascia in both languages, who to talk to, power, notes. `power_kw` None: not said yet."""

    fascia_ar: str = ""
    fascia_en: str = ""
    contact_name: str = ""
    contact_email: str = ""
    contact_phone: str = ""
    power_kw: int | None = None
    notes: str = ""

    def __post_init__(self) -> None:
        """Refuse what no form of ours sends.

        Raises:
            Invalid: longer or larger than it can be.
        """
        most = {
            "fascia_ar": FASCIA_MOST,
            "fascia_en": FASCIA_MOST,
            "contact_name": NAME_MOST,
            "contact_email": EMAIL_MOST,
            "contact_phone": PHONE_MOST,
            "notes": NOTES_MOST,
        }
        for name, length in most.items():
            if len(getattr(self, name)) > length:
                raise Invalid(field=name, most=length)
        if self.power_kw is not None and not 0 <= self.power_kw <= POWER_MOST:
            raise Invalid(field="power_kw", most=POWER_MOST)
