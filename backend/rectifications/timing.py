"""What the clocks say of a case on screens: what is due until when, what stands, what was guessed, and in which words."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from backend.rectifications.clocks import STEP_WORDS, STEPS
from backend.rectifications.models import Case
from backend.rectifications.states import ESCALATION_LEVELS, State


def timing_of(case: Case, *, at: datetime) -> dict[str, Any]:
    """Return the clock fields of a case's summary; screens turn moments into 还剩 2 天."""
    state = State(case.state)
    step = STEPS.get(state) if case.step_due_at is not None else None
    return {
        "first_due_at": case.first_due_at,
        "due_paused": state is State.PENDING_VERIFICATION and case.due_at is not None,
        **guessed(case.due_guessed_year),
        "step": step,
        "step_label": STEP_WORDS[step] if step else None,
        "step_due_at": case.step_due_at,
        "step_overdue": case.step_due_at is not None and case.step_due_at < at,
        "escalation_level": case.escalation_level,
        "escalation_label": ESCALATION_LEVELS[case.escalation_level],
        "interim_until": case.interim_until,
        "interim_checked_at": case.interim_checked_at,
        "extension_to": case.extension_to,
        "transfer_pending": case.transfer_to_id is not None,
        "milestone_at": case.milestone_at,
        "reopen_count": case.reopen_count,
        "recurrence_of_id": case.recurrence_of_id,
    }


def guessed(year: int | None) -> dict[str, Any]:
    """Return whether a deadline was guessed, and the words that say so."""
    note = None if year is None else f"按工作日推算，{year} 年放假安排尚未导入"
    return {"due_guessed": year is not None, "due_note": note}
