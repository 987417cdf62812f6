"""Importing a school calendar from a table: preview first, nothing written before it is confirmed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, Literal
from uuid import UUID

from sqlalchemy.orm import Session

from backend.core import imports
from backend.core.actor import Actor
from backend.core.errors import Problem
from backend.core.spreadsheets import CellMistake, Column, Row, Sheet, Table, choice, text
from backend.core.spreadsheets.cells import day
from backend.places.calendar_changes import Owner, owner_to_change, set_school_days
from backend.places.school_calendar import calendar_of_county, calendars_of
from backend.places.school_days import DAY_KINDS, HALVES, WEEKDAYS, Entry, SchoolCalendar

KIND = "school_calendar"
_KINDS = {zh: word for word, (zh, _) in DAY_KINDS.items()} | {
    **dict.fromkeys(("上学", "上学日", "上课日"), "school"),
    **dict.fromkeys(("放假", "休息", "停课", "假期", "节假日"), "off"),
    **dict.fromkeys(("补课", "调休", "调课", "调休上课", "补班", "调休上班"), "makeup"),
    **dict.fromkeys(("半天", "半日"), "half"),
}
_HALVES = {zh: word for word, (zh, _) in HALVES.items()} | {"早上": "morning", "午后": "afternoon"}
_NUMERALS = {"周日": ("星期天", "星期日", "周天", "7")} | {
    name: (f"星期{name[1]}", str(number)) for number, name in enumerate(WEEKDAYS[:6], start=1)
}
_WEEKDAYS = {name: number for number, name in enumerate(WEEKDAYS)} | {
    other: WEEKDAYS.index(name) for name, others in _NUMERALS.items() for other in others
}
COLUMNS = [
    Column("day", "日期", ("日子", "年月日"), required=True, parse=day, note="写成 2026-09-20 的样子，要有年份。"),
    Column(
        "kind",
        "类型",
        ("安排", "上课安排", "类别"),
        required=True,
        parse=choice(_KINDS),
        note="不上课、上课、补课或半天。",
        choices=("上课", "放假", "补课", "半天"),
    ),
    Column("half", "半天", ("上午下午", "哪半天"), parse=choice(_HALVES), note="类型是半天时填上午或下午。"),
    Column(
        "as_weekday",
        "按周几上课",
        ("补哪天的课", "按周几", "上周几的课"),
        parse=choice(_WEEKDAYS),
        note="补课日填，如周二。",
    ),
    Column("name", "名称", ("说明", "事由", "备注"), parse=text(60), note="如国庆节、期末考试、运动会。"),
]
TEMPLATE = [
    Sheet(
        "校历",
        COLUMNS,
        [
            {"day": "2026-09-20", "kind": "补课", "as_weekday": "周二", "name": "国庆节调休"},
            {"day": "2026-10-01", "kind": "放假", "name": "国庆节"},
            {"day": "2026-12-31", "kind": "半天", "half": "上午", "name": "元旦前半天"},
        ],
    )
]
Action = Literal["create", "unchanged", "error"]


@dataclass
class PlannedDay:
    """One row's fate, and how the day stood before."""

    row: Row
    action: Action = "error"
    entry: Entry | None = None
    before: str = ""


def judge_calendar(session: Session, owner: Owner, table: Table) -> list[PlannedDay]:
    """Say what each row would change; a reading session will do."""
    return _judged(table.rows, _held(session, owner), owner)


def keep_calendar(session: Session, actor: Actor, owner: Owner, planned: list[PlannedDay]) -> UUID:
    """Store a preview until its uploader confirms it."""
    rows = [
        {
            "school_id": str(owner.school_id or ""),
            "row_number": each.row.row_number,
            "values": {**each.row.values, "day": each.row.values["day"].isoformat()}
            if "day" in each.row.values
            else {},
            "errors": [asdict(error) for error in each.row.errors],
        }
        for each in planned
    ]
    return imports.keep(session, actor, county_id=owner.county_id, kind=KIND, rows=rows)


def confirm_calendar(session: Session, actor: Actor, *, batch_id: UUID, only_clean: bool) -> dict[str, int]:
    """Write the rows, judged anew by what is known now; with `only_clean` the wrong ones are left out, else all wait."""
    county_id, kept = imports.take(session, actor, batch_id=batch_id, kind=KIND)
    school_id = UUID(kept[0]["school_id"]) if kept and kept[0]["school_id"] else None
    owner = owner_to_change(session, actor, county_id=county_id, school_id=school_id)
    rows = [Row(row["row_number"], _read(row["values"]), [CellMistake(**e) for e in row["errors"]]) for row in kept]
    planned = _judged(rows, _held(session, owner), owner)
    failed = sum(each.action == "error" for each in planned)
    if failed and not only_clean:
        raise Problem("calendar_import_not_clean", failed=failed)
    entries = {each.row.values["day"]: each.entry for each in planned if each.action == "create" and each.entry}
    set_school_days(session, actor, owner, entries=entries)
    return {"written": len(entries), "failed": failed}


def _held(session: Session, owner: Owner) -> SchoolCalendar:
    county = calendar_of_county(session, owner.county_id)
    if owner.school_id is None:
        return county
    return calendars_of(session, owner.county_id, [owner.school_id], county=county)[owner.school_id]


def _judged(rows: list[Row], held: SchoolCalendar, owner: Owner) -> list[PlannedDay]:
    first: dict[date, int] = {}
    return [_judge(row, first, held, entered=held.own if owner.school_id else held.county) for row in rows]


def _judge(row: Row, first: dict[date, int], held: SchoolCalendar, *, entered: Mapping[date, Entry]) -> PlannedDay:
    said = row.values
    if "day" in said and (before := first.setdefault(said["day"], row.row_number)) != row.row_number:
        row.refuse("日期", f"与第 {before} 行是同一天，请只保留一行。")
    if said.get("kind") == "half" and "half" not in said and not row.errors:
        row.refuse("半天", "类型是半天时，请填上午或下午。")
    if said.get("kind") != "half" and "half" in said:
        row.refuse("半天", "只有类型是半天时才填这一列。")
    if said.get("kind") != "makeup" and "as_weekday" in said:
        row.refuse("按周几上课", "只有补课日才填这一列。")
    if row.errors:
        return PlannedDay(row)
    entry = Entry(said["kind"], said.get("half"), said.get("as_weekday"), said.get("name", ""))
    action: Action = "unchanged" if entered.get(said["day"]) == entry else "create"
    return PlannedDay(row, action, entry, DAY_KINDS[held.on(said["day"]).kind][0])


def _read(values: dict[str, Any]) -> dict[str, Any]:
    return {**values, "day": date.fromisoformat(values["day"])} if "day" in values else values
