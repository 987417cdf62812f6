"""Scopes in SQL: `scope_condition`, the twin of `rules.may` for lists, and where a scope itself belongs.

The tables of places are named here by hand (`sqlalchemy.table`), because people lies below places and may not import it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Uuid, and_, column, false, or_, select, table, true
from sqlalchemy.orm import InstrumentedAttribute, Session

from backend.core.actor import Actor, Grant
from backend.people.role_table import ROLES, VERBS
from backend.people.rules import NATION, OPEN_VERBS, PlaceScopes, filter_applies

Column = ColumnElement[Any] | InstrumentedAttribute[Any]


def _ids(*names: str) -> list[Any]:
    return [column(name, Uuid()) for name in names]


DIVISION = table("division", column("level"), column("name"), *_ids("id", "parent_id"))
_ANCESTOR = table("division_ancestor", *_ids("division_id", "ancestor_id"))
ORGANISATION = table(
    "organisation", column("kind"), column("name"), column("short_name"), *_ids("id", "county_id", "division_id")
)
_SCHOOL = table("school", *_ids("id", "county_id", "township_id", "precinct_id", "parent_school_id"))


@dataclass(frozen=True)
class ScopeColumns:
    """Columns of the filtered query that say where a row belongs.

    `precinct_id`, `township_id` and `parent_school_id` may be left out: they are then found through the row's school.
    `own_ids`: columns with the accounts that reported the row or were asked to work on it. `linked_units`: the row's id
    and a table that links it to further units, as (id column, link's id column, link's unit column).
    """

    county_id: Column
    school_id: Column | None = None
    precinct_id: Column | None = None
    township_id: Column | None = None
    parent_school_id: Column | None = None
    unit_ids: tuple[Column, ...] = ()
    category: Column | None = None
    own_ids: tuple[Column, ...] = field(default=())
    linked_units: tuple[Column, Column, Column] | None = None


def scope_condition(actor: Actor, verb: str, columns: ScopeColumns) -> ColumnElement[bool]:
    """Return the WHERE condition that keeps the rows on which `actor` may do `verb`; nothing granted keeps nothing."""
    if verb not in VERBS:
        raise KeyError(f"unknown verb: {verb}")
    if actor.kind == "system" or verb in OPEN_VERBS:
        return true()
    return or_(false(), *(_group_condition(actor, verb, columns, grants=group) for group in _alike(actor.grants)))


def _alike(grants: Iterable[Grant]) -> list[list[Grant]]:
    """Put grants that differ in nothing but the scope's id together, so that twenty schools become one IN list."""
    groups: dict[Any, list[Grant]] = defaultdict(list)
    for grant in grants:
        if grant.role in ROLES:
            groups[grant.role, grant.scope_type, grant.category_filter].append(grant)
    return list(groups.values())


def _group_condition(actor: Actor, verb: str, columns: ScopeColumns, *, grants: list[Grant]) -> ColumnElement[bool]:
    first = grants[0]
    conditions: list[ColumnElement[bool]] = [_inside(first.scope_type, [g.scope_id for g in grants], columns)]
    if verb not in ROLES[first.role].verbs:
        if verb not in ROLES[first.role].own_verbs:
            return false()
        conditions.append(or_(false(), *(own == actor.account_id for own in columns.own_ids)))
    if first.category_filter is not None and filter_applies(verb):
        codes = sorted(first.category_filter)
        conditions.append(false() if columns.category is None else columns.category.in_(codes))
    return and_(*conditions)


def _inside(scope_type: str, ids: list[UUID], columns: ScopeColumns) -> ColumnElement[bool]:
    """Return the condition that a row lies in one of the scopes; the twin of `rules.covers`."""
    match scope_type:
        case "nation":
            return true()
        case "county":
            return columns.county_id.in_(ids)
        case "province" | "city":
            below = select(_ANCESTOR.c.division_id).where(_ANCESTOR.c.ancestor_id.in_(ids))
            return columns.county_id.in_(below)
        case "township":
            return _at_school(columns, columns.township_id, _SCHOOL.c.township_id, ids=ids)
        case "precinct":
            at_school = _at_school(columns, columns.precinct_id, _SCHOOL.c.precinct_id, ids=ids)
            return or_(at_school, _of_unit(columns, ids))
        case "school":
            return _of_school(columns, ids)
        case "department":
            return _of_unit(columns, ids)
    return false()


