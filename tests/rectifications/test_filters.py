"""What the ledger's filters find, each on its own, and how pages go on where nothing is hidden."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import update

from backend.core.clock import local_date, now
from backend.core.db import Database
from backend.core.ids import new_id
from backend.rectifications import case_pages
from backend.rectifications.models import CASE, Case
from backend.rectifications.supervision_models import LOOK_BACK
from tests.lives import acknowledge, assign, submitted_case
from tests.phones import Phone, Stage, set_stage

TODAY = local_date(now())
DAY = timedelta(days=1)
PLAN = {"planned_measure": "换新", "responsible_name": "王工", "funds": "500 元", "contingency": "拉警戒线"}
PLAN |= {"planned_until": (now() + 3 * DAY).isoformat()}


@pytest.fixture
def stage(app: Flask, database: Database) -> Stage:
    return set_stage(app, database)


@pytest.fixture
def office(stage: Stage) -> Phone:
    return stage.phone("joint_office")


def ids(phone: Phone, **query: Any) -> list[str]:
    answer = phone.get("/cases", **query)
    assert answer.status_code == 200, answer.text
    return [item["id"] for item in answer.json["items"]]


def changed(stage: Stage, case: dict[str, Any], **columns: Any) -> dict[str, Any]:
    """The case as something else would have left it."""
    with stage.work() as session:
        session.execute(update(CASE).where(CASE.c.id == _id(case)).values(**columns))
    return case


def _id(case: dict[str, Any]) -> UUID:
    return UUID(case["id"])


def a_working_case(stage: Stage, office: Phone, **columns: Any) -> dict[str, Any]:
    case = acknowledge(stage.phone("school_safety"), assign(stage, stage.case_of(office, stage.report())).json).json
    return changed(stage, case, **columns) if columns else case


@pytest.mark.parametrize(
    ("flag", "column", "value"),
    [
        ("whistle", "whistled_at", now()),
        ("on_agenda", "on_agenda_at", now()),
        ("government_project", "government_document_no", "示范〔2026〕1号"),
        ("frozen", "frozen_document_no", "示范〔2026〕2号"),
        ("disputed", "disputed_at", now()),
        ("extension_pending", "extension_to", now()),
        ("transfer_pending", "transfer_to_id", new_id()),
        ("no_update", "moved_at", now() - 8 * DAY),
        ("unassigned", "lead_unit_id", None),
        ("no_school", "school_id", None),
    ],
)
def test_a_mark_finds_the_case_that_has_it_and_no_other(
    stage: Stage, office: Phone, flag: str, column: str, value: Any
) -> None:
    plain = a_working_case(stage, office)
    unassigned = flag == "unassigned"
    marked = stage.case_of(office, stage.report()) if unassigned else a_working_case(stage, office, **{column: value})
    assert ids(office, flags=flag) == [marked["id"]]
    assert plain["id"] not in ids(office, flags=flag)


def test_several_marks_must_all_be_there(stage: Stage, office: Phone) -> None:
    a_working_case(stage, office, whistled_at=now())
    both = a_working_case(stage, office, whistled_at=now(), on_agenda_at=now())
    assert ids(office, flags="whistle,on_agenda") == [both["id"]]


def test_a_look_back_is_due_from_its_day_until_it_is_done(stage: Stage, office: Phone) -> None:
    due, done = a_working_case(stage, office), a_working_case(stage, office)
    about = {
        "county_id": stage.scene.county.id,
        "round": 0,
        "kind": "ad_hoc",
        "planned_at": now(),
        "due_at": now() - DAY,
    }
    with stage.work() as session:
        session.execute(LOOK_BACK.insert(), {"id": new_id(), "case_id": _id(due), **about})
        session.execute(LOOK_BACK.insert(), {"id": new_id(), "case_id": _id(done), "result": "pass", **about})
    assert ids(office, flags="look_back_due") == [due["id"]]


@pytest.mark.parametrize(
    "query",
    [
        {"flags": "nice"},
        {"level": 5},
        {"found_via": "magic"},
        {"sort": "school_id"},
        {"due_from": "soon"},
        {"due_from": "0001-01-01"},
        {"due_to": "9999-12-31"},
    ],
)
def test_what_no_filter_knows_is_refused(office: Phone, query: dict[str, Any]) -> None:
    assert office.get("/cases", **query).status_code == 422


def test_overdue_and_not_yet_due_are_told_apart_and_a_stopped_clock_is_neither(stage: Stage, office: Phone) -> None:
    late = a_working_case(stage, office, due_at=now() - DAY)
    in_time = a_working_case(stage, office, due_at=now() + DAY)
    changed(stage, submitted_case(stage), due_at=now() - DAY)
    assert ids(office, overdue="true") == [late["id"]]
    assert ids(office, overdue="false") == [in_time["id"]]


def test_days_include_both_ends_as_the_county_counts_them(stage: Stage, office: Phone) -> None:
    last_second = now().replace(hour=15, minute=59, second=59, microsecond=0)
    here = a_working_case(stage, office, due_at=last_second + 2 * DAY)
    day = local_date(last_second + 2 * DAY)
    assert ids(office, open="true", due_from=day, due_to=day) == [here["id"]]
    assert ids(office, open="true", due_from=day + DAY) == []
    assert ids(office, due_from=day, due_to=day) == [here["id"]]
    assert ids(office, due_to=day - DAY) == []


def test_reports_of_a_day_are_found(stage: Stage, office: Phone) -> None:
    case = stage.case_of(office, stage.report())
    assert ids(office, reported_from=TODAY, reported_to=TODAY) == [case["id"]]
    assert ids(office, reported_to=TODAY - DAY) == []


def test_unit_school_township_level_and_source_narrow_the_list(stage: Stage, office: Phone) -> None:
    samr = str(stage.scene.county.offices["SAMR"])
    theirs = assign(stage, stage.case_of(office, stage.report()), category="ENV06", lead_unit_id=samr).json
    raised = a_working_case(stage, office, escalation_level=2)
    patrol = stage.case_of(office, stage.report(stage.phone("guard")))
    assert ids(office, unit_id=samr) == [theirs["id"]]
    assert ids(office, level=2) == [raised["id"]]
    assert ids(office, level=3) == []
    assert ids(office, found_via="self_check") + ids(office, found_via="patrol") == [patrol["id"]]
    assert len(ids(office, township_id=stage.scene.county.township_id)) == 3
    assert ids(office, township_id=new_id()) == []


def test_struck_off_since_a_day(stage: Stage, office: Phone) -> None:
    case = submitted_case(stage)
    stage.phone("precinct_officer").move(case, "verify")
    a_working_case(stage, office)
    assert ids(office, closed_from=TODAY) == [case["id"]]
    assert ids(office, closed_to=TODAY - DAY) == []


def test_a_ledger_number_is_found_by_its_beginning_whatever_its_case(stage: Stage, office: Phone) -> None:
    case = a_working_case(stage, office)
    a_working_case(stage, office)
    number = office.get(f"/cases/{case['id']}").json["ledger_no"]
    assert ids(office, q=number) == ids(office, q=number.lower()) == [case["id"]]
    assert len(ids(office, q=number[:-1])) == 2
    changed(stage, case, ledger_no=f"{number}-R1")
    assert ids(office, q=number) == ids(office, q=f"{number}-R1") == [case["id"]]
    assert ids(office, q=f"{number}-R2") == []


def test_by_deadline_the_next_one_comes_first_and_only_running_ones(stage: Stage, office: Phone) -> None:
    later, sooner = (a_working_case(stage, office, due_at=now() + days * DAY) for days in (5, 2))
    submitted_case(stage)
    assert ids(office, sort="due") == [sooner["id"], later["id"]]


@pytest.mark.parametrize("query", [{}, {"sort": "due"}, {"q": "围栏"}])
def test_pages_leave_nothing_out_and_show_nothing_twice(
    stage: Stage, office: Phone, monkeypatch: pytest.MonkeyPatch, query: dict[str, Any]
) -> None:
    monkeypatch.setattr(case_pages, "PAGE", 2)
    cases = {a_working_case(stage, office, due_at=now() + DAY)["id"] for _ in range(5)}
    seen, cursor = [], None
    for _ in range(5):
        page = office.get("/cases", **query, **({"cursor": cursor} if cursor else {})).json
        seen += [item["id"] for item in page["items"]]
        cursor = page["next"]
        if cursor is None:
            break
    assert cursor is None
    assert len(seen) == len(cases)
    assert set(seen) == cases


def test_a_search_that_stops_goes_on_from_there(stage: Stage, office: Phone, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(case_pages, "WINDOWS", (1, 3))
    wanted = stage.case_of(office, stage.report(note="井盖缺了一半"))
    for _ in range(4):
        stage.report()
    first = office.get("/cases", q="井盖").json
    assert (first["items"], first["next"] is None) == ([], False)
    second = office.get("/cases", q="井盖", cursor=first["next"]).json
    assert [item["id"] for item in second["items"]] == [wanted["id"]]
    assert second["next"] is None


def test_counts_follow_the_filters_but_not_the_state(stage: Stage, office: Phone) -> None:
    a_working_case(stage, office)
    assign(stage, stage.case_of(office, stage.report()), severity="major", criteria_item="3.2")
    stage.report()
    assert office.get("/cases/counts").json == {"counts": {"rectifying": 1, "assigned": 1, "reported": 1}}
    assert office.get("/cases/counts", state="closed", severity="major").json == {"counts": {"assigned": 1}}
    assert office.get("/cases/counts", q="围栏").json == {"counts": None}


def test_offices_to_filter_by_are_those_of_the_own_county_without_its_schools(stage: Stage, office: Phone) -> None:
    kinds = {unit["kind"] for unit in office.get("/cases/units").json["items"]}
    assert "SAMR" in kinds
    assert "SCH" not in kinds


def test_a_move_is_an_update_a_reminder_is_none(stage: Stage, office: Phone) -> None:
    case = a_working_case(stage, office, moved_at=now() - 9 * DAY)
    assert office.move(case, "urge").status_code == 200
    assert ids(office, flags="no_update") == [case["id"]]
    planned = stage.phone("school_safety").move(case, "plan", **PLAN)
    assert planned.status_code == 200, planned.text
    assert ids(office, flags="no_update") == []
    assert stage.read(Case, case["id"]).moved_at > now() - DAY
