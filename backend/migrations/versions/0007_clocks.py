"""Clocks: since when a step waits, which deadlines were guessed, when the worker looks at a case next."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0007_clocks"
down_revision = "0008_public"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
INDEXES = {
    "ix_case_rings": (["rings_at"], "rings_at IS NOT NULL"),
    "ix_case_guessed": (
        ["due_guessed_year", "step_guessed_year"],
        "due_guessed_year IS NOT NULL OR step_guessed_year IS NOT NULL",
    ),
    "ix_case_recurrence": (["recurrence_of_id"], "recurrence_of_id IS NOT NULL"),
}


def _columns() -> list[sa.Column[Any]]:
    return [
        sa.Column("step_since_at", MOMENT, nullable=True),
        sa.Column("step_guessed_year", sa.Integer(), nullable=True),
        sa.Column("due_base_on", sa.Date(), nullable=True),
        sa.Column("due_guessed_year", sa.Integer(), nullable=True),
        sa.Column("extension_asked_at", MOMENT, nullable=True),
        sa.Column("transfer_asked_at", MOMENT, nullable=True),
        sa.Column("transfer_until_at", MOMENT, nullable=True),
        sa.Column("rings_at", MOMENT, nullable=True),
    ]


def upgrade() -> None:
    for column in _columns():
        op.add_column("rectification_case", column)
    for name, (columns, where) in INDEXES.items():
        op.create_index(
            name, "rectification_case", columns, sqlite_where=sa.text(where), postgresql_where=sa.text(where)
        )
    op.add_column("clock_ring", sa.Column("loud", sa.Boolean(), nullable=False, server_default=sa.true()))
    # The worker looks at every case that waits for something once, and sets its clocks.
    op.execute(
        "UPDATE rectification_case SET rings_at = reported_at "
        "WHERE state NOT IN ('archived', 'rejected', 'duplicate', 'referred_out')"
    )


def downgrade() -> None:
    op.drop_column("clock_ring", "loud")
    for name in INDEXES:
        op.drop_index(name, table_name="rectification_case")
    for column in reversed(_columns()):
        op.drop_column("rectification_case", column.name)
