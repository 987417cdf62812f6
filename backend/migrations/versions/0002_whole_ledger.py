"""The whole ledger: flags and requests of a case, look-backs, the clock's rings, letters.

Legal states are said in CHECKs hung on new columns: SQLite adds those without rebuilding a table that others refer to.
"""

from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0002_whole_ledger"
down_revision = "0001_ground"
branch_labels = None
depends_on = None

JSON = sa.JSON().with_variant(postgresql.JSONB(astext_type=sa.Text()), "postgresql")
MOMENT = sa.DateTime(timezone=True)
LISTED = "state IN ('assigned', 'rectifying', 'pending_verification', 'verified')"
OPEN = sa.text("state IN ('assigned', 'need_info', 'pending_verification', 'rectifying', 'reported', 'verified')")


def _legal(name: str, must_hold: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(must_hold, name=op.f(f"ck_rectification_case_{name}"))


def _count(name: str, *legal: sa.CheckConstraint) -> sa.Column[Any]:
    return sa.Column(name, sa.Integer(), *legal, nullable=False, server_default="0")


def _columns() -> list[sa.Column[Any]]:
    return [
        _count("reopen_count", _legal("listed", f"NOT {LISTED} OR ledger_no IS NOT NULL")),
        _count("extension_count", _legal("responsible", f"NOT {LISTED} OR lead_unit_id IS NOT NULL")),
        _count(
            "transfer_count",
            _legal("submitted", "state NOT IN ('pending_verification', 'verified') OR submitted_by IS NOT NULL"),
            _legal("verified", "state <> 'verified' OR verified_by IS NOT NULL"),
        ),
        _count("escalation_level", _legal("level", "escalation_level BETWEEN 0 AND 4")),
        sa.Column(
            "first_due_at",
            MOMENT,
            _legal(
                "ended",
                "state NOT IN ('closed', 'archived', 'rejected', 'duplicate', 'referred_out') OR closed_at IS NOT NULL",
            ),
            nullable=True,
        ),
        sa.Column(
            "step_due_at", MOMENT, _legal("merged", "state <> 'duplicate' OR master_case_id IS NOT NULL"), nullable=True
        ),
        sa.Column("planned_measure", sa.String(length=500), nullable=True),
        sa.Column("planned_until", MOMENT, nullable=True),
        sa.Column("funds", sa.String(length=60), nullable=True),
        sa.Column("measure", sa.Text(), nullable=True),
        sa.Column("interim_measure", sa.String(length=500), nullable=True),
        sa.Column("interim_until", MOMENT, nullable=True),
        sa.Column("interim_checked_at", MOMENT, nullable=True),
        sa.Column("extension_to", MOMENT, nullable=True),
        sa.Column("transfer_to_id", sa.Uuid(), nullable=True),
        sa.Column("whistled_at", MOMENT, nullable=True),
        sa.Column("on_agenda_at", MOMENT, nullable=True),
        sa.Column("government_document_no", sa.String(length=60), nullable=True),
        sa.Column("milestone_at", MOMENT, nullable=True),
        sa.Column("frozen_document_no", sa.String(length=60), nullable=True),
        sa.Column("criteria_version", sa.String(length=16), nullable=True),
        sa.Column("place_text", sa.String(length=200), nullable=True),
        sa.Column("question", sa.String(length=500), nullable=True),
        sa.Column(
            "reject_reason",
            sa.String(length=16),
            _legal(
                "reject_reason",
                "reject_reason IS NULL OR reject_reason IN ('not_a_hazard', 'not_found', 'test', 'abuse', 'no_answer')",
            ),
            nullable=True,
        ),
        sa.Column(
            "referred_to",
            sa.String(length=24),
            _legal(
                "referred_to",
                "referred_to IS NULL OR referred_to IN ('110', '12345', '12315', 'outside_county', 'confidential')",
            ),
            nullable=True,
        ),
        sa.Column("appealed_at", MOMENT, nullable=True),
        sa.Column("disputed_at", MOMENT, nullable=True),
        sa.Column("confirmed_at", MOMENT, nullable=True),
        sa.Column("recurrence_of_id", sa.Uuid(), nullable=True),
        sa.Column("import_key", sa.String(length=64), nullable=True),
    ]


def upgrade() -> None:
    for column in _columns():
        op.add_column("rectification_case", column)
    op.drop_column("rectification_case", "co_unit_ids")
    op.create_table(
        "case_co_unit",
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["rectification_case.id"], name=op.f("fk_case_co_unit_case_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["organisation.id"], name=op.f("fk_case_co_unit_unit_id")),
        sa.PrimaryKeyConstraint("case_id", "unit_id", name=op.f("pk_case_co_unit")),
    )
    op.create_index(op.f("ix_case_co_unit_unit_id"), "case_co_unit", ["unit_id"])
    op.create_index("uq_case_import_key", "rectification_case", ["county_id", "import_key"], unique=True)
    op.create_index("ix_case_step_due", "rectification_case", ["step_due_at"], sqlite_where=OPEN, postgresql_where=OPEN)
    disputed = sa.text("disputed_at IS NOT NULL")
    op.create_index(
        "ix_case_disputed",
        "rectification_case",
        ["county_id", "disputed_at"],
        sqlite_where=disputed,
        postgresql_where=disputed,
    )
    _create_look_back()
    _create_clock_ring()
    _create_letter()


def _create_look_back() -> None:
    op.create_table(
        "look_back",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("county_id", sa.Uuid(), nullable=False),
        sa.Column("school_id", sa.Uuid(), nullable=True),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("planned_at", MOMENT, nullable=False),
        sa.Column("due_at", MOMENT, nullable=False),
        sa.Column("seed", sa.String(length=40), nullable=True),
        sa.Column("rate", sa.Integer(), nullable=True),
        sa.Column("result", sa.String(length=8), nullable=True),
        sa.Column("done_at", MOMENT, nullable=True),
        sa.Column("done_by", sa.Uuid(), nullable=True),
        sa.Column("entry_id", sa.Uuid(), nullable=True),
        sa.CheckConstraint("kind IN ('d30', 'd90', 'ad_hoc')", name=op.f("ck_look_back_kind")),
        sa.CheckConstraint("result IS NULL OR result IN ('pass', 'fail', 'void')", name=op.f("ck_look_back_result")),
        sa.ForeignKeyConstraint(["case_id"], ["rectification_case.id"], name=op.f("fk_look_back_case_id")),
        sa.ForeignKeyConstraint(["county_id"], ["division.id"], name=op.f("fk_look_back_county_id")),
        sa.ForeignKeyConstraint(["done_by"], ["account.id"], name=op.f("fk_look_back_done_by")),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_look_back_school_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_look_back")),
        sa.UniqueConstraint(
            "case_id", "round", "kind", "planned_at", name=op.f("uq_look_back_case_id_round_kind_planned_at")
        ),
    )
    op.create_index(op.f("ix_look_back_case_id"), "look_back", ["case_id"])
    undone = sa.text("result IS NULL")
    op.create_index(
        "ix_look_back_due", "look_back", ["county_id", "due_at"], sqlite_where=undone, postgresql_where=undone
    )


def _create_clock_ring() -> None:
    op.create_table(
        "clock_ring",
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("clock", sa.String(length=16), nullable=False),
        sa.Column("rung", sa.String(length=16), nullable=False),
        sa.Column("deadline_at", MOMENT, nullable=False),
        sa.Column("rang_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["rectification_case.id"], name=op.f("fk_clock_ring_case_id")),
        sa.PrimaryKeyConstraint("case_id", "clock", "rung", "deadline_at", name=op.f("pk_clock_ring")),
    )


def _create_letter() -> None:
    kinds = "'rectification_notice', 'advisory_letter', 'supervision_notice', 'instant_consultation', 'government_report', 'summons_talk'"
    op.create_table(
        "letter",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("county_id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("to_unit_id", sa.Uuid(), nullable=True),
        sa.Column("body", JSON, nullable=False),
        sa.Column("drafted_at", MOMENT, nullable=False),
        sa.Column("drafted_by", sa.Uuid(), nullable=True),
        sa.Column("document_no", sa.String(length=60), nullable=True),
        sa.Column("signed_name", sa.String(length=40), nullable=True),
        sa.Column("signed_at", MOMENT, nullable=True),
        sa.Column("signed_by", sa.Uuid(), nullable=True),
        sa.CheckConstraint(f"kind IN ({kinds})", name=op.f("ck_letter_kind")),
        sa.CheckConstraint("state IN ('drafted', 'signed', 'voided')", name=op.f("ck_letter_state")),
        sa.CheckConstraint(
            "state <> 'signed' OR (document_no IS NOT NULL AND signed_name IS NOT NULL)", name=op.f("ck_letter_signed")
        ),
        sa.ForeignKeyConstraint(["case_id"], ["rectification_case.id"], name=op.f("fk_letter_case_id")),
        sa.ForeignKeyConstraint(["county_id"], ["division.id"], name=op.f("fk_letter_county_id")),
        sa.ForeignKeyConstraint(["drafted_by"], ["account.id"], name=op.f("fk_letter_drafted_by")),
        sa.ForeignKeyConstraint(["signed_by"], ["account.id"], name=op.f("fk_letter_signed_by")),
        sa.ForeignKeyConstraint(["to_unit_id"], ["organisation.id"], name=op.f("fk_letter_to_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letter")),
    )
    op.create_index(op.f("ix_letter_case_id"), "letter", ["case_id"])
    op.create_index("ix_letter_drafted", "letter", ["county_id", "drafted_at", "id"])


def downgrade() -> None:
    op.add_column("rectification_case", sa.Column("co_unit_ids", JSON, nullable=False, server_default="[]"))
    for table in ("case_co_unit", "letter", "clock_ring", "look_back"):
        op.drop_table(table)
    for name in ("ix_case_disputed", "ix_case_step_due", "uq_case_import_key"):
        op.drop_index(name, table_name="rectification_case")
    if op.get_bind().dialect.name == "postgresql":  # there a CHECK is the table's; in SQLite it leaves with its column
        for name in ("listed", "responsible", "submitted", "verified", "level", "ended", "merged"):
            op.drop_constraint(op.f(f"ck_rectification_case_{name}"), "rectification_case", type_="check")
    for column in reversed(_columns()):
        op.drop_column("rectification_case", column.name)
