"""Answers about demonstrations. `private` takes who asks; everything else is public."""

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
    "FullShowcase",
    "Lane",
    "OnNow",
    "PlaceValue",
    "PresenterName",
    "ProgrammeEntry",
    "ShowcaseValue",
    "ShownBy",
    "SlotValue",
    "on_now",
    "places",
    "programme",
    "showcase",
    "showcases",
    "showcases_of",
]
