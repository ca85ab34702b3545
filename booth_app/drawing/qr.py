"""QR codes: dark on light whatever the theme, with the quiet zone that readers need."""

import segno

from booth_app.drawing.elements import Svg, element

QUIET = 4
"""Modules around the code."""


def qr_svg(address: str, title: str, *, flat: bool = False) -> Svg:
    """A code that leads to an address, error correction M (15 %). `title` says where it leads."""
    code = segno.make_qr(address, error="m")
    side = code.symbol_size(border=QUIET)[0]
    rows = []
    for y, row in enumerate(code.matrix, QUIET):
        x = 0
        while x < len(row):
            if not row[x]:
                x += 1
                continue
            start = x
            while x < len(row) and row[x]:
                x += 1
            rows.append(f"M{start + QUIET} {y}h{x - start}v1h-{x - start}z")
    return element(
        "svg",
        element("path", class_="qr-ground", d=f"M0 0h{side}v{side}h-{side}z", fill="#fff" if flat else None),
        element("path", class_="qr-dots", d="".join(rows), fill="#000" if flat else None),
        xmlns="http://www.w3.org/2000/svg" if flat else None,
        class_="plan-qr",
        viewBox=f"0 0 {side} {side}",
        shape_rendering="crispEdges",
        role="img",
        aria_label=title,
    )
