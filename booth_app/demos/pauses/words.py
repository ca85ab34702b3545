"""What prayers and pauses are called on a page."""

from datetime import datetime

from flask_babel import gettext

from booth_app.base.languages import both, zone
from booth_app.base.languages import later as _l
from booth_app.demos.pauses.values import PauseValue
from booth_app.text.prayer import FRIDAY, Prayer

PRAYERS = {
    Prayer.FAJR: _l("Fajr"),
    Prayer.DHUHR: _l("Dhuhr"),
    Prayer.ASR: _l("Asr"),
    Prayer.MAGHRIB: _l("Maghrib"),
    Prayer.ISHA: _l("Isha"),
}


def called(pause: PauseValue) -> str:
    """A pause by its prayer (on Fridays the noon one by its own name), or by the name that staff gave it."""
    if pause.prayer is None:
        return both(pause, "name")
    if pause.prayer == Prayer.DHUHR and _on_friday(pause.begins_at):
        return gettext("Friday prayer")
    return str(PRAYERS[pause.prayer])


def _on_friday(at: datetime) -> bool:
    return at.astimezone(zone()).weekday() == FRIDAY
