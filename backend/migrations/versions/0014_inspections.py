"""Inspections: who looks at which schools, a sheet for each with answers, hazards and signatures; photos of answers."""

from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from backend.migrations.checks import allow_words

revision = "0014_inspections"
down_revision = "0013_visits"
branch_labels = None
depends_on = None

JSON = sa.JSON().with_variant(postgresql.JSONB(astext_type=sa.Text()), "postgresql")
MOMENT = sa.DateTime(timezone=True)
BEFORE = ("hazard", "ledger_entry", "checkpoint", "visit")
AFTER = (*BEFORE, "inspection_answer")
TABLES = (
    "inspection",
    "inspection_unit",
    "inspection_inspector",
    "inspection_grant",
    "inspection_record",
    "inspection_answer",
    "inspection_finding",
    "inspection_signature",
    "inspection_correction",
)


def upgrade() -> None:
    allow_words("photo", "record_type", before=BEFORE, after=AFTER)
    _create_inspection()
    _create_inspection_unit()
    _create_inspection_inspector()
    _create_inspection_grant()
    _create_inspection_record()
    _create_inspection_answer()
    _create_inspection_finding()
    _create_inspection_signature()
    _create_inspection_correction()


def downgrade() -> None:
    for name in reversed(TABLES):
        op.drop_table(name)
    op.execute("DELETE FROM photo WHERE record_type = 'inspection_answer'")
    allow_words("photo", "record_type", before=AFTER, after=BEFORE)


def _where(condition: Any) -> dict[str, Any]:
    return {"sqlite_where": condition, "postgresql_where": condition}


