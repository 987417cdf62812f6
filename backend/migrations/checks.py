"""Allowing one more word in a column: the CHECK is widened in place.

SQLite cannot alter a CHECK; rebuilding the table would let `ON DELETE CASCADE` empty the tables that point to it. Its
documentation (lang_altertable.html, section 7) allows a CHECK to be rewritten in the schema itself, which moves no row.
"""

from __future__ import annotations

from collections.abc import Sequence

from alembic import op
from sqlalchemy import text


def allow_words(table: str, column: str, *, before: Sequence[str], after: Sequence[str]) -> None:
    """Replace `column IN (before)` of the CHECK `ck_<table>_<column>` by `column IN (after)`."""
    old, new = (f"{column} IN ({', '.join(map(repr, words))})" for words in (before, after))
    connection = op.get_bind()
    if connection.dialect.name == "postgresql":
        op.drop_constraint(f"ck_{table}_{column}", table)
        op.create_check_constraint(op.f(f"ck_{table}_{column}"), table, new)
        return
    version = connection.exec_driver_sql("PRAGMA schema_version").scalar_one()
    connection.exec_driver_sql("PRAGMA writable_schema=ON")
    changed = connection.execute(
        text("UPDATE sqlite_master SET sql = replace(sql, :old, :new) WHERE type = 'table' AND name = :table"),
        {"old": old, "new": new, "table": table},
    )
    connection.exec_driver_sql(f"PRAGMA schema_version={version + 1}")
    connection.exec_driver_sql("PRAGMA writable_schema=OFF")
    written = connection.execute(text("SELECT sql FROM sqlite_master WHERE name = :table"), {"table": table}).scalar()
    if changed.rowcount != 1 or new not in str(written):
        raise RuntimeError(f"the CHECK on {table}.{column} is not what this migration expects")
