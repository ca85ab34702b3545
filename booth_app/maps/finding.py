"""The text of a filter: which booths it leads to, in both languages and through typing errors."""

from collections.abc import Set as AbstractSet

from booth_app.maps.boards import Picture
from booth_app.maps.values import MapBooth, View
from booth_app.text.search import Entry, Index


class Finder:
    """An index of an exhibition's booths per view, made anew when what it stands on has changed."""

    def __init__(self) -> None:
        self._kept: dict[View, tuple[tuple[int, tuple[int, ...]], Index[int]]] = {}

    def find(self, picture: Picture, view: View, text: str) -> AbstractSet[int]:
        """Ids of the booths that a text leads to: by number, exhibitor, body it is reserved for, or zone."""
        state = (picture.prints[view], picture.revisions)
        kept = self._kept.get(view)
        if kept is None or kept[0] != state:
            seen = picture.seen[view].values()
            kept = self._kept[view] = (state, Index(Entry(each.id, _texts(each)) for each in seen))
        return set(kept[1].find(text, len(kept[1])))


def _texts(booth: MapBooth) -> tuple[str, ...]:
    return (
        booth.number, booth.name_ar, booth.name_en, booth.reserved_ar, booth.reserved_en, booth.zone_ar, booth.zone_en,
    )  # fmt: skip
