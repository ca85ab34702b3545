"""Writing SVG: every text and every value escaped, nothing that a strict content policy forbids."""

import re
from html import escape as _escape

# XML 1.0 has no place for these, escaped or not: one of them in a name would make a whole drawing unreadable.
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_TAG = re.compile("[a-zA-Z][a-zA-Z0-9]*")
_ATTRIBUTE = re.compile("[a-zA-Z][a-zA-Z0-9-]*")
_ACTIVE = frozenset({"script", "foreignObject", "iframe", "animate", "animateTransform", "set", "handler", "listener"})
_TARGET = re.compile(r"#|\?|/(?!/)|https?://|data:image/(?:png|svg\+xml);base64,")


class Svg(str):
    """Finished markup. Templates take it as it is; text that is no `Svg` is escaped wherever it goes in."""

    __slots__ = ()

    def __html__(self) -> str:
        return self


def escape(text: object) -> str:
    """Text as it may stand in markup, in content and in quoted attributes. What XML cannot hold becomes U+FFFD."""
    return _escape(_NOT_XML.sub("\ufffd", str(text)))


def number(value: float) -> str:
    """The shortest spelling of a number to a hundredth: `12`, `0.5`, `-3.25`."""
    if isinstance(value, int):
        return str(value)
    short = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if short == "-0" else short


def element(tag: str, /, *children: str | None, **attributes: object) -> Svg:
    """One element. `class_`, `data_state` become `class`, `data-state`; None and False leave an attribute out.

    Children that are no `Svg` are text. Raises ValueError for what may never be written: scripts, event handlers,
    style attributes, links to anything but pages of the site and the web.
    """
    if not _TAG.fullmatch(tag) or tag in _ACTIVE:
        raise ValueError(tag)
    written = "".join(_attribute(name, value) for name, value in attributes.items() if value not in (None, False))
    content = "".join(child if isinstance(child, Svg) else escape(child) for child in children if child is not None)
    return Svg(f"<{tag}{written}>{content}</{tag}>" if content else f"<{tag}{written}/>")


def joined(*parts: str) -> Svg:
    """Markup one after the other; for parts that are finished already."""
    return Svg("".join(parts))


def _attribute(name: str, value: object) -> str:
    plain = name.rstrip("_").replace("_", "-")
    if not _ATTRIBUTE.fullmatch(plain) or plain == "style" or plain.lower().startswith("on"):
        raise ValueError(plain)
    if value is True:
        return f' {plain}=""'
    text = number(value) if isinstance(value, int | float) else str(value)
    if plain == "href" and not _TARGET.match(text):
        raise ValueError(text)
    return f' {plain}="{escape(text)}"'
