"""Triggers by which the database itself refuses to rewrite the books: ledger entries, their contents, audit rows.

A bug, a script or a hurried `UPDATE` at the prompt must not be able to change what was written; the hash chain would find
it later, the trigger stops it now. Contents may be deleted, because the law can demand it, but never edited.
A table that is rebuilt (SQLite's batch mode) loses its triggers: create them again in that migration; a test tries.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection


@dataclass(frozen=True)
class Guard:
    """A guarded table: the acts it refuses, and the unique keys by which INSERT OR REPLACE would find its victim."""

    table: str
    refuses: tuple[str, ...]
    keys: tuple[tuple[str, ...], ...]


GUARDS = (
    Guard("ledger_entry", ("UPDATE", "DELETE"), (("id",), ("chain_id", "seq"))),
    Guard("ledger_content", ("UPDATE",), (("entry_id",),)),
    Guard("audit_row", ("UPDATE", "DELETE"), (("id",),)),
)
_REFUSAL = "the books are append-only"
_FUNCTION = "refuse_rewriting"


def create_guards(connection: Connection) -> None:
    """Guard every table of `GUARDS`; they must exist and be unguarded."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(
            f"CREATE FUNCTION {_FUNCTION}() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION '{_REFUSAL}: %% on %%', TG_OP, TG_TABLE_NAME; END $$"
        )
    for guard in GUARDS:
        statements = _postgresql(guard) if connection.dialect.name == "postgresql" else _sqlite(guard)
        for statement in statements:
            connection.exec_driver_sql(statement)


def drop_guards(connection: Connection) -> None:
    """Take the guards away, for a migration that rebuilds or drops the tables."""
    for guard in GUARDS:
        for name in _names(guard):
            on_table = f" ON {guard.table}" if connection.dialect.name == "postgresql" else ""
            connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS {name}{on_table}")
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(f"DROP FUNCTION IF EXISTS {_FUNCTION}()")


def _names(guard: Guard) -> list[str]:
    return [f"{guard.table}_refuses_{act.lower()}" for act in (*guard.refuses, "REPLACE")]


def _sqlite(guard: Guard) -> list[str]:
    """REPLACE deletes without asking the DELETE trigger unless recursive_triggers is on; a stranger's shell has it off,

    so an insert that would meet an existing row is refused before it can replace it.
    """
    *acts, replacing = _names(guard)
    meets = " OR ".join(" AND ".join(f"{column} = NEW.{column}" for column in key) for key in guard.keys)
    return [
        f"CREATE TRIGGER {name} BEFORE {act} ON {guard.table} BEGIN SELECT RAISE(ABORT, '{_REFUSAL}'); END"
        for name, act in zip(acts, guard.refuses, strict=True)
    ] + [
        f"CREATE TRIGGER {replacing} BEFORE INSERT ON {guard.table} "  # noqa: S608  names from the table above
        f"WHEN EXISTS (SELECT 1 FROM {guard.table} WHERE {meets}) "
        f"BEGIN SELECT RAISE(ABORT, '{_REFUSAL}'); END"
    ]


def _postgresql(guard: Guard) -> list[str]:
    """Per statement, so that TRUNCATE is caught and a bulk delete is refused before its first row.

    ENABLE ALWAYS: they hold for replication sessions too.
    """
    *acts, truncating = _names(guard)
    statements = [
        f"CREATE TRIGGER {name} BEFORE {act} ON {guard.table} FOR EACH STATEMENT EXECUTE FUNCTION {_FUNCTION}()"
        for name, act in zip([*acts, truncating], (*guard.refuses, "TRUNCATE"), strict=True)
    ]
    return statements + [f"ALTER TABLE {guard.table} ENABLE ALWAYS TRIGGER {name}" for name in [*acts, truncating]]
