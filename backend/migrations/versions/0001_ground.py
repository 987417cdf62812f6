"""The ground: every table of the first release."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

from backend.migrations.guards import create_guards, drop_guards

revision = "0001_ground"
down_revision = None
branch_labels = None
depends_on = None

JSON = sa.JSON().with_variant(JSONB(), "postgresql")


def upgrade() -> None:
    op.create_table(
        "audit_row",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("segment", sa.String(length=7), nullable=False),
        sa.Column("actor_kind", sa.String(length=10), nullable=False),
        sa.Column("actor_id", sa.Uuid(), nullable=True),
        sa.Column("action", sa.String(length=60), nullable=False),
        sa.Column("object_type", sa.String(length=40), nullable=False),
        sa.Column("object_id", sa.Uuid(), nullable=False),
        sa.Column("county_id", sa.Uuid(), nullable=True),
        sa.Column("changes", JSON, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_row")),
    )
    op.create_index("ix_audit_row_at", "audit_row", ["at"], unique=False)
    op.create_index("ix_audit_row_object", "audit_row", ["object_type", "object_id"], unique=False)
    op.create_table(
        "calendar_day",
        sa.Column("county_id", sa.Uuid(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.CheckConstraint("kind IN ('off', 'work')", name=op.f("ck_calendar_day_kind")),
        sa.PrimaryKeyConstraint("county_id", "day", name=op.f("pk_calendar_day")),
    )
    op.create_table(
        "calendar_year",
        sa.Column("year", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("source", sa.String(length=60), nullable=False),
        sa.PrimaryKeyConstraint("year", name=op.f("pk_calendar_year")),
    )
    op.create_table(
        "division",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("level", sa.String(length=10), nullable=False),
        sa.Column("code", sa.String(length=12), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("parent_id", sa.Uuid(), nullable=True),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.CheckConstraint(
            "level IN ('nation', 'province', 'city', 'county', 'township')", name=op.f("ck_division_level")
        ),
        sa.ForeignKeyConstraint(["parent_id"], ["division.id"], name=op.f("fk_division_parent_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_division")),
        sa.UniqueConstraint("code", "valid_from", name=op.f("uq_division_code_valid_from")),
    )
    op.create_index(op.f("ix_division_parent_id"), "division", ["parent_id"], unique=False)
    op.create_table(
        "import_batch",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("county_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("uploaded_by", sa.Uuid(), nullable=True),
        sa.Column("uploaded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("rows", JSON, nullable=False),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_batch")),
    )
    op.create_index(op.f("ix_import_batch_county_id"), "import_batch", ["county_id"], unique=False)
    op.create_index(op.f("ix_import_batch_uploaded_at"), "import_batch", ["uploaded_at"], unique=False)
    op.create_table(
        "photo",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("county_id", sa.Uuid(), nullable=False),
        sa.Column("school_id", sa.Uuid(), nullable=True),
        sa.Column("record_type", sa.String(length=20), nullable=False),
        sa.Column("record_id", sa.Uuid(), nullable=False),
        sa.Column("sha256_sent", sa.String(length=64), nullable=False),
        sa.Column("ordinal", sa.SmallInteger(), nullable=False),
        sa.Column("taken_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("privacy", sa.String(length=2), nullable=False),
        sa.Column("declared_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("media_type", sa.String(length=20), nullable=True),
        sa.Column("width", sa.Integer(), nullable=True),
        sa.Column("height", sa.Integer(), nullable=True),
        sa.Column("orientation", sa.SmallInteger(), nullable=True),
        sa.Column("size_bytes", sa.Integer(), nullable=True),
        sa.Column("sha256_stored", sa.String(length=64), nullable=True),
        sa.Column("storage_key", sa.String(length=80), nullable=True),
        sa.Column("versions_made_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("unreadable_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("privacy IN ('P0', 'P1', 'P2', 'P3')", name=op.f("ck_photo_privacy")),
        sa.CheckConstraint("record_type IN ('hazard', 'ledger_entry')", name=op.f("ck_photo_record_type")),
        sa.CheckConstraint(
            "(received_at IS NULL) = (storage_key IS NULL) AND (received_at IS NULL) = (sha256_stored IS NULL)",
            name=op.f("ck_photo_received_whole"),
        ),
        sa.CheckConstraint("orientation BETWEEN 1 AND 8", name=op.f("ck_photo_orientation")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_photo")),
        sa.UniqueConstraint(
            "record_id", "record_type", "sha256_sent", name=op.f("uq_photo_record_id_record_type_sha256_sent")
        ),
    )
    op.create_index(
        "ix_photo_awaits_versions",
        "photo",
        ["received_at", "id"],
        unique=False,
        sqlite_where=sa.text("received_at IS NOT NULL AND versions_made_at IS NULL AND unreadable_at IS NULL"),
        postgresql_where=sa.text("received_at IS NOT NULL AND versions_made_at IS NULL AND unreadable_at IS NULL"),
    )
    op.create_table(
        "school_term",
        sa.Column("county_id", sa.Uuid(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.CheckConstraint("starts_on <= ends_on", name=op.f("ck_school_term_order")),
        sa.PrimaryKeyConstraint("county_id", "starts_on", name=op.f("pk_school_term")),
    )
    op.create_table(
        "throttle_count",
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("expires_at_s", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_throttle_count")),
    )
    op.create_index(op.f("ix_throttle_count_expires_at_s"), "throttle_count", ["expires_at_s"], unique=False)
    op.create_table(
        "division_ancestor",
        sa.Column("division_id", sa.Uuid(), nullable=False),
        sa.Column("ancestor_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["ancestor_id"], ["division.id"], name=op.f("fk_division_ancestor_ancestor_id")),
        sa.ForeignKeyConstraint(["division_id"], ["division.id"], name=op.f("fk_division_ancestor_division_id")),
        sa.PrimaryKeyConstraint("division_id", "ancestor_id", name=op.f("pk_division_ancestor")),
    )
    op.create_index(op.f("ix_division_ancestor_ancestor_id"), "division_ancestor", ["ancestor_id"], unique=False)
    op.create_table(
        "ledger_number",
        sa.Column("county_id", sa.Uuid(), nullable=False),
        sa.Column("year", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["county_id"], ["division.id"], name=op.f("fk_ledger_number_county_id")),
        sa.PrimaryKeyConstraint("county_id", "year", name=op.f("pk_ledger_number")),
    )
    op.create_table(
        "organisation",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("county_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=4), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("short_name", sa.String(length=40), nullable=False),
        sa.Column("initials", sa.String(length=140), nullable=False),
        sa.Column("parent_id", sa.Uuid(), nullable=True),
        sa.Column("division_id", sa.Uuid(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('GOV', 'PLC', 'JMO', 'EDU', 'PSB', 'PCS', 'TRF', 'SAMR', 'CULT', 'UM', 'FIRE', 'HLTH', 'CIV', 'TOWN', 'SUP', 'SCH')",
            name=op.f("ck_organisation_kind"),
        ),
        sa.ForeignKeyConstraint(["county_id"], ["division.id"], name=op.f("fk_organisation_county_id")),
        sa.ForeignKeyConstraint(["division_id"], ["division.id"], name=op.f("fk_organisation_division_id")),
        sa.ForeignKeyConstraint(["parent_id"], ["organisation.id"], name=op.f("fk_organisation_parent_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisation")),
    )
    op.create_index(
        op.f("ix_organisation_county_id_kind_name"), "organisation", ["county_id", "kind", "name"], unique=False
    )
    op.create_index(op.f("ix_organisation_division_id"), "organisation", ["division_id"], unique=False)
    op.create_index(op.f("ix_organisation_parent_id"), "organisation", ["parent_id"], unique=False)
    op.create_table(
        "account",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("county_id", sa.Uuid(), nullable=True),
        sa.Column("unit_id", sa.Uuid(), nullable=True),
        sa.Column("display_name", sa.String(length=40), nullable=False),
        sa.Column("phone", sa.String(length=11), nullable=True),
        sa.Column("username", sa.String(length=32), nullable=True),
        sa.Column("password_hash", sa.String(length=120), nullable=False),
        sa.Column("must_change_password", sa.Boolean(), nullable=False),
        sa.Column("disabled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=True),
        sa.CheckConstraint("phone IS NOT NULL OR username IS NOT NULL", name=op.f("ck_account_identifier")),
        sa.CheckConstraint("phone IS NULL OR length(phone) = 11", name=op.f("ck_account_phone")),
        sa.ForeignKeyConstraint(["unit_id"], ["organisation.id"], name=op.f("fk_account_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account")),
        sa.UniqueConstraint("phone", name=op.f("uq_account_phone")),
        sa.UniqueConstraint("username", name=op.f("uq_account_username")),
    )
    op.create_index(op.f("ix_account_county_id"), "account", ["county_id"], unique=False)
    op.create_index(op.f("ix_account_unit_id"), "account", ["unit_id"], unique=False)
    op.create_table(
        "school",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("county_id", sa.Uuid(), nullable=False),
        sa.Column("township_id", sa.Uuid(), nullable=False),
        sa.Column("precinct_id", sa.Uuid(), nullable=True),
        sa.Column("school_code", sa.String(length=16), nullable=False),
        sa.Column("school_type", sa.String(length=14), nullable=False),
        sa.Column("parent_school_id", sa.Uuid(), nullable=True),
        sa.Column("lat", sa.Double(), nullable=True),
        sa.Column("lng", sa.Double(), nullable=True),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "school_type IN ('kindergarten', 'primary', 'junior', 'nine_year', 'senior', 'complete', 'vocational', 'special', 'correctional', 'college', 'other')",
            name=op.f("ck_school_school_type"),
        ),
        sa.CheckConstraint("(lat IS NULL) = (lng IS NULL)", name=op.f("ck_school_position_whole")),
        sa.CheckConstraint(
            "lat BETWEEN -90 AND 90 AND lng BETWEEN -180 AND 180", name=op.f("ck_school_position_range")
        ),
        sa.ForeignKeyConstraint(["county_id"], ["division.id"], name=op.f("fk_school_county_id")),
        sa.ForeignKeyConstraint(["id"], ["organisation.id"], name=op.f("fk_school_id")),
        sa.ForeignKeyConstraint(["parent_school_id"], ["school.id"], name=op.f("fk_school_parent_school_id")),
        sa.ForeignKeyConstraint(["precinct_id"], ["organisation.id"], name=op.f("fk_school_precinct_id")),
        sa.ForeignKeyConstraint(["township_id"], ["division.id"], name=op.f("fk_school_township_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_school")),
        sa.UniqueConstraint("school_code", name=op.f("uq_school_school_code")),
    )
    op.create_index(op.f("ix_school_county_id_school_code"), "school", ["county_id", "school_code"], unique=False)
    op.create_index(op.f("ix_school_lat_lng"), "school", ["lat", "lng"], unique=False)
    op.create_index(op.f("ix_school_parent_school_id"), "school", ["parent_school_id"], unique=False)
    op.create_index(op.f("ix_school_precinct_id"), "school", ["precinct_id"], unique=False)
    op.create_index(op.f("ix_school_township_id"), "school", ["township_id"], unique=False)
    op.create_table(
        "account_grant",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("role", sa.String(length=24), nullable=False),
        sa.Column("scope_type", sa.String(length=12), nullable=False),
        sa.Column("scope_id", sa.Uuid(), nullable=False),
        sa.Column("category_filter", JSON, nullable=True),
        sa.Column("valid_from", sa.DateTime(timezone=True), nullable=False),
        sa.Column("valid_to", sa.DateTime(timezone=True), nullable=True),
        sa.Column("granted_by", sa.Uuid(), nullable=True),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "role IN ('volunteer', 'guard', 'duty_teacher', 'duty_leader', 'homeroom_teacher', 'parent_committee', 'legal_vp', 'school_safety', 'principal', 'precinct_officer', 'police_officer', 'dept_manager', 'dept_handler', 'township_officer', 'inspector', 'joint_office', 'edu_officer', 'city_coordinator', 'leader_viewer', 'confidential_officer', 'platform_admin', 'security_admin', 'audit_admin')",
            name=op.f("ck_account_grant_role"),
        ),
        sa.CheckConstraint(
            "scope_type IN ('nation', 'province', 'city', 'county', 'township', 'precinct', 'school', 'department')",
            name=op.f("ck_account_grant_scope_type"),
        ),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_account_grant_account_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account_grant")),
    )
    op.create_index(
        "uq_account_grant_in_force",
        "account_grant",
        ["account_id", "role", "scope_type", "scope_id"],
        unique=True,
        postgresql_where=sa.text("revoked_at IS NULL"),
        sqlite_where=sa.text("revoked_at IS NULL"),
    )
    op.create_table(
        "checkpoint",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("county_id", sa.Uuid(), nullable=False),
        sa.Column("school_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("kind", sa.String(length=14), nullable=False),
        sa.Column("lat", sa.Double(), nullable=True),
        sa.Column("lng", sa.Double(), nullable=True),
        sa.Column("accuracy_m", sa.Double(), nullable=True),
        sa.Column("radius_m", sa.Double(), nullable=False),
        sa.Column("retired_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "kind IN ('gate', 'internal', 'surroundings', 'guard_post')", name=op.f("ck_checkpoint_kind")
        ),
        sa.CheckConstraint("(lat IS NULL) = (lng IS NULL)", name=op.f("ck_checkpoint_position_whole")),
        sa.CheckConstraint(
            "lat BETWEEN -90 AND 90 AND lng BETWEEN -180 AND 180", name=op.f("ck_checkpoint_position_range")
        ),
        sa.CheckConstraint("radius_m > 0", name=op.f("ck_checkpoint_radius_m")),
        sa.ForeignKeyConstraint(["county_id"], ["division.id"], name=op.f("fk_checkpoint_county_id")),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_checkpoint_school_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_checkpoint")),
    )
    op.create_index(op.f("ix_checkpoint_county_id"), "checkpoint", ["county_id"], unique=False)
    op.create_index(op.f("ix_checkpoint_school_id"), "checkpoint", ["school_id"], unique=False)
    op.create_index(
        "uq_checkpoint_name_in_use",
        "checkpoint",
        ["school_id", "name"],
        unique=True,
        sqlite_where=sa.text("retired_at IS NULL"),
        postgresql_where=sa.text("retired_at IS NULL"),
    )
    op.create_table(
        "invitation",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("display_name", sa.String(length=40), nullable=False),
        sa.Column("role", sa.String(length=24), nullable=False),
        sa.Column("scope_type", sa.String(length=12), nullable=False),
        sa.Column("scope_id", sa.Uuid(), nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=True),
        sa.Column("county_id", sa.Uuid(), nullable=True),
        sa.Column("invited_by", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("consumed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("account_id", sa.Uuid(), nullable=True),
        sa.CheckConstraint(
            "role IN ('volunteer', 'guard', 'duty_teacher', 'duty_leader', 'homeroom_teacher', 'parent_committee', 'legal_vp', 'school_safety', 'principal', 'precinct_officer', 'police_officer', 'dept_manager', 'dept_handler', 'township_officer', 'inspector', 'joint_office', 'edu_officer', 'city_coordinator', 'leader_viewer', 'confidential_officer', 'platform_admin', 'security_admin', 'audit_admin')",
            name=op.f("ck_invitation_role"),
        ),
        sa.CheckConstraint(
            "scope_type IN ('nation', 'province', 'city', 'county', 'township', 'precinct', 'school', 'department')",
            name=op.f("ck_invitation_scope_type"),
        ),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_invitation_account_id")),
        sa.ForeignKeyConstraint(["invited_by"], ["account.id"], name=op.f("fk_invitation_invited_by")),
        sa.ForeignKeyConstraint(["unit_id"], ["organisation.id"], name=op.f("fk_invitation_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invitation")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_invitation_token_hash")),
    )
    op.create_table(
        "ledger_chain",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("county_id", sa.Uuid(), nullable=False),
        sa.Column("school_id", sa.Uuid(), nullable=True),
        sa.Column("head_seq", sa.Integer(), nullable=False),
        sa.Column("head_hash", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["county_id"], ["division.id"], name=op.f("fk_ledger_chain_county_id")),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_ledger_chain_school_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ledger_chain")),
        sa.UniqueConstraint("school_id", name=op.f("uq_ledger_chain_school_id")),
    )
    op.create_index(
        "uq_ledger_chain_county",
        "ledger_chain",
        ["county_id"],
        unique=True,
        sqlite_where=sa.text("school_id IS NULL"),
        postgresql_where=sa.text("school_id IS NULL"),
    )
    op.create_table(
        "sign_in_session",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("transport", sa.String(length=8), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("device_label", sa.String(length=60), nullable=False),
        sa.CheckConstraint("transport IN ('cookie', 'bearer')", name=op.f("ck_sign_in_session_transport")),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_sign_in_session_account_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_in_session")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_sign_in_session_token_hash")),
    )
    op.create_index(op.f("ix_sign_in_session_account_id"), "sign_in_session", ["account_id"], unique=False)
    op.create_table(
        "hazard",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("county_id", sa.Uuid(), nullable=False),
        sa.Column("school_id", sa.Uuid(), nullable=True),
        sa.Column("checkpoint_id", sa.Uuid(), nullable=True),
        sa.Column("site_code", sa.String(length=16), nullable=True),
        sa.Column("found_via", sa.String(length=24), nullable=False),
        sa.Column("tile", sa.String(length=24), nullable=False),
        sa.Column("category", sa.String(length=5), nullable=True),
        sa.Column("taxonomy_version", sa.String(length=16), nullable=False),
        sa.Column("danger", sa.Boolean(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("place_text", sa.String(length=200), nullable=False),
        sa.Column("lat", sa.Float(), nullable=True),
        sa.Column("lng", sa.Float(), nullable=True),
        sa.Column("accuracy_m", sa.Float(), nullable=True),
        sa.Column("source_datum", sa.String(length=8), nullable=True),
        sa.Column("provider", sa.String(length=24), nullable=True),
        sa.Column("distance_m", sa.Float(), nullable=True),
        sa.Column("maybe_gcj02", sa.Boolean(), nullable=False),
        sa.Column("occurred_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("happened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("clock_basis", sa.String(length=16), nullable=False),
        sa.Column("clock_skew_s", sa.Integer(), nullable=False),
        sa.Column("late", sa.Boolean(), nullable=False),
        sa.Column("quarantined", sa.Boolean(), nullable=False),
        sa.Column("reporter_id", sa.Uuid(), nullable=True),
        sa.Column("reporter_unit_id", sa.Uuid(), nullable=True),
        sa.Column("device_hash", sa.String(length=64), nullable=True),
        sa.Column("pickup_digest", sa.String(length=64), nullable=False),
        sa.Column("pickup_attempt", sa.Integer(), nullable=False),
        sa.Column("content_hash", sa.String(length=64), nullable=False),
        sa.CheckConstraint("clock_basis IN ('device', 'page_session')", name=op.f("ck_hazard_clock_basis")),
        sa.CheckConstraint(
            "found_via IN ('self_check', 'patrol', 'guard_post', 'joint_inspection', 'cross_inspection', 'special_inspection', 'touring_inspection', 'spot_check', 'supervisor_inspection', 'public_code', 'video_patrol', 'police_case_gap', 'meeting', 'look_back', 'superior', 'import')",
            name=op.f("ck_hazard_found_via"),
        ),
        sa.ForeignKeyConstraint(["checkpoint_id"], ["checkpoint.id"], name=op.f("fk_hazard_checkpoint_id")),
        sa.ForeignKeyConstraint(["county_id"], ["division.id"], name=op.f("fk_hazard_county_id")),
        sa.ForeignKeyConstraint(["reporter_id"], ["account.id"], name=op.f("fk_hazard_reporter_id")),
        sa.ForeignKeyConstraint(["reporter_unit_id"], ["organisation.id"], name=op.f("fk_hazard_reporter_unit_id")),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_hazard_school_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hazard")),
    )
    op.create_index(
        "ix_hazard_device",
        "hazard",
        ["device_hash", "received_at"],
        unique=False,
        sqlite_where=sa.text("device_hash IS NOT NULL"),
        postgresql_where=sa.text("device_hash IS NOT NULL"),
    )
    op.create_index("ix_hazard_pickup_digest", "hazard", ["pickup_digest"], unique=True)
    op.create_index("ix_hazard_school", "hazard", ["school_id", "received_at", "id"], unique=False)
    op.create_index(
        "ix_hazard_site_code",
        "hazard",
        ["site_code", "received_at"],
        unique=False,
        sqlite_where=sa.text("site_code IS NOT NULL"),
        postgresql_where=sa.text("site_code IS NOT NULL"),
    )
    op.create_table(
        "site_code",
        sa.Column("code", sa.String(length=16), nullable=False),
        sa.Column("county_id", sa.Uuid(), nullable=False),
        sa.Column("checkpoint_id", sa.Uuid(), nullable=True),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("issued_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("replaced_by", sa.String(length=16), nullable=True),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "state IN ('issued', 'printed', 'mounted', 'replaced', 'lost', 'retired')", name=op.f("ck_site_code_state")
        ),
        sa.CheckConstraint("length(code) = 16", name=op.f("ck_site_code_code")),
        sa.ForeignKeyConstraint(["checkpoint_id"], ["checkpoint.id"], name=op.f("fk_site_code_checkpoint_id")),
        sa.ForeignKeyConstraint(["county_id"], ["division.id"], name=op.f("fk_site_code_county_id")),
        sa.ForeignKeyConstraint(["replaced_by"], ["site_code.code"], name=op.f("fk_site_code_replaced_by")),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_site_code")),
    )
    op.create_index(op.f("ix_site_code_checkpoint_id"), "site_code", ["checkpoint_id"], unique=False)
    op.create_index(op.f("ix_site_code_county_id"), "site_code", ["county_id"], unique=False)
    op.create_index(
        "uq_site_code_live",
        "site_code",
        ["checkpoint_id"],
        unique=True,
        sqlite_where=sa.text("state IN ('issued', 'printed', 'mounted')"),
        postgresql_where=sa.text("state IN ('issued', 'printed', 'mounted')"),
    )
    op.create_table(
        "rectification_case",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("county_id", sa.Uuid(), nullable=False),
        sa.Column("school_id", sa.Uuid(), nullable=True),
        sa.Column("hazard_id", sa.Uuid(), nullable=False),
        sa.Column("checkpoint_id", sa.Uuid(), nullable=True),
        sa.Column("state", sa.String(length=24), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("tile", sa.String(length=24), nullable=False),
        sa.Column("category", sa.String(length=5), nullable=True),
        sa.Column("severity", sa.String(length=8), nullable=False),
        sa.Column("criteria_item", sa.String(length=60), nullable=True),
        sa.Column("handling", sa.String(length=10), nullable=True),
        sa.Column("external", sa.Boolean(), nullable=False),
        sa.Column("finder_unit_id", sa.Uuid(), nullable=True),
        sa.Column("reporter_id", sa.Uuid(), nullable=True),
        sa.Column("danger", sa.Boolean(), nullable=False),
        sa.Column("quarantined", sa.Boolean(), nullable=False),
        sa.Column("lat", sa.Double(), nullable=True),
        sa.Column("lng", sa.Double(), nullable=True),
        sa.Column("reported_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ledger_no", sa.String(length=32), nullable=True),
        sa.Column("lead_unit_id", sa.Uuid(), nullable=True),
        sa.Column("co_unit_ids", JSON, nullable=False),
        sa.Column("tracker_id", sa.Uuid(), nullable=True),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("assigned_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("acknowledged_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("responsible_name", sa.String(length=40), nullable=True),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("submitted_by", sa.Uuid(), nullable=True),
        sa.Column("submitted_unit_id", sa.Uuid(), nullable=True),
        sa.Column("verified_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("verified_by", sa.Uuid(), nullable=True),
        sa.Column("verified_unit_id", sa.Uuid(), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("fail_count", sa.Integer(), nullable=False),
        sa.Column("master_case_id", sa.Uuid(), nullable=True),
        sa.Column("last_entry_id", sa.Uuid(), nullable=False),
        sa.CheckConstraint(
            "handling IS NULL OR handling IN ('immediate', 'deadline')", name=op.f("ck_rectification_case_handling")
        ),
        sa.CheckConstraint("severity IN ('general', 'major')", name=op.f("ck_rectification_case_severity")),
        sa.CheckConstraint(
            "state IN ('reported', 'need_info', 'assigned', 'rectifying', 'pending_verification', 'verified', 'closed', 'archived', 'rejected', 'duplicate', 'referred_out')",
            name=op.f("ck_rectification_case_state"),
        ),
        sa.ForeignKeyConstraint(["checkpoint_id"], ["checkpoint.id"], name=op.f("fk_rectification_case_checkpoint_id")),
        sa.ForeignKeyConstraint(["county_id"], ["division.id"], name=op.f("fk_rectification_case_county_id")),
        sa.ForeignKeyConstraint(
            ["finder_unit_id"], ["organisation.id"], name=op.f("fk_rectification_case_finder_unit_id")
        ),
        sa.ForeignKeyConstraint(["hazard_id"], ["hazard.id"], name=op.f("fk_rectification_case_hazard_id")),
        sa.ForeignKeyConstraint(["lead_unit_id"], ["organisation.id"], name=op.f("fk_rectification_case_lead_unit_id")),
        sa.ForeignKeyConstraint(
            ["master_case_id"], ["rectification_case.id"], name=op.f("fk_rectification_case_master_case_id")
        ),
        sa.ForeignKeyConstraint(["reporter_id"], ["account.id"], name=op.f("fk_rectification_case_reporter_id")),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_rectification_case_school_id")),
        sa.ForeignKeyConstraint(["submitted_by"], ["account.id"], name=op.f("fk_rectification_case_submitted_by")),
        sa.ForeignKeyConstraint(
            ["submitted_unit_id"], ["organisation.id"], name=op.f("fk_rectification_case_submitted_unit_id")
        ),
        sa.ForeignKeyConstraint(["tracker_id"], ["account.id"], name=op.f("fk_rectification_case_tracker_id")),
        sa.ForeignKeyConstraint(["verified_by"], ["account.id"], name=op.f("fk_rectification_case_verified_by")),
        sa.ForeignKeyConstraint(
            ["verified_unit_id"], ["organisation.id"], name=op.f("fk_rectification_case_verified_unit_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rectification_case")),
        sa.UniqueConstraint("county_id", "ledger_no", name=op.f("uq_rectification_case_county_id_ledger_no")),
        sa.UniqueConstraint("hazard_id", name=op.f("uq_rectification_case_hazard_id")),
    )
    op.create_index("ix_case_county", "rectification_case", ["county_id", "reported_at", "id"], unique=False)
    op.create_index(
        "ix_case_county_due",
        "rectification_case",
        ["county_id", "due_at"],
        unique=False,
        sqlite_where=sa.text("due_at IS NOT NULL AND state IN ('assigned', 'rectifying')"),
        postgresql_where=sa.text("due_at IS NOT NULL AND state IN ('assigned', 'rectifying')"),
    )
    op.create_index(
        "ix_case_near_open",
        "rectification_case",
        ["lat", "lng"],
        unique=False,
        sqlite_where=sa.text(
            "state IN ('assigned', 'need_info', 'pending_verification', 'rectifying', 'reported', 'verified')"
        ),
        postgresql_where=sa.text(
            "state IN ('assigned', 'need_info', 'pending_verification', 'rectifying', 'reported', 'verified')"
        ),
    )
    op.create_index("ix_case_school", "rectification_case", ["school_id", "reported_at", "id"], unique=False)
    op.create_index(
        "ix_case_school_open",
        "rectification_case",
        ["school_id", "reported_at", "id"],
        unique=False,
        sqlite_where=sa.text(
            "state IN ('assigned', 'need_info', 'pending_verification', 'rectifying', 'reported', 'verified')"
        ),
        postgresql_where=sa.text(
            "state IN ('assigned', 'need_info', 'pending_verification', 'rectifying', 'reported', 'verified')"
        ),
    )
    op.create_index("ix_case_unit", "rectification_case", ["lead_unit_id", "reported_at", "id"], unique=False)
    op.create_index(
        "ix_case_unit_open",
        "rectification_case",
        ["lead_unit_id", "due_at"],
        unique=False,
        sqlite_where=sa.text(
            "state IN ('assigned', 'need_info', 'pending_verification', 'rectifying', 'reported', 'verified')"
        ),
        postgresql_where=sa.text(
            "state IN ('assigned', 'need_info', 'pending_verification', 'rectifying', 'reported', 'verified')"
        ),
    )
    op.create_table(
        "case_report",
        sa.Column("hazard_id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("county_id", sa.Uuid(), nullable=False),
        sa.Column("joined", sa.Boolean(), nullable=False),
        sa.Column("linked_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["rectification_case.id"], name=op.f("fk_case_report_case_id")),
        sa.ForeignKeyConstraint(["county_id"], ["division.id"], name=op.f("fk_case_report_county_id")),
        sa.ForeignKeyConstraint(["hazard_id"], ["hazard.id"], name=op.f("fk_case_report_hazard_id")),
        sa.PrimaryKeyConstraint("hazard_id", name=op.f("pk_case_report")),
    )
    op.create_index(op.f("ix_case_report_case_id"), "case_report", ["case_id"], unique=False)
    op.create_table(
        "ledger_entry",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("chain_id", sa.Uuid(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("county_id", sa.Uuid(), nullable=False),
        sa.Column("action", sa.String(length=24), nullable=False),
        sa.Column("actor", sa.String(length=40), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("content_hash", sa.String(length=64), nullable=False),
        sa.Column("photos", JSON, nullable=False),
        sa.Column("prev_hash", sa.String(length=64), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["rectification_case.id"], name=op.f("fk_ledger_entry_case_id")),
        sa.ForeignKeyConstraint(["chain_id"], ["ledger_chain.id"], name=op.f("fk_ledger_entry_chain_id")),
        sa.ForeignKeyConstraint(["county_id"], ["division.id"], name=op.f("fk_ledger_entry_county_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ledger_entry")),
        sa.UniqueConstraint("chain_id", "seq", name=op.f("uq_ledger_entry_chain_id_seq")),
    )
    op.create_index("ix_ledger_entry_case", "ledger_entry", ["case_id", "seq"], unique=False)
    op.create_table(
        "ledger_content",
        sa.Column("entry_id", sa.Uuid(), nullable=False),
        sa.Column("salt", sa.LargeBinary(length=16), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("command_hash", sa.String(length=64), nullable=True),
        sa.ForeignKeyConstraint(["entry_id"], ["ledger_entry.id"], name=op.f("fk_ledger_content_entry_id")),
        sa.PrimaryKeyConstraint("entry_id", name=op.f("pk_ledger_content")),
    )
    create_guards(op.get_bind())


def downgrade() -> None:
    drop_guards(op.get_bind())
    op.drop_table("ledger_content")
    op.drop_table("ledger_entry")
    op.drop_table("case_report")
    op.drop_table("rectification_case")
    op.drop_table("site_code")
    op.drop_table("hazard")
    op.drop_table("sign_in_session")
    op.drop_table("ledger_chain")
    op.drop_table("invitation")
    op.drop_table("checkpoint")
    op.drop_table("account_grant")
    op.drop_table("school")
    op.drop_table("account")
    op.drop_table("organisation")
    op.drop_table("ledger_number")
    op.drop_table("division_ancestor")
    op.drop_table("throttle_count")
    op.drop_table("school_term")
    op.drop_table("photo")
    op.drop_table("import_batch")
    op.drop_table("division")
    op.drop_table("calendar_year")
    op.drop_table("calendar_day")
    op.drop_table("audit_row")
