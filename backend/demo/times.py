"""The demo's calendar: working days counted back from today, so that the county looks alive whenever it is filled."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from backend.core.clock import SHANGHAI, end_of_local_day, local_date, now

_MINUTES = re.compile(r"-(\d+)min")

_TOLD_DAYS = 50


@dataclass(frozen=True)
class Times:
    """The moment that counts as now; everything else is told from it."""

    present: datetime

    @classmethod
    def around(cls, today: date | None) -> Times:
        """Take the clock's moment, or the noon of another day."""
        if today is None or today == local_date(now()):
            return cls(now())
        return cls(datetime.combine(today, time(12), SHANGHAI))

    def moment(self, told: str) -> datetime:
        """Read "-18 07:42" (working days ago, Asia/Shanghai) or "-35min"."""
        if minutes := _MINUTES.fullmatch(told):
            return self.present - timedelta(minutes=int(minutes[1]))
        day, clock = told.split()
        return datetime.combine(self.day(int(day)), time.fromisoformat(clock), SHANGHAI)

    def deadline(self, told: str) -> datetime:
        """Read "-9", "0" or "+3": the end of that working day (0: of today)."""
        return end_of_local_day(self.day(int(told)))

    def day(self, number: int) -> date:
        """Count Mondays to Fridays from today; holidays do not matter to a county that does not exist."""
        day, step = local_date(self.present), 1 if number > 0 else -1
        for _ in range(abs(number)):
            day += timedelta(days=step)
            while day.weekday() >= 5:
                day += timedelta(days=step)
        return day

    def mornings(self) -> list[datetime]:
        """Return eight o'clock of every working day that is told of: then the clocks ring for what fell due overnight."""
        days = (self.moment(f"{number} 08:00") for number in range(-_TOLD_DAYS, 1))
        return [morning for morning in days if morning < self.present]

    def in_words(self, told: str) -> str:
        """Fill in the year of a document's number."""
        return told.replace("{year}", str(local_date(self.present).year))

    @property
    def founding(self) -> datetime:
        """When the county was set up in the system: before everything that is told."""
        return self.moment("-60 09:00")
