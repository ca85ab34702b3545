"""Plans made wrong at random: in their bytes, in their words, in their tree. The same for the same random numbers."""

import copy
import random
import re

from lxml import etree

NUMBERS = [
    "0",
    "-0",
    "1e-12",
    "1e308",
    "1e400",
    "-1e400",
    "NaN",
    "inf",
    "1,5",
    "١",
    "9999",
    "-9999",
    "10001",
    "1e5",
    "0.0005",
    "1.0005",
    "99999999999",
    "1e-300",
    "+",
    ".",
    "e",
    "1e",
    "0x1",
    "1_0",
    "½",
    "3px",
    "3mm",
    "3%",
    "3em",
    "auto",
    "none",
]
WORDS = [
    "booth",
    "hall",
    "column",
    "exit",
    "zone",
    "stage",
    "backdrop",
    "أجنحة",
    "القاعة",
    "x",
    "top",
    "left",
    "right",
    "bottom",
    "main",
    "inline",
    "island",
    "raw",
    "translate(1e300)",
    "scale(0)",
    "scale(-1)",
    "rotate(45)",
    "skewX(89.999)",
    "matrix(1,0,0,1,0,0)",
    "#a",
    "#b",
    "#layer-booth",
    "http://x/#y",
    "evenodd",
    "nonzero",
    "none",
    "hidden",
    "xMidYMid",
    "1:100",
    "2:1",
    "\u202e",
    "\ufeff",
    "A-101",
    "A-102",
    "&#0;",
    "&amp;",
    "&lt;",
    "]]>",
    '"',
    "'",
]
ATTRIBUTES = [
    "x",
    "y",
    "width",
    "height",
    "rx",
    "ry",
    "r",
    "cx",
    "cy",
    "points",
    "d",
    "transform",
    "href",
    "id",
    "data-kind",
    "data-number",
    "data-type",
    "data-open",
    "data-level",
    "data-zone",
    "data-name-ar",
    "data-width",
    "data-height",
    "data-metres-per-unit",
    "data-scale",
    "viewBox",
    "display",
    "style",
    "fill-rule",
    "preserveAspectRatio",
    "visibility",
    "data-north",
]
TAGS = [
    "rect",
    "circle",
    "ellipse",
    "polygon",
    "polyline",
    "path",
    "line",
    "g",
    "svg",
    "use",
    "symbol",
    "defs",
    "a",
    "switch",
    "text",
    "title",
    "script",
    "image",
]

FEATURES = """<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 90 90"
 width="900mm" height="900mm" data-scale="1:100">
<defs><rect id="a" width="3" height="3"/><g id="b"><use href="#a"/><use xlink:href="#a" x="3"/></g>
<symbol id="c" viewBox="0 0 2 2"><circle cx="1" cy="1" r="1"/></symbol></defs>
<path data-kind="hall" d="M0 0H80V80H0Z"/>
<g id="booths" transform="translate(5 5) rotate(3)"><use href="#b" data-number="A-1"/><use href="#a" id="A-2" y="9"/>
<path data-number="A-3" fill-rule="evenodd" d="M10 10h9v9h-9zM12 12h2v2h-2z"/>
<path data-number="A-4" d="M20 20A4 4 0 0 1 28 20Q30 25 28 28T20 28C19 27 19 22 20 20Z"/>
<g data-number="A-5"><rect x="40" width="3" height="3"/><rect x="43" width="3" height="3"/></g></g>
<g data-kind="column"><use href="#c" width="1" height="1" x="40" y="40"/><ellipse cx="50" cy="50" rx="1" ry="0.5"/></g>
<g id="المخارج"><line x1="0" y1="9" x2="0" y2="12"/><polyline points="80,9 80,12 80.2,12" data-width="2.4"/></g>
<svg x="60" y="60" width="9" height="9" viewBox="0 0 3 3"><rect data-kind="stage" rx="0.4" width="3" height="2"/></svg>
<g id="backdrop"><path d="M0 0L9 9"/><rect width="1" height="1"/></g>
</svg>"""


def mutated(seed: bytes, dice: random.Random) -> bytes:
    """The file with one to five things changed, all in one of three ways."""
    change = dice.choice([_bytes, _words, _words, _tree, _tree])
    for _ in range(dice.randint(1, 5)):
        seed = change(seed, dice)
    return seed


def _bytes(data: bytes, dice: random.Random) -> bytes:
    at, size = dice.randrange(len(data) + 1), dice.choice([1, 1, 1, 2, 8, 64, 1000])
    piece = data[at : at + size]
    match dice.randrange(5):
        case 0:
            return data[:at] + data[at + size :]
        case 1:
            return data[:at] + bytes(dice.randrange(256) for _ in range(min(size, 8))) + data[at:]
        case 2:
            return data[:at] + piece * dice.randint(2, 20) + data[at + size :]
        case 3:
            return data[:at]
        case _:
            return data[:at] + bytes([byte ^ (1 << dice.randrange(8)) for byte in piece]) + data[at + size :]


def _words(data: bytes, dice: random.Random) -> bytes:
    text = data.decode("utf-8", "replace")
    if dice.random() < 0.6:
        found = list(re.finditer(r"-?\d+(?:\.\d+)?", text))
        new = dice.choice(NUMBERS)
    else:
        found = list(re.finditer(r'"[^"]*"', text))
        new = '"' + dice.choice(NUMBERS + WORDS) + '"'
    if not found:
        return data
    match = dice.choice(found)
    return (text[: match.start()] + new + text[match.end() :]).encode("utf-8", "replace")


def _tree(data: bytes, dice: random.Random) -> bytes:
    try:
        root = etree.fromstring(data)
    except (etree.XMLSyntaxError, ValueError):
        return _bytes(data, dice)
    elements = [each for each in root.iter() if isinstance(each.tag, str)]
    one, other = dice.choice(elements), dice.choice(elements)
    match dice.randrange(6):
        case 0 if one is not root:
            one.getparent().remove(one)
        case 1:
            other.append(copy.deepcopy(one))
        case 2:
            one.set(dice.choice(ATTRIBUTES), dice.choice(NUMBERS + [word for word in WORDS if "&" not in word]))
        case 3:
            one.tag = "{http://www.w3.org/2000/svg}" + dice.choice(TAGS)
        case 4:
            name = dice.choice(list(one.attrib) or ["x"])
            one.attrib.pop(name, None)
        case _:
            wrap = etree.SubElement(other, "{http://www.w3.org/2000/svg}g")
            for _ in range(dice.randint(1, 70)):
                wrap = etree.SubElement(
                    wrap, "{http://www.w3.org/2000/svg}g", transform=dice.choice(["", "scale(1.5)"])
                )
            wrap.append(copy.deepcopy(one))
    return etree.tostring(root)
