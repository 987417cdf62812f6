"""What a sheet that came back would do: take a case over, submit it where no photo is wanted, or nothing. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal
from uuid import UUID

from backend.core.spreadsheets import Column, Row
from backend.core.spreadsheets.cells import CellError
from backend.hazards.taxonomy import load as taxonomy
from backend.intake.ledger_import import columns as ledger
from backend.intake.ledger_import import days, words
from backend.rectifications.ledger_columns import HANDOVER, TITLES
from backend.rectifications.states import LABELS, State

Action = Literal["acknowledge", "submit", "both", "unchanged", "error"]
PHOTO_FIRST = "请补照片后在系统中提交。"
_SHORTEST = 2


def _required(column: Column) -> Column:
    key = column.key
    return Column(key, column.title, column.aliases, required=key == "ledger_no", parse=column.parse)


COLUMNS = [_required(column) for column in ledger.COLUMNS if column.key in HANDOVER]


@dataclass(frozen=True)
class CaseHere:
    """A case that the sheet names, as it stands now."""

    id: UUID
    school_id: UUID | None
    state: State
    version: int
    category: str | None
    unit_name: str
    responsible: str | None


@dataclass
class Planned:
    """One row's fate; `notice` says what remains to be done by hand."""

    row: Row
    action: Action = "error"
    case: CaseHere | None = None
    notice: str = ""

    @property
    def acknowledges(self) -> bool:
        """Whether the unit takes the case over with this row."""
        return self.action in ("acknowledge", "both")

    @property
    def submits(self) -> bool:
        """Whether the row submits the fix."""
        return self.action in ("submit", "both")


def plan(rows: Sequence[Row], cases: Mapping[str, CaseHere], *, today: date) -> list[Planned]:
    """Judge every row by the case of its number."""
    planned = [Planned(row) for row in rows]
    first: dict[str, int] = {}
    for each in planned:
        number = each.row.values.get("ledger_no")
        if number is None:
            continue
        before = first.setdefault(number, each.row.row_number)
        if before != each.row.row_number:
            each.row.refuse(TITLES["ledger_no"], f"与第 {before} 行重复，请只保留一行。")
        each.case = cases.get(number)
        if each.case is None:
            each.row.refuse(TITLES["ledger_no"], f"台账里没有编号 {number} 的隐患，或它不归您代录。")
            continue
        _decide(each, each.case, today)
    return planned


def _decide(planned: Planned, case: CaseHere, today: date) -> None:
    done = _says_done(planned.row, today)
    if case.state not in (State.ASSIGNED, State.RECTIFYING):
        planned.notice = f"现在是“{LABELS[case.state]}”，不用再录。"
        planned.action = "unchanged"
        return
    takes = case.state is State.ASSIGNED and _takes_over(planned.row, done=done)
    if planned.row.errors:
        return
    category = taxonomy().categories.get(case.category or "")
    without_photo = category is not None and category.photo == "forbidden"
    submits = done and without_photo
    if done and not without_photo:
        planned.notice = PHOTO_FIRST
    planned.action = "both" if takes and submits else "submit" if submits else "acknowledge" if takes else "unchanged"


def _takes_over(row: Row, *, done: bool) -> bool:
    """Who is responsible and what is planned belong together: one without the other is a slip of the pen."""
    given = {name: row.values.get(name, "") for name in ("responsible", "measure")}
    if not any(given.values()) and not done:
        return False
    for name, value in given.items():
        if len(value) < (_SHORTEST if name == "measure" else 1):
            row.refuse(TITLES[name], "签收要写明责任人和整改措施，请补上。")
    return True


def _says_done(row: Row, today: date) -> bool:
    said = row.values.get("outcome", "")
    done_on = None
    if "done_on" in row.values:
        try:
            done_on = days.day(row.values["done_on"], days.Years(today.year))
        except CellError as error:
            row.refuse(TITLES["done_on"], str(error))
        if done_on is not None and done_on > today:
            row.refuse(TITLES["done_on"], f"{done_on} 还没有到，请核对。")
    if said and words.is_done(said) is False:
        return False
    if (said or done_on) and len(said) < _SHORTEST:
        row.refuse(TITLES["outcome"], "请写明做了什么，不能只打勾。")
    return bool(said or done_on)
