"""The look of a plan for renderers that know no variables, no second theme and no screen pixels.

Pictures and PDF are drawn from the same markup as the page and by the same two files: the tokens' light (or dark)
values are put in, and lengths in px become millimetres of the hall. So there is one look, and one place to change it.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from booth_app.drawing.elements import number

FAMILY = "IBM Plex Sans Arabic"
THEMES = ("light", "dark")

_END = "/* Only on a screen"
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_TOKEN = re.compile(r"(--[a-z0-9-]+):\s*([^;]+);")
_LIGHT_DARK = re.compile(r"light-dark\(\s*([^,()]+(?:\([^()]*\))?)\s*,\s*([^,()]+(?:\([^()]*\))?)\s*\)")
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_VARIABLE = re.compile(r"var\((--[a-z0-9-]+)\)")
_PX = re.compile(r"(-?(?:[0-9]+(?:\.[0-9]+)?|\.[0-9]+))px")
_HEX = re.compile("#[0-9A-Fa-f]{6}")
# What only a browser understands, or would understand differently.
_LEFT_OUT = frozenset(
    {
        "background", "block-size", "cursor", "direction", "font-family", "forced-color-adjust", "inline-size",
        "pointer-events", "unicode-bidi", "user-select", "vector-effect",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Styles:
    """Both themes' token values by name (`--floor`), and the map's rules."""

    tokens: Mapping[str, Mapping[str, str]]
    rules: tuple[tuple[str, str], ...]

    def colour(self, token: str, theme: str = "light") -> str:
        """The colour of a token as `#RRGGBB`."""
        value = self.tokens[theme][token]
        if not _HEX.fullmatch(value):
            raise ValueError(token)
        return value

    def flat(self, k: float, theme: str = "light") -> str:
        """The rules for a drawing at `k` millimetres a pixel."""
        values = self.tokens[theme]
        lines = []
        for selector, body in self.rules:
            resolved = _VARIABLE.sub(lambda found: values[found[1]], body)
            scaled = _PX.sub(lambda found: number(float(found[1]) * k), resolved)
            pairs = [tuple(map(str.strip, each.split(":", 1))) for each in scaled.split(";") if ":" in each]
            kept = [f"{name}:{value}" for name, value in pairs if name not in _LEFT_OUT]
            if kept:
                lines.append(f"{selector}{{{';'.join(kept)}}}")
        return f'.plan{{font-family:"{FAMILY}"}}' + "".join(lines)


@lru_cache(maxsize=4)
def read_styles(folder: Path) -> Styles:
    """The tokens and the map's rules from `tokens.css` and `map.css` in a folder; read once a process."""
    rules = _COMMENT.sub("", (folder / "map.css").read_text("utf-8").partition(_END)[0])
    return Styles(
        read_tokens((folder / "tokens.css").read_text("utf-8")),
        tuple((" ".join(selector.split()), " ".join(body.split())) for selector, body in _RULE.findall(rules)),
    )


def read_tokens(css: str) -> dict[str, dict[str, str]]:
    """Each theme's values of the tokens in the first `:root` block."""
    block = _COMMENT.sub("", css).split(":root", 1)[1].split("}", 1)[0]
    found = [(name, " ".join(value.split())) for name, value in _TOKEN.findall(block)]
    return {
        theme: {name: _LIGHT_DARK.sub(lambda pair, at=at: pair[at + 1].strip(), value) for name, value in found}
        for at, theme in enumerate(THEMES)
    }


def contrast(first: str, second: str) -> float:
    """The WCAG 2 contrast ratio of two colours `#RRGGBB`, 1 to 21."""
    light, dark = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    channels = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    linear = [each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
