"""The schema's history: one line, up and down on both databases, and equal to what the models say."""

from __future__ import annotations

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect

from backend import migrations
from backend.core.db import Database
from backend.models import metadata
from tests.house import checks


def _revisions() -> list[tuple[str, str | None]]:
    script = ScriptDirectory.from_config(migrations.settings())
    return [(r.revision, r.down_revision) for r in script.walk_revisions()]  # type: ignore[misc]


def test_migrations_form_one_line() -> None:
    assert checks.branching_migrations(_revisions()) == []


def test_a_branch_is_found() -> None:
    assert checks.branching_migrations([("0001_a", None), ("0002_b", "0001_a"), ("0002_c", "0001_a")])


def test_down_leaves_nothing_and_up_again_equals_the_models(committed_database: Database) -> None:
    with committed_database.work() as session:
        migrations.downgrade(session.connection())
    assert set(inspect(committed_database.engine).get_table_names()) <= {"alembic_version"}
    with committed_database.work() as session:
        migrations.upgrade(session.connection())
    assert _differences(committed_database) == []


def test_a_model_that_no_migration_knows_is_found(committed_database: Database) -> None:
    from sqlalchemy import Column, Integer, Table

    stray = Table("stray_of_a_test", metadata, Column("id", Integer, primary_key=True))
    try:
        assert any("stray_of_a_test" in str(difference) for difference in _differences(committed_database))
    finally:
        metadata.remove(stray)


def _differences(database: Database) -> list[object]:
    with database.engine.connect() as connection:
        return list(compare_metadata(MigrationContext.configure(connection), metadata))


@pytest.mark.parametrize("name", ["ledger_entry", "audit_row", "hazard", "rectification_case"])
def test_the_tables_are_there(committed_database: Database, name: str) -> None:
    assert name in inspect(committed_database.engine).get_table_names()
