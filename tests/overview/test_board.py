"""周调度看板: every number is what its list in the ledger holds, whoever asks, however it is grouped."""

from __future__ import annotations

import itertools
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import update

from backend.core.clock import now
from backend.overview import board as boards
from backend.overview.rules import BoardDays
from backend.rectifications.deadlines import is_on_time
from backend.rectifications.models import CASE
from tests.lives import acknowledge, assign, submitted_case
from tests.phones import Phone, Stage

DAY = timedelta(days=1)
PARAMETER = {"unit": "unit_id", "school": "school_id", "township": "township_id"}


def changed(stage: Stage, case: dict[str, Any], **columns: Any) -> dict[str, Any]:
    with stage.work() as session:
        session.execute(update(CASE).where(CASE.c.id == UUID(case["id"])).values(**columns))
    return case


def working(stage: Stage, **columns: Any) -> dict[str, Any]:
    case = assign(stage, stage.case_of(stage.phone("joint_office"), stage.report())).json
    case = acknowledge(stage.phone("school_safety"), case).json
    return changed(stage, case, **columns) if columns else case


def busy_county(stage: Stage) -> None:
    """Cases late by every length, due soon, standing still, waiting, major, unassigned, and struck off early and late."""
    for days in (0.5, 1, 2, 3, 4, 5, 7, 8, 20):
        working(stage, due_at=now() - days * DAY)
    for days in (0.01, 1, 3, 7, 9):
        working(stage, due_at=now() + days * DAY)
    working(stage, moved_at=now() - 8 * DAY)
    samr = str(stage.scene.county.offices["SAMR"])
    assign(stage, stage.case_of(stage.phone("joint_office"), stage.report()), category="ENV06", lead_unit_id=samr)
    submitted_case(stage)
    submitted_case(stage, severity="major", criteria_item="3.2")
    stage.report()
    for days in (0, 40):
        case = submitted_case(stage)
        stage.phone("precinct_officer").move(case, "verify")
        changed(stage, case, closed_at=now() - days * DAY)
    late = submitted_case(stage)
    stage.phone("precinct_officer").move(late, "verify")
    changed(stage, late, due_at=now() - DAY)


def listed(phone: Phone, filters: dict[str, str], **more: Any) -> int:
    """How many cases the ledger lists, page by page."""
    count, cursor = 0, None
    for _ in itertools.count():
        page = phone.get("/cases", **(filters | more), **({"cursor": cursor} if cursor else {})).json
        count, cursor = count + len(page["items"]), page["next"]
        if cursor is None:
            return count
    raise AssertionError


@pytest.mark.parametrize("by", ["unit", "school", "township"])
def test_every_number_is_what_its_list_holds(stage: Stage, by: str) -> None:
    busy_county(stage)
    office = stage.phone("joint_office")
    board = office.get("/board", by=by).json
    wrong = []
    for name, filters in board["filters"].items():
        if listed(office, filters) != board["total"][name]:
            wrong.append((name, "total", board["total"][name]))
        for line in board["lines"]:
            if line["group"] and listed(office, filters, **{PARAMETER[by]: line["group"]["id"]}) != line[name]:
                wrong.append((name, line["group"]["name"], line[name]))
    assert wrong == []
    assert board["total"]["late_3"] >= 3
    assert board["total"]["late_more"] == 2


def test_the_sums_are_those_of_the_lines(stage: Stage) -> None:
    busy_county(stage)
    board = stage.phone("joint_office").get("/board").json
    for name, total in board["total"].items():
        assert sum(line[name] for line in board["lines"]) == total, name


def test_what_has_no_unit_yet_stands_in_a_line_of_its_own(stage: Stage) -> None:
    stage.report()
    lines = stage.phone("joint_office").get("/board").json["lines"]
    assert [(line["group"], line["open"]) for line in lines] == [(None, 1)]


def test_punctuality_counts_as_the_rule_says(stage: Stage) -> None:
    times = {"due_at": now() + 5 * DAY, "first_due_at": now() - DAY, "submitted_at": now()}
    for handling in ("immediate", "deadline"):
        case = submitted_case(stage)
        stage.phone("precinct_officer").move(case, "verify")
        changed(stage, case, handling=handling, **times)
    said = [is_on_time(handling, **times) for handling in ("immediate", "deadline")]
    total = stage.phone("joint_office").get("/board").json["total"]
    assert (said, total["closed"], total["on_time"]) == ([False, True], 2, 1)


def test_the_longest_delay_comes_first_and_many_findings_last(stage: Stage) -> None:
    samr = str(stage.scene.county.offices["SAMR"])
    late = assign(
        stage, stage.case_of(stage.phone("joint_office"), stage.report()), category="ENV06", lead_unit_id=samr
    )
    changed(stage, late.json, due_at=now() - 9 * DAY)
    for _ in range(4):
        working(stage)
    lines = stage.phone("joint_office").get("/board").json["lines"]
    assert [line["open"] for line in lines] == [1, 4]


def test_lines_beyond_a_page_are_counted_and_in_the_sums(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    busy_county(stage)
    whole = stage.phone("joint_office").get("/board").json
    monkeypatch.setattr(boards, "AT_MOST", 1)
    cut = stage.phone("joint_office").get("/board").json
    assert cut["lines"] == whole["lines"][:1]
    assert (cut["total"], cut["left_out"]) == (whole["total"], len(whole["lines"]) - 1)


def test_set_aside_reports_are_not_on_the_board(stage: Stage) -> None:
    changed(stage, working(stage), quarantined=True)
    assert stage.phone("joint_office").get("/board").json["total"]["open"] == 0


@pytest.mark.parametrize(
    ("person", "sees"),
    [
        ("joint_office", 1),
        ("leader_viewer", 1),
        ("principal", 1),
        ("dept_handler", 0),
        ("guard", 0),
        ("platform_admin", 0),
    ],
)
def test_the_board_holds_what_the_reader_may_count(stage: Stage, person: str, sees: int) -> None:
    working(stage)
    assert stage.phone(person).get("/board").json["total"]["open"] == sees


def test_no_line_names_a_person(stage: Stage) -> None:
    busy_county(stage)
    assert "王工" not in stage.phone("joint_office").get("/board").text


def test_an_unknown_grouping_is_refused(stage: Stage) -> None:
    assert stage.phone("joint_office").get("/board", by="person").status_code == 422


@pytest.mark.parametrize(
    ("today", "sunday"), [(date(2026, 11, 23), date(2026, 11, 29)), (date(2026, 11, 29), date(2026, 11, 29))]
)
def test_a_week_ends_on_sunday(today: date, sunday: date) -> None:
    assert BoardDays(today).week_to == sunday


def test_delays_of_every_length_meet_without_gap_or_overlap() -> None:
    days = BoardDays(date(2026, 11, 26))
    filters = days.filters()
    assert filters["late_3"]["due_from"] == "2026-11-23"
    assert (filters["late_7"]["due_from"], filters["late_7"]["due_to"]) == ("2026-11-19", "2026-11-22")
    assert filters["late_more"]["due_to"] == "2026-11-18"
    assert filters["closed"]["closed_from"] == "2026-10-28"
    assert datetime(2026, 11, 26, tzinfo=UTC).date() - days.closed_from == 29 * DAY
