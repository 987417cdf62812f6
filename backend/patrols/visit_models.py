"""Tables of what was seen on patrols: visits, what people said of them, and the draws of re-checks."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, Date, ForeignKey, Index, Integer, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from backend.core.db import Base, Json, UtcDateTime, one_of
from backend.patrols import kinds
from backend.patrols import models as _patrols  # noqa: F401  a foreign key's column takes its type from its target

_WAITING = text("verdict IN ('doubtful', 'contradicted') AND settled_at IS NULL")
_RECHECK = text("recheck_wanted_at IS NOT NULL AND settled_at IS NULL")
_READ = text("lat IS NOT NULL")


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


VISIT = CheckpointVisit.__table__
REVIEW = VisitReview.__table__
DRAW = RecheckDraw.__table__
