"""Tables of what follows a case from outside: look-backs after closing, the clock's rings, and the letters drafted."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, Integer, String, UniqueConstraint, text, true
from sqlalchemy.orm import Mapped, mapped_column

from backend.core.db import Base, Json, UtcDateTime, one_of
from backend.rectifications import models as _models  # noqa: F401  a foreign key's column takes its type from its target
from backend.rectifications.states import LETTER_KINDS

LOOK_BACK_KINDS = {"d30": "30 天", "d90": "90 天", "ad_hoc": "临时"}
LOOK_BACK_RESULTS = {"pass": "合格", "fail": "不合格", "void": "已取消"}
LETTER_STATES = {"drafted": "待签发", "signed": "已签发", "voided": "已作废"}

_UNDONE = text("result IS NULL")


class LookBack(Base):
    """One re-inspection of a closed case: planned by rule (`seed` and `rate` say how it was drawn) or ad hoc, then done."""

    __tablename__ = "look_back"
    __table_args__ = (
        CheckConstraint(one_of("kind", LOOK_BACK_KINDS), name="kind"),
        CheckConstraint(f"result IS NULL OR {one_of('result', LOOK_BACK_RESULTS)}", name="result"),
        UniqueConstraint("case_id", "round", "kind", "planned_at"),
        Index(
            "ix_look_back_due",
            "county_id",
            "due_at",
            sqlite_where=text("result IS NULL"),
            postgresql_where=text("result IS NULL"),
        ),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    case_id: Mapped[UUID] = mapped_column(ForeignKey("rectification_case.id"), index=True)
    county_id: Mapped[UUID] = mapped_column(ForeignKey("division.id"))
    school_id: Mapped[UUID | None] = mapped_column(ForeignKey("school.id"))
    round: Mapped[int] = mapped_column(Integer)
    kind: Mapped[str] = mapped_column(String(8))
    planned_at: Mapped[datetime] = mapped_column(UtcDateTime)
    due_at: Mapped[datetime] = mapped_column(UtcDateTime)
    seed: Mapped[str | None] = mapped_column(String(40))
    rate: Mapped[int | None] = mapped_column(Integer)
    result: Mapped[str | None] = mapped_column(String(8))
    done_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    done_by: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    entry_id: Mapped[UUID | None]


class ClockRing(Base):
    """A clock that rang: the primary key lets each rung ring once for one deadline, however often the worker runs.

    `loud` False: a higher rung was due already when the worker came, so that this one was only noted.
    """

    __tablename__ = "clock_ring"

    case_id: Mapped[UUID] = mapped_column(ForeignKey("rectification_case.id"), primary_key=True)
    clock: Mapped[str] = mapped_column(String(16), primary_key=True)
    rung: Mapped[str] = mapped_column(String(16), primary_key=True)
    deadline_at: Mapped[datetime] = mapped_column(UtcDateTime, primary_key=True)
    rang_at: Mapped[datetime] = mapped_column(UtcDateTime)
    loud: Mapped[bool] = mapped_column(default=True, server_default=true())


class Letter(Base):
    """A letter about a case: drafted by the system or the joint office, signed by a person, never sent by itself.

    `body` holds the words the template was filled with, so that a later print is the same letter.
    """

    __tablename__ = "letter"
    __table_args__ = (
        CheckConstraint(one_of("kind", LETTER_KINDS), name="kind"),
        CheckConstraint(one_of("state", LETTER_STATES), name="state"),
        CheckConstraint("state <> 'signed' OR (document_no IS NOT NULL AND signed_name IS NOT NULL)", name="signed"),
        Index("ix_letter_drafted", "county_id", "drafted_at", "id"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    county_id: Mapped[UUID] = mapped_column(ForeignKey("division.id"))
    case_id: Mapped[UUID] = mapped_column(ForeignKey("rectification_case.id"), index=True)
    kind: Mapped[str] = mapped_column(String(24))
    state: Mapped[str] = mapped_column(String(8))
    to_unit_id: Mapped[UUID | None] = mapped_column(ForeignKey("organisation.id"))
    body: Mapped[dict[str, Any]] = mapped_column(Json)
    drafted_at: Mapped[datetime] = mapped_column(UtcDateTime)
    drafted_by: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    document_no: Mapped[str | None] = mapped_column(String(60))
    signed_name: Mapped[str | None] = mapped_column(String(40))
    signed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    signed_by: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))


LOOK_BACK = LookBack.__table__
RING = ClockRing.__table__
LETTER = Letter.__table__
