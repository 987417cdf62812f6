"""Visits: the place as it was, what the door noticed, re-checks and their draw; photos of visits; a hazard's visit."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from backend.migrations.checks import allow_words

revision = "0013_visits"
down_revision = "0012_school_calendar"
branch_labels = None
depends_on = None

JSON = sa.JSON().with_variant(postgresql.JSONB(astext_type=sa.Text()), "postgresql")
MOMENT = sa.DateTime(timezone=True)
BEFORE = ("hazard", "ledger_entry", "checkpoint")
AFTER = (*BEFORE, "visit")
INDEXES = {
    "ix_checkpoint_visit_recheck": (
        ["school_id", "happened_at"],
        "recheck_wanted_at IS NOT NULL AND settled_at IS NULL",
    ),
    "ix_checkpoint_visit_reading": (["checkpoint_id", "lat", "lng"], "lat IS NOT NULL"),
    "ix_checkpoint_visit_county": (["county_id", "happened_at"], None),
}


def upgrade() -> None:
    op.add_column("checkpoint_visit", sa.Column("place", JSON, nullable=True))
    op.add_column("checkpoint_visit", sa.Column("remarks", JSON, nullable=False, server_default=sa.text("'[]'")))
    op.add_column("checkpoint_visit", sa.Column("recheck_wanted_at", MOMENT, nullable=True))
    for name, (columns, where) in INDEXES.items():
        op.create_index(name, "checkpoint_visit", columns, **_where(where))
    op.add_column("hazard", sa.Column("visit_id", sa.Uuid(), nullable=True))
    op.create_index("ix_hazard_visit", "hazard", ["visit_id"], **_where("visit_id IS NOT NULL"))
    allow_words("photo", "record_type", before=BEFORE, after=AFTER)
    op.create_table(
        "recheck_draw",
        sa.Column("county_id", sa.Uuid(), nullable=False),
        sa.Column("on_date", sa.Date(), nullable=False),
        sa.Column("seed", sa.String(length=64), nullable=False),
        sa.Column("share", sa.Double(), nullable=False),
        sa.Column("visits", sa.Integer(), nullable=False),
        sa.Column("drawn", sa.Integer(), nullable=False),
        sa.Column("drawn_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["county_id"], ["division.id"], name=op.f("fk_recheck_draw_county_id")),
        sa.PrimaryKeyConstraint("county_id", "on_date", name=op.f("pk_recheck_draw")),
    )


def downgrade() -> None:
    op.drop_table("recheck_draw")
    op.execute("DELETE FROM photo WHERE record_type = 'visit'")
    allow_words("photo", "record_type", before=AFTER, after=BEFORE)
    op.drop_index("ix_hazard_visit", table_name="hazard")
    op.drop_column("hazard", "visit_id")
    for name in INDEXES:
        op.drop_index(name, table_name="checkpoint_visit")
    for column in ("recheck_wanted_at", "remarks", "place"):
        op.drop_column("checkpoint_visit", column)


def _where(condition: str | None) -> dict[str, Any]:
    if condition is None:
        return {}
    return {"sqlite_where": sa.text(condition), "postgresql_where": sa.text(condition)}
