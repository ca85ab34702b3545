"""What booths look like in one language and for one view: tiles, rows of the list, the whole map. Made once and kept.

A tile is remade when what this view may know of its booth has become another, and never for a single reader: pages
and the live feed use the same ones. Each is kept with the value it was made from, so nothing has to be thrown away.
"""

import re
import threading
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

from flask import Flask, current_app, g
from flask_babel import gettext
from markupsafe import Markup

from booth_app.base.languages import both
from booth_app.drawing.elements import Svg
from booth_app.drawing.hall import map_svg, scale_for
from booth_app.drawing.tiles import Face, Tiles
from booth_app.exhibitions.queries import ExhibitionValue
from booth_app.layouts.queries import booth_key
from booth_app.maps import words
from booth_app.maps.boards import Floor, Picture
from booth_app.maps.counts import Counts
from booth_app.maps.values import MapBooth, View

FIRST_VIEW_PX = (780, 600)
"""The map's size on a desk: its scale is that of the first labels, until a script knows the real one."""

KEYS_HINT = "map-keys"
"""Id of the element that says how the map is used by keyboard."""

MARGIN_PX = 14
"""Around the hall; the map adds room for the names of doors above and its tools below."""

_GAP = re.compile("\x01([^\x02]*)\x02")
_OVERLAY = "overlay"


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A hall in one revision: its tiles, and the map's markup cut where each tile goes in."""

    revision_id: int
    tiles: Tiles
    pieces: tuple[str, ...]


