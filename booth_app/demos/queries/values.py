"""What the queries of this room answer with. What is public and what is not are different types."""

from dataclasses import dataclass, field
from datetime import datetime, time

from booth_app.demos.models import Audience, PlaceKind, ShowcaseState
from booth_app.demos.proposals import Proposal
from booth_app.exhibitors.models import Category


@dataclass(frozen=True, slots=True)
class PlaceValue:
    """A stage or meeting room. `(hall_id, fixture_key)` is where it is on the plan."""

    id: int
    kind: PlaceKind
    name_ar: str
    name_en: str
    hall_id: int
    hall_key: str
    hall_ar: str
    hall_en: str
    fixture_key: str
    capacity: int
    change_over_minutes: int
    opens: time
    closes: time
    accessible_seats: int = 0


@dataclass(frozen=True, slots=True)
class SlotValue:
    """When and where. `uid` and `sequence` are for calendars."""

    id: int
    uid: str
    sequence: int
    starts_at: datetime
    ends_at: datetime
    place: PlaceValue

    def on(self, now: datetime) -> bool:
        """Whether it is going on."""
        return self.starts_at <= now < self.ends_at

    def over(self, now: datetime) -> bool:
        """Whether it has ended."""
        return self.ends_at <= now


@dataclass(frozen=True, slots=True)
class PresenterName:
    """A presenter as the public knows them."""

    name_ar: str
    name_en: str


@dataclass(frozen=True, slots=True)
class ShownBy:
    """Whose showcase it is; `profile_slug` is None for a body without a public page."""

    organisation_id: int
    name_ar: str
    name_en: str
    profile_slug: str | None


@dataclass(frozen=True, slots=True)
class ShowcaseValue:
    """A showcase with nothing in it that is private; its slots in order of time."""

    id: int
    slug: str
    title_ar: str
    title_en: str
    abstract_ar: str
    abstract_en: str
    tool_ar: str
    tool_en: str
    category: Category
    audience: Audience
    language: str
    length_minutes: int
    by: ShownBy
    presenters: tuple[PresenterName, ...] = ()
    slots: tuple[SlotValue, ...] = ()


@dataclass(frozen=True, slots=True)
class ProgrammeEntry:
    """One slot with what is shown in it."""

    slot: SlotValue
    showcase: ShowcaseValue


@dataclass(frozen=True, slots=True)
class OnNow:
    """What goes on at a place, and what comes next there."""

    place: PlaceValue
    now: ProgrammeEntry | None
    next: ProgrammeEntry | None


@dataclass(frozen=True, slots=True)
class FullShowcase:
    """A showcase for its organisation and for staff: where it stands, what was said, the presenters' addresses."""

    showcase: ShowcaseValue
    proposal: Proposal = field(repr=False)
    state: ShowcaseState
    reason: str
    submitted_at: datetime
    decided_at: datetime | None

    @property
    def id(self) -> int:
        """The showcase's id."""
        return self.showcase.id

    @property
    def mark(self) -> str:
        """What a form says it was filled from."""
        return self.proposal.mark


@dataclass(frozen=True, slots=True)
class Lane:
    """A place on one day of the timetable, with what is on there."""

    place: PlaceValue
    entries: tuple[ProgrammeEntry, ...]