def _at_school(
    columns: ScopeColumns, given: Column | None, through: ColumnElement[Any], *, ids: list[UUID]
) -> ColumnElement[bool]:
    """Compare the column given by the caller, or look it up through the row's school."""
    if given is not None:
        return given.in_(ids)
    if columns.school_id is None:
        return false()
    return columns.school_id.in_(select(_SCHOOL.c.id).where(through.in_(ids)))


def _of_school(columns: ScopeColumns, ids: list[UUID]) -> ColumnElement[bool]:
    """The schools and their campuses. One IN instead of an OR of two, so that an index on the school can serve it."""
    if columns.school_id is None:
        return false()
    if columns.parent_school_id is not None:
        return or_(columns.school_id.in_(ids), columns.parent_school_id.in_(ids))
    return columns.school_id.in_(
        select(_SCHOOL.c.id).where(or_(_SCHOOL.c.id.in_(ids), _SCHOOL.c.parent_school_id.in_(ids)))
    )


def _of_unit(columns: ScopeColumns, ids: list[UUID]) -> ColumnElement[bool]:
    conditions: list[ColumnElement[bool]] = [unit.in_(ids) for unit in columns.unit_ids]
    if columns.linked_units is not None:
        row_id, link_id, unit_id = columns.linked_units
        conditions.append(row_id.in_(select(link_id).where(unit_id.in_(ids))))
    return or_(false(), *conditions)


def scope_type_of(kind: str) -> str:
    """Return the type of scope that a unit of this kind is: a school, a police station's precinct, else a department."""
    return {"SCH": "school", "PCS": "precinct"}.get(kind, "department")


def place_of_scope(session: Session, scope_type: str, scope_id: UUID) -> PlaceScopes | None:
    """Return where the scope itself lies, for asking who may give a role there; None if there is no such place."""
    match scope_type:
        case "nation":
            return PlaceScopes() if scope_id == NATION or _has_level(session, scope_id, "nation") else None
        case "province" | "city" | "county" | "township":
            return _place_of_division(session, scope_type, scope_id)
        case "school":
            return _place_of_school(session, scope_id)
    return _place_of_unit(session, scope_type, scope_id)


def _has_level(session: Session, division_id: UUID, level: str) -> bool:
    found = session.execute(select(DIVISION.c.level).where(DIVISION.c.id == division_id)).scalar_one_or_none()
    return found == level


def _ancestors(session: Session, *division_ids: UUID) -> dict[UUID, str]:
    rows = session.execute(
        select(DIVISION.c.id, DIVISION.c.level)
        .join(_ANCESTOR, _ANCESTOR.c.ancestor_id == DIVISION.c.id)
        .where(_ANCESTOR.c.division_id.in_(division_ids))
    )
    return {row.id: row.level for row in rows}


def _place_of_division(session: Session, level: str, division_id: UUID) -> PlaceScopes | None:
    levels = _ancestors(session, division_id)
    if levels.get(division_id) != level:
        return None
    county = next((found for found, its_level in levels.items() if its_level == "county"), None)
    return PlaceScopes(county_id=county, division_ids=frozenset(levels))


def _place_of_school(session: Session, school_id: UUID) -> PlaceScopes | None:
    school = session.execute(select(_SCHOOL).where(_SCHOOL.c.id == school_id)).one_or_none()
    if school is None:
        return None
    return PlaceScopes(
        county_id=school.county_id,
        division_ids=frozenset(_ancestors(session, school.county_id, school.township_id)),
        school_id=school.id,
        precinct_id=school.precinct_id,
        parent_school_id=school.parent_school_id,
    )


def _place_of_unit(session: Session, scope_type: str, unit_id: UUID) -> PlaceScopes | None:
    unit = session.execute(select(ORGANISATION).where(ORGANISATION.c.id == unit_id)).one_or_none()
    if unit is None or (scope_type == "precinct" and unit.kind != "PCS"):
        return None
    return PlaceScopes(
        county_id=unit.county_id,
        division_ids=frozenset(_ancestors(session, unit.county_id)),
        precinct_id=unit_id if scope_type == "precinct" else None,
        unit_ids=frozenset({unit_id}) if scope_type == "department" else frozenset(),
    )
