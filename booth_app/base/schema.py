"""The schema's version: brought up to date by a command, checked at start in production."""

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from booth_app.base.db import Database
from booth_app.config import ROOT


def _setup(database: Database) -> Config:
    setup = Config(str(ROOT / "alembic.ini"))
    setup.attributes["url"] = database.url.render_as_string(hide_password=False)
    return setup


def upgrade(database: Database) -> None:
    """Bring the database to the newest schema; nothing to do where it is there already."""
    if not is_current(database):
        command.upgrade(_setup(database), "head")


def is_current(database: Database) -> bool:
    """Whether the database has the schema that this code was written for."""
    newest = ScriptDirectory.from_config(_setup(database)).get_current_head()
    with database.writer.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision() == newest
