"""Bytes of a file to text: UTF-8 or UTF-16 and nothing else, however it is announced."""

import codecs
import re

from booth_app.planfiles.svg import bounds
from booth_app.planfiles.unreadable import Unreadable

_MAGIC = {
    b"\x1f\x8b": "gzip (svgz)",
    b"%PDF": "PDF",
    b"PK\x03\x04": "ZIP",
    b"GIF8": "GIF",
    b"\x89PNG": "PNG",
    b"\xff\xd8\xff": "JPEG",
    b"AutoCAD Binary DXF": "DXF",
    b"AC10": "DWG",
}
_UTF_16 = {codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}
_BARE_UTF_16 = {b"<\x00": "utf-16-le", b"\x00<": "utf-16-be"}
_NAMES = {
    "utf-8": {"utf-8", "utf8", "us-ascii", "ascii"},
    "utf-16-le": {"utf-16", "utf16", "utf-16le"},
    "utf-16-be": {"utf-16", "utf16", "utf-16be"},
}
_DECLARATION = re.compile(r"""<\?xml\s[^>]*?\?>""")
_ENCODING = re.compile(r"""\bencoding\s*=\s*["']([^"'>]{0,60})""")


def decode(data: bytes) -> str:
    """The text of an XML file without byte order mark and XML declaration (its line stays, empty).

    Raises:
        Unreadable: too large, another format, or bytes that are not the encoding they claim to be.
    """
    if len(data) > bounds.BYTES:
        raise Unreadable("too-large", limit=bounds.BYTES // 1_000_000)
    for magic, name in _MAGIC.items():
        if data.startswith(magic):
            raise Unreadable("other-format", format=name)
    encoding, start = _encoding(data)
    try:
        text = data[start:].decode(encoding)
    except UnicodeDecodeError as error:
        raise Unreadable("encoding", position=start + error.start) from None
    if (at := text.find("\x00")) >= 0:
        raise Unreadable("encoding", position=start + len(text[:at].encode(encoding)))
    declaration = _DECLARATION.match(text)
    if declaration is None:
        return text
    declared = _ENCODING.search(declaration[0])
    if declared and declared[1].lower() not in _NAMES[encoding]:
        raise Unreadable("declared-encoding", declared=declared[1])
    # The text is no longer in the encoding that is declared, so the declaration goes; lines keep their numbers.
    return "\n" * declaration[0].count("\n") + text[declaration.end() :]


def _encoding(data: bytes) -> tuple[str, int]:
    if data.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        raise Unreadable("encoding", position=0)
    if data.startswith(codecs.BOM_UTF8):
        return "utf-8", len(codecs.BOM_UTF8)
    mark = data[:2]
    if mark in _UTF_16:
        return _UTF_16[mark], 2
    return _BARE_UTF_16.get(mark, "utf-8"), 0
