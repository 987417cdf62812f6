"""The ground: every table of the first release."""

from __future__ import annotations

from alembic import op

from backend.migrations.guards import create_guards, drop_guards
from backend.models import metadata

revision = "0001_ground"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    metadata.create_all(op.get_bind())
    create_guards(op.get_bind())


def downgrade() -> None:
    drop_guards(op.get_bind())
    metadata.drop_all(op.get_bind())
