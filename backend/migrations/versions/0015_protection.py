"""Protection indicators: what schools declared, what outsiders found, which schools count as urban."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0015_protection"
down_revision = "0014_inspections"
branch_labels = None
depends_on = None

JSON = sa.JSON().with_variant(postgresql.JSONB(astext_type=sa.Text()), "postgresql")
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    _create_protection_declaration()
    _create_urban_school()
    _create_protection_verification()


def downgrade() -> None:
    for name in (
        "protection_verification",
        "urban_school",
        "protection_declaration",
    ):
        op.drop_table(name)


def _create_protection_declaration() -> None:
    op.create_table(
        "protection_declaration",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("county_id", sa.Uuid(), nullable=False),
        sa.Column("school_id", sa.Uuid(), nullable=False),
        sa.Column("atom", sa.String(length=40), nullable=False),
        sa.Column("catalogue", sa.String(length=16), nullable=False),
        sa.Column("answers", JSON, nullable=False),
        sa.Column("note", sa.String(length=200), nullable=False),
        sa.Column("declared_at", MOMENT, nullable=False),
        sa.Column("declared_by", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["county_id"], ["division.id"], name=op.f("fk_protection_declaration_county_id")),
        sa.ForeignKeyConstraint(["declared_by"], ["account.id"], name=op.f("fk_protection_declaration_declared_by")),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_protection_declaration_school_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_protection_declaration")),
    )
    op.create_index("ix_protection_declaration_county", "protection_declaration", ["county_id"])
    op.create_index(
        "ix_protection_declaration_school", "protection_declaration", ["school_id", "atom", "declared_at", "id"]
    )


def _create_urban_school() -> None:
    op.create_table(
        "urban_school",
        sa.Column("school_id", sa.Uuid(), nullable=False),
        sa.Column("county_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["county_id"], ["division.id"], name=op.f("fk_urban_school_county_id")),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_urban_school_school_id")),
        sa.PrimaryKeyConstraint("school_id", name=op.f("pk_urban_school")),
    )
    op.create_index(op.f("ix_urban_school_county_id"), "urban_school", ["county_id"])


def _create_protection_verification() -> None:
    op.create_table(
        "protection_verification",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("declaration_id", sa.Uuid(), nullable=False),
        sa.Column("outcome", sa.String(length=9), nullable=False),
        sa.Column("note", sa.String(length=200), nullable=False),
        sa.Column("verified_at", MOMENT, nullable=False),
        sa.Column("verified_by", sa.Uuid(), nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=True),
        sa.CheckConstraint("outcome IN ('confirmed', 'refuted')", name=op.f("ck_protection_verification_outcome")),
        sa.ForeignKeyConstraint(
            ["declaration_id"], ["protection_declaration.id"], name=op.f("fk_protection_verification_declaration_id")
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["organisation.id"], name=op.f("fk_protection_verification_unit_id")),
        sa.ForeignKeyConstraint(["verified_by"], ["account.id"], name=op.f("fk_protection_verification_verified_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_protection_verification")),
    )
    op.create_index(
        "ix_protection_verification_declaration", "protection_verification", ["declaration_id", "verified_at", "id"]
    )
    # ### end Alembic commands ###
