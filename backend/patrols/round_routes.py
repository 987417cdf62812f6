"""Addresses of rounds: the day on a phone, one round, its excuse, coverage and a route's month."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from backend.core.api import Blueprint, current_actor, current_config, current_session
from backend.patrols import coverage_schemas as figures
from backend.patrols import round_schemas as schemas
from backend.patrols.coverage import Within, period_of, read_coverage
from backend.patrols.day_seals import seal_asks
from backend.patrols.excusing import excuse_round, withdraw_excuse
from backend.patrols.round_calendar import read_calendar
from backend.patrols.round_queries import list_rounds, one_round, todays_rounds
from backend.patrols.rounds import open_round

patrols = Blueprint("patrols", __name__, url_prefix="/api/v1/patrols", description="巡查总览")
rounds = Blueprint("patrol_runs", __name__, url_prefix="/api/v1/patrol_runs", description="巡查轮次")
BLUEPRINTS = [patrols, rounds]


@patrols.get("/today")
@patrols.response(200, schemas.TodayShown())
def read_today() -> dict[str, Any]:
    """Return the rounds that I may walk today, with all that is needed to walk them without network."""
    today = todays_rounds(current_session(), current_actor())
    seal_asks(current_session(), today["runs"], secret=current_config().secrets.app)
    return today


@patrols.get("/coverage")
@patrols.arguments(figures.CoverageQuery(), location="query")
@patrols.response(200, figures.CoverageShown())
def show_coverage(query: dict[str, Any]) -> dict[str, Any]:
    """Return how many of the points due were visited, by route, school, unit or township, of what the reader may see."""
    period = period_of(query.pop("from_"), query.pop("to"))
    by = query.pop("by")
    return read_coverage(current_session(), current_actor(), by=by, period=period, within=Within(**query))


@patrols.get("/calendar")
@patrols.arguments(figures.RouteMonthQuery(), location="query")
@patrols.response(200, figures.RouteMonthShown())
def show_calendar(query: dict[str, Any]) -> dict[str, Any]:
    """Return a route's month, day by day."""
    month = date.fromisoformat(f"{query['month']}-01")
    return read_calendar(current_session(), current_actor(), route_id=query["route_id"], month=month)


@rounds.get("")
@rounds.arguments(schemas.RoundQuery(), location="query")
@rounds.response(200, schemas.RoundPage())
def show_rounds(query: dict[str, Any]) -> dict[str, Any]:
    """Return rounds that I may read or walk, the latest first."""
    first, last = query.pop("from_"), query.pop("to")
    page = list_rounds(current_session(), current_actor(), first=first, last=last, **query)
    return {"items": page.items, "next": page.next}


@rounds.post("")
@rounds.arguments(schemas.NewRound())
@rounds.response(201, schemas.RoundDetail())
@rounds.alt_response(200, schema=schemas.RoundDetail())
def start_round(body: dict[str, Any]) -> tuple[dict[str, Any], int]:
    """Open a round by hand, now; the same id again answers the same round."""
    session, actor = current_session(), current_actor()
    opened = open_round(session, actor, run_id=body["id"], route_id=body["route_id"])
    return one_round(session, actor, opened.run_id), 201 if opened.fresh else 200


@rounds.get("/<uuid:run_id>")
@rounds.response(200, schemas.RoundDetail())
def read_round(run_id: UUID) -> dict[str, Any]:
    """Return one round with its points and visits."""
    return one_round(current_session(), current_actor(), run_id)


@rounds.post("/<uuid:run_id>/excuse")
@rounds.arguments(schemas.NewExcuse())
@rounds.response(200, schemas.RoundDetail())
def excuse(body: dict[str, Any], run_id: UUID) -> dict[str, Any]:
    """Excuse a round that could not be walked; it stays visible with the reason."""
    session, actor = current_session(), current_actor()
    excuse_round(session, actor, run_id, reason=body["reason"], note=body["note"].strip())
    return one_round(session, actor, run_id)


@rounds.delete("/<uuid:run_id>/excuse")
@rounds.response(200, schemas.RoundDetail())
def withdraw(run_id: UUID) -> dict[str, Any]:
    """Take the excuse back: the round counts again."""
    session, actor = current_session(), current_actor()
    withdraw_excuse(session, actor, run_id)
    return one_round(session, actor, run_id)
