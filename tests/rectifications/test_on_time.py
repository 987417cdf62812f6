"""On time: the submission that passed, against the deadline that counts."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from backend.rectifications.deadlines import is_on_time

DUE = datetime(2026, 11, 20, 15, 59, 59, tzinfo=UTC)
LATER = DUE + timedelta(days=5)
SECOND = timedelta(seconds=1)


@pytest.mark.parametrize(
    ("handling", "submitted_at", "due_at", "first_due_at", "said"),
    [
        ("deadline", DUE, DUE, DUE, True),
        ("deadline", DUE + SECOND, DUE, DUE, False),
        ("deadline", DUE + SECOND, LATER, DUE, True),
        ("immediate", DUE + SECOND, LATER, DUE, False),
        ("immediate", DUE, LATER, DUE, True),
        ("immediate", DUE, DUE, None, True),
        (None, DUE + SECOND, DUE, None, False),
        ("deadline", None, DUE, DUE, None),
        ("deadline", DUE, None, None, None),
    ],
)
def test_on_time_is_the_passed_submission_by_the_deadline_that_counts(
    handling: str | None,
    submitted_at: datetime | None,
    due_at: datetime | None,
    first_due_at: datetime | None,
    said: bool | None,
) -> None:
    assert is_on_time(handling, submitted_at=submitted_at, due_at=due_at, first_due_at=first_due_at) is said
