"""Plans as PNG."""

import struct
import zlib
from dataclasses import replace
from pathlib import Path

import pytest

from booth_app.drawing.picture import LINK_SIZE, hall_picture, link_picture, render_png
from booth_app.drawing.stylesheet import read_styles

ROOT = Path(__file__).resolve().parents[2]
STYLES = read_styles(ROOT / "static" / "css")


class Picture:
    """A PNG of 8-bit RGBA, decoded: `at(x, y)` is the colour as #RRGGBB."""

    def __init__(self, data: bytes) -> None:
        assert data[:8] == b"\x89PNG\r\n\x1a\n"
        self.wide, self.high, depth, kind = struct.unpack(">IIBB", data[16:26])
        assert (depth, kind) == (8, 6)
        packed, at = b"", 8
        while at < len(data):
            length, name = struct.unpack(">I4s", data[at : at + 8])
            packed += data[at + 8 : at + 8 + length] if name == b"IDAT" else b""
            at += 12 + length
        self._rows = self._unfiltered(zlib.decompress(packed))

    def at(self, x: int, y: int) -> str:
        return "#" + self._rows[y][4 * x : 4 * x + 3].hex().upper()

    def colours(self) -> set[str]:
        return {self.at(x, y) for y in range(0, self.high, 3) for x in range(0, self.wide, 3)}

    def _unfiltered(self, raw: bytes) -> list[bytearray]:
        rows, before, stride = [], bytearray(4 * self.wide), 4 * self.wide + 1
        for top in range(0, len(raw), stride):
            row = bytearray(raw[top + 1 : top + stride])
            for n in range(len(row)):
                left, up, corner = row[n - 4] if n >= 4 else 0, before[n], before[n - 4] if n >= 4 else 0
                row[n] = (row[n] + self._predicted(raw[top], left, up, corner)) & 255
            rows.append(row)
            before = row
        return rows

    @staticmethod
    def _predicted(kind: int, left: int, up: int, corner: int) -> int:
        if kind < 4:
            return (0, left, up, (left + up) // 2)[kind]
        guess = left + up - corner
        return min((left, up, corner), key=lambda each: abs(guess - each))


def test_a_link_s_picture_shows_the_hall_and_where_it_leads(plan, faces, fonts):
    shown = {key: replace(face, here=key == "k308") for key, face in faces("ar").items()}

    picture = Picture(
        link_picture(
            plan, shown, lang="ar", heading="مركز الأدلة الرقمية", subtitle="القاعة أ", fonts=fonts, styles=STYLES
        )
    )

    assert (picture.wide, picture.high) == LINK_SIZE
    assert picture.at(0, 0) == STYLES.colour("--bg")
    assert {STYLES.colour("--floor"), STYLES.colour("--brand"), STYLES.colour("--wall")} <= picture.colours()


def test_a_link_s_picture_tells_nothing_that_visitors_may_not_know(plan, faces, fonts):
    secret = faces("en")
    plain = {
        key: replace(face, state="free" if face.state != "confirmed" else face.state) for key, face in secret.items()
    }
    made = [
        link_picture(plan, each, lang="en", heading="Forum", subtitle="", fonts=fonts, styles=STYLES)
        for each in (secret, plain)
    ]

    assert made[0] == made[1]


def test_the_hall_alone_is_as_wide_as_asked(plan, faces, fonts):
    picture = Picture(hall_picture(plan, faces("en"), lang="en", wide_px=640, fonts=fonts, styles=STYLES))

    assert picture.wide == 640
    assert picture.at(2, 2) == STYLES.colour("--outside")


def test_arabic_is_joined_and_runs_from_the_right(fonts):
    """Joined letters take less room than the same letters kept apart; the first one stands at the right."""

    def ink(text: str) -> list[int]:
        drawing = (
            '<svg xmlns="http://www.w3.org/2000/svg" width="300" height="40">'
            '<rect width="300" height="40" fill="#fff"/>'
            f'<text x="10" y="28" font-size="24" font-family="IBM Plex Sans Arabic">{text}</text></svg>'
        )
        picture = Picture(render_png(drawing, fonts))
        return [x for x in range(300) if any(picture.at(x, y) < "#808080" for y in range(40))]

    joined, apart = ink("\u2067سسسس\u2069"), ink("\u2067س\u200cس\u200cس\u200cس\u2069")
    colon = ink("\u2067:سس\u2069")

    assert joined
    assert max(joined) < max(apart)
    gap = [x for x in range(min(colon), max(colon)) if x not in colon]
    assert max(gap) > (min(colon) + max(colon)) / 2  # the colon, written first, stands at the right end


def test_without_fonts_no_picture_is_made(tmp_path):
    with pytest.raises(FileNotFoundError, match="fonts"):
        render_png("<svg/>", tmp_path)
