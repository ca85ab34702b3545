"""Arabic catalogues: one file per room, so that a room's words stand together and two people seldom meet in one file.

`update [ROOM …]` brings them up to date with the sentences in code and templates, `fill WORDS.json [ROOM …]` does and
adds translations (English → Arabic, or → a list in the order of the header's plural forms), `compile` joins them into
what the application reads, `check` says what is missing. A sentence used in several rooms stands in `base.po`; the same
English with two Arabic translations is an error: one word for one thing.
"""

import io
import json
import re
import sys
from collections import defaultdict
from collections.abc import Container, Iterator, Mapping
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_file
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "translations" / "ar" / "LC_MESSAGES"
KEYWORDS = {
    "_": None,
    "gettext": None,
    "lazy_gettext": None,
    "_l": None,
    "_lazy": None,
    "ngettext": (1, 2),
    "lazy_ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
}
SHARED = "base"
HTML_OPTIONS = {"extensions": "jinja2.ext.i18n", "trimmed": "true", "silent": "false", "newstyle_gettext": "true"}


def sources() -> Iterator[tuple[str, Path]]:
    """Every file with sentences, and the room it belongs to."""
    for path in sorted((ROOT / "booth_app").rglob("*.py")):
        parts = path.relative_to(ROOT / "booth_app").parts
        yield (parts[0] if len(parts) > 1 else SHARED), path
    for path in sorted((ROOT / "templates").rglob("*")):
        if path.suffix in (".html", ".txt", ".svg"):
            parts = path.relative_to(ROOT / "templates").parts
            room = parts[0] if len(parts) > 1 and (ROOT / "booth_app" / parts[0]).is_dir() else SHARED
            yield room, path


def sentences() -> dict[str, dict[object, Message]]:
    """Sentences by room; one that several rooms say belongs to `base`."""
    where: dict[object, set[str]] = defaultdict(set)
    found: dict[object, Message] = {}
    for room, path in sources():
        method = "python" if path.suffix == ".py" else "jinja2.ext:babel_extract"
        options = {} if path.suffix == ".py" else HTML_OPTIONS
        for line, text, comments, context in extract_from_file(method, path, KEYWORDS, options=options):
            message = found.setdefault((text, context), Message(text, context=context, auto_comments=comments))
            message.locations = [*message.locations, (str(path.relative_to(ROOT)), line)]
            where[text, context].add(room)
    rooms: dict[str, dict[object, Message]] = defaultdict(dict)
    for key, message in found.items():
        room = next(iter(where[key])) if len(where[key]) == 1 else SHARED
        rooms[room][key] = message
    return rooms


def read(path: Path) -> Catalog:
    """A room's catalogue, or an empty one with Babel's plural header."""
    if path.exists():
        with path.open("rb") as file:
            return read_po(file, locale="ar")
    return Catalog(locale="ar", project="booth_app", version="1", fuzzy=False)


def update(only: Container[str] = (), words: Mapping[object, object] | None = None) -> None:
    """Write the rooms' files anew (all, or `only` those), keeping the translations that are known anywhere."""
    known: dict[object, object] = {}
    for path in sorted(FOLDER.glob("*.po")):
        for message in read(path):
            if message.id and _translated(message) and not message.fuzzy:
                known.setdefault((message.id, message.context), message.string)
    FOLDER.mkdir(parents=True, exist_ok=True)
    rooms = sentences()
    for message in [each for messages in rooms.values() for each in messages.values()]:
        english = message.id[0] if isinstance(message.id, tuple | list) else message.id
        if words and english in words:
            given = words[english]
            known[message.id, message.context] = tuple(given) if isinstance(given, list) else given
    for room, messages in rooms.items():
        if only and room not in only:
            continue
        catalog = Catalog(locale="ar", project="booth_app", version="1", fuzzy=False)
        for key, message in sorted(messages.items(), key=lambda item: min(item[1].locations)):
            files = sorted({file for file, _line in message.locations})
            catalog.add(message.id, known.get(key), [(file, 0) for file in files], context=message.context)
        buffer = io.BytesIO()
        write_po(buffer, catalog, width=120, omit_header=False, include_lineno=False)
        text = re.sub(
            r'^"(POT-Creation-Date|PO-Revision-Date|Generated-By).*\n',
            "",
            buffer.getvalue().decode(),
            flags=re.MULTILINE,
        )
        (FOLDER / f"{room}.po").write_text(text)
    for path in FOLDER.glob("*.po"):
        if path.stem not in rooms and not only:
            path.unlink()


def problems() -> list[str]:
    """What keeps the catalogue from being complete."""
    said: dict[object, tuple[object, str]] = {}
    wrong: list[str] = []
    for path in sorted(FOLDER.glob("*.po")):
        for message in read(path):
            if not message.id:
                continue
            key = (message.id, message.context)
            if message.fuzzy or not _translated(message):
                wrong.append(f"{path.stem}: not translated: {message.id!r}")
            elif key in said and said[key][0] != message.string:
                wrong.append(f"{path.stem} and {said[key][1]}: two translations: {message.id!r}")
            said[key] = (message.string, path.stem)
            wrong += [f"{path.stem}: {error}: {message.id!r}" for error in message.check()]
    for room, messages in sentences().items():
        wrong += [
            f"{room}: not in the catalogue: {message.id!r}" for key, message in messages.items() if key not in said
        ]
    return wrong


def compile_() -> None:
    """Join all rooms into the one file that the application reads."""
    whole = Catalog(locale="ar", fuzzy=False)
    for path in sorted(FOLDER.glob("*.po")):
        for message in read(path):
            if message.id and _translated(message) and not message.fuzzy:
                whole.add(message.id, message.string, context=message.context)
    with (FOLDER / "messages.mo").open("wb") as file:
        write_mo(file, whole)


def _translated(message: Message) -> bool:
    return all(message.string) if isinstance(message.string, tuple | list) else bool(message.string)


def main(verb: str, *arguments: str) -> int:
    """Run one of the verbs."""
    if verb == "update":
        update(arguments)
    if verb == "fill":
        words, *rooms = arguments
        update(rooms, json.loads(Path(words).read_text()))
    if verb != "check":
        compile_()
    if verb == "compile":
        return 0
    wrong = problems()
    print("\n".join(wrong) or "The Arabic catalogue is complete.")
    return bool(wrong)


if __name__ == "__main__":
    sys.exit(main(*(sys.argv[1:] or ["check"])))
