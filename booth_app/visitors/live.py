"""What is on at the stages now. The programme is read once per change of the exhibition, not once per reader."""

import threading
from dataclasses import dataclass
from datetime import datetime

from flask import current_app
from sqlalchemy.orm import Session

from booth_app.demos import queries as demos
from booth_app.demos.queries import ProgrammeEntry
from booth_app.drawing.elements import Svg, element
from booth_app.drawing.overlay import badge
from booth_app.exhibitions.queries import ExhibitionValue
from booth_app.maps.boards import Floor, Picture


@dataclass(frozen=True, slots=True)
class Live:
    """What is on at `now`, in order of the places; `next_at` is when that will be something else."""

    entries: tuple[ProgrammeEntry, ...]
    next_at: datetime | None

    @property
    def tag(self) -> str:
        """Differs whenever the entries do."""
        return ",".join(f"{each.slot.id}.{each.slot.sequence}" for each in self.entries)

    def badges(self, floor: Floor, says: str, *, oob: bool = False) -> Svg:
        """A mark on each place of a hall where something is on; `oob`: to replace the ones in an open page."""
        fixtures = {each.key: each.outline for each in floor.published.plan.fixtures}
        here = {each.slot.place.fixture_key for each in self.entries if each.slot.place.hall_id == floor.hall.id}
        marks = (badge(says, fixtures[key]) for key in sorted(here) if key in fixtures)
        return element("g", *marks, id="plan-live", hx_swap_oob="true" if oob else None)


class Programmes:
    """The public programmes of a process by exhibition, each as of one change."""

    def __init__(self) -> None:
        self._kept: dict[int, tuple[int, tuple[ProgrammeEntry, ...]]] = {}
        self._lock = threading.Lock()

    def live(self, session: Session, exhibition: ExhibitionValue, picture: Picture, now: datetime) -> Live:
        """What is on in an exhibition."""
        with self._lock:
            kept = self._kept.get(exhibition.id)
            if kept is None or kept[0] != picture.change:
                kept = self._kept[exhibition.id] = (picture.change, tuple(demos.programme(session, exhibition.id)))
        moments = (moment for each in kept[1] for moment in (each.slot.starts_at, each.slot.ends_at) if moment > now)
        return Live(tuple(each for each in kept[1] if each.slot.on(now)), min(moments, default=None))


def programmes() -> Programmes:
    """The programmes of the current application."""
    return current_app.extensions.setdefault("programmes", Programmes())
