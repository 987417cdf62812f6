"""Which days a recurrence (RFC 5545, by python-dateutil) draws, and which recurrences nobody should have. Pure.

Only days are drawn; the rounds of a day are times of their own, so anything finer than a day is refused.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache

from dateutil.rrule import rrulestr

FREQUENCIES = {"DAILY": "天", "WEEKLY": "周", "MONTHLY": "个月", "YEARLY": "年"}
LONGEST_INTERVAL = {"DAILY": 31, "WEEKLY": 26, "MONTHLY": 12, "YEARLY": 1}
MOST_COUNT = 1000
SOON = timedelta(days=4 * 366 + 60)
"""A recurrence that draws no day within so long (a leap day is rarer than a year) draws none that anybody waits for."""
_PARTS = frozenset({"FREQ", "INTERVAL", "COUNT", "UNTIL", "BYDAY", "BYMONTHDAY", "BYMONTH", "BYSETPOS", "WKST"})
_FINER = ("SECONDLY", "MINUTELY", "HOURLY")
_CODES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_ZH = "一二三四五六日"
_WEEKDAY = re.compile(r"([+-]?\d{1,2})?(MO|TU|WE|TH|FR|SA|SU)")
_NUMBERS = re.compile(r"-?[1-9]\d?(,-?[1-9]\d?){0,30}")
_UNTIL = re.compile(r"\d{8}(T\d{6}Z?)?")


@dataclass(frozen=True)
class Recurrence:
    """A recurrence that may be used: its parts in order, and the day from which it counts."""

    parts: tuple[tuple[str, str], ...]
    starts_on: date

    def get(self, name: str, default: str = "") -> str:
        """Return a part's value."""
        return dict(self.parts).get(name, default)

    @property
    def weekdays(self) -> frozenset[int]:
        """The weekdays that it names (0 Monday), without their ordinals."""
        return frozenset(_CODES.index(day) for _, day in _WEEKDAY.findall(self.get("BYDAY")))

    @property
    def goes_by_weekday(self) -> bool:
        """Whether it says "every such weekday": weekly ones, and daily ones on named weekdays."""
        weekly = self.get("FREQ") == "WEEKLY"
        return weekly or (self.get("FREQ") == "DAILY" and bool(self.weekdays) and self.get("INTERVAL", "1") == "1")

    @property
    def anchor(self) -> date:
        """From where its weeks are counted: the Monday before, so that a make-up day may stand for an earlier weekday."""
        counted = bool(self.get("COUNT")) or not self.goes_by_weekday
        return self.starts_on if counted else self.starts_on - timedelta(days=self.starts_on.weekday())

    @property
    def text(self) -> str:
        """As dateutil reads it; a weekly one without weekdays means that of its first day."""
        parts = dict(self.parts)
        if parts["FREQ"] == "WEEKLY" and "BYDAY" not in parts:
            parts["BYDAY"] = _CODES[self.starts_on.weekday()]
        if "UNTIL" in parts:
            parts["UNTIL"] = parts["UNTIL"][:8] + "T235959"
        return ";".join(f"{name}={value}" for name, value in parts.items())


def objection(rrule: str, starts_on: date) -> str | None:
    """Say in Chinese why this recurrence cannot be used; None if it can."""
    parts = [part.partition("=")[::2] for part in _plain(rrule).split(";") if part]
    names = [name for name, _ in parts]
    if len(rrule) > 200 or len(set(names)) < len(names) or any(not value for _, value in parts):
        return "重复规则写得不对，请用页面上的选项重新选择。"
    said = dict(parts)
    if said.get("FREQ") in _FINER or {"BYHOUR", "BYMINUTE", "BYSECOND"} & set(names):
        return "重复规则最细到天；一天几次、几点开始，请在“每天的时间”里填，一天最多 12 次。"
    if said.get("FREQ") not in FREQUENCIES:
        return "请选择每天、每周、每月或每年。"
    if strange := [name for name in names if name not in _PARTS]:
        return f"重复规则里不支持 {'、'.join(strange)}。"
    return _bad_number(said) or _bad_words(said) or _never(rrule, starts_on)


