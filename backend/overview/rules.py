"""Which days the board counts by, seen from today: the same days are the filters behind its numbers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

ON_TIME_DAYS = 30
SUNDAY = 6


@dataclass(frozen=True)
class BoardDays:
    """Civil days in Shanghai. What was due yesterday is one day late; `late_3` is up to three days, `late_7` four to seven.

    A week ends on Sunday. `closed_from` begins the thirty days, today among them, over which punctuality is looked at.
    """

    today: date

    @property
    def week_to(self) -> date:
        """This week's Sunday."""
        return self.today + timedelta(days=SUNDAY - self.today.weekday())

    @property
    def late_3_from(self) -> date:
        """The earliest deadline that is at most three days past."""
        return self.today - timedelta(days=3)

    @property
    def late_7_from(self) -> date:
        """The earliest deadline that is at most seven days past."""
        return self.today - timedelta(days=7)

    @property
    def closed_from(self) -> date:
        """The first of the thirty days."""
        return self.today - timedelta(days=ON_TIME_DAYS - 1)

    def filters(self) -> dict[str, dict[str, str]]:
        """Return, for each number of the board, the ledger's filters that list what it counts."""
        before = timedelta(days=1)
        late_7 = {"due_from": str(self.late_7_from), "due_to": str(self.late_3_from - before)}
        return {
            "open": {"open": "true"},
            "due_this_week": {"overdue": "false", "due_to": str(self.week_to)},
            "late_3": {"overdue": "true", "due_from": str(self.late_3_from)},
            "late_7": {"overdue": "true"} | late_7,
            "late_more": {"overdue": "true", "due_to": str(self.late_7_from - before)},
            "major": {"open": "true", "severity": "major"},
            "to_verify": {"state": "pending_verification"},
            "no_update": {"flags": "no_update"},
            "closed": {"closed_from": str(self.closed_from)},
        }
