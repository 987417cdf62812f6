"""Addresses of the school calendar: the county's, and what a school does differently."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from flask import Response

from backend.core.api import Blueprint, current_actor, current_database, current_session, release_session
from backend.core.errors import Problem
from backend.core.spreadsheets import MEDIA_TYPE, read_tables, write_templates
from backend.core.spreadsheets.uploading import uploaded
from backend.people.rules import may
from backend.places import calendar_schemas as schemas
from backend.places.access import ensure_may
from backend.places.calendar_changes import (
    Owner,
    clear_school_day,
    owner_to_change,
    set_school_day,
    set_terms,
    set_week,
)
from backend.places.calendar_imports import COLUMNS, TEMPLATE, confirm_calendar, judge_calendar, keep_calendar
from backend.places.calendar_shown import calendar_shown, import_shown
from backend.places.queries import county_scopes, place_scopes, where
from backend.places.school_calendar import calendar_of_county, calendar_of_school
from backend.places.school_days import Entry, Term
from backend.places.schools import school_seen_by

calendar = Blueprint("calendar", __name__, url_prefix="/api/v1/calendar", description="校历")
of_school = Blueprint(
    "school_calendar", __name__, url_prefix="/api/v1/schools/<uuid:school_id>", description="本校校历"
)
BLUEPRINTS = [calendar, of_school]


@calendar.get("")
@calendar.arguments(schemas.CalendarQuery(), location="query")
@calendar.response(200, schemas.CalendarShown())
def read_calendar(query: dict[str, Any]) -> dict[str, Any]:
    """Show the county's school days."""
    session, actor = current_session(), current_actor()
    county_id = query["county_id"] or actor.county_id
    if county_id is None:
        raise Problem("calendar_county_unknown")
    county = county_scopes(session, county_id)
    if query["county_id"] not in (None, actor.county_id):
        ensure_may(actor, "place.read", county)
    found = calendar_of_county(session, county_id)
    editing = may(actor, "calendar.edit", county)
    return calendar_shown(found, first=query["from_"], last=query["to"], entered=found.county, may_edit=editing)


@calendar.put("/<day>")
@calendar.arguments(schemas.CountyQuery(), location="query")
@calendar.arguments(schemas.DayEntered())
@calendar.response(200, schemas.CalendarShown())
def set_day(query: dict[str, Any], body: dict[str, Any], day: str) -> dict[str, Any]:
    """Enter what a day is for all schools of the county."""
    owner = owner_to_change(current_session(), current_actor(), **query)
    set_school_day(current_session(), current_actor(), owner, day=_day(day), entry=Entry(**body))
    return _one_day(owner, _day(day))


@calendar.delete("/<day>")
@calendar.arguments(schemas.CountyQuery(), location="query")
@calendar.response(200, schemas.CalendarShown())
def clear_day(query: dict[str, Any], day: str) -> dict[str, Any]:
    """Take a day of the county back to the nation's."""
    owner = owner_to_change(current_session(), current_actor(), **query)
    clear_school_day(current_session(), current_actor(), owner, day=_day(day))
    return _one_day(owner, _day(day))


@calendar.put("/terms")
@calendar.arguments(schemas.CountyQuery(), location="query")
@calendar.arguments(schemas.TermsEntered())
@calendar.response(200, schemas.TermsEntered())
def change_terms(query: dict[str, Any], body: dict[str, Any]) -> dict[str, Any]:
    """Enter the terms of the county's schools, all of them."""
    owner = owner_to_change(current_session(), current_actor(), **query)
    return _terms(owner, body)


@calendar.get("/imports/template.xlsx")
@calendar.alt_response(200, content_type=MEDIA_TYPE, description="模板", success=True)
def read_template() -> Response:
    """Download the table to fill in."""
    headers = {"Content-Disposition": "attachment; filename=calendar.xlsx"}
    return Response(write_templates(TEMPLATE), mimetype=MEDIA_TYPE, headers=headers)


