"""Models and migrations agree; up, down and up again on both databases."""

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import inspect

from booth_app.base import schema
from booth_app.base.columns import Base
from tests.conftest import ROOT


def test_models_and_migrations_agree(database):
    with database.writer.connect() as connection:
        difference = compare_metadata(
            MigrationContext.configure(connection, opts={"compare_type": True}), Base.metadata
        )

    assert difference == []


def test_up_down_and_up_again(database):
    setup = schema._setup(database)

    command.downgrade(setup, "base")
    emptied = set(inspect(database.writer).get_table_names())
    command.upgrade(setup, "head")

    assert emptied == {"alembic_version"}
    assert set(Base.metadata.tables) <= set(inspect(database.writer).get_table_names())
    assert schema.is_current(database)


def test_what_must_never_happen_twice_is_a_primary_key(database):
    keys = {
        table: tuple(inspect(database.writer).get_pk_constraint(table)["constrained_columns"])
        for table in ("taken_booth", "place_tick", "presenter_tick", "seat", "visitor_tick", "request_key")
    }

    assert keys == {
        "taken_booth": ("booth_id",),
        "place_tick": ("place_id", "tick"),
        "presenter_tick": ("presenter_id", "tick"),
        "seat": ("slot_id", "seat_no"),
        "visitor_tick": ("visitor_id", "tick"),
        "request_key": ("scope", "key"),
    }


def test_every_room_brings_its_models_to_the_migrations():
    environment = (ROOT / "migrations/env.py").read_text()
    rooms = {path.parent.name for path in (ROOT / "booth_app").glob("*/models.py")}

    assert {room for room in rooms if f"booth_app.{room} import models" not in environment} == set()