def _create_inspection() -> None:
    op.create_table(
        "inspection",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("county_id", sa.Uuid(), nullable=False),
        sa.Column("type", sa.String(length=10), nullable=False),
        sa.Column("title", sa.String(length=80), nullable=False),
        sa.Column("phase", sa.String(length=60), nullable=False),
        sa.Column("template", sa.String(length=20), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("state", sa.String(length=6), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("draw", JSON, nullable=False),
        sa.Column("draw_history", JSON, nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("opened_at", MOMENT, nullable=True),
        sa.Column("closed_at", MOMENT, nullable=True),
        sa.CheckConstraint("(state = 'closed') = (closed_at IS NOT NULL)", name=op.f("ck_inspection_closed")),
        sa.CheckConstraint("(state = 'draft') = (opened_at IS NULL)", name=op.f("ck_inspection_opened")),
        sa.CheckConstraint("state IN ('draft', 'open', 'closed')", name=op.f("ck_inspection_state")),
        sa.CheckConstraint(
            "type IN ('joint', 'cross', 'special', 'touring', 'spot', 'look_back')", name=op.f("ck_inspection_type")
        ),
        sa.CheckConstraint("starts_on <= ends_on", name=op.f("ck_inspection_dates")),
        sa.ForeignKeyConstraint(["county_id"], ["division.id"], name=op.f("fk_inspection_county_id")),
        sa.ForeignKeyConstraint(["created_by"], ["account.id"], name=op.f("fk_inspection_created_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inspection")),
    )
    op.create_index("ix_inspection_county", "inspection", ["county_id", "created_at", "id"])


def _create_inspection_unit() -> None:
    op.create_table(
        "inspection_unit",
        sa.Column("inspection_id", sa.Uuid(), nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["inspection_id"], ["inspection.id"], name=op.f("fk_inspection_unit_inspection_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["organisation.id"], name=op.f("fk_inspection_unit_unit_id")),
        sa.PrimaryKeyConstraint("inspection_id", "unit_id", name=op.f("pk_inspection_unit")),
    )
    op.create_index(op.f("ix_inspection_unit_unit_id"), "inspection_unit", ["unit_id"])


def _create_inspection_inspector() -> None:
    op.create_table(
        "inspection_inspector",
        sa.Column("inspection_id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=False),
        sa.Column("group_code", sa.String(length=16), nullable=True),
        sa.Column("added_at", MOMENT, nullable=False),
        sa.Column("removed_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_inspection_inspector_account_id")),
        sa.ForeignKeyConstraint(
            ["inspection_id"], ["inspection.id"], name=op.f("fk_inspection_inspector_inspection_id")
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["organisation.id"], name=op.f("fk_inspection_inspector_unit_id")),
        sa.PrimaryKeyConstraint("inspection_id", "account_id", name=op.f("pk_inspection_inspector")),
    )
    op.create_index(op.f("ix_inspection_inspector_account_id"), "inspection_inspector", ["account_id"])


def _create_inspection_grant() -> None:
    op.create_table(
        "inspection_grant",
        sa.Column("grant_id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("school_id", sa.Uuid(), nullable=False),
        sa.Column("restores", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_inspection_grant_account_id")),
        sa.ForeignKeyConstraint(["grant_id"], ["account_grant.id"], name=op.f("fk_inspection_grant_grant_id")),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_inspection_grant_school_id")),
        sa.PrimaryKeyConstraint("grant_id", name=op.f("pk_inspection_grant")),
    )
    op.create_index(op.f("ix_inspection_grant_account_id"), "inspection_grant", ["account_id"])


def _create_inspection_record() -> None:
    op.create_table(
        "inspection_record",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("inspection_id", sa.Uuid(), nullable=False),
        sa.Column("county_id", sa.Uuid(), nullable=False),
        sa.Column("school_id", sa.Uuid(), nullable=False),
        sa.Column("group_code", sa.String(length=16), nullable=True),
        sa.Column("signed_at", MOMENT, nullable=True),
        sa.Column("reply_due_at", MOMENT, nullable=True),
        sa.Column("reply_guessed_year", sa.Integer(), nullable=True),
        sa.Column("reply_rung_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(["county_id"], ["division.id"], name=op.f("fk_inspection_record_county_id")),
        sa.ForeignKeyConstraint(["inspection_id"], ["inspection.id"], name=op.f("fk_inspection_record_inspection_id")),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_inspection_record_school_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inspection_record")),
        sa.UniqueConstraint("inspection_id", "school_id", name=op.f("uq_inspection_record_inspection_id_school_id")),
    )
    op.create_index(
        "ix_inspection_record_reply",
        "inspection_record",
        ["reply_due_at"],
        **_where(sa.text("reply_due_at IS NOT NULL AND reply_rung_at IS NULL")),
    )
    op.create_index("ix_inspection_record_school", "inspection_record", ["school_id", "id"])


def _create_inspection_answer() -> None:
    op.create_table(
        "inspection_answer",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("record_id", sa.Uuid(), nullable=False),
        sa.Column("county_id", sa.Uuid(), nullable=False),
        sa.Column("item", sa.String(length=16), nullable=False),
        sa.Column("answer", sa.String(length=3), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("supersedes", JSON, nullable=False),
        sa.Column("chosen_id", sa.Uuid(), nullable=True),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=False),
        sa.Column("occurred_at", MOMENT, nullable=False),
        sa.Column("happened_at", MOMENT, nullable=False),
        sa.Column("received_at", MOMENT, nullable=False),
        sa.Column("clock_basis", sa.String(length=16), nullable=False),
        sa.Column("after_signing", sa.Boolean(), nullable=False),
        sa.Column("content_hash", sa.String(length=64), nullable=False),
        sa.CheckConstraint("answer IN ('yes', 'no', 'na')", name=op.f("ck_inspection_answer_answer")),
        sa.CheckConstraint("clock_basis IN ('device', 'page_session')", name=op.f("ck_inspection_answer_clock_basis")),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_inspection_answer_account_id")),
        sa.ForeignKeyConstraint(["county_id"], ["division.id"], name=op.f("fk_inspection_answer_county_id")),
        sa.ForeignKeyConstraint(["record_id"], ["inspection_record.id"], name=op.f("fk_inspection_answer_record_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["organisation.id"], name=op.f("fk_inspection_answer_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inspection_answer")),
    )
    op.create_index("ix_inspection_answer_record", "inspection_answer", ["record_id", "item"])


def _create_inspection_finding() -> None:
    op.create_table(
        "inspection_finding",
        sa.Column("record_id", sa.Uuid(), nullable=False),
        sa.Column("item", sa.String(length=16), nullable=False),
        sa.Column("hazard_id", sa.Uuid(), nullable=False),
        sa.Column("linked_at", MOMENT, nullable=False),
        sa.Column("linked_by", sa.Uuid(), nullable=False),
        sa.Column("after_signing", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["hazard_id"], ["hazard.id"], name=op.f("fk_inspection_finding_hazard_id")),
        sa.ForeignKeyConstraint(["linked_by"], ["account.id"], name=op.f("fk_inspection_finding_linked_by")),
        sa.ForeignKeyConstraint(["record_id"], ["inspection_record.id"], name=op.f("fk_inspection_finding_record_id")),
        sa.PrimaryKeyConstraint("record_id", "item", "hazard_id", name=op.f("pk_inspection_finding")),
    )
    op.create_index(op.f("ix_inspection_finding_hazard_id"), "inspection_finding", ["hazard_id"])


def _create_inspection_signature() -> None:
    op.create_table(
        "inspection_signature",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("record_id", sa.Uuid(), nullable=False),
        sa.Column("side", sa.String(length=9), nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("unit_name", sa.String(length=80), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("open_lines", sa.Integer(), nullable=False),
        sa.Column("signed_at", MOMENT, nullable=False),
        sa.CheckConstraint("side IN ('inspector', 'school')", name=op.f("ck_inspection_signature_side")),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_inspection_signature_account_id")),
        sa.ForeignKeyConstraint(
            ["record_id"], ["inspection_record.id"], name=op.f("fk_inspection_signature_record_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inspection_signature")),
    )
    op.create_index("ix_inspection_signature_record", "inspection_signature", ["record_id", "signed_at"])


def _create_inspection_correction() -> None:
    op.create_table(
        "inspection_correction",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("record_id", sa.Uuid(), nullable=False),
        sa.Column("item", sa.String(length=16), nullable=True),
        sa.Column("words", sa.String(length=500), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("added_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_inspection_correction_account_id")),
        sa.ForeignKeyConstraint(
            ["record_id"], ["inspection_record.id"], name=op.f("fk_inspection_correction_record_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inspection_correction")),
    )
    op.create_index("ix_inspection_correction_record", "inspection_correction", ["record_id", "added_at"])
