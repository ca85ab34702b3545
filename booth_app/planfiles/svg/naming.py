"""What a drawn thing is called: its number, its names, its key."""

import unicodedata
from collections import Counter
from collections.abc import Iterable

from booth_app.geometry import Names
from booth_app.planfiles.svg import bounds
from booth_app.planfiles.svg.tree import Node
from booth_app.text import problems
from booth_app.text.bidi import strip_controls
from booth_app.text.names import clean_name
from booth_app.text.numbers import DASHES, EASTERN_TO_WESTERN, fold_number


def number(node: Node, *, of_booth: bool) -> str:
    """The thing's number: `data-number`, else its label, else its id; "" where it has none.

    In a booth's, both digit sets, every dash and full-width forms are written one way; letters stay large or small
    as drawn (who compares numbers folds them). Marks of direction are dropped from the label of anything else.

    Raises:
        Unreadable: longer than 64 characters, or with characters that no number may have.
    """
    attribute = next((name for name in ("data-number", "label", "id") if node.values.get(name, "").strip()), None)
    if attribute is None:
        return ""
    text = node.values[attribute]
    if len(text) > bounds.NUMBER_CHARACTERS:
        raise node.refuse("too-long", attribute=attribute, limit=bounds.NUMBER_CHARACTERS)
    if of_booth:
        text = unicodedata.normalize("NFKC", text).translate(EASTERN_TO_WESTERN | DASHES)
    else:
        text = strip_controls(unicodedata.normalize("NFC", text))
    text = " ".join(text.split())
    if not text or any(unicodedata.category(char)[0] == "C" for char in text):
        raise node.refuse("wrong-text", attribute=attribute)
    return text


def names(node: Node) -> Names:
    """The thing's names in both languages, cleaned as names typed by people are.

    Raises:
        Unreadable: too long, or no name (control characters, heaps of marks).
    """
    return Names(ar=_name(node, "data-name-ar"), en=_name(node, "data-name-en"))


def _name(node: Node, attribute: str) -> str:
    text = node.values.get(attribute, "")
    if not text.strip():
        return ""
    try:
        return clean_name(text, longest=bounds.TEXT_CHARACTERS)
    except problems.Unreadable as problem:
        if problem.code == "too-long":
            raise node.refuse("too-long", attribute=attribute, limit=bounds.TEXT_CHARACTERS) from None
        raise node.refuse("wrong-text", attribute=attribute) from None


def short(node: Node, attribute: str) -> str:
    """A word such as a type, a level or a zone: one line, not long, nothing invisible."""
    text = _name(node, attribute)
    if len(text) > bounds.NUMBER_CHARACTERS:
        raise node.refuse("too-long", attribute=attribute, limit=bounds.NUMBER_CHARACTERS)
    return text


def filled_in(numbers: Iterable[str], kind: str) -> list[str]:
    """The numbers, and `kind-1`, `kind-2` … in file order for those that have none; never one that is taken."""
    numbers = list(numbers)
    taken = {fold_number(number) for number in numbers}
    free = (name for n in range(1, len(numbers) * 2 + 2) if fold_number(name := f"{kind}-{n}") not in taken)
    return [given or next(free) for given in numbers]


def keys(numbers: Iterable[str]) -> list[str]:
    """A key for each, the number itself, with `~2`, `~3` … behind it for those that bear it again."""
    seen: Counter[str] = Counter()
    made: dict[str, None] = {}
    for each in numbers:
        key = each
        while key in made:
            seen[each] += 1
            key = f"{each}~{seen[each] + 1}"
        made[key] = None
    return list(made)
