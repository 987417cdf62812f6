"""Retention: how long each class of record is kept, what each run purged, originals that leave their covered copy behind."""

from datetime import UTC, datetime
from uuid import UUID

import sqlalchemy as sa
from alembic import op

revision = "0010_retention"
down_revision = "0009_desk"
branch_labels = None
depends_on = None

SITE = UUID(int=0)
# class, days, the least the law demands, the most that people were promised
DEFAULTS = (
    ("device_hash", 7, 0, 7),
    ("callback_phone", 30, 0, 30),
    ("sealed_report", 7, 3, 7),
    ("referral", 180, 0, 180),
    ("position", 90, 0, 90),
    ("photo_closed", 730, 0, 1825),
    ("photo_document", 730, 0, 3650),
    ("photo_set_aside", 180, 30, 730),
    ("photo_covered", 1825, 0, 3650),
    ("photo_orphan", 1, 1, 30),
    ("import_preview", 2, 1, 7),
    ("sign_in", 30, 0, 180),
    ("message_read", 180, 0, None),
    ("message_unread", 400, 30, None),
    ("throttle_count", 0, 0, 1),
    ("ledger", 1825, 1825, None),
    ("audit_log", 1095, 180, None),
    ("account_disable", 400, 0, None),
    ("account_delete", 800, 0, None),
)

CASE_INDEXES = (
    ("ix_case_merged", "master_case_id", "master_case_id"),
    ("ix_case_held", "county_id", "frozen_document_no"),
)


def upgrade() -> None:
    rules = op.create_table(
        "retention_rule",
        sa.Column("county_id", sa.Uuid(), nullable=False),
        sa.Column("record_class", sa.String(length=24), nullable=False),
        sa.Column("days", sa.Integer(), nullable=False),
        sa.Column("least_days", sa.Integer(), nullable=False),
        sa.Column("most_days", sa.Integer(), nullable=True),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_by", sa.Uuid(), nullable=True),
        sa.CheckConstraint("days >= least_days", name=op.f("ck_retention_rule_least")),
        sa.CheckConstraint("most_days IS NULL OR days <= most_days", name=op.f("ck_retention_rule_most")),
        sa.PrimaryKeyConstraint("county_id", "record_class", name=op.f("pk_retention_rule")),
    )
    names = ("record_class", "days", "least_days", "most_days")
    about = {"county_id": SITE, "changed_at": datetime.now(UTC), "changed_by": None}
    op.bulk_insert(rules, [about | dict(zip(names, row, strict=True)) for row in DEFAULTS])
    op.create_table(
        "retention_run",
        sa.Column("run_id", sa.Uuid(), nullable=False),
        sa.Column("record_class", sa.String(length=24), nullable=False),
        sa.Column("county_id", sa.Uuid(), nullable=False),
        sa.Column("began_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("bytes", sa.BigInteger(), nullable=False),
        sa.Column("first_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("run_id", "record_class", "county_id", name=op.f("pk_retention_run")),
    )
    op.create_index("ix_retention_run_county", "retention_run", ["county_id", "began_at", "run_id"])
    for name, column, held in CASE_INDEXES:
        where = sa.text(f"{held} IS NOT NULL")
        op.create_index(name, "rectification_case", [column], sqlite_where=where, postgresql_where=where)
    op.add_column("photo", sa.Column("original_gone_at", sa.DateTime(timezone=True), nullable=True))
    for name in ("unclaimed", "spares_covered"):
        op.add_column("erased_object", sa.Column(name, sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("erased_object", sa.Column("county_id", sa.Uuid(), nullable=True))
    op.add_column("erased_object", sa.Column("size_bytes", sa.Integer(), nullable=True))


def downgrade() -> None:
    for name in ("size_bytes", "county_id", "spares_covered", "unclaimed"):
        op.drop_column("erased_object", name)
    op.drop_column("photo", "original_gone_at")
    for name, _column, _held in CASE_INDEXES:
        op.drop_index(name, table_name="rectification_case")
    op.drop_table("retention_run")
    op.drop_table("retention_rule")
