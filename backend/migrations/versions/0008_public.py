"""The public's side: what is covered in a photo before others see it, and the number a reporter may leave."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0008_public"
down_revision = "0005_proof"
branch_labels = None
depends_on = None

JSON = sa.JSON().with_variant(postgresql.JSONB(astext_type=sa.Text()), "postgresql")
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    _create_photo_redaction()
    op.create_table(
        "callback_phone",
        sa.Column("hazard_id", sa.Uuid(), nullable=False),
        sa.Column("county_id", sa.Uuid(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("given_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["county_id"], ["division.id"], name=op.f("fk_callback_phone_county_id")),
        sa.ForeignKeyConstraint(["hazard_id"], ["hazard.id"], name=op.f("fk_callback_phone_hazard_id")),
        sa.PrimaryKeyConstraint("hazard_id", name=op.f("pk_callback_phone")),
    )


def _create_photo_redaction() -> None:
    op.create_table(
        "photo_redaction",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("photo_id", sa.Uuid(), nullable=False),
        sa.Column("county_id", sa.Uuid(), nullable=False),
        sa.Column("boxes", JSON, nullable=False),
        sa.Column("checked", sa.Boolean(), nullable=False),
        sa.Column("released", sa.Boolean(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=True),
        sa.Column("redacted_at", MOMENT, nullable=False),
        sa.Column("redacted_by", sa.Uuid(), nullable=False),
        sa.Column("rendered_at", MOMENT, nullable=True),
        sa.Column("superseded_at", MOMENT, nullable=True),
        sa.CheckConstraint("NOT released OR checked", name=op.f("ck_photo_redaction_released_checked")),
        sa.ForeignKeyConstraint(
            ["photo_id"], ["photo.id"], name=op.f("fk_photo_redaction_photo_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_photo_redaction")),
    )
    op.create_index(op.f("ix_photo_redaction_photo_id"), "photo_redaction", ["photo_id"])
    for name, columns, only, unique in (
        ("uq_photo_redaction_current", ["photo_id"], "superseded_at IS NULL", True),
        ("ix_photo_redaction_pending", ["redacted_at", "id"], "superseded_at IS NULL AND rendered_at IS NULL", False),
    ):
        where = sa.text(only)
        op.create_index(name, "photo_redaction", columns, unique=unique, sqlite_where=where, postgresql_where=where)


def downgrade() -> None:
    op.drop_table("callback_phone")
    op.drop_table("photo_redaction")
