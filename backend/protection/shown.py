"""Indicators as the API shows them."""

from __future__ import annotations

from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import Row
from sqlalchemy.orm import Session

from backend.core.actor import Actor
from backend.core.clock import local_date, now
from backend.core.errors import Problem
from backend.people.rules import may
from backend.places.queries import place_scopes, where
from backend.protection.catalogue import load
from backend.protection.figures import standings_of
from backend.protection.operations import is_inside, may_only_own
from backend.protection.queries import declared_of, kind_of, newest_lines
from backend.protection.rules import STANDINGS, guards_required


@cache
def catalogue_shown() -> dict[str, Any]:
    """Return all indicators and sets; made once, to be read only."""
    data = load()
    atoms = [
        {
            "key": atom.key,
            "label": atom.zh,
            "met_when": atom.met_zh,
            "questions": [{"key": q.key, "kind": q.kind, "label": q.zh} for q in atom.questions],
        }
        for atom in data.atoms.values()
    ]
    sets = [
        {"key": s.key, "label": s.zh, "atoms": [atom for each in s.indicators for atom in each.atoms]}
        for s in data.sets.values()
    ]
    return {"version": data.version, "source": data.source, "atoms": atoms, "sets": sets}


def school_shown(session: Session, actor: Actor, school_id: UUID) -> dict[str, Any]:
    """Return one school's indicators; those who may not read them learn of nothing."""
    place = where(session, school_id)
    scopes = place_scopes(session, place) if place else None
    if place is None or scopes is None or not may(actor, "indicator.read", scopes):
        raise Problem("not_found")
    kind = kind_of(session, school_id)
    lines = {atom: row for (_, atom), row in newest_lines(session, [school_id]).items()}
    declared = {atom: declared_of(row) for atom, row in lines.items()}
    stands = standings_of(kind, declared, on=local_date(now()))
    return {
        "school": {"id": place.school_id, "name": place.school_name},
        "urban": kind.urban,
        "may_declare": may(actor, "indicator.declare", scopes),
        "may_verify": may(actor, "indicator.verify", scopes) and not is_inside(session, actor, school_id),
        "may_mark_urban": may(actor, "place.edit", scopes) and not may_only_own(actor),
        "standings": [
            {
                "atom": atom,
                "standing": stands[atom],
                "standing_label": STANDINGS[stands[atom]][0],
                "required": _required(atom, lines.get(atom)),
                "declaration": _declaration(lines.get(atom)),
            }
            for atom in load().atoms
        ],
    }


def _required(atom: str, row: Row[Any] | None) -> int | None:
    if atom != "ind_guards" or row is None:
        return None
    said = row.answers
    return guards_required(said["pupils"], said["boarders"], local_minimum=said["local_minimum"])


def _declaration(row: Row[Any] | None) -> dict[str, Any] | None:
    if row is None:
        return None
    return {
        "id": row.id,
        "answers": row.answers,
        "note": row.note,
        "declared_at": row.declared_at,
        "declared_by": row.declarer,
        "outcome": row.outcome,
        "found": row.found,
        "verified_at": row.verified_at,
        "verified_by": " ".join(filter(None, [row.verifying_unit, row.verifier])) or None,
    }
