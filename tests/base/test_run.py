"""When `make run` may go straight to its server."""

import shutil
import sqlite3

import pytest

from scripts.run import prepared


@pytest.fixture
def copy(whole_template, tmp_path):
    """A database of the newest schema with the sample in it."""
    path = tmp_path / "booth.sqlite3"
    shutil.copyfile(whole_template, path)
    return path


def change(path, statement):
    with sqlite3.connect(path) as database:
        database.execute(statement)
    database.close()


def test_a_database_of_the_newest_schema_with_the_sample_has_nothing_to_be_prepared(copy):
    assert prepared(f"sqlite:///{copy}")


@pytest.mark.parametrize("statement", ["UPDATE alembic_version SET version_num = '0002'", "DROP TABLE alembic_version"])
def test_an_older_schema_or_one_of_unknown_age_has(copy, statement):
    change(copy, statement)

    assert not prepared(f"sqlite:///{copy}")


def test_so_has_what_is_no_file_no_database_or_a_server(tmp_path):
    (tmp_path / "text").write_text("no database")

    for url in (f"sqlite:///{tmp_path}/none", f"sqlite:///{tmp_path}/text", "postgresql://localhost/booth"):
        assert not prepared(url)
    assert not (tmp_path / "none").exists()
