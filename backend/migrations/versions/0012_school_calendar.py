"""The school calendar; what plans were reckoned by; photos of mounted plates."""

from typing import Any

import sqlalchemy as sa
from alembic import op

from backend.migrations.checks import allow_words

revision = "0012_school_calendar"
down_revision = "0011_patrols"
branch_labels = None
depends_on = None

_BEFORE = ("hazard", "ledger_entry")
_AFTER = ("hazard", "ledger_entry", "checkpoint")
MOMENT = sa.DateTime(timezone=True)
_HALF = "half IS NULL OR half IN ('morning', 'afternoon')"
_HALF_SAID = "(kind = 'half') = (half IS NOT NULL)"


def upgrade() -> None:
    _create_calendar_version()
    _create_school_day()
    _create_school_own_term()
    _create_school_weekday()
    op.add_column("patrol_route", sa.Column("content_hash", sa.String(length=64), nullable=True))
    op.add_column("patrol_plan", sa.Column("content_hash", sa.String(length=64), nullable=True))
    op.add_column("patrol_plan", sa.Column("calendar_stamp", sa.Integer(), nullable=True))
    op.add_column("checklist", sa.Column("content_hash", sa.String(length=64), nullable=True))
    allow_words("photo", "record_type", before=_BEFORE, after=_AFTER)


def downgrade() -> None:
    op.execute("DELETE FROM photo WHERE record_type = 'checkpoint'")
    allow_words("photo", "record_type", before=_AFTER, after=_BEFORE)
    op.drop_column("checklist", "content_hash")
    op.drop_column("patrol_plan", "calendar_stamp")
    op.drop_column("patrol_plan", "content_hash")
    op.drop_column("patrol_route", "content_hash")
    for name in ("school_weekday", "school_own_term", "school_day", "calendar_version"):
        op.drop_table(name)


def _where(condition: str) -> dict[str, Any]:
    return {"sqlite_where": sa.text(condition), "postgresql_where": sa.text(condition)}


def _create_calendar_version() -> None:
    op.create_table(
        "calendar_version",
        sa.Column("owner_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("owner_id", name=op.f("pk_calendar_version")),
    )


def _create_school_day() -> None:
    op.create_table(
        "school_day",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("county_id", sa.Uuid(), nullable=False),
        sa.Column("school_id", sa.Uuid(), nullable=True),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("kind", sa.String(length=6), nullable=False),
        sa.Column("half", sa.String(length=9), nullable=True),
        sa.Column("as_weekday", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("changed_at", MOMENT, nullable=False),
        sa.CheckConstraint("kind IN ('school', 'off', 'makeup', 'half')", name=op.f("ck_school_day_kind")),
        sa.CheckConstraint(_HALF, name=op.f("ck_school_day_half")),
        sa.CheckConstraint(_HALF_SAID, name=op.f("ck_school_day_half_said")),
        sa.CheckConstraint("as_weekday IS NULL OR as_weekday BETWEEN 0 AND 6", name=op.f("ck_school_day_as_weekday")),
        sa.ForeignKeyConstraint(["county_id"], ["division.id"], name=op.f("fk_school_day_county_id")),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_school_day_school_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_school_day")),
    )
    countys, schools = _where("school_id IS NULL"), _where("school_id IS NOT NULL")
    op.create_index("uq_school_day_county", "school_day", ["county_id", "day"], unique=True, **countys)
    op.create_index("uq_school_day_school", "school_day", ["school_id", "day"], unique=True, **schools)


def _create_school_own_term() -> None:
    op.create_table(
        "school_own_term",
        sa.Column("school_id", sa.Uuid(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.CheckConstraint("starts_on <= ends_on", name=op.f("ck_school_own_term_order")),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_school_own_term_school_id")),
        sa.PrimaryKeyConstraint("school_id", "starts_on", name=op.f("pk_school_own_term")),
    )


def _create_school_weekday() -> None:
    op.create_table(
        "school_weekday",
        sa.Column("school_id", sa.Uuid(), nullable=False),
        sa.Column("weekday", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=6), nullable=False),
        sa.Column("half", sa.String(length=9), nullable=True),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.CheckConstraint("weekday BETWEEN 0 AND 6", name=op.f("ck_school_weekday_weekday")),
        sa.CheckConstraint("kind IN ('school', 'off', 'half')", name=op.f("ck_school_weekday_kind")),
        sa.CheckConstraint(_HALF, name=op.f("ck_school_weekday_half")),
        sa.CheckConstraint(_HALF_SAID, name=op.f("ck_school_weekday_half_said")),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_school_weekday_school_id")),
        sa.PrimaryKeyConstraint("school_id", "weekday", name=op.f("pk_school_weekday")),
    )