class Rendering:
    """Tiles, rows and maps of an exhibition in one language and view. `made` counts the tiles that were drawn."""

    def __init__(self, app: Flask, exhibition: ExhibitionValue, lang: str, view: View) -> None:
        self._app = app
        self._exhibition = exhibition
        self.lang = lang
        self.view = view
        self.made = 0
        self._lock = threading.RLock()
        self._sheets: dict[int, _Sheet] = {}
        self._tiles: dict[int, tuple[MapBooth, int, Svg]] = {}
        self._rows: dict[int, tuple[MapBooth, Markup]] = {}
        self._maps: dict[int, tuple[tuple[int, int, str], Markup]] = {}

    def is_of(self, exhibition: ExhibitionValue) -> bool:
        """Whether it was made for the exhibition as it is: another setting may be another word."""
        return self._exhibition == exhibition

    def tiles(self, floor: Floor, booths: Iterable[MapBooth]) -> dict[int, Svg]:
        """The tiles of these booths of a hall by id: neutral, whoever looks."""
        with self._lock, self.speaking():
            return {each.id: self._tile(floor, each) for each in booths}

    def rows(self, booths: Iterable[MapBooth], *, mine: Collection[int] = ()) -> dict[int, Markup]:
        """The rows of these booths in the list by id. A reader's own ones are made for that reader alone."""
        with self._lock, self.speaking():
            return {each.id: self._row(each, mine=each.id in mine) for each in booths}

    def figures(self, hall_key: str, found: Counts) -> Markup:
        """A hall's figures, each finding its place in an open page."""
        with self.speaking():
            macros = self._app.jinja_env.get_template("maps/figures.html").module
            return Markup(macros.changed(hall_key, found, self.view))  # type: ignore[attr-defined]  # noqa: S704

    def map(
        self,
        picture: Picture,
        floor: Floor,
        *,
        unmatched: Collection[int] = (),
        mine: Collection[int] = (),
        overlay: str = "",
    ) -> Markup:
        """The whole map of a hall: kept tiles, joined.

        Args:
            unmatched: ids of booths that a filter does not ask for.
            mine: ids of the reader's own booths.
            overlay: markup that lies over the booths.
        """
        plain = not (unmatched or mine)
        state = (floor.published.revision_id, picture.prints[self.view], overlay)
        kept = self._maps.get(floor.hall.id)
        if plain and kept is not None and kept[0] == state:
            return kept[1]
        with self._lock, self.speaking():
            shown = {
                booth_key(each.id): self._shown(floor, each, matched=each.id not in unmatched, mine=each.id in mine)
                for each in picture.on(floor.hall.id, self.view)
            }
            whole = self._joined(floor, shown | {_OVERLAY: Svg(overlay)})
        if plain:
            self._maps[floor.hall.id] = (state, whole)
        return whole

    def address(self, number: str) -> str:
        """The address of a booth's page."""
        values = {"lang": self.lang, "exhibition": self._exhibition.slug, "number": number}
        return self._app.url_map.bind("").build("visitors.booth", values)

    @contextmanager
    def speaking(self) -> Iterator[None]:
        """A context in which words are of this language, wherever the call comes from: a page, or the feed."""
        with self._app.app_context():
            g.lang = self.lang
            g.exhibition = self._exhibition
            yield

    def _tile(self, floor: Floor, booth: MapBooth) -> Svg:
        seen = booth.as_seen(self.view)
        kept = self._tiles.get(booth.id)
        if kept is not None and kept[1] == floor.published.revision_id and (kept[0] is seen or kept[0] == seen):
            return kept[2]
        tile = self._shown(floor, booth, fresh=True)
        self.made += 1
        self._tiles[booth.id] = (seen, floor.published.revision_id, tile)
        return tile

    def _shown(
        self, floor: Floor, booth: MapBooth, *, matched: bool = True, mine: bool = False, fresh: bool = False
    ) -> Svg:
        if matched and not mine and not fresh:
            return self._tile(floor, booth)
        seen = booth.as_seen(self.view)
        face = Face(
            state="mine" if mine else seen.state,
            label=words.tile_label(seen, self.view, mine=mine),
            name=both(seen, "name") if seen.named else "",
            category=seen.category if self.view is View.PUBLIC else "",
            matched=matched,
        )
        return self._sheet(floor).tiles.tile(booth_key(booth.id), face)

    def _row(self, booth: MapBooth, *, mine: bool) -> Markup:
        seen = booth.as_seen(self.view)
        kept = self._rows.get(booth.id)
        if not mine and kept is not None and (kept[0] is seen or kept[0] == seen):
            return kept[1]
        template = self._app.jinja_env.get_template("maps/row.html")
        href = self.address(booth.number)
        html = template.render(booth=seen, view=self.view, mine=mine, href=href, words=words)
        row = Markup(html)  # noqa: S704 - our own template, which escapes
        if not mine:
            self._rows[booth.id] = (seen, row)
        return row

    def _sheet(self, floor: Floor) -> _Sheet:
        kept = self._sheets.get(floor.hall.id)
        if kept is None or kept.revision_id != floor.published.revision_id:
            kept = self._sheets[floor.hall.id] = self._lay_out(floor)
        return kept

    def _lay_out(self, floor: Floor) -> _Sheet:
        plan = floor.published.plan
        k = scale_for(plan, *FIRST_VIEW_PX, MARGIN_PX)
        tiles = Tiles(plan.booths, lang=self.lang, k=k, view=self.view, address=lambda each: self.address(each.number))
        whole = map_svg(
            plan,
            tiles.join({each.key: f"\x01{each.key}\x02" for each in plan.booths}),
            lang=self.lang,
            k=k,
            title=gettext("Plan: %(hall)s", hall=both(floor.hall, "name")),
            view=self.view,
            overlay=f"\x01{_OVERLAY}\x02",
            describedby=KEYS_HINT,
            margin_px=MARGIN_PX,
        )
        return _Sheet(floor.published.revision_id, tiles, tuple(_GAP.split(whole)))

    def _joined(self, floor: Floor, tiles: Mapping[str, str]) -> Markup:
        pieces = self._sheet(floor).pieces  # text, key, text, key, … text
        parts = [each if place % 2 == 0 else tiles.get(each, "") for place, each in enumerate(pieces)]
        return Markup("".join(parts))  # noqa: S704 - written by `drawing`, which escapes


class Renderings:
    """The renderings of a process."""

    def __init__(self, app: Flask) -> None:
        self._app = app
        self._kept: dict[tuple[int, str, View], Rendering] = {}

    def of(self, exhibition: ExhibitionValue, lang: str, view: View) -> Rendering:
        """The rendering of an exhibition in a language and for a view."""
        key = (exhibition.id, lang, view)
        if key not in self._kept or not self._kept[key].is_of(exhibition):
            self._kept[key] = Rendering(self._app, exhibition, lang, view)
        return self._kept[key]


def rendering(exhibition: ExhibitionValue, lang: str, view: View) -> Rendering:
    """The rendering of an exhibition in the current application."""
    return current_app.extensions["renderings"].of(exhibition, lang, view)
