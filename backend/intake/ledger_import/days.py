"""Days as offices write them in a ledger, and the year that a day without one belongs to. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from backend.core.spreadsheets.cells import CellError

_CLOCK = r"(?:\s*(?:上午|下午|晚上|凌晨|中午)?\s*\d{1,2}\s*[:：时点]\S*|T\d\S*)?"
_SEPARATED = r"\s*[-./、,]\s*"
_FULL = re.compile(
    rf"(\d{{4}})(?:\s*年\s*|{_SEPARATED})(\d{{1,2}})(?:\s*月\s*|{_SEPARATED})(\d{{1,2}})\s*[日号]?{_CLOCK}", re.ASCII
)
_COMPACT = re.compile(rf"(\d{{4}})(\d{{2}})(\d{{2}}){_CLOCK}", re.ASCII)
_PART = re.compile(rf"(\d{{1,2}})(?:\s*月\s*|{_SEPARATED})(\d{{1,2}})\s*[日号]?{_CLOCK}", re.ASCII)
_SERIAL = re.compile(r"(\d{5})(?:\.\d+)?", re.ASCII)
_SHORT_YEAR = re.compile(rf"\d{{2}}(?:年|{_SEPARATED})\d{{1,2}}(?:月|{_SEPARATED})\d{{1,2}}日?", re.ASCII)
_YEARS = re.compile(r"(20\d{2})\s*(?:学?年|[-./]\s*\d{1,2}(?:[-./]|月))")
_SCHOOL_YEAR = re.compile(r"(20\d{2})\s*[-—–~至]+\s*(20\d{2})\s*学?年")
_WITHIN = re.compile(
    r"(\d{1,3}|[一二两三四五六七八九十])个?(天|日|周|星期|月)(?:之?内|以内|内完成)|(\d{1,3})天", re.ASCII
)
_AT_ONCE = re.compile(r"(立即|当日|当天|当场|即日|即时|马上|现场|立行立改|即查即改)(整改|完成|解决|办理)?")
_NUMERALS = {word: number for number, word in enumerate("一二三四五六七八九十", 1)} | {"两": 2}
_SERIALS = range(20_000, 80_000)  # 1954 to 2119, as Excel counts days
_AUGUST = 8
_LENGTHS = {"天": 1, "日": 1, "周": 7, "星期": 7, "月": 30}


@dataclass(frozen=True)
class Years:
    """The years that a day without one may belong to: `first` alone, or `first` to July and from August of a school year."""

    first: int | None = None
    second: int | None = None

    def of(self, month: int) -> int | None:
        """Return the year of a month, None where there is nothing to go by."""
        if self.first is None or self.second is None:
            return self.first
        return self.first if month >= _AUGUST else self.second


def years_of(titles: str, days: Iterable[str]) -> Years:
    """Find the year in the words above a table or, if they name none or several, in the days of its other rows."""
    school_years = {(int(first), int(second)) for first, second in _SCHOOL_YEAR.findall(titles)}
    if len(school_years) == 1:
        first, second = school_years.pop()
        return Years(first, second) if second == first + 1 else Years()
    named = {int(year) for year in _YEARS.findall(titles)}
    if len(named) != 1:
        named = {found.year for found in map(_whole_day, days) if found is not None}
    return Years(named.pop()) if len(named) == 1 else Years()


def day(text: str, years: Years) -> date:
    """Read a day; one without a year takes it from `years`, and is refused where they do not know."""
    whole = _whole_day(text)
    if whole is not None:
        return whole
    part = _PART.fullmatch(text)
    if part is None:
        hint = "，年份要写四位" if _SHORT_YEAR.fullmatch(text) else ""
        raise CellError(f"“{text[:40]}”不是日期，请写成 2026-09-03 的样子{hint}。")
    month, number = int(part[1]), int(part[2])
    year = years.of(month)
    if year is None:
        raise CellError(f"“{text[:40]}”没有年份，请写成 2026-09-03 的样子，或在表格标题里写明年份。")
    return _date(year, month, number, text)


def day_after(text: str, *, start: date, years: Years) -> date:
    """Read a day that cannot lie before `start`: without a year it is the first such day from `start` on."""
    part = _PART.fullmatch(text) if _whole_day(text) is None else None
    if part is None:
        return day(text, years)
    month, number = int(part[1]), int(part[2])
    year = start.year + ((month, number) < (start.month, start.day))
    return _date(year, month, number, text)


def deadline(text: str, *, start: date, years: Years) -> date:
    """Read a deadline: a day, “立即”, or “7 日内” counted from the day of discovery."""
    squeezed = text.replace(" ", "")
    if _AT_ONCE.fullmatch(squeezed):
        return start
    within = _WITHIN.fullmatch(squeezed)
    if within is None:
        return day_after(text, start=start, years=years)
    amount = within[1] or within[3]
    number = _NUMERALS.get(amount) or int(amount)
    return start + timedelta(days=number * _LENGTHS[within[2] or "天"])


def _whole_day(text: str) -> date | None:
    serial = _SERIAL.fullmatch(text)
    if serial is not None and int(serial[1]) in _SERIALS:
        return date(1899, 12, 30) + timedelta(days=int(serial[1]))
    match = _FULL.fullmatch(text) or _COMPACT.fullmatch(text)
    return None if match is None else _date(int(match[1]), int(match[2]), int(match[3]), text)


def _date(year: int, month: int, number: int, text: str) -> date:
    try:
        found = date(year, month, number)
    except ValueError:
        raise CellError(f"“{text[:40]}”这一天不存在，请核对。") from None
    if not 2000 <= found.year <= 2100:
        raise CellError(f"“{text[:40]}”的年份不对，请核对。")
    return found
