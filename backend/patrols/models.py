"""Tables of patrols: what should be walked (routes, plans), what is due (runs), and what was seen (visits, reviews)."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, Date, ForeignKey, Index, Integer, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from backend.core.db import Base, Json, UtcDateTime, one_of
from backend.patrols import kinds
from backend.patrols.checklist_models import CHECKLIST as CHECKLIST
from backend.patrols.checklist_models import Checklist as Checklist
from backend.people import models as _people  # noqa: F401  a foreign key's column takes its type from its target,
from backend.places import models as _places  # noqa: F401  which must be there before a statement is made of it

_IN_USE = text("retired_at IS NULL")
_RUNNING = text(one_of("state", kinds.RUNNING))
_WAITING = text("verdict IN ('doubtful', 'contradicted') AND settled_at IS NULL")
_RECHECK = text("recheck_wanted_at IS NOT NULL AND settled_at IS NULL")
_READ = text("lat IS NOT NULL")


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


class CheckpointVisit(Base):
    """Somebody was at a checkpoint and says how it stands: a fact made on a phone, never edited.

    lat and lng are WGS-84 degrees of the one reading at the moment of the scan, dropped after their retention; distance and
    verdict stay. `happened_at` is what the clock reading makes of `occurred_at`. The verdict is the server's view of the fact:
    it is reckoned anew when neighbours arrive late. `settled_at`: when a supervisor has accepted a doubtful one or a re-check
    has been done. `upload_skew_s`: the phone's clock minus the server's when it was sent; `dwell_s`: seconds from opening the
    page to recording. `proof`: the fresh photo that some visits ask for. `place`: where the point was when the visit came
    (`gathering.place_kept`), so that a point which moves later changes no verdict. `remarks`: codes of what the door noticed
    (`remarks.REMARKS`). `recheck_wanted_at`: when somebody asked for another person's look, or the draw fell on it.
    """

    __tablename__ = "checkpoint_visit"
    __table_args__ = (
        CheckConstraint(one_of("mode", kinds.MODES), name="mode"),
        CheckConstraint(one_of("via", kinds.VIAS), name="via"),
        CheckConstraint(one_of("result", kinds.RESULTS), name="result"),
        CheckConstraint(one_of("position_state", kinds.POSITION_STATES), name="position_state"),
        CheckConstraint(one_of("verdict", kinds.VERDICTS), name="verdict"),
        CheckConstraint("clock_basis IN ('device', 'page_session')", name="clock_basis"),
        CheckConstraint(one_of("proof", kinds.PROOFS), name="proof"),
        CheckConstraint("(lat IS NULL) = (lng IS NULL)", name="position_whole"),
        Index("ix_checkpoint_visit_run", "run_id", "happened_at"),
        Index("ix_checkpoint_visit_account", "account_id", "happened_at"),
        Index("ix_checkpoint_visit_school", "school_id", "happened_at", "id"),
        Index(
            "ix_checkpoint_visit_device",
            "device_hash",
            "happened_at",
            sqlite_where=text("device_hash IS NOT NULL"),
            postgresql_where=text("device_hash IS NOT NULL"),
        ),
        Index(
            "ix_checkpoint_visit_waiting", "county_id", "happened_at", sqlite_where=_WAITING, postgresql_where=_WAITING
        ),
        Index(
            "ix_checkpoint_visit_recheck", "school_id", "happened_at", sqlite_where=_RECHECK, postgresql_where=_RECHECK
        ),
        Index("ix_checkpoint_visit_reading", "checkpoint_id", "lat", "lng", sqlite_where=_READ, postgresql_where=_READ),
        Index("ix_checkpoint_visit_county", "county_id", "happened_at"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    county_id: Mapped[UUID] = mapped_column(ForeignKey("division.id"))
    school_id: Mapped[UUID] = mapped_column(ForeignKey("school.id"))
    checkpoint_id: Mapped[UUID] = mapped_column(ForeignKey("checkpoint.id"), index=True)
    run_id: Mapped[UUID | None] = mapped_column(ForeignKey("patrol_run.id"))
    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    unit_id: Mapped[UUID | None] = mapped_column(ForeignKey("organisation.id"))
    site_code: Mapped[str | None] = mapped_column(String(16))
    code_state: Mapped[str | None] = mapped_column(String(8))
    via: Mapped[str] = mapped_column(String(10))
    mode: Mapped[str] = mapped_column(String(7))
    result: Mapped[str] = mapped_column(String(7))
    answers: Mapped[list[Any]] = mapped_column(Json)
    note: Mapped[str] = mapped_column(Text)
    position_state: Mapped[str] = mapped_column(String(11))
    lat: Mapped[float | None]
    lng: Mapped[float | None]
    accuracy_m: Mapped[float | None]
    source_datum: Mapped[str | None] = mapped_column(String(8))
    provider: Mapped[str | None] = mapped_column(String(24))
    position_age_s: Mapped[float | None]
    distance_m: Mapped[float | None]
    occurred_at: Mapped[datetime] = mapped_column(UtcDateTime)
    happened_at: Mapped[datetime] = mapped_column(UtcDateTime)
    received_at: Mapped[datetime] = mapped_column(UtcDateTime)
    clock_basis: Mapped[str] = mapped_column(String(16))
    clock_skew_s: Mapped[int] = mapped_column(Integer)
    upload_skew_s: Mapped[int | None] = mapped_column(Integer)
    dwell_s: Mapped[float | None]
    late: Mapped[bool]
    device_hash: Mapped[str | None] = mapped_column(String(64))
    proof: Mapped[str] = mapped_column(String(9))
    verdict: Mapped[str] = mapped_column(String(12))
    reasons: Mapped[list[Any]] = mapped_column(Json)
    thresholds: Mapped[str] = mapped_column(String(16))
    judged_at: Mapped[datetime] = mapped_column(UtcDateTime)
    settled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    content_hash: Mapped[str] = mapped_column(String(64))
    place: Mapped[dict[str, Any] | None] = mapped_column(Json)
    remarks: Mapped[list[str]] = mapped_column(Json, server_default=text("'[]'"))
    recheck_wanted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class VisitReview(Base):
    """What people said of a visit afterwards, line by line: the patroller's reason, a supervisor's answer, a re-check."""

    __tablename__ = "visit_review"
    __table_args__ = (
        CheckConstraint(one_of("kind", kinds.REVIEWS), name="kind"),
        Index(None, "visit_id", "at"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    visit_id: Mapped[UUID] = mapped_column(ForeignKey("checkpoint_visit.id"))
    kind: Mapped[str] = mapped_column(String(13))
    reason: Mapped[str | None] = mapped_column(String(24))
    note: Mapped[str] = mapped_column(String(200))
    recheck_visit_id: Mapped[UUID | None] = mapped_column(ForeignKey("checkpoint_visit.id"))
    by_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    at: Mapped[datetime] = mapped_column(UtcDateTime)


class RecheckDraw(Base):
    """The draw of a county's re-checks for one day: with `seed` and `share` anybody can draw the same visits again."""

    __tablename__ = "recheck_draw"

    county_id: Mapped[UUID] = mapped_column(ForeignKey("division.id"), primary_key=True)
    on_date: Mapped[date] = mapped_column(Date, primary_key=True)
    seed: Mapped[str] = mapped_column(String(64))
    share: Mapped[float]
    visits: Mapped[int]
    drawn: Mapped[int]
    drawn_at: Mapped[datetime] = mapped_column(UtcDateTime)


ROUTE = PatrolRoute.__table__
POINT = RoutePoint.__table__
PLAN = PatrolPlan.__table__
RUN = PatrolRun.__table__
VISIT = CheckpointVisit.__table__
REVIEW = VisitReview.__table__
DRAW = RecheckDraw.__table__