def read(rrule: str, starts_on: date) -> Recurrence:
    """Read a recurrence to which there is no objection."""
    parts = (part.partition("=")[::2] for part in _plain(rrule).split(";") if part)
    return Recurrence(tuple((name, value) for name, value in parts), starts_on)


@lru_cache(maxsize=4096)
def days(recurrence: Recurrence, first: date, last: date) -> frozenset[date]:
    """Return the days drawn from `first` to `last`, none before the anchor."""
    rule = rrulestr(recurrence.text, dtstart=datetime.combine(recurrence.anchor, time()))
    found = rule.between(datetime.combine(first, time()), datetime.combine(last, time()), inc=True)
    return frozenset(moment.date() for moment in found)


def label(recurrence: Recurrence) -> str:
    """Write the recurrence as people say it: "每周一、三、五", "每月第 1 个周一"."""
    frequency, interval = recurrence.get("FREQ"), recurrence.get("INTERVAL", "1")
    every = f"每 {interval} {FREQUENCIES[frequency]}" if interval != "1" else f"每{FREQUENCIES[frequency][-1]}"
    named = [(number, _ZH[_CODES.index(day)]) for number, day in _WEEKDAY.findall(recurrence.get("BYDAY"))]
    if recurrence.goes_by_weekday:
        plain = "、".join(day for _, day in named) or _ZH[recurrence.starts_on.weekday()]
        words = "周" + plain if interval != "1" or frequency == "DAILY" else plain
        return (every if frequency == "WEEKLY" else "每") + words
    which = [f"{_ordinal(number)}周{day}" for number, day in named]
    which += [f"{number} 日" if number[0] != "-" else "最后一天" for number in _split(recurrence.get("BYMONTHDAY"))]
    months = "".join(f"{number} 月" for number in _split(recurrence.get("BYMONTH")))
    return every + months + "、".join(which)


def _ordinal(number: str) -> str:
    plain = number.lstrip("+")
    return "" if not plain else "最后一个" if plain == "-1" else f"第 {plain} 个"


def _split(numbers: str) -> list[str]:
    return [number for number in numbers.split(",") if number]


def _plain(rrule: str) -> str:
    return rrule.strip().upper().removeprefix("RRULE:")


def _bad_number(said: dict[str, str]) -> str | None:
    limit = LONGEST_INTERVAL[said["FREQ"]]
    interval, count = said.get("INTERVAL", "1"), said.get("COUNT", "1")
    if not _within(interval, limit):
        return f"间隔太长或写得不对：每 {FREQUENCIES[said['FREQ']]}的间隔请填 1 到 {limit}。"
    if not _within(count, MOST_COUNT):
        return f"次数请填 1 到 {MOST_COUNT}；长期执行的计划不用填次数，填结束日期即可。"
    return "次数和截止日期只能填一个。" if {"COUNT", "UNTIL"} <= said.keys() else None


def _within(number: str, limit: int) -> bool:
    return number.isascii() and number.isdigit() and len(number) <= 4 and 1 <= int(number) <= limit


def _bad_words(said: dict[str, str]) -> str | None:
    weekdays = said.get("BYDAY", "MO").split(",")
    if not all(_WEEKDAY.fullmatch(day) for day in weekdays) or len(weekdays) > 31:
        return "星期几写得不对，请重新选择。"
    if said["FREQ"] in ("DAILY", "WEEKLY") and any(len(day) > 2 for day in weekdays):
        return "“第几个周几”只能用在每月或每年的计划里。"
    if any(not _NUMBERS.fullmatch(said.get(name, "1")) for name in ("BYMONTHDAY", "BYMONTH", "BYSETPOS")):
        return "日期或月份写得不对，请重新选择。"
    if said.get("WKST", "MO") != "MO" or not _UNTIL.fullmatch(said.get("UNTIL", "20260101")):
        return "截止日期写得不对，或一周不是从周一开始，请重新选择。"
    return None


def _never(rrule: str, starts_on: date) -> str | None:
    try:
        drawn = days(read(rrule, starts_on), starts_on, starts_on + SOON)
    except (ValueError, OverflowError):
        return "重复规则写得不对，请用页面上的选项重新选择。"
    return None if drawn else "按这个规则一天也排不出来，请检查日期和截止日期。"
