"""The sample's texts and lists, as files."""

import json
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent


def read(name: str) -> list[Any]:
    """A list of the sample."""
    return json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))


def text(name: str) -> str:
    """A text of the sample."""
    return (FOLDER / f"{name}.txt").read_text(encoding="utf-8").strip()
