"""The documents are held to the program: commands, targets, rooms, decisions, accounts; and all can be reached."""

import json
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from flask import Flask

from booth_app.sample import accounts
from tests.conftest import ROOT

README = ROOT / "README.md"
PICTURES_AT_MOST = 400_000
"""Bytes of all pictures in the documents together."""
LINK = re.compile(r"\]\(([^)#\s]+)(?:#[^)]*)?\)")


def documents() -> list[Path]:
    return sorted(path for path in (ROOT / "docs").rglob("*") if path.is_file())


def linked(path: Path) -> Iterator[Path]:
    """The files of this repository that a document links to."""
    for target in LINK.findall(path.read_text(encoding="utf-8")):
        if "://" not in target and not target.startswith("mailto:"):
            yield (path.parent / target).resolve()


def commands(group: click.Group, before: str = "") -> Iterator[str]:
    """Every command of ours below a group, as it is typed."""
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from commands(command, f"{before}{name} ")
        else:
            yield f"{before}{name}"


def own_commands(app: Flask) -> list[str]:
    """Without those that come with the libraries."""
    ours = click.Group()
    for name, command in app.cli.commands.items():
        modules = [command] if not isinstance(command, click.Group) else list(command.commands.values())
        if any(getattr(each.callback, "__module__", "").startswith("booth_app") for each in _leaves(modules)):
            ours.add_command(command, name)
    return sorted(commands(ours))


def _leaves(given: list[click.Command]) -> Iterator[click.Command]:
    for each in given:
        if isinstance(each, click.Group):
            yield from _leaves(list(each.commands.values()))
        else:
            # `with_appcontext` wraps; what it wraps knows where it comes from.
            yield each


def test_every_command_is_documented(app: Flask) -> None:
    texts = "\n".join(path.read_text(encoding="utf-8") for path in [README, *documents()] if path.suffix == ".md")
    found = own_commands(app)

    assert len(found) > 10
    assert [each for each in found if f"flask --app wsgi {each}" not in texts] == []


def test_every_make_target_is_in_the_readme() -> None:
    targets = re.findall(r"^([a-z]+):.*## ", (ROOT / "Makefile").read_text(), re.MULTILINE)
    text = README.read_text(encoding="utf-8")

    assert {"setup", "run", "test", "lint", "bench", "reset", "help"} <= set(targets)
    assert [each for each in targets if f"make {each}" not in text] == []


def test_every_document_is_reached_from_the_readme_and_every_link_leads_somewhere() -> None:
    reached, waiting = set(), [README]
    while waiting:
        path = waiting.pop()
        for target in linked(path):
            assert target.exists(), f"{path.name} links to {target}, which is not there"
            if target not in reached:
                reached.add(target)
                waiting += [target] if target.suffix == ".md" else []

    assert [path for path in documents() if path not in reached] == []
    assert ROOT / "CHANGELOG.md" in reached


def test_every_package_that_pages_load_is_in_the_licence_note() -> None:
    package = json.loads((ROOT / "package.json").read_text())
    note = README.read_text(encoding="utf-8").split("## Third parties")[1]

    for name in package["dependencies"]:
        row = next((line for line in note.splitlines() if f"`{name}`" in line), "")
        assert row.count("|") == 4, f"{name} has no row"
        said = json.loads((ROOT / "node_modules" / name / "package.json").read_text()).get("license", "")
        assert said.replace("BSD-0-Clause", "0BSD") in row


def test_every_decision_is_listed_under_its_number_and_title() -> None:
    folder = ROOT / "docs" / "decisions"
    listed = re.findall(r"^(\d+)\. \[(.+)\]\((.+)\)$", (folder / "README.md").read_text("utf-8"), re.MULTILINE)
    there = []
    for path in sorted(folder.glob("[0-9]*.md")):
        heading = re.match(r"# (\d+)\. (.+?)(?: {2,}|$)", path.read_text("utf-8").splitlines()[0])
        assert heading, f"{path.name} does not begin with its number and title"
        there.append((heading[1], heading[2], path.name))

    assert listed == there
    assert [int(number) for number, *_ in there] == list(range(1, len(there) + 1))


def test_the_floors_of_the_architecture_are_those_that_imports_are_held_to() -> None:
    rules = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]["contracts"]
    [layers] = [each["layers"] for each in rules if each["type"] == "layers"]
    drawn = (ROOT / "docs" / "architecture.md").read_text("utf-8").split("```")[1].strip().splitlines()

    assert [re.split(r"\s{2,}", line)[0] for line in drawn] == layers


def test_what_documents_tell_people_to_type_exists(app: Flask) -> None:
    """Commands and make targets; settings are held in `tests/base/test_config.py`."""
    targets = re.findall(r"^([a-z]+):.*## ", (ROOT / "Makefile").read_text(), re.MULTILINE)
    found = own_commands(app)
    for path in [README, *documents()]:
        if path.suffix != ".md":
            continue
        code = "\n".join(re.findall(r"```.*?```|`[^`\n]+`", path.read_text(encoding="utf-8"), re.DOTALL))
        for target in re.findall(r"^`?make ([a-z]+)", code, re.MULTILINE):
            assert target in targets, f"{path.name}: make {target}"
        for command in re.findall(r"flask --app wsgi ([a-z][a-z -]*)", code):
            assert any(f"{command} ".startswith(f"{each} ") for each in found), f"{path.name}: {command}"
        for name in re.findall(r"\b(?:scripts|deploy|tests|static|templates)/[\w./-]*\w", code):
            assert (ROOT / name).exists(), f"{path.name}: {name}"


def test_the_sample_accounts_are_in_the_readme() -> None:
    text = README.read_text(encoding="utf-8")
    names = [*map(str, accounts.STAFF), *accounts.SHOWN_EXHIBITORS]

    assert f"`{accounts.PASSWORD}`" in text
    assert re.findall(rf"^\| `(\S+)@{accounts.DOMAIN}` ", text, re.MULTILINE) == names


def test_the_changelog_has_what_is_not_released_yet() -> None:
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")

    assert "## Unreleased" in text
    assert re.search(r"^- \S", text.split("## Unreleased")[1], re.MULTILINE)


def test_pictures_of_the_documents_are_small() -> None:
    pictures = [path for path in documents() if path.suffix == ".png"]

    assert pictures
    assert sum(path.stat().st_size for path in pictures) < PICTURES_AT_MOST


@pytest.mark.parametrize(
    "path", [README, *(path for path in documents() if path.suffix == ".md")], ids=lambda p: p.name
)
def test_no_document_names_a_place_of_one_machine(path: Path) -> None:
    assert not re.search(r"/(?:home|root|work|tmp)/", path.read_text(encoding="utf-8"))
