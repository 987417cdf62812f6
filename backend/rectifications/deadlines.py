"""Deadlines of a rectification: what is left after a failure, whether it is overdue, whether it was on time. Pure."""

from __future__ import annotations

from datetime import datetime, timedelta

from backend.rectifications.states import DUE_CLOCK_STATES, State

FAILED_LEAST = timedelta(days=2)


def due_after_failure(due_at: datetime | None, *, submitted_at: datetime | None, failed_at: datetime) -> datetime:
    """Return the deadline after a failed verification: what was left at submission (the clock stood since), or two days."""
    left = due_at - submitted_at if due_at and submitted_at else FAILED_LEAST
    return failed_at + max(left, FAILED_LEAST)


def is_overdue(state: State | str, due_at: datetime | None, *, at: datetime) -> bool:
    """Whether the due clock runs and has run out."""
    return due_at is not None and State(state) in DUE_CLOCK_STATES and due_at < at


def is_on_time(
    handling: str | None, *, submitted_at: datetime | None, due_at: datetime | None, first_due_at: datetime | None
) -> bool | None:
    """Whether the fix that passed was submitted by its deadline; None where there was no deadline or no submission.

    What should be done at once counts by the deadline it had at first, everything else by the one that was approved.
    """
    deadline = (first_due_at or due_at) if handling == "immediate" else due_at
    return None if deadline is None or submitted_at is None else submitted_at <= deadline
