"""How school calendars look from outside."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from backend.core.errors import Problem
from backend.core.spreadsheets import Table
from backend.places.calendar_imports import PlannedDay
from backend.places.school_days import DAY_KINDS, HALVES, WEEKDAYS, Entry, SchoolCalendar, SchoolDay

LONGEST = timedelta(days=400)
SOURCES = {
    "school": "本校设置",
    "county": "本县设置",
    "national": "放假安排",
    "term": "学期",
    "week": "每周安排",
    "guess": "推算",
}


def calendar_shown(
    calendar: SchoolCalendar, *, first: date, last: date, entered: Mapping[date, Entry], may_edit: bool
) -> dict[str, Any]:
    """Show the days from `first` to `last`; `entered` are those of this very level."""
    if not timedelta() <= last - first <= LONGEST:
        raise Problem("calendar_range_wrong")
    days = [calendar.on(first + timedelta(days=number)) for number in range((last - first).days + 1)]
    return {
        "days": [_day_shown(day, calendar.week_no(day.day), entered=day.day in entered) for day in days],
        "terms": [asdict(term) for term in calendar.terms],
        "week": [{"weekday": weekday} | asdict(entry) for weekday, entry in sorted(calendar.week.items())],
        "known": all(day.known for day in days),
        "message": " ".join(dict.fromkeys(filter(None, (why_unknown(day, calendar) for day in days)))),
        "may_edit": may_edit,
    }


def why_unknown(day: SchoolDay, calendar: SchoolCalendar) -> str | None:
    """Say in Chinese what is missing for a day that is only a guess; None if it is known."""
    match day.unknown:
        case "year":
            return f"{day.day.year} 年放假安排还没有录入，暂按周一至周五推算；通知发布后请尽快录入。"
        case "no_terms":
            return "还没有录入学期，暂按全年都在学期内推算，请录入学期的起止日期。"
        case "after_last_term":
            return f"{calendar.terms[-1].ends_on:%Y-%m-%d} 之后的学期还没有录入，暂按不上课处理，请录入新学期。"
    return None


def _day_shown(day: SchoolDay, week_no: int | None, *, entered: bool) -> dict[str, Any]:
    shown = {name: getattr(day, name) for name in ("day", "kind", "as_weekday", "half", "name", "source", "known")}
    return shown | {
        "kind_label": DAY_KINDS[day.kind][0],
        "as_weekday_label": None if day.as_weekday is None else WEEKDAYS[day.as_weekday],
        "half_label": None if day.half is None else HALVES[day.half][0],
        "source_label": SOURCES[day.source],
        "week_no": week_no,
        "entered": entered,
        "why_unknown": day.unknown,
    }


def import_shown(batch_id: UUID, planned: list[PlannedDay], table: Table) -> dict[str, Any]:
    """The preview of an import."""
    counts = {action: sum(each.action == action for each in planned) for action in ("create", "unchanged", "error")}
    return {
        "id": batch_id,
        "rows": [
            {
                "row": each.row.row_number,
                "action": each.action,
                "day": each.row.values.get("day"),
                "kind_label": DAY_KINDS[each.entry.kind][0] if each.entry else None,
                "before": each.before,
                "errors": [asdict(mistake) for mistake in each.row.errors],
            }
            for each in planned
        ],
        "created": counts["create"],
        "unchanged": counts["unchanged"],
        "failed": counts["error"],
        "ignored_columns": list(table.ignored),
    }
