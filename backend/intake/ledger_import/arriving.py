"""One row of an old ledger, understood cell by cell: every mistake named by its column. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from backend.core.spreadsheets import Row
from backend.core.spreadsheets.cells import CellError
from backend.hazards.taxonomy import Category
from backend.hazards.taxonomy import load as taxonomy
from backend.intake.ledger_import import days, words
from backend.intake.ledger_import.columns import ALL_TITLES
from backend.intake.ledger_import.names import Directory, Named
from backend.rectifications.states import State

Value = TypeVar("Value")
_SHORT_NUMBER = re.compile(r"\d{1,3}", re.ASCII)


@dataclass(frozen=True)
class Arriving:
    """A row understood: what is known of the hazard and how far its rectification has come. Days are the county's."""

    school: Named
    found_on: date
    found_via: str
    self_check: bool
    place: str
    note: str
    category: Category | None
    severity: str
    handling: str | None
    units: tuple[Named, ...]
    responsible: str | None
    measure: str | None
    interim: str | None
    funds: str | None
    due_on: date | None
    outcome: str | None
    done_on: date | None
    verifier: str | None
    verified_on: date | None
    closed_on: date | None
    look_back: str | None
    remark: str | None
    original_no: str | None
    state: State


class RowReader:
    """Reads one row cell by cell, naming every mistake by its column; None where there is one."""

    def __init__(self, row: Row, directory: Directory, *, today: date, years: days.Years) -> None:
        self.row, self.said, self.years = row, row.values, years
        self.directory, self.today = directory, today

    def read(self) -> Arriving | None:
        """Return the row as understood."""
        school = self._school()
        found_on = self._past("found_on", lambda text: days.day(text, self.years))
        category = self._category()
        start = found_on or self.today
        dates = {name: self._past(name, self._from(start)) for name in ("done_on", "verified_on", "closed_on")}
        due_on = self._parsed("due_on", lambda text: days.deadline(text, start=start, years=self.years))
        self._check_order(found_on, dates, due_on)
        units = self._units(school) if school else ()
        severity = self._severity(category)
        handling = self._parsed("handling", words.handling) or (category.handling if category else None)
        state, closed_on = self._standing(dates, severity, units)
        if self.row.errors or school is None or found_on is None:
            return None
        outcome = self.said.get("outcome")
        return Arriving(
            school=school,
            found_on=found_on,
            found_via=self.said.get("found_via", ""),
            self_check=words.is_self_check(self.said.get("found_via", "")),
            place=self.said.get("place", ""),
            note=self.said["note"],
            category=category,
            severity=severity,
            handling=handling,
            units=units,
            responsible=self.said.get("responsible"),
            measure=self.said.get("measure"),
            interim=self.said.get("interim"),
            funds=self.said.get("funds"),
            due_on=due_on,
            outcome=outcome if state is State.CLOSED and outcome and words.is_done(outcome) is None else None,
            done_on=dates["done_on"] if state is State.CLOSED else None,
            verifier=self.said.get("verifier"),
            verified_on=dates["verified_on"] if state is State.CLOSED else None,
            closed_on=closed_on,
            look_back=self.said.get("look_back"),
            remark=self.said.get("remark"),
            original_no=self._number(),
            state=state,
        )

    def _parsed(self, key: str, parse: Callable[[str], Value]) -> Value | None:
        if key not in self.said:
            return None
        try:
            return parse(self.said[key])
        except CellError as error:
            self.row.refuse(ALL_TITLES[key], str(error))
            return None

    def _from(self, start: date) -> Callable[[str], date]:
        return lambda text: days.day_after(text, start=start, years=self.years)

    def _past(self, key: str, parse: Callable[[str], date]) -> date | None:
        found = self._parsed(key, parse)
        if found is not None and found > self.today:
            self.row.refuse(ALL_TITLES[key], f"{found} 还没有到，请核对年份。")
        return found

    def _check_order(self, found_on: date | None, dates: Mapping[str, date | None], due_on: date | None) -> None:
        for name, found in [*dates.items(), ("due_on", due_on)]:
            if found_on is not None and found is not None and found < found_on:
                self.row.refuse(ALL_TITLES[name], f"{found} 早于发现时间 {found_on}，请核对。")

    def _school(self) -> Named | None:
        title = ALL_TITLES["school_code" if "school_code" in self.said else "school"]
        if "school" not in self.said and "school_code" not in self.said:
            return None
        self.row.errors = [mistake for mistake in self.row.errors if mistake.column != ALL_TITLES["school"]]
        try:
            school, warning = self.directory.school(self.said.get("school"), self.said.get("school_code"))
        except CellError as error:
            self.row.refuse(title, str(error))
            return None
        if warning:
            self.row.warn(title, warning)
        return school

    def _units(self, school: Named) -> tuple[Named, ...]:
        lead = self._parsed("units", lambda text: self.directory.units(text, school)) or []
        helping = self._parsed("co_units", lambda text: self.directory.units(text, school)) or []
        return tuple({unit.id: unit for unit in [*lead, *helping]}.values()) if lead else ()

    def _category(self) -> Category | None:
        text = self.said.get("category")
        if text is None:
            return None
        if words.names_a_person(text):
            self.row.refuse(ALL_TITLES["category"], "涉及学生个人的事项不进台账，请走保密转介，并从表格里删去。")
            return None
        kind = words.kind(text)
        if kind.warning:
            self.row.warn(ALL_TITLES["category"], kind.warning)
        return taxonomy().categories[kind.code]

    def _severity(self, category: Category | None) -> str:
        usual = category.severity if category else "general"
        marked = words.yes_or_no(self.said.get("is_major", ""))
        said = "major" if marked else self._parsed("severity", words.severity)
        if said == "general" and usual == "major":
            self.row.warn(ALL_TITLES["severity"], "这类隐患通常是重大隐患，表里写的是一般，按一般导入，请核对。")
        return said or ("general" if marked is False else usual)

    def _standing(
        self, dates: Mapping[str, date | None], severity: str, units: tuple[Named, ...]
    ) -> tuple[State, date | None]:
        """The state that the row proves, and the day it was struck off."""
        said = [words.is_done(self.said[name]) for name in ("outcome", "done_mark") if name in self.said]
        ended = dates["closed_on"] or dates["verified_on"] or dates["done_on"]
        if False in said and dates["closed_on"]:
            self.row.refuse(ALL_TITLES["outcome"], "填了销号时间，完成情况却写着没有完成，请核对。")
        elif False not in said and (ended or True in said):
            if self._struck_off(dates, severity):
                if ended is None:
                    self.row.refuse(ALL_TITLES["done_on"], "已完成的请填完成时间或销号时间。")
                return State.CLOSED, ended
            self.row.warn(
                ALL_TITLES["closed_on"], "重大隐患没有验收和销号时间，按整改中导入，请在系统中提交、验收、销号。"
            )
        return self._open(units), None

    def _struck_off(self, dates: Mapping[str, date | None], severity: str) -> bool:
        """A major hazard is not over because somebody says it is fixed: it takes a verification or the striking off."""
        words_of_end = self.said.get("outcome", "") + self.said.get("done_mark", "")
        return severity == "general" or bool(dates["closed_on"] or dates["verified_on"] or "销号" in words_of_end)

    def _open(self, units: tuple[Named, ...]) -> State:
        if not units:
            if "units" not in self.said:
                self.row.warn(ALL_TITLES["units"], "没有责任单位，导入后待研判交办。")
            return State.REPORTED
        if "due_on" not in self.said:
            self.row.warn(ALL_TITLES["due_on"], "没有整改时限，按这类隐患的默认期限从导入之日起算。")
        return State.RECTIFYING if "responsible" in self.said else State.ASSIGNED

    def _number(self) -> str | None:
        """A number of up to three digits only counts the lines of a file; the next file begins at 1 again."""
        number: str | None = self.said.get("ledger_no")
        return None if number is None or _SHORT_NUMBER.fullmatch(number) else number
