"""What an uploaded ledger would do: each row becomes a case in the state that it proves, is there already, or is wrong. Pure."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from backend.core.spreadsheets import Row
from backend.core.spreadsheets.cells import CellError
from backend.intake.ledger_import import days
from backend.intake.ledger_import.arriving import Arriving, RowReader
from backend.intake.ledger_import.columns import ALL_TITLES
from backend.intake.ledger_import.names import Directory
from backend.rectifications.states import LABELS, State

Action = Literal["create", "exists", "error"]
_PUNCTUATION = re.compile(r"[\s，。、；：,.;:!！?？“”\"'（）()\-—_]+")
_FOOTER = re.compile(r"合计|总计|小计|共计|填表|审核|制表|备注|说明|注[:：]?")


@dataclass
class Planned:
    """One row's fate. `key` is what the case is known by in its county; `standing` where a case that is there stands."""

    sheet: str
    row: Row
    action: Action = "error"
    arriving: Arriving | None = None
    key: str = ""
    standing: str = ""


@dataclass(frozen=True)
class Judging:
    """What rows are judged by: the county's names, today, and the years of the sheet."""

    directory: Directory
    today: date
    years: Mapping[str, days.Years] = field(default_factory=dict)


def plan(rows: Mapping[str, Sequence[Row]], judging: Judging) -> list[Planned]:
    """Judge every row of every sheet; footers and repeated headers are left out, repeated rows are refused."""
    planned = [Planned(sheet, row) for sheet, found in rows.items() for row in found if not _is_no_row(row)]
    first: dict[str, Planned] = {}
    for each in planned:
        years = judging.years.get(each.sheet, days.Years())
        reader = RowReader(each.row, judging.directory, today=judging.today, years=years)
        each.arriving = reader.read()
        if each.arriving is None:
            continue
        each.action, each.key = "create", key_of(each.arriving)
        before = first.setdefault(each.key, each)
        if before is not each:
            where = f"第 {before.row.row_number} 行"
            if before.sheet != each.sheet:
                where = f"工作表“{before.sheet}”{where}"
            each.row.refuse("", f"与{where}重复（同一所学校的同一件隐患），请只保留一行。")
            each.action = "error"
    return planned


def mark_known(planned: Sequence[Planned], standing: Mapping[str, str], numbers: Mapping[str, str]) -> None:
    """Mark rows whose case is in the ledger already, by key (`standing`) or by our own number: state by each."""
    for each in planned:
        if each.action != "create" or each.arriving is None:
            continue
        state = standing.get(each.key) or numbers.get(each.arriving.original_no or "")
        if state is not None:
            each.action, each.standing = "exists", LABELS[State(state)]


def years_of(rows: Mapping[str, Sequence[Row]], titles: Mapping[str, str]) -> dict[str, days.Years]:
    """Return the years of each sheet, by its title or by its own rows' days."""
    return {
        sheet: days.years_of(f"{sheet} {titles.get(sheet, '')}", _found_days(found)) for sheet, found in rows.items()
    }


def key_of(row: Arriving) -> str:
    """Return what a row is known by: its school and number or, without one that identifies, its day, words and place."""
    told = ("no", row.original_no) if row.original_no else (row.found_on.isoformat(), row.note, row.place)
    return hashlib.sha256("|".join([str(row.school.id), *map(_folded, told)]).encode()).hexdigest()


def _folded(text: str) -> str:
    return _PUNCTUATION.sub("", text).lower()


def _found_days(rows: Sequence[Row]) -> list[str]:
    return [day for day in (row.values.get("found_on") for row in rows) if day and _readable(day)]


def _readable(text: str) -> bool:
    try:
        days.day(text, days.Years(2000))
    except CellError:
        return False
    return True


def _is_no_row(row: Row) -> bool:
    """A sum or a signature below the table, or the header once more on the next printed page."""
    said = row.values
    if said.get("note") == ALL_TITLES["note"] or said.get("found_on") == ALL_TITLES["found_on"]:
        return True
    return "found_on" not in said and any(_FOOTER.match(str(said.get(name, ""))) for name in ("number", "school"))
