"""What an uploaded table would do: each row is created, updated, unchanged or wrong. Pure: known facts in, a plan out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal
from uuid import UUID

from backend.core.geo import gcj02_to_wgs84
from backend.core.ids import new_id
from backend.core.spreadsheets import Row
from backend.places.rules import is_campus_code, position_objection
from backend.places.tables import CHECKPOINTS, SCHOOLS

Action = Literal["create", "update", "unchanged", "error"]
Facts = Mapping[str, Any]
_SHOWN_NAMES = 12


@dataclass(frozen=True)
class Known:
    """What the database says: the county's divisions, stations, schools (by code) and points in use (by school and name).

    A school's or point's facts hold its `id`. `elsewhere` are codes that belong to schools of other counties.
    """

    townships: Mapping[str, UUID]
    precincts: Mapping[str, UUID]
    schools: Mapping[str, Facts]
    checkpoints: Mapping[tuple[UUID, str], Facts]
    elsewhere: frozenset[str] = frozenset()


@dataclass
class Planned:
    """One row's fate: `new` are the fields to write (on an update only those that differ from `old`)."""

    sheet: str
    row: Row
    action: Action = "error"
    id: UUID = field(default_factory=new_id)
    new: dict[str, Any] = field(default_factory=dict)
    old: Facts = field(default_factory=dict)


def plan(rows: Mapping[str, list[Row]], known: Known) -> list[Planned]:
    """Judge every row; schools come before their campuses, and both before the points."""
    schools = [Planned(SCHOOLS, row) for row in rows.get(SCHOOLS, [])]
    _refuse_repeated(schools, ("school_code",))
    coming: dict[str, Planned] = {}
    for planned in sorted(schools, key=lambda planned: _parent_code(planned.row) is not None):
        _plan_school(planned, known, coming)
    points = [Planned(CHECKPOINTS, row) for row in rows.get(CHECKPOINTS, [])]
    _refuse_repeated(points, ("school_code", "name"))
    for planned in points:
        _plan_point(planned, known, coming)
    return [*schools, *points]


def _plan_school(planned: Planned, known: Known, coming: dict[str, Planned]) -> None:
    row, code = planned.row, planned.row.values.get("school_code")
    found = _given(row, "name", "short_name", "school_type")
    found |= _named(row, "township", known.townships, title="乡镇") | _named(
        row, "precinct", known.precincts, title="派出所"
    )
    found |= _position(row) | _parent(row, known, coming)
    if code in known.elsewhere:
        row.refuse("学校标识码", f"标识码 {code} 属于其他县的学校，请核对。")
    if row.errors:
        return
    _decide(planned, found, known.schools.get(str(code)))
    if planned.action == "create":
        planned.new |= {"school_code": code}
    coming[str(code)] = planned


def _plan_point(planned: Planned, known: Known, coming: Mapping[str, Planned]) -> None:
    row, code = planned.row, planned.row.values.get("school_code")
    found = _given(row, "name", "kind") | _position(row)
    school_id = _school_id(code, known, coming)
    if code is not None and school_id is None:
        row.refuse("学校标识码", f"本县没有标识码为 {code} 的学校，请先导入学校。")
    if row.errors or school_id is None:
        return
    _decide(planned, found, known.checkpoints.get((school_id, found["name"])))
    if planned.action == "create":
        planned.new |= {"school_id": school_id}


def _decide(planned: Planned, found: dict[str, Any], old: Facts | None) -> None:
    """An empty cell leaves what is there; only what differs is written."""
    if old is None:
        planned.action, planned.new = "create", found
        return
    planned.id, planned.old = old["id"], old
    planned.new = {name: value for name, value in found.items() if old[name] != value}
    planned.action = "update" if planned.new else "unchanged"


def _refuse_repeated(rows: list[Planned], keys: tuple[str, ...]) -> None:
    first: dict[tuple[Any, ...], int] = {}
    for planned in rows:
        key = tuple(planned.row.values.get(name) for name in keys)
        if None in key:
            continue
        before = first.setdefault(key, planned.row.row_number)
        if before != planned.row.row_number:
            planned.row.refuse("", f"与第 {before} 行重复，请只保留一行。")


def _given(row: Row, *names: str) -> dict[str, Any]:
    return {name: row.values[name] for name in names if name in row.values}


def _named(row: Row, key: str, ids: Mapping[str, UUID], *, title: str) -> dict[str, UUID]:
    name = row.values.get(key)
    if name is None:
        return {}
    if name in ids:
        return {f"{key}_id": ids[name]}
    names = [known for known in ids if not known.isdigit()][:_SHOWN_NAMES]
    row.refuse(title, f"本县没有“{name}”。" + (f"现有：{'、'.join(names)}。" if names else "请先在系统里添加。"))
    return {}


def _position(row: Row) -> dict[str, float]:
    lat, lng = row.values.get("lat"), row.values.get("lng")
    if objection := position_objection(lat, lng):
        if not any(mistake.column in {"纬度", "经度"} for mistake in row.errors):
            row.refuse("纬度", objection)
        return {}
    if lat is None or lng is None:
        return {}
    if row.values.get("datum") == "gcj02":
        lat, lng = gcj02_to_wgs84(lat, lng)
    return {"lat": round(lat, 6), "lng": round(lng, 6)}


def _parent_code(row: Row) -> str | None:
    """The code of the school that this row is a campus of: as written, or what stands before its own hyphen."""
    code = row.values.get("school_code", "")
    written: str | None = row.values.get("parent")
    return written or (code.partition("-")[0] if is_campus_code(code) else None)


def _parent(row: Row, known: Known, coming: Mapping[str, Planned]) -> dict[str, UUID]:
    code = _parent_code(row)
    if code is None:
        return {}
    parent_id = _school_id(code, known, coming)
    if parent_id is None or code == row.values.get("school_code"):
        row.refuse("所属学校", f"本县没有标识码为 {code} 的学校，请先导入它。")
    elif is_campus_code(code) or _is_campus(code, known, coming):
        row.refuse("所属学校", f"{code} 本身是教学点，请填它所属的学校。")
    return {} if parent_id is None else {"parent_school_id": parent_id}


def _is_campus(code: str, known: Known, coming: Mapping[str, Planned]) -> bool:
    facts = coming[code].new if code in coming else known.schools.get(code, {})
    return facts.get("parent_school_id") is not None


def _school_id(code: str | None, known: Known, coming: Mapping[str, Planned]) -> UUID | None:
    if code is None:
        return None
    if code in coming:
        return coming[code].id
    return known.schools[code]["id"] if code in known.schools else None
