"""The report of purges: one row for a run, a class of record and a county, written in the transaction of the purge itself."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import BigInteger, Index, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from backend.core.db import Base, UtcDateTime


class RetentionRun(Base):
    """What one run purged of a class in a county (`settings.SITE`: of no county); first and last are its records' times."""

    __tablename__ = "retention_run"
    __table_args__ = (Index("ix_retention_run_county", "county_id", "began_at", "run_id"),)

    run_id: Mapped[UUID] = mapped_column(primary_key=True)
    record_class: Mapped[str] = mapped_column(String(24), primary_key=True)
    county_id: Mapped[UUID] = mapped_column(primary_key=True)
    began_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime] = mapped_column(UtcDateTime)
    count: Mapped[int] = mapped_column(Integer)
    bytes: Mapped[int] = mapped_column(BigInteger)
    first_at: Mapped[datetime] = mapped_column(UtcDateTime)
    last_at: Mapped[datetime] = mapped_column(UtcDateTime)


RUN = RetentionRun.__table__
