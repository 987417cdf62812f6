"""A set's rates over the schools somebody may read, and what each school lacks (缺什么补什么)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from backend.core.actor import Actor
from backend.core.clock import local_date, now
from backend.core.errors import Problem
from backend.protection.catalogue import Indicator, IndicatorSet, load
from backend.protection.queries import CountedSchool, by_school, counted_schools, newest_lines
from backend.protection.rules import GAPS, STANDINGS, Declared, SchoolKind, Standing, standing, together

Standings = Mapping[str, Standing]


def rates(session: Session, actor: Actor, *, set_key: str) -> dict[str, Any]:
    """Return each indicator's verified and declared share, for all schools and by township; no schools, no rate."""
    chosen, today = set_of(set_key), local_date(now())
    schools = counted_schools(session, actor, on=today)
    stands = _standings(session, schools, on=today)
    places = {school.township_id: school.township for school in schools}
    return {
        "set": chosen.key,
        "as_of": today,
        "indicators": [_line(each, schools, stands) for each in chosen.indicators],
        "townships": [
            {"id": place, "name": name, "indicators": _of_township(chosen, schools, stands, place)}
            for place, name in places.items()
        ],
    }


def gaps(session: Session, actor: Actor, *, set_key: str) -> dict[str, Any]:
    """Return every school with what it lacks of the set; those that lack nothing stand last."""
    chosen, today = set_of(set_key), local_date(now())
    schools = counted_schools(session, actor, on=today)
    stands = _standings(session, schools, on=today)
    found = [(school, _lacking(chosen, stands[school.id])) for school in schools]
    items = [
        {"school": {"id": school.id, "name": school.name}, "township": school.township, "lacks": lacks}
        for school, lacks in sorted(found, key=lambda pair: not pair[1])
    ]
    return {"set": chosen.key, "as_of": today, "items": items}


def set_of(key: str) -> IndicatorSet:
    """Return the set, or a refusal."""
    chosen = load().sets.get(key)
    if chosen is None:
        raise Problem("protection_unknown_indicator")
    return chosen


def standings_of(kind: SchoolKind, declared: Mapping[str, Declared], *, on: date) -> dict[str, Standing]:
    """Return a school's standing on every atom of the catalogue."""
    return {key: standing(key, atom.applies, kind, declared.get(key), on=on) for key, atom in load().atoms.items()}


def _standings(session: Session, schools: list[CountedSchool], *, on: date) -> dict[UUID, dict[str, Standing]]:
    declared = by_school(newest_lines(session, [school.id for school in schools]))
    return {school.id: standings_of(school.kind, declared.get(school.id, {}), on=on) for school in schools}


def _of_township(
    chosen: IndicatorSet, schools: list[CountedSchool], stands: Mapping[UUID, Standings], place: UUID
) -> list[dict[str, Any]]:
    inside = [school for school in schools if school.township_id == place]
    return [_line(each, inside, stands) for each in chosen.indicators]


def _line(indicator: Indicator, schools: list[CountedSchool], stands: Mapping[UUID, Standings]) -> dict[str, Any]:
    each = [together([stands[school.id][atom] for atom in indicator.atoms]) for school in schools]
    counted = [one for one in each if one != "not_applicable"]
    share: Callable[[int], float | None] = lambda n: round(n / len(counted), 4) if counted else None  # noqa: E731
    verified = sum(one == "verified" for one in counted)
    said = verified + sum(one == "declared" for one in counted)
    return {
        "label": indicator.zh,
        "schools": len(counted),
        "verified": verified,
        "declared": said,
        "verified_rate": share(verified),
        "declared_rate": share(said),
    }


def _lacking(chosen: IndicatorSet, stands: Standings) -> list[dict[str, Any]]:
    """One line for each atom that lacks, also where a line of the set joins two: what is to be done differs."""
    atoms = dict.fromkeys(atom for indicator in chosen.indicators for atom in indicator.atoms)
    return [
        {
            "atom": key,
            "label": load().atoms[key].zh,
            "standing": stands[key],
            "standing_label": STANDINGS[stands[key]][0],
        }
        for key in atoms
        if stands[key] in GAPS
    ]
