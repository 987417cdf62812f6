"""A county's first day: divisions and offices from one Excel file, before there are schools. Again, it adds what is new."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.core.actor import Actor
from backend.core.clock import local_date, now
from backend.core.spreadsheets import Column, Row, Sheet, choice, read_tables, text
from backend.people.role_table import DIVISIONS as LEVELS
from backend.places.divisions import create_division
from backend.places.kinds import ORGANISATION_KINDS
from backend.places.models import DIVISION, ORGANISATION
from backend.places.operations import create_organisation

DIVISIONS, OFFICES = "区划", "单位"
_LEVELS = dict(zip(("国家", "省", "市", "县", "乡镇"), LEVELS, strict=True))
_KINDS = {zh: kind for kind, (zh, _) in ORGANISATION_KINDS.items() if kind != "SCH"}
_DIVISION_COLUMNS = [
    Column("level", "级别", ("层级",), required=True, parse=choice(_LEVELS), choices=tuple(_LEVELS)),
    Column("code", "区划代码", ("代码",), required=True, parse=text(12), note="国家统计局代码：县 6 位，乡镇 9 位。"),
    Column("name", "名称", ("区划名称",), required=True, parse=text(60)),
    Column("parent", "上级代码", ("上级区划代码",), parse=text(12), note="上一级的区划代码；国家一级不填。"),
]
_OFFICE_COLUMNS = [
    Column("kind", "单位类型", ("类型",), required=True, parse=choice(_KINDS), choices=tuple(_KINDS)),
    Column("name", "单位名称", ("名称",), required=True, parse=text(80)),
    Column("short_name", "简称", (), parse=text(40)),
    Column("division", "所在区划代码", ("区划代码",), parse=text(12), note="乡镇街道和派出所填所在乡镇，其他不填。"),
]
_WANTED = {DIVISIONS: _DIVISION_COLUMNS, OFFICES: _OFFICE_COLUMNS}
TEMPLATE = [
    Sheet(
        DIVISIONS,
        _DIVISION_COLUMNS,
        [
            {"level": "国家", "code": "000000", "name": "中国"},
            {"level": "省", "code": "990000", "name": "示范省", "parent": "000000"},
            {"level": "市", "code": "990100", "name": "示范市", "parent": "990000"},
            {"level": "县", "code": "990121", "name": "示范县", "parent": "990100"},
            {"level": "乡镇", "code": "990121100", "name": "城关镇", "parent": "990121"},
        ],
    ),
    Sheet(
        OFFICES,
        _OFFICE_COLUMNS,
        [
            {"kind": "联席会议办公室", "name": "示范县校园安全联席会议办公室", "short_name": "联席办"},
            {"kind": "教育局", "name": "示范县教育局", "short_name": "教育局"},
            {"kind": "派出所", "name": "城关派出所", "short_name": "城关所", "division": "990121100"},
        ],
    ),
]


@dataclass(frozen=True)
class Founded:
    """What was added, and the mistakes for which nothing at all was written."""

    divisions: int
    offices: int
    mistakes: list[str]


def found_county(session: Session, actor: Actor, *, workbook: bytes) -> Founded:
    """Add the divisions and offices of one county that are not there yet; any mistake in the file, and nothing is."""
    tables = read_tables(workbook, _WANTED)
    divisions, offices = (tables[name].rows if name in tables else [] for name in (DIVISIONS, OFFICES))
    mistakes = [*_mistakes(DIVISIONS, divisions), *_mistakes(OFFICES, offices)]
    known: dict[str, UUID] = dict(tuple(row) for row in session.execute(select(DIVISION.c.code, DIVISION.c.id)))
    mistakes += _unknown_codes(divisions, offices, known)
    counties = {row.values.get("code") for row in divisions if row.values.get("level") == "county"}
    if len(counties) != 1:
        mistakes.append(f"“{DIVISIONS}”表里应有且只有一个县，现在有 {len(counties)} 个。")
    if mistakes:
        return Founded(0, 0, mistakes)
    added = _add_divisions(session, actor, divisions, known)
    county_id = known[str(counties.pop())]
    return Founded(added, _add_offices(session, actor, offices, known, county_id=county_id), [])


def _mistakes(sheet: str, rows: list[Row]) -> list[str]:
    return [f"“{sheet}”第 {row.row_number} 行 {bad.column}：{bad.message}" for row in rows for bad in row.errors]


def _unknown_codes(divisions: list[Row], offices: list[Row], known: dict[str, UUID]) -> list[str]:
    """Name every code that stands neither in the database nor higher up in the file."""
    seen, found = set(known), []
    for row in divisions:
        parent = row.values.get("parent")
        if parent is None and row.values.get("level") != "nation":
            found.append(f"“{DIVISIONS}”第 {row.row_number} 行：请填上级代码。")
        elif parent is not None and parent not in seen:
            found.append(f"“{DIVISIONS}”第 {row.row_number} 行：上级代码 {parent} 应写在它的前面。")
        seen.add(str(row.values.get("code")))
    places = ((row, row.values.get("division")) for row in offices)
    return found + [
        f"“{OFFICES}”第 {row.row_number} 行：没有区划 {code}。" for row, code in places if code and code not in seen
    ]


def _add_divisions(session: Session, actor: Actor, rows: list[Row], known: dict[str, UUID]) -> int:
    new = [row.values for row in rows if row.values["code"] not in known]
    for values in new:
        parent_id = known[values["parent"]] if values.get("parent") else None
        known[values["code"]] = create_division(
            session,
            actor,
            level=values["level"],
            code=values["code"],
            name=values["name"],
            parent_id=parent_id,
            valid_from=local_date(now()),
        )
    return len(new)


def _add_offices(session: Session, actor: Actor, rows: list[Row], known: dict[str, UUID], *, county_id: UUID) -> int:
    there = select(ORGANISATION.c.kind, ORGANISATION.c.name).where(ORGANISATION.c.county_id == county_id)
    existing = {(row.kind, row.name) for row in session.execute(there)}
    new: list[dict[str, Any]] = [row.values for row in rows if (row.values["kind"], row.values["name"]) not in existing]
    for values in new:
        create_organisation(
            session,
            actor,
            county_id=county_id,
            kind=values["kind"],
            name=values["name"],
            short_name=values.get("short_name") or "",
            division_id=known.get(values.get("division") or ""),
        )
    return len(new)
