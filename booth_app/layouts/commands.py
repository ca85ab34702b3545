"""`flask plan check | import`: plan files by hand and in scripts. `check` opens no database; `editor` has `export`."""

import sys
from pathlib import Path
from typing import NoReturn

import click
from flask.cli import AppGroup
from sqlalchemy.orm import Session

from booth_app.base import clock, db
from booth_app.base.access import Who
from booth_app.exhibitions import queries as exhibitions
from booth_app.layouts import queries, services
from booth_app.planfiles import Reading, Unreadable, check_file, read_asked, read_limited
from booth_app.planfiles.svg import bounds
from booth_app.planfiles.units import UNITS

group = AppGroup("plan", help="Plan files: check one, make one a hall's draft, write a hall's published plan.")
WRONG = 2
"""Exit code where a file, an exhibition or a hall is not what it should be."""


@group.command("check")
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--rules", type=click.Path(path_type=Path), help="JSON object of rule name → settings, over the defaults."
)
@click.option("--metres-per-unit", type=float, help="The drawing's scale, where the file does not say it.")
@click.option("--unit", type=click.Choice(UNITS), help="The drawing's unit, where the file does not say it or lies.")
@click.option("--mapping", type=click.Path(path_type=Path), help="JSON: which layer or colour is what.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
def check(
    *,
    file: Path,
    rules: Path | None,
    metres_per_unit: float | None,
    unit: str | None,
    mapping: Path | None,
    form: str,
) -> None:
    """Hold a plan file to the rules. Exit code 0: nothing found, 1: violations, 2: unreadable."""
    outcome = check_file(file, rules, metres_per_unit, unit=unit, mapping_path=mapping)
    if outcome.report is None:
        _refuse(outcome.problem)
    click.echo(outcome.printed(form))
    sys.exit(outcome.exit_code)


@group.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--exhibition", required=True, help="The exhibition's slug.")
@click.option("--hall", "name", required=True, help="The hall's key or name.")
@click.option("--metres-per-unit", type=float, help="The drawing's scale, where the file does not say it.")
@click.option("--unit", type=click.Choice(UNITS), help="The drawing's unit, where the file does not say it or lies.")
@click.option("--mapping", type=click.Path(path_type=Path), help="JSON: which layer or colour is what.")
@click.option("--floor", default="", help="Which of the file's halls, where it draws several.")
def import_(
    *,
    file: Path,
    exhibition: str,
    name: str,
    metres_per_unit: float | None,
    unit: str | None,
    mapping: Path | None,
    floor: str,
) -> None:
    """Make a plan file a draft of a hall, and say what was read, guessed and left out."""
    try:
        asked = read_asked(metres_per_unit, unit, mapping)
    except Unreadable as refused:
        _refuse(f"{(mapping or file).name}: {refused}")
    try:
        reading = read_limited(_bytes(file), asked)
    except Unreadable as refused:
        _refuse(f"{file.name}: {refused}")
    with db.write() as session:
        hall = _hall(session, exhibition, name)
        who = Who(exhibition_id=hall.exhibition_id)
        try:
            made = services.import_plan(session, who, hall.id, reading.plan, now=clock.now(session), floor=floor)
        except services.SeveralHalls as refused:
            _refuse(f"{file.name} draws several halls; choose one by --floor: {', '.join(refused.values['halls'])}")
        except services.NoHallInPlan as refused:
            _refuse(f"{file.name} has no hall {floor!r}; it has: {', '.join(refused.values['halls'])}")
    with db.read() as session:
        draft = queries.draft(session, made)
    assert draft is not None
    click.echo(f"Draft {draft.number} of hall {hall.key} ({hall.name_en}) is made.")
    for line in _told(reading, draft):
        click.echo(line)


def _told(reading: Reading, draft: queries.DraftValue) -> list[str]:
    """What was read, guessed and left out, a line each."""
    plan = draft.plan
    [hall] = plan.halls
    known = sum(queries.booth_id(booth.key) is not None for booth in plan.booths)
    return [
        f"Scale: {reading.scale.metres_per_unit:g} m per unit ({reading.scale.source}).",
        f"Booths: {len(plan.booths)} ({known} known by number, {len(plan.booths) - known} new).",
        f"Besides: {len(plan.fixtures)} fixtures, {len(plan.zones)} zones, {hall.outline.area:.2f} m² of floor.",
        *(note.message("en") for note in reading.notes),
    ]


def _hall(session: Session, slug: str, name: str) -> exhibitions.HallValue:
    exhibition = exhibitions.exhibition(session, slug)
    if exhibition is None:
        _refuse(f"there is no exhibition {slug!r}")
    halls = exhibitions.halls(session, exhibition.id)
    found = [each for each in halls if name in (each.key, each.name_ar, each.name_en)]
    if len(found) != 1:
        _refuse(f"{slug} has no hall {name!r}; it has: {', '.join(each.key for each in halls) or 'none'}")
    return found[0]


def _bytes(path: Path) -> bytes:
    """The file, and one byte more than may be read of it: enough to be refused."""
    try:
        if not path.is_file():
            raise Unreadable("no-file")
        with path.open("rb") as file:
            return file.read(bounds.BYTES + 1)
    except OSError:
        raise Unreadable("no-file") from None


def _refuse(why: str) -> NoReturn:
    click.echo(why, err=True)
    sys.exit(WRONG)
