"""Which format a file has: by what is in it, never by what it is called."""

import codecs
import re

from booth_app.planfiles.unreadable import Unreadable

SVG, DXF, GEOJSON = "svg", "dxf", "geojson"

_DWG = re.compile(rb"AC10(\d\d)")
_VERSIONS = {b"09": "R12", b"12": "R13", b"14": "R14", b"15": "2000", b"18": "2004"}
_VERSIONS |= {b"21": "2007", b"24": "2010", b"27": "2013", b"32": "2018"}
_BINARY_DXF = b"AutoCAD Binary DXF"
_FIRST_TAG = re.compile(rb"\s*(?:999\s*[\r\n][^\r\n]*[\r\n]+\s*)*-?\d{1,4}[ \t]*\r?[\n\r]\s*[A-Za-z$*{]")
_LOOKED_AT = 65_536


def recognise(data: bytes) -> str:
    """`svg`, `dxf` or `geojson`. What is neither of the last two is for the reader of SVG to take or to refuse.

    Raises:
        Unreadable: DWG, with how to save it as DXF.
    """
    head = data[:_LOOKED_AT]
    dwg = _DWG.match(head)
    if dwg is not None:
        raise Unreadable("dwg", version=_VERSIONS.get(dwg[1], "?"))
    if head.startswith(_BINARY_DXF):
        return DXF
    start = head.removeprefix(codecs.BOM_UTF8).lstrip(b" \t\r\n")
    if start[:1] in (b"{", b"["):
        return GEOJSON
    return DXF if _FIRST_TAG.match(head.removeprefix(codecs.BOM_UTF8)) else SVG
