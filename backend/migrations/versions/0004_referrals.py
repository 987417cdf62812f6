"""Confidential referrals, sealed reports, files to be deleted, and the second factor."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0004_referrals"
down_revision = "0003_messages"
branch_labels = None
depends_on = None

JSON = sa.JSON().with_variant(JSONB(), "postgresql")


def upgrade() -> None:
    op.create_table(
        "referral_count",
        sa.Column("county_id", sa.Uuid(), nullable=False),
        sa.Column("month", sa.String(length=7), nullable=False),
        sa.Column("category", sa.String(length=5), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "category IN ('PSN01', 'PSN02', 'PSN03', 'PSN04', 'PSN05', 'PSN06', 'PSN07', 'PSN08', 'PSN09', 'PSN10')",
            name=op.f("ck_referral_count_category"),
        ),
        sa.ForeignKeyConstraint(["county_id"], ["division.id"], name=op.f("fk_referral_count_county_id")),
        sa.PrimaryKeyConstraint("county_id", "month", "category", name=op.f("pk_referral_count")),
    )
    op.create_table(
        "confidential_referral",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("county_id", sa.Uuid(), nullable=False),
        sa.Column("ref_no", sa.String(length=12), nullable=False),
        sa.Column("category", sa.String(length=5), nullable=False),
        sa.Column("from_unit", sa.Uuid(), nullable=False),
        sa.Column("to_unit", sa.Uuid(), nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("urgency", sa.String(length=5), nullable=False),
        sa.Column("phoned_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("status", sa.String(length=9), nullable=False),
        sa.Column("external_case_no", sa.String(length=40), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("close_code", sa.String(length=14), nullable=True),
        sa.CheckConstraint("(close_code IS NOT NULL) = (status = 'done')", name=op.f("ck_confidential_referral_done")),
        sa.CheckConstraint(
            "(closed_at IS NULL) = (status IN ('sent', 'accepted'))", name=op.f("ck_confidential_referral_closed_at")
        ),
        sa.CheckConstraint(
            "category IN ('PSN01', 'PSN02', 'PSN03', 'PSN04', 'PSN05', 'PSN06', 'PSN07', 'PSN08', 'PSN09', 'PSN10')",
            name=op.f("ck_confidential_referral_category"),
        ),
        sa.CheckConstraint(
            "close_code IS NULL OR close_code IN ('handled', 'not_applicable', 'handed_on')",
            name=op.f("ck_confidential_referral_close_code"),
        ),
        sa.CheckConstraint(
            "length(ref_no) = 12 AND substr(ref_no, 1, 3) = 'BM-'", name=op.f("ck_confidential_referral_ref_no")
        ),
        sa.CheckConstraint(
            "status IN ('sent', 'accepted', 'done', 'returned', 'withdrawn')",
            name=op.f("ck_confidential_referral_status"),
        ),
        sa.CheckConstraint("urgency IN ('now', 'today', '3d')", name=op.f("ck_confidential_referral_urgency")),
        sa.ForeignKeyConstraint(["county_id"], ["division.id"], name=op.f("fk_confidential_referral_county_id")),
        sa.ForeignKeyConstraint(["created_by"], ["account.id"], name=op.f("fk_confidential_referral_created_by")),
        sa.ForeignKeyConstraint(["from_unit"], ["organisation.id"], name=op.f("fk_confidential_referral_from_unit")),
        sa.ForeignKeyConstraint(["to_unit"], ["organisation.id"], name=op.f("fk_confidential_referral_to_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_confidential_referral")),
        sa.UniqueConstraint("ref_no", name=op.f("uq_confidential_referral_ref_no")),
    )
    op.create_index("ix_confidential_referral_closed", "confidential_referral", ["closed_at"], unique=False)
    op.create_index("ix_confidential_referral_from", "confidential_referral", ["from_unit", "created_at"], unique=False)
    op.create_index("ix_confidential_referral_to", "confidential_referral", ["to_unit", "created_at"], unique=False)
    op.create_table(
        "recovery_code",
        sa.Column("code_hash", sa.String(length=64), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_recovery_code_account_id")),
        sa.PrimaryKeyConstraint("code_hash", name=op.f("pk_recovery_code")),
    )
    op.create_index(op.f("ix_recovery_code_account_id"), "recovery_code", ["account_id"], unique=False)
    op.create_table(
        "second_factor",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("secret", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_step", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_second_factor_account_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_second_factor")),
    )
    op.create_index(op.f("ix_second_factor_account_id"), "second_factor", ["account_id"], unique=False)
    op.create_index(
        "uq_second_factor_in_force",
        "second_factor",
        ["account_id"],
        unique=True,
        postgresql_where=sa.text("confirmed_at IS NOT NULL"),
        sqlite_where=sa.text("confirmed_at IS NOT NULL"),
    )
    op.create_table(
        "sealed_report",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("county_id", sa.Uuid(), nullable=False),
        sa.Column("referral_id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("sealed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("wrapped_key", sa.LargeBinary(), nullable=False),
        sa.Column("ciphertext", sa.LargeBinary(), nullable=False),
        sa.Column("photo_keys", JSON, nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["rectification_case.id"], name=op.f("fk_sealed_report_case_id")),
        sa.ForeignKeyConstraint(["county_id"], ["division.id"], name=op.f("fk_sealed_report_county_id")),
        sa.ForeignKeyConstraint(
            ["referral_id"], ["confidential_referral.id"], name=op.f("fk_sealed_report_referral_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sealed_report")),
        sa.UniqueConstraint("case_id", name=op.f("uq_sealed_report_case_id")),
        sa.UniqueConstraint("referral_id", name=op.f("uq_sealed_report_referral_id")),
    )
    op.create_index(op.f("ix_sealed_report_sealed_at"), "sealed_report", ["sealed_at"], unique=False)
    op.add_column("sign_in_session", sa.Column("second_factor_at", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    op.drop_column("sign_in_session", "second_factor_at")
    op.drop_table("sealed_report")
    op.drop_table("second_factor")
    op.drop_table("recovery_code")
    op.drop_table("confidential_referral")
    op.drop_table("referral_count")
