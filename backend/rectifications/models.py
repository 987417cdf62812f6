"""Tables of the ledger: the case as it stands now, the entries that are its life, and the chains they hang on."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    CheckConstraint,
    Date,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from backend.core.db import Base, Json, UtcDateTime, one_of
from backend.hazards import models as _hazards  # noqa: F401  a foreign key's column takes its type from its target,
from backend.places import models as _places  # noqa: F401  which must be there before a statement is made of it
from backend.rectifications.states import (
    HANDLINGS,
    LISTED_OPEN,
    OPEN_STATES,
    REFERRALS,
    REJECT_REASONS,
    SET_ASIDE,
    SEVERITIES,
    STRUCK_OFF,
    State,
)

_OPEN = text(one_of("state", sorted(state.value for state in OPEN_STATES)))
_LISTED = one_of("state", [state.value for state in LISTED_OPEN])
_GUESSED = text("due_guessed_year IS NOT NULL OR step_guessed_year IS NOT NULL")
_COUNTED = text("due_at IS NOT NULL AND state IN ('assigned', 'rectifying')")


_CLOSED = text(one_of("state", sorted(state.value for state in STRUCK_OFF)))
_SET_ASIDE = text(one_of("state", sorted(state.value for state in SET_ASIDE)))
FLAGGED = (
    "whistled_at IS NOT NULL OR on_agenda_at IS NOT NULL OR government_document_no IS NOT NULL OR frozen_document_no IS NOT NULL"
    " OR disputed_at IS NOT NULL OR extension_to IS NOT NULL OR transfer_to_id IS NOT NULL OR escalation_level > 0"
)
"""The few cases that somebody has marked; a query repeats these words, or the database does not see that the index fits."""


def _partial(name: str, *columns: str, where: Any) -> Index:
    return Index(name, *columns, sqlite_where=where, postgresql_where=where)


_READ_WITH_THE_OPEN = (
    *("county_id", "reported_at", "id", "state", "severity", "category", "due_at", "lead_unit_id", "school_id"),
    *("moved_at", "quarantined"),
)
"""What the county's list and board ask of open cases, so that the index alone answers."""
_READ_WITH_THE_CLOSED = (
    *("county_id", "closed_at", "id", "state", "lead_unit_id", "school_id", "handling", "submitted_at", "due_at"),
    *("first_due_at", "quarantined"),
)
LEGAL = {
    "listed": f"NOT {_LISTED} OR ledger_no IS NOT NULL",
    "responsible": f"NOT {_LISTED} OR lead_unit_id IS NOT NULL",
    "submitted": "state NOT IN ('pending_verification', 'verified') OR submitted_by IS NOT NULL",
    "verified": "state <> 'verified' OR verified_by IS NOT NULL",
    "ended": "state NOT IN ('closed', 'archived', 'rejected', 'duplicate', 'referred_out') OR closed_at IS NOT NULL",
    "merged": "state <> 'duplicate' OR master_case_id IS NOT NULL",
    "reject_reason": f"reject_reason IS NULL OR {one_of('reject_reason', REJECT_REASONS)}",
    "referred_to": f"referred_to IS NULL OR {one_of('referred_to', REFERRALS)}",
    "level": "escalation_level BETWEEN 0 AND 4",
}
"""What must stand in a case of each state; the database refuses anything else, whoever writes."""


