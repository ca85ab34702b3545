"""`plan check`: a file, perhaps rules, an exit code and what to print. Opens no database."""

import json
from pathlib import Path
from typing import Any, NamedTuple

from booth_app.geometry import WrongSettings
from booth_app.geometry.settings import held
from booth_app.planfiles.asked import Asked
from booth_app.planfiles.limits import run
from booth_app.planfiles.report import text
from booth_app.planfiles.svg import bounds
from booth_app.planfiles.unreadable import Unreadable, plain

CLEAN, VIOLATIONS, UNREADABLE = 0, 1, 2
"""Exit codes: nothing found, violations, the file or the rules cannot be read."""

RULES_BYTES = 1_000_000


class Outcome(NamedTuple):
    """What came of a check: the exit code, and either the report or the one line that says why there is none."""

    exit_code: int
    report: dict[str, Any] | None
    problem: str = ""

    def printed(self, form: str = "text") -> str:
        """The report as `text` or `json`."""
        if self.report is None:
            return ""
        return json.dumps(self.report, ensure_ascii=False) if form == "json" else text(self.report)


def check_file(
    path: Path | str,
    rules_path: Path | str | None = None,
    metres_per_unit: float | None = None,
    *,
    unit: str | None = None,
    mapping_path: Path | str | None = None,
) -> Outcome:
    """Read the file in a child process within its limits, and hold it to the rules (the defaults, or a file's).

    Never raises for what is in the files: that is exit code 2 and a line.
    """
    try:
        rules = None if rules_path is None else read_rules(Path(rules_path))
        held(rules)
    except (Unreadable, WrongSettings) as wrong:
        return Outcome(UNREADABLE, None, _line(rules_path, wrong))
    try:
        asked = read_asked(metres_per_unit, unit, mapping_path)
    except Unreadable as wrong:
        return Outcome(UNREADABLE, None, _line(mapping_path or path, wrong))
    try:
        data = _bytes(Path(path), bounds.BYTES)
        said = run("check", data, {**asked.to_json(), "rules": rules})
    except Unreadable as refused:
        return Outcome(UNREADABLE, None, _line(path, refused))
    return Outcome(VIOLATIONS if said["violations"] else CLEAN, said)


def read_asked(
    metres_per_unit: float | None = None, unit: str | None = None, mapping_path: Path | str | None = None
) -> Asked:
    """What is said by hand about a file, the mapping from a file of JSON.

    Raises:
        Unreadable: a unit that is none, or a mapping that is not understood.
    """
    return Asked.of(metres_per_unit, unit, None if mapping_path is None else read_rules(Path(mapping_path)))


def read_rules(path: Path) -> Any:
    """The JSON of a rules file; whether it makes sense is for `geometry.settings.held`.

    Raises:
        Unreadable: no file, too large, or not JSON (no NaN, no name twice).
    """
    return parse_rules(_bytes(path, RULES_BYTES))


def parse_rules(data: bytes) -> Any:
    """The JSON of rules that came as bytes, read as strictly as a file of them.

    Raises:
        Unreadable: too large, or not JSON (no NaN, no name twice).
    """
    if len(data) > RULES_BYTES:
        raise Unreadable("too-large", limit=RULES_BYTES // 1_000_000)
    try:
        return json.loads(data.decode("utf-8-sig"), parse_constant=_no_constant, object_pairs_hook=_once)
    except RecursionError:
        raise Unreadable("not-json", reason="nested too deep") from None
    except ValueError as error:
        raise Unreadable("not-json", reason=str(error)) from None


def _bytes(path: Path, most: int) -> bytes:
    try:
        if not path.is_file():  # a folder, a device, nothing
            raise Unreadable("no-file")
        with path.open("rb") as file:
            data = file.read(most + 1)
    except (OSError, ValueError):
        raise Unreadable("no-file") from None
    if len(data) > most:
        raise Unreadable("too-large", limit=most // 1_000_000)
    return data


def _no_constant(name: str) -> Any:
    raise ValueError(f"{name} is no JSON")


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) < len(pairs):
        raise ValueError("a name stands twice in one object")
    return made


def _line(path: Path | str | None, problem: Exception) -> str:
    return f"{plain(Path(path or '').name, 100)}: {problem}"
