"""Tables of patrols: what should be walked (routes, plans) and what is due (runs); what was seen lies in `visit_models`."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Date, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from backend.core.db import Base, Json, UtcDateTime, one_of
from backend.patrols import kinds
from backend.patrols.checklist_models import CHECKLIST as CHECKLIST
from backend.patrols.checklist_models import Checklist as Checklist
from backend.people import models as _people  # noqa: F401  a foreign key's column takes its type from its target,
from backend.places import models as _places  # noqa: F401  which must be there before a statement is made of it

_IN_USE = text("retired_at IS NULL")
_RUNNING = text(one_of("state", kinds.RUNNING))


class PatrolRoute(Base):
    """A school's way past its checkpoints. Its points lie in revisions, so that a run keeps the points it was opened with."""

    __tablename__ = "patrol_route"
    __table_args__ = (
        CheckConstraint(one_of("kind", kinds.ROUTE_KINDS), name="kind"),
        CheckConstraint("est_minutes BETWEEN 1 AND 1440", name="est_minutes"),
        CheckConstraint("revision >= 1", name="revision"),
        Index(
            "uq_patrol_route_name_in_use",
            "school_id",
            "name",
            unique=True,
            sqlite_where=_IN_USE,
            postgresql_where=_IN_USE,
        ),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    county_id: Mapped[UUID] = mapped_column(ForeignKey("division.id"), index=True)
    school_id: Mapped[UUID] = mapped_column(ForeignKey("school.id"), index=True)
    name: Mapped[str] = mapped_column(String(60))
    kind: Mapped[str] = mapped_column(String(14))
    ordered: Mapped[bool]
    est_minutes: Mapped[int]
    revision: Mapped[int]
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    retired_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    content_hash: Mapped[str | None] = mapped_column(String(64))


class RoutePoint(Base):
    """A checkpoint's place in one revision of a route; rows are never changed, a changed route is a new revision.

    `not_before`: minutes after local midnight before which a visit proves nothing (an alarm that is switched on at ten).
    `min_dwell_s`: seconds that looking at the place takes at least. `checklist`: key of a checklist.
    """

    __tablename__ = "route_point"
    __table_args__ = (
        CheckConstraint(one_of("photo_rule", kinds.PHOTO_RULES), name="photo_rule"),
        CheckConstraint("not_before IS NULL OR not_before BETWEEN 0 AND 1439", name="not_before"),
        CheckConstraint("min_dwell_s BETWEEN 0 AND 3600", name="min_dwell_s"),
        UniqueConstraint("route_id", "revision", "checkpoint_id"),
        Index(None, "checkpoint_id"),
    )

    route_id: Mapped[UUID] = mapped_column(ForeignKey("patrol_route.id"), primary_key=True)
    revision: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    checkpoint_id: Mapped[UUID] = mapped_column(ForeignKey("checkpoint.id"))
    checklist: Mapped[str | None] = mapped_column(String(40))
    photo_rule: Mapped[str] = mapped_column(String(9))
    not_before: Mapped[int | None]
    min_dwell_s: Mapped[int]


class PatrolPlan(Base):
    """When a route is walked and by whom. Times are local (Asia/Shanghai), minutes after midnight.

    `rrule` (RFC 5545, without DTSTART) draws days from `starts_on`; `day_rule` keeps those of the school calendar, on which
    a make-up day counts as the weekday it stands for. `start_times`: the rounds of a day. A visit counts from
    `before_min` before the start until `after_min` after it, the run is settled `grace_min` later, for what comes late.
    `made_until`: how far its rounds have been made (None: all are to be made anew); `calendar_stamp`: by which state of the
    calendars. `content_hash`: of the plan as first sent.
    """

    __tablename__ = "patrol_plan"
    __table_args__ = (
        CheckConstraint(one_of("day_rule", kinds.DAY_RULES), name="day_rule"),
        CheckConstraint(one_of("assignee_kind", kinds.ASSIGNEES), name="assignee_kind"),
        CheckConstraint(
            "(assignee_kind = 'account') = (assignee_account_id IS NOT NULL)"
            " AND (assignee_kind = 'role') = (assignee_role IS NOT NULL)"
            " AND (assignee_kind = 'unit') = (assignee_unit_id IS NOT NULL)",
            name="assignee",
        ),
        CheckConstraint("ends_on IS NULL OR starts_on <= ends_on", name="days"),
        CheckConstraint("before_min >= 0 AND after_min >= 0 AND grace_min >= 0", name="window"),
        Index("ix_patrol_plan_school", "school_id", "ended_at"),
        Index("ix_patrol_plan_ahead", "ended_at", "made_until"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    county_id: Mapped[UUID] = mapped_column(ForeignKey("division.id"), index=True)
    school_id: Mapped[UUID] = mapped_column(ForeignKey("school.id"))
    route_id: Mapped[UUID] = mapped_column(ForeignKey("patrol_route.id"), index=True)
    name: Mapped[str] = mapped_column(String(60))
    rrule: Mapped[str] = mapped_column(String(200))
    day_rule: Mapped[str] = mapped_column(String(11))
    starts_on: Mapped[date] = mapped_column(Date)
    ends_on: Mapped[date | None] = mapped_column(Date)
    start_times: Mapped[list[int]] = mapped_column(Json)
    before_min: Mapped[int]
    after_min: Mapped[int]
    grace_min: Mapped[int]
    assignee_kind: Mapped[str] = mapped_column(String(7))
    assignee_account_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    assignee_role: Mapped[str | None] = mapped_column(String(24))
    assignee_unit_id: Mapped[UUID | None] = mapped_column(ForeignKey("organisation.id"))
    joint_units: Mapped[list[str]] = mapped_column(Json)
    version: Mapped[int]
    made_until: Mapped[date | None] = mapped_column(Date)
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    content_hash: Mapped[str | None] = mapped_column(String(64))
    calendar_stamp: Mapped[int | None]


class PatrolRun(Base):
    """One round: made ahead of a plan, or opened by hand (`plan_id` None). What was planned for it stays as it was.

    `opens_at` … `closes_at` is the window of visits, `settles_at` when the worker counts; late visits are counted later too.
    `points` and `visited` are counts of the revision's checkpoints. An excused run keeps its counts and leaves the denominator.
    """

    __tablename__ = "patrol_run"
    __table_args__ = (
        CheckConstraint(one_of("state", kinds.RUN_STATES), name="state"),
        CheckConstraint("opens_at <= starts_at AND starts_at <= closes_at AND closes_at <= settles_at", name="times"),
        CheckConstraint("visited BETWEEN 0 AND points", name="visited"),
        CheckConstraint("(state = 'excused') = (excused_at IS NOT NULL)", name="excused"),
        UniqueConstraint("plan_id", "on_date", "round_no"),
        Index("ix_patrol_run_school", "school_id", "on_date", "starts_at"),
        Index("ix_patrol_run_account", "assignee_account_id", "on_date"),
        Index("ix_patrol_run_unit", "assignee_unit_id", "on_date"),
        Index("ix_patrol_run_county", "county_id", "on_date"),
        Index("ix_patrol_run_running", "settles_at", sqlite_where=_RUNNING, postgresql_where=_RUNNING),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    county_id: Mapped[UUID] = mapped_column(ForeignKey("division.id"))
    school_id: Mapped[UUID] = mapped_column(ForeignKey("school.id"))
    route_id: Mapped[UUID] = mapped_column(ForeignKey("patrol_route.id"), index=True)
    revision: Mapped[int]
    plan_id: Mapped[UUID | None] = mapped_column(ForeignKey("patrol_plan.id"))
    plan_version: Mapped[int | None]
    on_date: Mapped[date] = mapped_column(Date)
    round_no: Mapped[int]
    starts_at: Mapped[datetime] = mapped_column(UtcDateTime)
    opens_at: Mapped[datetime] = mapped_column(UtcDateTime)
    closes_at: Mapped[datetime] = mapped_column(UtcDateTime)
    settles_at: Mapped[datetime] = mapped_column(UtcDateTime)
    assignee_kind: Mapped[str] = mapped_column(String(7))
    assignee_account_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    assignee_role: Mapped[str | None] = mapped_column(String(24))
    assignee_unit_id: Mapped[UUID | None] = mapped_column(ForeignKey("organisation.id"))
    joint_units: Mapped[list[str]] = mapped_column(Json)
    state: Mapped[str] = mapped_column(String(9))
    points: Mapped[int]
    visited: Mapped[int]
    settled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    excuse: Mapped[str | None] = mapped_column(String(20))
    excuse_note: Mapped[str] = mapped_column(String(200))
    excused_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    excused_by: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))


ROUTE = PatrolRoute.__table__
POINT = RoutePoint.__table__
PLAN = PatrolPlan.__table__
RUN = PatrolRun.__table__
