"""Patrols: routes in revisions, plans, rounds made of them, visits and what people said of those."""

from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0011_patrols"
down_revision = "0010_retention"
branch_labels = None
depends_on = None

JSON = sa.JSON().with_variant(postgresql.JSONB(astext_type=sa.Text()), "postgresql")
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.add_column("checkpoint", sa.Column("captured_at", MOMENT, nullable=True))
    op.add_column("checkpoint", sa.Column("captured_readings", sa.Integer(), nullable=True))
    _create_checklist()
    _create_patrol_route()
    _create_patrol_plan()
    _create_route_point()
    _create_patrol_run()
    _create_checkpoint_visit()
    _create_visit_review()


def downgrade() -> None:
    for name in (
        "visit_review",
        "checkpoint_visit",
        "patrol_run",
        "route_point",
        "patrol_plan",
        "patrol_route",
        "checklist",
    ):
        op.drop_table(name)
    op.drop_column("checkpoint", "captured_readings")
    op.drop_column("checkpoint", "captured_at")


def _where(condition: Any) -> dict[str, Any]:
    return {"sqlite_where": condition, "postgresql_where": condition}


def _create_checklist() -> None:
    op.create_table(
        "checklist",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("county_id", sa.Uuid(), nullable=False),
        sa.Column("school_id", sa.Uuid(), nullable=True),
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("items", JSON, nullable=False),
        sa.Column("changed_at", MOMENT, nullable=False),
        sa.Column("retired_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(["county_id"], ["division.id"], name=op.f("fk_checklist_county_id")),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_checklist_school_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_checklist")),
        sa.UniqueConstraint("county_id", "key", "revision", name=op.f("uq_checklist_county_id_key_revision")),
    )
    op.create_index(op.f("ix_checklist_school_id"), "checklist", ["school_id"])


