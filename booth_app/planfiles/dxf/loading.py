"""Bytes of a DXF file to ezdxf's document: text of every age, binary, damaged. Never anything but `Unreadable`.

ezdxf raises what it likes on damaged files, hence the wide nets; its repair is used for every text file, since it
reads a sound one no worse. Nothing it knows of other files (XREF, IMAGE, OLE) is ever opened.
"""

import io
from typing import Any

from ezdxf import recover
from ezdxf.document import Drawing
from ezdxf.lldxf.const import DXFError
from ezdxf.lldxf.tagger import binary_tags_loader

from booth_app.planfiles.svg import bounds
from booth_app.planfiles.unreadable import Unreadable

BINARY = b"AutoCAD Binary DXF\r\n\x1a\x00"


def load(data: bytes) -> tuple[Drawing, int]:
    """The document, and how many slips had to be put right in it.

    Raises:
        Unreadable: no DXF, or damaged beyond repair.
    """
    if len(data) > bounds.BYTES:
        raise Unreadable("too-large", limit=bounds.BYTES // 1_000_000)
    try:
        if data.startswith(BINARY):
            return _binary(data), 0
        drawing, auditor = recover.read(io.BytesIO(data))
    except (MemoryError, Unreadable):
        raise
    except Exception as error:
        raise Unreadable("not-dxf", reason=_reason(error)) from None
    return drawing, len(auditor.fixes)


def _binary(data: bytes) -> Drawing:
    tags: Any = binary_tags_loader(data)
    return Drawing.load(tags)


def _reason(error: Exception) -> str:
    """What ezdxf says, where it is a sentence about the file and not about Python."""
    return str(error) if isinstance(error, DXFError) and str(error) else "its sections are damaged"
