"""Which days have lessons, and whose weekday's: what was entered for a school, else for its county, else what the nation,

the terms and the week say (domain.md §10.10). Pure; what nobody has announced yet is reckoned all the same, and says so.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import pairwise
from typing import Literal

from backend.core.working_time import FIXED_HOLIDAYS, WorkCalendar

DayKind = Literal["school", "off", "makeup", "half"]
Half = Literal["morning", "afternoon"]
Source = Literal["school", "county", "national", "term", "week", "guess"]
Unknown = Literal["year", "no_terms", "after_last_term"]
DAY_KINDS = {
    "school": ("上课", "School day"),
    "off": ("不上课", "No lessons"),
    "makeup": ("补课（调休上课）", "Make-up day"),
    "half": ("半天上课", "Half a day"),
}
HALVES = {"morning": ("上午", "Morning"), "afternoon": ("下午", "Afternoon")}
WEEKDAYS = ("周一", "周二", "周三", "周四", "周五", "周六", "周日")
LESSON_DAYS = frozenset(range(5))
NOON = 12 * 60 + 30
"""Minutes after midnight at which a morning's school has ended (its dismissal at noon included) and an afternoon's begins."""
_REPLACES = re.compile(r"由 ?(\d{4})-(\d{2})-(\d{2})")


@dataclass(frozen=True)
class Entry:
    """What somebody said of a day, or of a weekday (then never a make-up day)."""

    kind: DayKind
    half: Half | None = None
    as_weekday: int | None = None
    name: str = ""


@dataclass(frozen=True, order=True)
class Term:
    """A term, first and last day included."""

    starts_on: date
    ends_on: date
    name: str = ""

    def holds(self, day: date) -> bool:
        """Say whether the day lies in it."""
        return self.starts_on <= day <= self.ends_on


@dataclass(frozen=True)
class SchoolDay:
    """What a day is. `unknown`: why that is only a guess (the year's notice or the terms are missing), None if it is not."""

    day: date
    kind: DayKind
    source: Source
    name: str = ""
    as_weekday: int | None = None
    half: Half | None = None
    unknown: Unknown | None = None

    @property
    def known(self) -> bool:
        """Whether somebody has announced it."""
        return self.unknown is None

    @property
    def has_lessons(self) -> bool:
        """Whether there are any lessons."""
        return self.kind != "off"

    @property
    def weekdays(self) -> frozenset[int]:
        """The weekday whose lessons it has; all of Monday to Friday where a make-up day has not been told which."""
        if self.kind != "makeup":
            return frozenset({self.day.weekday()})
        return LESSON_DAYS if self.as_weekday is None else frozenset({self.as_weekday})

    def has_lessons_at(self, minute: int) -> bool:
        """Say whether there are lessons around so many minutes after midnight; the evening belongs to the afternoon."""
        if self.kind != "half":
            return self.has_lessons
        return (minute < NOON) == (self.half == "morning")


@dataclass(frozen=True)
class SchoolCalendar:
    """All that is known of a school's days, or of a county's (then `own` and `week` are empty).

    `work` holds the nation's days overridden by the county's offices', `names` what they are called, `replaced` the weekday
    of the day off for which a make-up day is worked. `terms` in order; none at all: nobody has entered any.
    """

    work: WorkCalendar
    own: Mapping[date, Entry] = field(default_factory=dict)
    county: Mapping[date, Entry] = field(default_factory=dict)
    names: Mapping[date, str] = field(default_factory=dict)
    replaced: Mapping[date, int] = field(default_factory=dict)
    terms: tuple[Term, ...] = ()
    week: Mapping[int, Entry] = field(default_factory=dict)

    def on(self, day: date) -> SchoolDay:
        """Say what `day` is for lessons."""
        if day in self.own:
            return _entered(day, self.own[day], "school")
        if day in self.county:
            return _entered(day, self.county[day], "county")
        return self._outside_terms(day) or self._by_nation(day) or self._by_week(day)

    def office_day(self, day: date) -> SchoolDay:
        """Say what `day` is for offices: a working day (`school`), a day off, or a make-up day."""
        kind: DayKind = "school" if day.weekday() in LESSON_DAYS else "off"
        return self._by_nation(day) or SchoolDay(day, kind, "week", unknown=self._unknown_year(day))

    def week_no(self, day: date) -> int | None:
        """Return the school week (1 is the one in which the term begins), None outside the terms."""
        term = next((term for term in self.terms if term.holds(day)), None)
        return None if term is None else (_monday(day) - _monday(term.starts_on)).days // 7 + 1

    def _outside_terms(self, day: date) -> SchoolDay | None:
        if not self.terms or any(term.holds(day) for term in self.terms):
            return None
        unknown: Unknown | None = "after_last_term" if day > self.terms[-1].ends_on else None
        return SchoolDay(day, "off", "term", "不在学期内", unknown=unknown)

    def _by_nation(self, day: date) -> SchoolDay | None:
        exception, name, unknown = self.work.exceptions.get(day), self.names.get(day, ""), self._unknown(day)
        if exception == "off":
            return SchoolDay(day, "off", "national", name, unknown=unknown)
        if exception == "work" and day.weekday() not in LESSON_DAYS:
            return SchoolDay(day, "makeup", "national", name, as_weekday=self.replaced.get(day), unknown=unknown)
        if exception is None and day.year not in self.work.years and (day.month, day.day) in FIXED_HOLIDAYS:
            return SchoolDay(day, "off", "guess", "法定节日", unknown=unknown)
        return None

    def _by_week(self, day: date) -> SchoolDay:
        usual = Entry("school" if day.weekday() in LESSON_DAYS else "off")
        entry = self.week.get(day.weekday(), usual)
        return SchoolDay(day, entry.kind, "week", entry.name, half=entry.half, unknown=self._unknown(day))

    def _unknown(self, day: date) -> Unknown | None:
        return self._unknown_year(day) or (None if self.terms else "no_terms")

    def _unknown_year(self, day: date) -> Unknown | None:
        return None if day.year in self.work.years else "year"


def terms_of(county: tuple[Term, ...], own: tuple[Term, ...]) -> tuple[Term, ...]:
    """Return a school's terms: its own, and those of its county that none of them overlaps."""
    others = [term for term in county if not any(_overlap(term, mine) for mine in own)]
    return tuple(sorted([*own, *others]))


def overlapping(terms: tuple[Term, ...]) -> tuple[Term, Term] | None:
    """Return two terms that overlap, None if no two do."""
    ordered = sorted(terms)
    return next((pair for pair in pairwise(ordered) if _overlap(*pair)), None)


def replaced_weekdays(names: Mapping[date, str]) -> dict[date, int]:
    """Read from the names of days off ("休息日（由 2026-01-04 调休）") whose weekday is worked on the make-up day named."""
    found = ((_REPLACES.search(name), day) for day, name in names.items())
    return {date(*map(int, match.groups())): day.weekday() for match, day in found if match}


def _overlap(one: Term, other: Term) -> bool:
    return one.starts_on <= other.ends_on and other.starts_on <= one.ends_on


def _entered(day: date, entry: Entry, source: Source) -> SchoolDay:
    return SchoolDay(day, entry.kind, source, entry.name, as_weekday=entry.as_weekday, half=entry.half)


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())
