"""Erasing by law by two people, names that schools had, and schools that became part of another."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0005_proof"
down_revision = "0004_referrals"
branch_labels = None
depends_on = None

JSON = sa.JSON().with_variant(JSONB(), "postgresql")
REASONS = (
    "reason IN ('illegal_information', 'minor_privacy', 'personal_information', 'state_secret', 'authority_order')"
)


def upgrade() -> None:
    op.create_table(
        "erasure_request",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("county_id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("entry_ids", JSON, nullable=False),
        sa.Column("photo_ids", JSON, nullable=False),
        sa.Column("reason", sa.String(length=24), nullable=False),
        sa.Column("document_no", sa.String(length=80), nullable=False),
        sa.Column("asked_by", sa.Uuid(), nullable=False),
        sa.Column("asked_unit_id", sa.Uuid(), nullable=True),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decision", sa.String(length=8), nullable=True),
        sa.Column("decided_by", sa.Uuid(), nullable=True),
        sa.Column("decided_unit_id", sa.Uuid(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(REASONS, name=op.f("ck_erasure_request_reason")),
        sa.CheckConstraint("decision IN ('approved', 'refused')", name=op.f("ck_erasure_request_decision")),
        sa.CheckConstraint(
            "decided_by IS NULL OR decision = 'refused' OR decided_by <> asked_by",
            name=op.f("ck_erasure_request_two_people"),
        ),
        sa.ForeignKeyConstraint(["asked_by"], ["account.id"], name=op.f("fk_erasure_request_asked_by")),
        sa.ForeignKeyConstraint(["asked_unit_id"], ["organisation.id"], name=op.f("fk_erasure_request_asked_unit_id")),
        sa.ForeignKeyConstraint(["case_id"], ["rectification_case.id"], name=op.f("fk_erasure_request_case_id")),
        sa.ForeignKeyConstraint(["county_id"], ["division.id"], name=op.f("fk_erasure_request_county_id")),
        sa.ForeignKeyConstraint(["decided_by"], ["account.id"], name=op.f("fk_erasure_request_decided_by")),
        sa.ForeignKeyConstraint(
            ["decided_unit_id"], ["organisation.id"], name=op.f("fk_erasure_request_decided_unit_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_erasure_request")),
    )
    op.create_index(op.f("ix_erasure_request_case_id"), "erasure_request", ["case_id"], unique=False)
    op.create_index(
        "ix_erasure_request_pending",
        "erasure_request",
        ["county_id", "asked_at"],
        unique=False,
        sqlite_where=sa.text("decision IS NULL"),
        postgresql_where=sa.text("decision IS NULL"),
    )
    op.create_table(
        "erased_object",
        sa.Column("storage_key", sa.String(length=80), nullable=False),
        sa.Column("erased_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("storage_key", name=op.f("pk_erased_object")),
    )
    op.create_table(
        "former_name",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("short_name", sa.String(length=40), nullable=False),
        sa.Column("initials", sa.String(length=140), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"], name=op.f("fk_former_name_organisation_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_former_name")),
    )
    op.create_index(op.f("ix_former_name_organisation_id"), "former_name", ["organisation_id"], unique=False)
    op.create_table(
        "school_merger",
        sa.Column("school_id", sa.Uuid(), nullable=False),
        sa.Column("into_school_id", sa.Uuid(), nullable=False),
        sa.Column("merged_on", sa.Date(), nullable=False),
        sa.CheckConstraint("school_id <> into_school_id", name=op.f("ck_school_merger_another")),
        sa.ForeignKeyConstraint(["into_school_id"], ["school.id"], name=op.f("fk_school_merger_into_school_id")),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_school_merger_school_id")),
        sa.PrimaryKeyConstraint("school_id", name=op.f("pk_school_merger")),
    )
    op.create_index(op.f("ix_school_merger_into_school_id"), "school_merger", ["into_school_id"], unique=False)


def downgrade() -> None:
    op.drop_table("school_merger")
    op.drop_table("former_name")
    op.drop_table("erased_object")
    op.drop_table("erasure_request")
