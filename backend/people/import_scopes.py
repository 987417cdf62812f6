"""Finding the unit and the scope that a row of the list means by name, within one county."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from backend.core.spreadsheets import CellError
from backend.people.role_table import ROLES
from backend.people.scopes import DIVISION, ORGANISATION, scope_type_of

Scope = tuple[str, UUID]


@dataclass(frozen=True)
class Unit:
    """An organisation as a row names it."""

    id: UUID
    name: str
    kind: str
    division_id: UUID


class CountyNames:
    """Every name of one county, read once for the whole list."""

    def __init__(self, session: Session, county_id: UUID) -> None:
        self.county_id = county_id
        self._units: dict[str, dict[UUID, Unit]] = defaultdict(dict)
        self._divisions: dict[str, Scope] = {}
        self._townships: set[UUID] = set()
        for row in _organisations(session, county_id):
            unit = Unit(row.id, row.name, row.kind, row.division_id)
            for name in {row.name, row.short_name} - {None, ""}:
                self._units[name][row.id] = unit
        for row in _divisions(session, county_id):
            self._divisions[row.name] = (row.level, row.id)
            self._townships |= {row.id} if row.level == "township" else set()

    def unit(self, name: str) -> Unit:
        """Return the one unit of that full or short name."""
        found = self._units.get(name, {})
        if not found:
            raise CellError(f"本县没有叫“{name}”的单位，请核对名称，或先导入单位。")
        if len(found) > 1:
            raise CellError(f"本县有 {len(found)} 个单位叫“{name}”，请写全称。")
        return next(iter(found.values()))

    def scopes(self, role: str, unit: Unit, names: list[str]) -> list[Scope]:
        """Return the scopes that the row names, or the one that follows from the unit."""
        return [self._named(role, name) for name in names] or [self._own(role, unit)]

    def _named(self, role: str, name: str) -> Scope:
        kinds = ROLES[role].scope_types
        if name in self._divisions and self._divisions[name][0] in kinds:
            return self._divisions[name]
        unit = self.unit(name)
        kind = scope_type_of(unit.kind)
        if kind in kinds:
            return kind, unit.id
        if "department" in kinds and unit.kind != "SCH":
            return "department", unit.id
        raise CellError(f"“{ROLES[role].label_zh}”不能管辖“{name}”，请核对角色和范围。")

    def _own(self, role: str, unit: Unit) -> Scope:
        kinds = ROLES[role].scope_types
        kind = scope_type_of(unit.kind)
        if kind in kinds:
            return kind, unit.id
        if "department" in kinds and unit.kind != "SCH":
            return "department", unit.id
        if "township" in kinds and unit.division_id in self._townships:
            return "township", unit.division_id
        if "county" in kinds and unit.kind != "SCH":
            return "county", self.county_id
        raise CellError(f"“{ROLES[role].label_zh}”与单位“{unit.name}”不匹配，请核对角色，或填写管辖范围。")


def _organisations(session: Session, county_id: UUID) -> list[Row[Any]]:
    columns = ORGANISATION.c
    wanted = select(columns.id, columns.name, columns.short_name, columns.kind, columns.division_id)
    return list(session.execute(wanted.where(columns.county_id == county_id)))


def _divisions(session: Session, county_id: UUID) -> list[Row[Any]]:
    columns = DIVISION.c
    here = (columns.id == county_id) | (columns.parent_id == county_id)
    return list(session.execute(select(columns.id, columns.level, columns.name).where(here)))
