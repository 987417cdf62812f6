"""The desk: when a case was last moved, and the indexes behind the ledger's filters and the board of units."""

import sqlalchemy as sa
from alembic import op

revision = "0009_desk"
down_revision = "0007_clocks"
branch_labels = None
depends_on = None

CASE = "rectification_case"
OPEN = "state IN ('assigned', 'need_info', 'pending_verification', 'rectifying', 'reported', 'verified')"
CLOSED = "state IN ('archived', 'closed')"
SET_ASIDE = "state IN ('duplicate', 'referred_out', 'rejected')"
COUNTED = "due_at IS NOT NULL AND state IN ('assigned', 'rectifying')"
FLAGGED = (
    "whistled_at IS NOT NULL OR on_agenda_at IS NOT NULL OR government_document_no IS NOT NULL OR frozen_document_no IS NOT NULL"
    " OR disputed_at IS NOT NULL OR extension_to IS NOT NULL OR transfer_to_id IS NOT NULL OR escalation_level > 0"
)
OPEN_COLUMNS = "county_id reported_at id state severity category due_at lead_unit_id school_id moved_at quarantined"
CLOSED_COLUMNS = (
    "county_id closed_at id state lead_unit_id school_id handling submitted_at due_at first_due_at quarantined"
)
INDEXES = {
    "ix_case_county_category": ("county_id category reported_at id", None),
    "ix_case_finder": ("finder_unit_id reported_at id", None),
    "ix_case_county_open": (OPEN_COLUMNS, OPEN),
    "ix_case_county_closed": (CLOSED_COLUMNS, CLOSED),
    "ix_case_set_aside": ("county_id state reported_at id", SET_ASIDE),
    "ix_case_flagged": ("county_id reported_at id", FLAGGED),
}


def _index(name: str, columns: str, where: str | None) -> None:
    partial = sa.text(where) if where else None
    op.create_index(name, CASE, columns.split(), sqlite_where=partial, postgresql_where=partial)


def upgrade() -> None:
    op.add_column(CASE, sa.Column("moved_at", sa.DateTime(timezone=True), nullable=True))
    op.execute(
        "UPDATE rectification_case SET moved_at = (SELECT max(at) FROM ledger_entry"
        " WHERE case_id = rectification_case.id AND action NOT IN ('report', 'join', 'photo_received'))"
    )
    op.drop_index("ix_case_county_due", table_name=CASE)
    _index("ix_case_county_due", "county_id due_at id", COUNTED)
    for name, (columns, where) in INDEXES.items():
        _index(name, columns, where)


def downgrade() -> None:
    for name in INDEXES:
        op.drop_index(name, table_name=CASE)
    op.drop_index("ix_case_county_due", table_name=CASE)
    _index("ix_case_county_due", "county_id due_at", COUNTED)
    op.drop_column(CASE, "moved_at")
