"""Answers about demonstrations. `private` takes who asks; everything else is public."""

from booth_app.demos.queries.feeds import Cancelled, cancelled, changed_at
from booth_app.demos.queries.public import on_now, places, programme, showcase, showcases, showcases_of
from booth_app.demos.queries.values import (
    FullShowcase,
    Lane,
    OnNow,
    PlaceValue,
    PresenterName,
    ProgrammeEntry,
    ShowcaseValue,
    ShownBy,
    SlotValue,
)

__all__ = [
    "Cancelled",
    "FullShowcase",
    "Lane",
    "OnNow",
    "PlaceValue",
    "PresenterName",
    "ProgrammeEntry",
    "ShowcaseValue",
    "ShownBy",
    "SlotValue",
    "cancelled",
    "changed_at",
    "on_now",
    "places",
    "programme",
    "showcase",
    "showcases",
    "showcases_of",
]
