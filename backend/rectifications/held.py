"""依法冻结 stops every purge: which cases are held, with those that were merged into them or that they were merged into."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import aliased

from backend.rectifications.models import CASE, CASE_REPORT
from backend.rectifications.states import OPEN_STATES


def held_cases() -> Select[Any]:
    """Select the cases on hold, and those merged into one that is on hold."""
    return _with_their_merged(CASE.c.frozen_document_no.is_not(None))


def awaited_cases() -> Select[Any]:
    """Select the cases on hold or still open, and those merged into such a one: its end is theirs."""
    return _with_their_merged(or_(CASE.c.frozen_document_no.is_not(None), CASE.c.state.in_(sorted(OPEN_STATES))))


def held_reports() -> Select[Any]:
    """Select the reports of cases on hold."""
    return select(CASE_REPORT.c.hazard_id).where(CASE_REPORT.c.case_id.in_(held_cases()))


def _with_their_merged(condition: Any) -> Select[Any]:
    found = select(CASE.c.id).where(condition).cte("held", recursive=True)
    merged = aliased(CASE)
    found = found.union(select(merged.c.id).join(found, merged.c.master_case_id == found.c.id))
    return select(found.c.id)