class Case(Base):
    """One rectification, as its last entry left it. `version` grows with each move; stale commands are refused by it.

    lat, lng, tile and quarantined repeat the founding report, so that "what is open here" is one indexed query.
    `due_at` is the deadline of the rectification, `first_due_at` the one it had at first, `step_due_at` when the step that
    is due now (assessing, acknowledging, verifying …) should be done. `moved_at` is when somebody last did something about
    it (reminders do not count), None before the first move. A request waits while `extension_to` or
    `transfer_to_id` is set. `place_text` is a corrected place, `import_key` what the row of an imported spreadsheet
    is known by.

    The clocks keep here what they need: `step_since_at` when the present step began, `transfer_until_at` until when a
    transfer may be asked, `rings_at` when the worker looks at the case next. A deadline that was rolled through a year
    whose holidays nobody knew yet has that year in `due_guessed_year` (`step_guessed_year`) and in `due_base_on` the day
    from which it is rolled again.
    """

    __tablename__ = "rectification_case"
    __table_args__ = (
        CheckConstraint(one_of("state", [state.value for state in State]), name="state"),
        CheckConstraint(one_of("severity", SEVERITIES), name="severity"),
        CheckConstraint(f"handling IS NULL OR {one_of('handling', HANDLINGS)}", name="handling"),
        *(CheckConstraint(must_hold, name=name) for name, must_hold in LEGAL.items()),
        UniqueConstraint("county_id", "ledger_no"),
        Index("uq_case_import_key", "county_id", "import_key", unique=True),
        _partial("ix_case_step_due", "step_due_at", where=_OPEN),
        _partial("ix_case_rings", "rings_at", where=text("rings_at IS NOT NULL")),
        _partial("ix_case_guessed", "due_guessed_year", "step_guessed_year", where=_GUESSED),
        _partial("ix_case_recurrence", "recurrence_of_id", where=text("recurrence_of_id IS NOT NULL")),
        _partial("ix_case_merged", "master_case_id", where=text("master_case_id IS NOT NULL")),
        _partial("ix_case_held", "county_id", where=text("frozen_document_no IS NOT NULL")),
        _partial("ix_case_disputed", "county_id", "disputed_at", where=text("disputed_at IS NOT NULL")),
        _partial("ix_case_school_open", "school_id", "reported_at", "id", where=_OPEN),
        Index("ix_case_school", "school_id", "reported_at", "id"),
        Index("ix_case_county", "county_id", "reported_at", "id"),
        Index("ix_case_unit", "lead_unit_id", "reported_at", "id"),
        Index("ix_case_county_category", "county_id", "category", "reported_at", "id"),
        Index("ix_case_finder", "finder_unit_id", "reported_at", "id"),
        _partial("ix_case_county_due", "county_id", "due_at", "id", where=_COUNTED),
        _partial("ix_case_county_open", *_READ_WITH_THE_OPEN, where=_OPEN),
        _partial("ix_case_county_closed", *_READ_WITH_THE_CLOSED, where=_CLOSED),
        _partial("ix_case_set_aside", "county_id", "state", "reported_at", "id", where=_SET_ASIDE),
        _partial("ix_case_flagged", "county_id", "reported_at", "id", where=text(FLAGGED)),
        _partial("ix_case_unit_open", "lead_unit_id", "due_at", where=_OPEN),
        _partial("ix_case_near_open", "lat", "lng", where=_OPEN),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    county_id: Mapped[UUID] = mapped_column(ForeignKey("division.id"))
    school_id: Mapped[UUID | None] = mapped_column(ForeignKey("school.id"))
    hazard_id: Mapped[UUID] = mapped_column(ForeignKey("hazard.id"), unique=True)
    checkpoint_id: Mapped[UUID | None] = mapped_column(ForeignKey("checkpoint.id"))
    state: Mapped[str] = mapped_column(String(24))
    version: Mapped[int] = mapped_column(Integer)
    tile: Mapped[str] = mapped_column(String(24))
    category: Mapped[str | None] = mapped_column(String(5))
    severity: Mapped[str] = mapped_column(String(8))
    criteria_item: Mapped[str | None] = mapped_column(String(60))
    handling: Mapped[str | None] = mapped_column(String(10))
    external: Mapped[bool]
    finder_unit_id: Mapped[UUID | None] = mapped_column(ForeignKey("organisation.id"))
    reporter_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    danger: Mapped[bool]
    quarantined: Mapped[bool]
    lat: Mapped[float | None]
    lng: Mapped[float | None]
    reported_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ledger_no: Mapped[str | None] = mapped_column(String(32))
    lead_unit_id: Mapped[UUID | None] = mapped_column(ForeignKey("organisation.id"))
    tracker_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    due_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    assigned_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    acknowledged_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    responsible_name: Mapped[str | None] = mapped_column(String(40))
    submitted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    submitted_by: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    submitted_unit_id: Mapped[UUID | None] = mapped_column(ForeignKey("organisation.id"))
    verified_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    verified_by: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    verified_unit_id: Mapped[UUID | None] = mapped_column(ForeignKey("organisation.id"))
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    fail_count: Mapped[int] = mapped_column(Integer)
    reopen_count: Mapped[int] = mapped_column(Integer, default=0, server_default="0")
    extension_count: Mapped[int] = mapped_column(Integer, default=0, server_default="0")
    transfer_count: Mapped[int] = mapped_column(Integer, default=0, server_default="0")
    escalation_level: Mapped[int] = mapped_column(Integer, default=0, server_default="0")
    first_due_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    step_due_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    moved_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    planned_measure: Mapped[str | None] = mapped_column(String(500))
    planned_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    funds: Mapped[str | None] = mapped_column(String(60))
    measure: Mapped[str | None] = mapped_column(Text)
    interim_measure: Mapped[str | None] = mapped_column(String(500))
    interim_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    interim_checked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    extension_to: Mapped[datetime | None] = mapped_column(UtcDateTime)
    transfer_to_id: Mapped[UUID | None]
    whistled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    on_agenda_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    government_document_no: Mapped[str | None] = mapped_column(String(60))
    milestone_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    frozen_document_no: Mapped[str | None] = mapped_column(String(60))
    criteria_version: Mapped[str | None] = mapped_column(String(16))
    place_text: Mapped[str | None] = mapped_column(String(200))
    question: Mapped[str | None] = mapped_column(String(500))
    reject_reason: Mapped[str | None] = mapped_column(String(16))
    referred_to: Mapped[str | None] = mapped_column(String(24))
    appealed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    disputed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    confirmed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    recurrence_of_id: Mapped[UUID | None]
    import_key: Mapped[str | None] = mapped_column(String(64))
    master_case_id: Mapped[UUID | None] = mapped_column(ForeignKey("rectification_case.id"))
    step_since_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    step_guessed_year: Mapped[int | None] = mapped_column(Integer)
    due_base_on: Mapped[date | None] = mapped_column(Date)
    due_guessed_year: Mapped[int | None] = mapped_column(Integer)
    extension_asked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    transfer_asked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    transfer_until_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    rings_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    last_entry_id: Mapped[UUID]


class CaseReport(Base):
    """Which reports a case answers: the founding one and those that said 就是这个."""

    __tablename__ = "case_report"

    hazard_id: Mapped[UUID] = mapped_column(ForeignKey("hazard.id"), primary_key=True)
    case_id: Mapped[UUID] = mapped_column(ForeignKey("rectification_case.id"), index=True)
    county_id: Mapped[UUID] = mapped_column(ForeignKey("division.id"))
    joined: Mapped[bool]
    linked_at: Mapped[datetime] = mapped_column(UtcDateTime)


class CaseCoUnit(Base):
    """Units that help the responsible one, or led the case before it: they read it."""

    __tablename__ = "case_co_unit"

    case_id: Mapped[UUID] = mapped_column(ForeignKey("rectification_case.id"), primary_key=True)
    unit_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"), primary_key=True, index=True)


class LedgerChain(Base):
    """The head of one chain: a school's, or (with no school) the county's for reports whose school is not known yet."""

    __tablename__ = "ledger_chain"
    __table_args__ = (
        Index(
            "uq_ledger_chain_county",
            "county_id",
            unique=True,
            sqlite_where=text("school_id IS NULL"),
            postgresql_where=text("school_id IS NULL"),
        ),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    county_id: Mapped[UUID] = mapped_column(ForeignKey("division.id"))
    school_id: Mapped[UUID | None] = mapped_column(ForeignKey("school.id"), unique=True)
    head_seq: Mapped[int] = mapped_column(Integer)
    head_hash: Mapped[str] = mapped_column(String(64))


class LedgerEntry(Base):
    """One entry, sealed (see chain.py); the database refuses to change, delete or replace it."""

    __tablename__ = "ledger_entry"
    __table_args__ = (UniqueConstraint("chain_id", "seq"), Index("ix_ledger_entry_case", "case_id", "seq"))

    id: Mapped[UUID] = mapped_column(primary_key=True)
    chain_id: Mapped[UUID] = mapped_column(ForeignKey("ledger_chain.id"))
    seq: Mapped[int] = mapped_column(Integer)
    case_id: Mapped[UUID] = mapped_column(ForeignKey("rectification_case.id"))
    county_id: Mapped[UUID] = mapped_column(ForeignKey("division.id"))
    action: Mapped[str] = mapped_column(String(24))
    actor: Mapped[str] = mapped_column(String(40))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    content_hash: Mapped[str] = mapped_column(String(64))
    photos: Mapped[list[dict[str, str | None]]] = mapped_column(Json)
    prev_hash: Mapped[str] = mapped_column(String(64))
    hash: Mapped[str] = mapped_column(String(64))


class LedgerContent(Base):
    """What an entry says, under its salt; erasable by law while the entry and the chain stay. Never edited."""

    __tablename__ = "ledger_content"

    entry_id: Mapped[UUID] = mapped_column(ForeignKey("ledger_entry.id"), primary_key=True)
    salt: Mapped[bytes] = mapped_column(LargeBinary(16))
    content: Mapped[str] = mapped_column(Text)
    command_hash: Mapped[str | None] = mapped_column(String(64))


class LedgerNumber(Base):
    """The last ledger number given in a county and year; the row is locked while one is given, so none is left out."""

    __tablename__ = "ledger_number"

    county_id: Mapped[UUID] = mapped_column(ForeignKey("division.id"), primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    last: Mapped[int] = mapped_column(Integer)


CASE = Case.__table__
CASE_REPORT = CaseReport.__table__
CO_UNIT = CaseCoUnit.__table__
CHAIN = LedgerChain.__table__
ENTRY = LedgerEntry.__table__
CONTENT = LedgerContent.__table__
NUMBER = LedgerNumber.__table__
