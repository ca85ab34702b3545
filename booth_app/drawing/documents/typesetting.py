"""Setting a template with values: the one importer of typst.

Values go in as one JSON string and come out as values: the template language has no chance to read a name as markup.
Fonts come from one folder and from nowhere else, so that the same document is the same on every machine.
"""

import json
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import typst

TEMPLATES = Path(__file__).parent


def set_pdf(template: str, values: Mapping[str, Any], *, fonts: Path, at: datetime) -> bytes:
    """A template of this folder as PDF (tagged, PDF/UA-1), dated `at`.

    Raises:
        FileNotFoundError: the folder has no fonts.
    """
    if not any(fonts.glob("*.ttf")):
        message = f"no fonts in {fonts}: run scripts/fonts.py"
        raise FileNotFoundError(message)
    made = typst.compile(
        str(TEMPLATES / template),
        root=str(TEMPLATES),
        font_paths=[str(fonts)],
        ignore_system_fonts=True,
        format="pdf",
        sys_inputs={"values": json.dumps(values, ensure_ascii=False)},
        pdf_standards=["ua-1"],
        timestamp=int(at.timestamp()),
    )
    return bytes(made)
