"""Pictures of shared links, and the plan to print: a hall as visitors see it. Drawn once a change, kept in memory."""

import threading
from collections import OrderedDict
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from flask import current_app

from booth_app.base.languages import both
from booth_app.drawing.picture import link_picture
from booth_app.drawing.stylesheet import read_styles
from booth_app.drawing.tiles import Face
from booth_app.exhibitions.queries import ExhibitionValue
from booth_app.layouts.queries import booth_key
from booth_app.maps import on_paper
from booth_app.maps.boards import Floor, Picture
from booth_app.maps.values import View

MOST_KEPT = 48


class Pictures:
    """The pictures of a process."""

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[object, ...], bytes] = OrderedDict()
        self._drawing = threading.Lock()  # one at a time: a picture takes a core for a moment

    def link(
        self, picture: Picture, floor: Floor, *, lang: str, heading: str, subtitle: str, here: tuple[int, ...] = ()
    ) -> bytes:
        """The picture of a hall with the booths that a link is about."""
        key = (floor.published.revision_id, picture.prints[View.PUBLIC], lang, heading, subtitle, here)
        return self._once(
            key, lambda: self._draw(picture, floor, lang=lang, heading=heading, subtitle=subtitle, here=here)
        )

    def sheet(
        self, exhibition: ExhibitionValue, picture: Picture, floor: Floor, *, lang: str, paper: str, now: datetime
    ) -> bytes:
        """The hall on paper, as visitors see it. What is kept is dated by when it was made."""
        key = (floor.published.revision_id, picture.prints[View.PUBLIC], lang, paper, exhibition, floor.hall)
        subject = on_paper.Subject(exhibition, picture, floor, str(View.PUBLIC), now)
        return self._once(key, lambda: on_paper.sheet(subject, paper=paper, langs=[lang]))

    def _once(self, key: tuple[object, ...], draw: Callable[[], bytes]) -> bytes:
        with self._drawing:
            if key not in self._kept:
                self._kept[key] = draw()
            while len(self._kept) > MOST_KEPT:
                self._kept.popitem(last=False)
            return self._kept[key]

    def _draw(
        self, picture: Picture, floor: Floor, *, lang: str, heading: str, subtitle: str, here: tuple[int, ...]
    ) -> bytes:
        root: Path = current_app.config["ROOT"]
        faces = {}
        for seen in picture.on(floor.hall.id, View.PUBLIC):
            name = both(seen, "name", lang) if seen.named else ""
            faces[booth_key(seen.id)] = Face(seen.state, "", name=name, category=seen.category, here=seen.id in here)
        return link_picture(
            floor.published.plan,
            faces,
            lang=lang,
            heading=heading,
            subtitle=subtitle,
            fonts=current_app.config["SETTINGS"].fonts,
            styles=read_styles(root / "static" / "css"),
        )


def pictures() -> Pictures:
    """The pictures of the current application."""
    return current_app.extensions.setdefault("pictures", Pictures())
