"""Turn the packaged web fonts into the TrueType files that PDF and picture makers read.

Run at set-up: `python scripts/fonts.py`. Writes `var/fonts/`; does nothing when the files are there and newer. The
package holds whole fonts (Latin, Arabic, both digit sets); the ones for browsers are cut by subset and useless here.
"""

import sys
from pathlib import Path

from fontTools.ttLib import TTFont

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "node_modules/@ibm/plex-sans-arabic/fonts/complete/woff2"
TARGET = ROOT / "var/fonts"
FAMILY = "IBM Plex Sans Arabic"
WEIGHTS = ("Regular", "Medium", "SemiBold")
_FAMILY_NAME, _STYLE_NAME, _WIDE_FAMILY, _WIDE_STYLE = 1, 2, 16, 17


def convert(source: Path, target: Path, style: str) -> None:
    """Write one font as TrueType, named as one family with its style.

    The files call every weight but two a family of its own ("… SmBld") for old Windows programs; typst then finds
    no semi-bold for text in a drawing and sets it in regular (seen).
    """
    font = TTFont(source)
    font.flavor = None
    for record in list(font["name"].names):
        if record.nameID in (_WIDE_FAMILY, _WIDE_STYLE):
            font["name"].removeNames(record.nameID)
    for record in font["name"].names:
        if record.nameID == _FAMILY_NAME:
            record.string = FAMILY
        elif record.nameID == _STYLE_NAME:
            record.string = style
    font.save(target)


def main() -> int:
    """Convert what is missing or older than its source. 1 if the package is not installed."""
    if not SOURCE.is_dir():
        print(f"fonts: {SOURCE.relative_to(ROOT)} is missing; run npm ci first", file=sys.stderr)
        return 1
    TARGET.mkdir(parents=True, exist_ok=True)
    for weight in WEIGHTS:
        source = SOURCE / f"IBMPlexSansArabic-{weight}.woff2"
        target = TARGET / f"IBMPlexSansArabic-{weight}.ttf"
        if not target.exists() or target.stat().st_mtime < source.stat().st_mtime:
            convert(source, target, weight)
            print(f"fonts: {target.relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