def _create_patrol_route() -> None:
    op.create_table(
        "patrol_route",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("county_id", sa.Uuid(), nullable=False),
        sa.Column("school_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("kind", sa.String(length=14), nullable=False),
        sa.Column("ordered", sa.Boolean(), nullable=False),
        sa.Column("est_minutes", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("changed_at", MOMENT, nullable=False),
        sa.Column("retired_at", MOMENT, nullable=True),
        sa.CheckConstraint(
            "kind IN ('internal', 'surroundings', 'night', 'bus', 'custom')", name=op.f("ck_patrol_route_kind")
        ),
        sa.CheckConstraint("est_minutes BETWEEN 1 AND 1440", name=op.f("ck_patrol_route_est_minutes")),
        sa.CheckConstraint("revision >= 1", name=op.f("ck_patrol_route_revision")),
        sa.ForeignKeyConstraint(["county_id"], ["division.id"], name=op.f("fk_patrol_route_county_id")),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_patrol_route_school_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_patrol_route")),
    )
    op.create_index(op.f("ix_patrol_route_county_id"), "patrol_route", ["county_id"])
    op.create_index(op.f("ix_patrol_route_school_id"), "patrol_route", ["school_id"])
    op.create_index(
        "uq_patrol_route_name_in_use",
        "patrol_route",
        ["school_id", "name"],
        unique=True,
        **_where(sa.text("retired_at IS NULL")),
    )


def _create_patrol_plan() -> None:
    op.create_table(
        "patrol_plan",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("county_id", sa.Uuid(), nullable=False),
        sa.Column("school_id", sa.Uuid(), nullable=False),
        sa.Column("route_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("rrule", sa.String(length=200), nullable=False),
        sa.Column("day_rule", sa.String(length=11), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("start_times", JSON, nullable=False),
        sa.Column("before_min", sa.Integer(), nullable=False),
        sa.Column("after_min", sa.Integer(), nullable=False),
        sa.Column("grace_min", sa.Integer(), nullable=False),
        sa.Column("assignee_kind", sa.String(length=7), nullable=False),
        sa.Column("assignee_account_id", sa.Uuid(), nullable=True),
        sa.Column("assignee_role", sa.String(length=24), nullable=True),
        sa.Column("assignee_unit_id", sa.Uuid(), nullable=True),
        sa.Column("joint_units", JSON, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("made_until", sa.Date(), nullable=True),
        sa.Column("changed_at", MOMENT, nullable=False),
        sa.Column("ended_at", MOMENT, nullable=True),
        sa.CheckConstraint(
            "(assignee_kind = 'account') = (assignee_account_id IS NOT NULL) AND (assignee_kind = 'role') = (assignee_role IS NOT NULL) AND (assignee_kind = 'unit') = (assignee_unit_id IS NOT NULL)",
            name=op.f("ck_patrol_plan_assignee"),
        ),
        sa.CheckConstraint("assignee_kind IN ('account', 'role', 'unit')", name=op.f("ck_patrol_plan_assignee_kind")),
        sa.CheckConstraint(
            "day_rule IN ('school_day', 'working_day', 'every_day')", name=op.f("ck_patrol_plan_day_rule")
        ),
        sa.CheckConstraint("before_min >= 0 AND after_min >= 0 AND grace_min >= 0", name=op.f("ck_patrol_plan_window")),
        sa.CheckConstraint("ends_on IS NULL OR starts_on <= ends_on", name=op.f("ck_patrol_plan_days")),
        sa.ForeignKeyConstraint(
            ["assignee_account_id"], ["account.id"], name=op.f("fk_patrol_plan_assignee_account_id")
        ),
        sa.ForeignKeyConstraint(
            ["assignee_unit_id"], ["organisation.id"], name=op.f("fk_patrol_plan_assignee_unit_id")
        ),
        sa.ForeignKeyConstraint(["county_id"], ["division.id"], name=op.f("fk_patrol_plan_county_id")),
        sa.ForeignKeyConstraint(["route_id"], ["patrol_route.id"], name=op.f("fk_patrol_plan_route_id")),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_patrol_plan_school_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_patrol_plan")),
    )
    op.create_index("ix_patrol_plan_ahead", "patrol_plan", ["ended_at", "made_until"])
    op.create_index(op.f("ix_patrol_plan_county_id"), "patrol_plan", ["county_id"])
    op.create_index(op.f("ix_patrol_plan_route_id"), "patrol_plan", ["route_id"])
    op.create_index("ix_patrol_plan_school", "patrol_plan", ["school_id", "ended_at"])


def _create_route_point() -> None:
    op.create_table(
        "route_point",
        sa.Column("route_id", sa.Uuid(), nullable=False),
        sa.Column("revision", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("checkpoint_id", sa.Uuid(), nullable=False),
        sa.Column("checklist", sa.String(length=40), nullable=True),
        sa.Column("photo_rule", sa.String(length=9), nullable=False),
        sa.Column("not_before", sa.Integer(), nullable=True),
        sa.Column("min_dwell_s", sa.Integer(), nullable=False),
        sa.CheckConstraint("photo_rule IN ('never', 'sometimes', 'always')", name=op.f("ck_route_point_photo_rule")),
        sa.CheckConstraint("min_dwell_s BETWEEN 0 AND 3600", name=op.f("ck_route_point_min_dwell_s")),
        sa.CheckConstraint(
            "not_before IS NULL OR not_before BETWEEN 0 AND 1439", name=op.f("ck_route_point_not_before")
        ),
        sa.ForeignKeyConstraint(["checkpoint_id"], ["checkpoint.id"], name=op.f("fk_route_point_checkpoint_id")),
        sa.ForeignKeyConstraint(["route_id"], ["patrol_route.id"], name=op.f("fk_route_point_route_id")),
        sa.PrimaryKeyConstraint("route_id", "revision", "position", name=op.f("pk_route_point")),
        sa.UniqueConstraint(
            "route_id", "revision", "checkpoint_id", name=op.f("uq_route_point_route_id_revision_checkpoint_id")
        ),
    )
    op.create_index(op.f("ix_route_point_checkpoint_id"), "route_point", ["checkpoint_id"])


def _create_patrol_run() -> None:
    op.create_table(
        "patrol_run",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("county_id", sa.Uuid(), nullable=False),
        sa.Column("school_id", sa.Uuid(), nullable=False),
        sa.Column("route_id", sa.Uuid(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Uuid(), nullable=True),
        sa.Column("plan_version", sa.Integer(), nullable=True),
        sa.Column("on_date", sa.Date(), nullable=False),
        sa.Column("round_no", sa.Integer(), nullable=False),
        sa.Column("starts_at", MOMENT, nullable=False),
        sa.Column("opens_at", MOMENT, nullable=False),
        sa.Column("closes_at", MOMENT, nullable=False),
        sa.Column("settles_at", MOMENT, nullable=False),
        sa.Column("assignee_kind", sa.String(length=7), nullable=False),
        sa.Column("assignee_account_id", sa.Uuid(), nullable=True),
        sa.Column("assignee_role", sa.String(length=24), nullable=True),
        sa.Column("assignee_unit_id", sa.Uuid(), nullable=True),
        sa.Column("joint_units", JSON, nullable=False),
        sa.Column("state", sa.String(length=9), nullable=False),
        sa.Column("points", sa.Integer(), nullable=False),
        sa.Column("visited", sa.Integer(), nullable=False),
        sa.Column("settled_at", MOMENT, nullable=True),
        sa.Column("excuse", sa.String(length=20), nullable=True),
        sa.Column("excuse_note", sa.String(length=200), nullable=False),
        sa.Column("excused_at", MOMENT, nullable=True),
        sa.Column("excused_by", sa.Uuid(), nullable=True),
        sa.CheckConstraint("(state = 'excused') = (excused_at IS NOT NULL)", name=op.f("ck_patrol_run_excused")),
        sa.CheckConstraint(
            "state IN ('planned', 'open', 'done', 'partial', 'missed', 'excused', 'cancelled')",
            name=op.f("ck_patrol_run_state"),
        ),
        sa.CheckConstraint(
            "opens_at <= starts_at AND starts_at <= closes_at AND closes_at <= settles_at",
            name=op.f("ck_patrol_run_times"),
        ),
        sa.CheckConstraint("visited BETWEEN 0 AND points", name=op.f("ck_patrol_run_visited")),
        sa.ForeignKeyConstraint(
            ["assignee_account_id"], ["account.id"], name=op.f("fk_patrol_run_assignee_account_id")
        ),
        sa.ForeignKeyConstraint(["assignee_unit_id"], ["organisation.id"], name=op.f("fk_patrol_run_assignee_unit_id")),
        sa.ForeignKeyConstraint(["county_id"], ["division.id"], name=op.f("fk_patrol_run_county_id")),
        sa.ForeignKeyConstraint(["excused_by"], ["account.id"], name=op.f("fk_patrol_run_excused_by")),
        sa.ForeignKeyConstraint(["plan_id"], ["patrol_plan.id"], name=op.f("fk_patrol_run_plan_id")),
        sa.ForeignKeyConstraint(["route_id"], ["patrol_route.id"], name=op.f("fk_patrol_run_route_id")),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_patrol_run_school_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_patrol_run")),
        sa.UniqueConstraint("plan_id", "on_date", "round_no", name=op.f("uq_patrol_run_plan_id_on_date_round_no")),
    )
    op.create_index("ix_patrol_run_account", "patrol_run", ["assignee_account_id", "on_date"])
    op.create_index("ix_patrol_run_county", "patrol_run", ["county_id", "on_date"])
    op.create_index(op.f("ix_patrol_run_route_id"), "patrol_run", ["route_id"])
    op.create_index(
        "ix_patrol_run_running", "patrol_run", ["settles_at"], **_where(sa.text("state IN ('planned', 'open')"))
    )
    op.create_index("ix_patrol_run_school", "patrol_run", ["school_id", "on_date", "starts_at"])
    op.create_index("ix_patrol_run_unit", "patrol_run", ["assignee_unit_id", "on_date"])


def _create_checkpoint_visit() -> None:
    op.create_table(
        "checkpoint_visit",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("county_id", sa.Uuid(), nullable=False),
        sa.Column("school_id", sa.Uuid(), nullable=False),
        sa.Column("checkpoint_id", sa.Uuid(), nullable=False),
        sa.Column("run_id", sa.Uuid(), nullable=True),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=True),
        sa.Column("site_code", sa.String(length=16), nullable=True),
        sa.Column("code_state", sa.String(length=8), nullable=True),
        sa.Column("via", sa.String(length=10), nullable=False),
        sa.Column("mode", sa.String(length=7), nullable=False),
        sa.Column("result", sa.String(length=7), nullable=False),
        sa.Column("answers", JSON, nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("position_state", sa.String(length=11), nullable=False),
        sa.Column("lat", sa.Double(), nullable=True),
        sa.Column("lng", sa.Double(), nullable=True),
        sa.Column("accuracy_m", sa.Double(), nullable=True),
        sa.Column("source_datum", sa.String(length=8), nullable=True),
        sa.Column("provider", sa.String(length=24), nullable=True),
        sa.Column("position_age_s", sa.Double(), nullable=True),
        sa.Column("distance_m", sa.Double(), nullable=True),
        sa.Column("occurred_at", MOMENT, nullable=False),
        sa.Column("happened_at", MOMENT, nullable=False),
        sa.Column("received_at", MOMENT, nullable=False),
        sa.Column("clock_basis", sa.String(length=16), nullable=False),
        sa.Column("clock_skew_s", sa.Integer(), nullable=False),
        sa.Column("upload_skew_s", sa.Integer(), nullable=True),
        sa.Column("dwell_s", sa.Double(), nullable=True),
        sa.Column("late", sa.Boolean(), nullable=False),
        sa.Column("device_hash", sa.String(length=64), nullable=True),
        sa.Column("proof", sa.String(length=9), nullable=False),
        sa.Column("verdict", sa.String(length=12), nullable=False),
        sa.Column("reasons", JSON, nullable=False),
        sa.Column("thresholds", sa.String(length=16), nullable=False),
        sa.Column("judged_at", MOMENT, nullable=False),
        sa.Column("settled_at", MOMENT, nullable=True),
        sa.Column("content_hash", sa.String(length=64), nullable=False),
        sa.CheckConstraint("clock_basis IN ('device', 'page_session')", name=op.f("ck_checkpoint_visit_clock_basis")),
        sa.CheckConstraint("mode IN ('foot', 'vehicle', 'video')", name=op.f("ck_checkpoint_visit_mode")),
        sa.CheckConstraint(
            "position_state IN ('got', 'refused', 'unavailable', 'timeout', 'unsupported', 'not_asked')",
            name=op.f("ck_checkpoint_visit_position_state"),
        ),
        sa.CheckConstraint(
            "proof IN ('not_asked', 'waiting', 'given', 'missing')", name=op.f("ck_checkpoint_visit_proof")
        ),
        sa.CheckConstraint("result IN ('normal', 'problem')", name=op.f("ck_checkpoint_visit_result")),
        sa.CheckConstraint(
            "verdict IN ('confirmed', 'plausible', 'doubtful', 'contradicted')",
            name=op.f("ck_checkpoint_visit_verdict"),
        ),
        sa.CheckConstraint(
            "via IN ('phone_scan', 'page_scan', 'typed', 'picked')", name=op.f("ck_checkpoint_visit_via")
        ),
        sa.CheckConstraint("(lat IS NULL) = (lng IS NULL)", name=op.f("ck_checkpoint_visit_position_whole")),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_checkpoint_visit_account_id")),
        sa.ForeignKeyConstraint(["checkpoint_id"], ["checkpoint.id"], name=op.f("fk_checkpoint_visit_checkpoint_id")),
        sa.ForeignKeyConstraint(["county_id"], ["division.id"], name=op.f("fk_checkpoint_visit_county_id")),
        sa.ForeignKeyConstraint(["run_id"], ["patrol_run.id"], name=op.f("fk_checkpoint_visit_run_id")),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_checkpoint_visit_school_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["organisation.id"], name=op.f("fk_checkpoint_visit_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_checkpoint_visit")),
    )
    op.create_index("ix_checkpoint_visit_account", "checkpoint_visit", ["account_id", "happened_at"])
    op.create_index(op.f("ix_checkpoint_visit_checkpoint_id"), "checkpoint_visit", ["checkpoint_id"])
    op.create_index(
        "ix_checkpoint_visit_device",
        "checkpoint_visit",
        ["device_hash", "happened_at"],
        **_where(sa.text("device_hash IS NOT NULL")),
    )
    op.create_index("ix_checkpoint_visit_run", "checkpoint_visit", ["run_id", "happened_at"])
    op.create_index("ix_checkpoint_visit_school", "checkpoint_visit", ["school_id", "happened_at", "id"])
    op.create_index(
        "ix_checkpoint_visit_waiting",
        "checkpoint_visit",
        ["county_id", "happened_at"],
        **_where(sa.text("verdict IN ('doubtful', 'contradicted') AND settled_at IS NULL")),
    )


def _create_visit_review() -> None:
    op.create_table(
        "visit_review",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("visit_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=13), nullable=False),
        sa.Column("reason", sa.String(length=24), nullable=True),
        sa.Column("note", sa.String(length=200), nullable=False),
        sa.Column("recheck_visit_id", sa.Uuid(), nullable=True),
        sa.Column("by_id", sa.Uuid(), nullable=True),
        sa.Column("at", MOMENT, nullable=False),
        sa.CheckConstraint(
            "kind IN ('explained', 'accepted', 'recheck_asked', 'recheck_drawn', 'rechecked')",
            name=op.f("ck_visit_review_kind"),
        ),
        sa.ForeignKeyConstraint(["by_id"], ["account.id"], name=op.f("fk_visit_review_by_id")),
        sa.ForeignKeyConstraint(
            ["recheck_visit_id"], ["checkpoint_visit.id"], name=op.f("fk_visit_review_recheck_visit_id")
        ),
        sa.ForeignKeyConstraint(["visit_id"], ["checkpoint_visit.id"], name=op.f("fk_visit_review_visit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visit_review")),
    )
    op.create_index(op.f("ix_visit_review_visit_id_at"), "visit_review", ["visit_id", "at"])