@calendar.post("/imports")
@calendar.arguments(schemas.OwnerQuery(), location="query")
@calendar.response(201, schemas.CalendarImportShown())
def upload(query: dict[str, Any]) -> dict[str, Any]:
    """Upload a calendar and see what each row would do; nothing is written yet."""
    actor = current_actor()
    owner = owner_to_change(current_session(), actor, **query)
    release_session()
    table = next(iter(read_tables(uploaded(), {"": COLUMNS}).values()))
    with current_database().work(write=False) as reading:
        planned = judge_calendar(reading, owner, table)
    return import_shown(keep_calendar(current_session(), actor, owner, planned), planned, table)


@calendar.post("/imports/<uuid:batch_id>/confirmation")
@calendar.arguments(schemas.CalendarImportConfirmation())
@calendar.response(200, schemas.CalendarImportDone())
def confirm(body: dict[str, Any], batch_id: UUID) -> dict[str, int]:
    """Write the previewed rows."""
    return confirm_calendar(current_session(), current_actor(), batch_id=batch_id, only_clean=body["only_clean"])


@of_school.get("/calendar")
@of_school.arguments(schemas.CalendarQuery(exclude=["county_id"]), location="query")
@of_school.response(200, schemas.CalendarShown())
def read_school_calendar(query: dict[str, Any], school_id: UUID) -> dict[str, Any]:
    """Show a school's days: its own, else the county's, else the nation's."""
    school_seen_by(current_session(), current_actor(), school_id)
    return _of_school(school_id, query["from_"], query["to"])


@of_school.put("/calendar/<day>")
@of_school.arguments(schemas.DayEntered())
@of_school.response(200, schemas.CalendarShown())
def set_day_of_school(body: dict[str, Any], school_id: UUID, day: str) -> dict[str, Any]:
    """Enter what a day is for this school."""
    owner = owner_to_change(current_session(), current_actor(), school_id=school_id)
    set_school_day(current_session(), current_actor(), owner, day=_day(day), entry=Entry(**body))
    return _one_day(owner, _day(day))


@of_school.delete("/calendar/<day>")
@of_school.response(200, schemas.CalendarShown())
def clear_day_of_school(school_id: UUID, day: str) -> dict[str, Any]:
    """Take a day of this school back to the county's."""
    owner = owner_to_change(current_session(), current_actor(), school_id=school_id)
    clear_school_day(current_session(), current_actor(), owner, day=_day(day))
    return _one_day(owner, _day(day))


@of_school.put("/terms")
@of_school.arguments(schemas.TermsEntered())
@of_school.response(200, schemas.TermsEntered())
def change_terms_of_school(body: dict[str, Any], school_id: UUID) -> dict[str, Any]:
    """Enter the terms that this school has otherwise than its county."""
    return _terms(owner_to_change(current_session(), current_actor(), school_id=school_id), body)


@of_school.put("/week")
@of_school.arguments(schemas.WeekEntered())
@of_school.response(200, schemas.WeekEntered())
def change_week_of_school(body: dict[str, Any], school_id: UUID) -> dict[str, Any]:
    """Say on which weekdays this school differs: Saturday classes, the return on Sunday."""
    owner = owner_to_change(current_session(), current_actor(), school_id=school_id)
    week = {day["weekday"]: Entry(day["kind"], day["half"], name=day["name"]) for day in body["week"]}
    set_week(current_session(), current_actor(), owner, week=week)
    return body


def _terms(owner: Owner, body: dict[str, Any]) -> dict[str, Any]:
    for number, term in enumerate(body["terms"]):
        if term["ends_on"] < term["starts_on"]:
            raise Problem("place_input_invalid", fields={"terms": {number: ["学期结束早于开始，请核对。"]}})
    set_terms(current_session(), current_actor(), owner, terms=[Term(**term) for term in body["terms"]])
    return body


def _one_day(owner: Owner, day: date) -> dict[str, Any]:
    if owner.school_id:
        return _of_school(owner.school_id, day, day)
    found = calendar_of_county(current_session(), owner.county_id)
    return calendar_shown(found, first=day, last=day, entered=found.county, may_edit=True)


def _of_school(school_id: UUID, first: date, last: date) -> dict[str, Any]:
    session, place = current_session(), where(current_session(), school_id)
    if place is None:
        raise Problem("not_found")
    found = calendar_of_school(session, place.county_id, school_id)
    editing = may(current_actor(), "calendar.school", place_scopes(session, place))
    return calendar_shown(found, first=first, last=last, entered=found.own, may_edit=editing)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Problem("not_found") from None
