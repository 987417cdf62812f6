"""Reports, one row for each, never edited; and the number that a reporter may have left, which is not for ever."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Float, ForeignKey, Index, Integer, LargeBinary, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from backend.core.db import Base, UtcDateTime, one_of
from backend.hazards.rules import FOUND_VIA
from backend.people import models as _people  # noqa: F401  a foreign key's column takes its type from its target,
from backend.places import models as _places  # noqa: F401  which must be there before a statement is made of it


class Hazard(Base):
    """A report: its own words, place and times, and what the server saw about them on arrival.

    `occurred_at` is the phone's claim, `happened_at` what the clock reading makes of it; lat and lng are WGS-84 degrees.
    `visit_id`: the reporter's own visit that came upon it; no foreign key, because visits are kept for a shorter time.
    """

    __tablename__ = "hazard"
    __table_args__ = (
        CheckConstraint(one_of("found_via", FOUND_VIA), name="found_via"),
        CheckConstraint("clock_basis IN ('device', 'page_session')", name="clock_basis"),
        Index("ix_hazard_pickup_digest", "pickup_digest", unique=True),
        Index(
            "ix_hazard_device",
            "device_hash",
            "received_at",
            sqlite_where=text("device_hash IS NOT NULL"),
            postgresql_where=text("device_hash IS NOT NULL"),
        ),
        Index(
            "ix_hazard_site_code",
            "site_code",
            "received_at",
            sqlite_where=text("site_code IS NOT NULL"),
            postgresql_where=text("site_code IS NOT NULL"),
        ),
        Index("ix_hazard_school", "school_id", "received_at", "id"),
        Index(
            "ix_hazard_visit",
            "visit_id",
            sqlite_where=text("visit_id IS NOT NULL"),
            postgresql_where=text("visit_id IS NOT NULL"),
        ),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    county_id: Mapped[UUID] = mapped_column(ForeignKey("division.id"))
    school_id: Mapped[UUID | None] = mapped_column(ForeignKey("school.id"))
    checkpoint_id: Mapped[UUID | None] = mapped_column(ForeignKey("checkpoint.id"))
    site_code: Mapped[str | None] = mapped_column(String(16))
    found_via: Mapped[str] = mapped_column(String(24))
    tile: Mapped[str] = mapped_column(String(24))
    category: Mapped[str | None] = mapped_column(String(5))
    taxonomy_version: Mapped[str] = mapped_column(String(16))
    danger: Mapped[bool]
    note: Mapped[str] = mapped_column(Text)
    place_text: Mapped[str] = mapped_column(String(200))
    lat: Mapped[float | None] = mapped_column(Float)
    lng: Mapped[float | None] = mapped_column(Float)
    accuracy_m: Mapped[float | None] = mapped_column(Float)
    source_datum: Mapped[str | None] = mapped_column(String(8))
    provider: Mapped[str | None] = mapped_column(String(24))
    distance_m: Mapped[float | None] = mapped_column(Float)
    maybe_gcj02: Mapped[bool]
    occurred_at: Mapped[datetime] = mapped_column(UtcDateTime)
    happened_at: Mapped[datetime] = mapped_column(UtcDateTime)
    received_at: Mapped[datetime] = mapped_column(UtcDateTime)
    clock_basis: Mapped[str] = mapped_column(String(16))
    clock_skew_s: Mapped[int] = mapped_column(Integer)
    late: Mapped[bool]
    quarantined: Mapped[bool]
    reporter_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    reporter_unit_id: Mapped[UUID | None] = mapped_column(ForeignKey("organisation.id"))
    device_hash: Mapped[str | None] = mapped_column(String(64))
    pickup_digest: Mapped[str] = mapped_column(String(64))
    pickup_attempt: Mapped[int] = mapped_column(Integer)
    content_hash: Mapped[str] = mapped_column(String(64))
    visit_id: Mapped[UUID | None]


class CallbackPhone(Base):
    """A telephone number that a passer-by left with a report, sealed (see `callback_phones`), purged when it has served."""

    __tablename__ = "callback_phone"

    hazard_id: Mapped[UUID] = mapped_column(ForeignKey("hazard.id"), primary_key=True)
    county_id: Mapped[UUID] = mapped_column(ForeignKey("division.id"))
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
    given_at: Mapped[datetime] = mapped_column(UtcDateTime)


HAZARD = Hazard.__table__
CALLBACK_PHONE = CallbackPhone.__table__
