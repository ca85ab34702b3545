"""A change as HTML that finds its place in an open page: tiles, rows of the list and figures, all out of band."""

from collections.abc import Collection, Iterable

from booth_app.maps.boards import Picture
from booth_app.maps.counts import counts
from booth_app.maps.renderings import Rendering
from booth_app.maps.values import MapBooth

_TILE = "<g "
_TILE_OOB = '<g hx-swap-oob="outerMorph" '
_ROW = "<li "
_ROW_OOB = '<li hx-swap-oob="outerMorph" '


def message(rendering: Rendering, picture: Picture, booths: Iterable[MapBooth], *, mine: Collection[int] = ()) -> str:
    """What an open page needs to show these booths as they are in `picture`.

    `mine`: ids of booths whose rows are written for their owner; never in what many listen to.

    Tiles stand in an `<svg>`: bare, a browser would put them into the wrong namespace and draw nothing
    (`deps.md` §2). They are morphed, so that a focused one stays focused.
    """
    changed = list(booths)
    halls = {each.hall_id for each in changed}
    parts: list[str] = []
    for floor in picture.floors:
        if floor.hall.id not in halls:
            continue
        here = [each for each in changed if each.hall_id == floor.hall.id]
        tiles = rendering.tiles(floor, here).values()
        parts.append(f"<svg>{''.join(each.replace(_TILE, _TILE_OOB, 1) for each in tiles)}</svg>")
        parts += [str(each).replace(_ROW, _ROW_OOB, 1) for each in rendering.rows(here, mine=mine).values()]
        parts.append(
            rendering.figures(floor.hall.key, counts(picture.on(floor.hall.id, rendering.view), rendering.view))
        )
    return "".join(parts)
