"""Sealing into the day's data which visits bring a fresh photo, for phones that walk without network."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.patrols import proofs
from backend.patrols.models import RUN
from backend.patrols.proof_state import shares_of


def seal_asks(session: Session, runs: Sequence[dict[str, Any]], *, secret: bytes) -> None:
    """Put `proof_seals` beside the codes of every point of these rounds, in the order of the codes."""
    if not runs:
        return
    counties = session.execute(select(RUN.c.id, RUN.c.county_id).where(RUN.c.id.in_([run["id"] for run in runs])))
    county_of = {row.id: row.county_id for row in counties}
    drawing = {county_of[run["id"]] for run in runs if any(_drawn(point) for point in run["points"])}
    shares = {county_id: shares_of(session, county_id) for county_id in drawing}
    for run in runs:
        own = shares.get(county_of[run["id"]], proofs.Shares())
        for point in run["points"]:
            point["proof_seals"] = _seals(run, point, own, secret=secret)


def _drawn(point: dict[str, Any]) -> bool:
    return bool(point["photo_rule"] == "sometimes")


def _seals(run: dict[str, Any], point: dict[str, Any], shares: proofs.Shares, *, secret: bytes) -> list[str]:
    whose = proofs.Point(run["id"], point["checkpoint"]["id"], run["on_date"], point["photo_rule"])
    ask = proofs.asked(secret, whose, shares)
    return [proofs.seal(code, whose, ask) for code in point["codes"]]
