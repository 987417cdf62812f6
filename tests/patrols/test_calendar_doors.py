"""The school calendar through its doors: the county's days, a school's own, terms, weeks, and a table imported."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from typing import Any

import pytest
from flask import Flask
from openpyxl import Workbook, load_workbook
from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.audit.models import AuditRow
from backend.core import calendar
from backend.core.spreadsheets import MEDIA_TYPE
from backend.places.models import School
from tests.builders import County, a_county, a_school, an_account, bearer
from tests.phones import Phone

HEADER = ["日期", "安排", "半天", "补哪天的课", "说明"]


@pytest.fixture
def county(session: Session) -> County:
    calendar.seed(session, 2026)
    session.flush()
    return a_county(session)


@pytest.fixture
def school(session: Session, county: County) -> School:
    return a_school(session, county)


@pytest.fixture
def office(app: Flask, session: Session, county: County) -> Phone:
    return Phone(app, bearer(session, an_account(session, role="edu_officer", scope=("county", county.id))))


@pytest.fixture
def principal(app: Flask, session: Session, school: School) -> Phone:
    account = an_account(session, role="principal", scope=("school", school.id), county_id=school.county_id)
    return Phone(app, bearer(session, account))


def _days(phone: Phone, path: str, first: str, last: str = "") -> dict[str, dict[str, Any]]:
    answer = phone.get(path, **{"from": first, "to": last or first})
    assert answer.status_code == 200, answer.text
    return {day["day"]: day for day in answer.json["days"]}


def test_school_county_nation_each_in_its_turn(school: School, office: Phone, principal: Phone) -> None:
    own, day = f"/schools/{school.id}/calendar", "2026-10-10"
    nation = _days(principal, own, day)[day]
    assert (nation["kind"], nation["as_weekday_label"], nation["source"]) == ("makeup", "周三", "national")
    office.call("PUT", f"/calendar/{day}", json={"kind": "makeup", "as_weekday": 0, "name": "全县按周一"})
    countys = _days(principal, own, day)[day]
    assert (countys["as_weekday_label"], countys["source"], countys["entered"]) == ("周一", "county", False)
    answer = principal.call("PUT", f"{own}/{day}", json={"kind": "half", "half": "morning", "name": "运动会"})
    mine = answer.json["days"][0]
    assert (mine["kind"], mine["half_label"], mine["source"], mine["entered"]) == ("half", "上午", "school", True)
    assert _days(office, "/calendar", day)[day]["kind"] == "makeup"
    assert principal.call("DELETE", f"{own}/{day}").json["days"][0]["source"] == "county"
    assert office.call("DELETE", f"/calendar/{day}").json["days"][0]["source"] == "national"


def test_a_year_nobody_knows_is_said_aloud(school: School, principal: Phone) -> None:
    answer = principal.get(f"/schools/{school.id}/calendar", **{"from": "2027-03-01", "to": "2027-03-07"}).json
    assert answer["known"] is False
    assert "2027 年放假安排还没有录入" in answer["message"]
    assert [day["kind"] for day in answer["days"]] == ["school"] * 5 + ["off"] * 2


def test_terms_are_entered_whole_and_may_not_overlap(school: School, office: Phone, principal: Phone) -> None:
    autumn = {"name": "秋季", "starts_on": "2026-09-01", "ends_on": "2027-01-22"}
    spring = {"name": "春季", "starts_on": "2026-03-01", "ends_on": "2026-07-10"}
    assert office.call("PUT", "/calendar/terms", json={"terms": [autumn, spring]}).status_code == 200
    own = f"/schools/{school.id}/calendar"
    assert _days(principal, own, "2026-08-24")["2026-08-24"]["kind"] == "off"
    assert _days(principal, own, "2026-09-14")["2026-09-14"]["week_no"] == 3
    early = autumn | {"starts_on": "2026-08-20", "name": "高三"}
    assert principal.call("PUT", f"/schools/{school.id}/terms", json={"terms": [early]}).status_code == 200
    assert _days(principal, own, "2026-08-24")["2026-08-24"]["kind"] == "school"
    both = office.call("PUT", "/calendar/terms", json={"terms": [autumn, early]})
    assert (both.status_code, both.json["code"]) == (422, "calendar_terms_overlap")
    turned = office.call("PUT", "/calendar/terms", json={"terms": [autumn | {"ends_on": "2026-01-01"}]})
    assert turned.status_code == 422
    assert principal.call("PUT", f"/schools/{school.id}/terms", json={"terms": []}).status_code == 200
    assert _days(principal, own, "2026-08-24")["2026-08-24"]["kind"] == "off"


def test_saturday_classes_and_the_return_on_sunday(session: Session, school: School, principal: Phone) -> None:
    week = [{"weekday": 5, "kind": "school", "name": "周六课程"}, {"weekday": 6, "kind": "half", "half": "afternoon"}]
    assert principal.call("PUT", f"/schools/{school.id}/week", json={"week": week}).status_code == 200
    days = _days(principal, f"/schools/{school.id}/calendar", "2026-09-12", "2026-09-13")
    assert [(day["kind"], day["half"]) for day in days.values()] == [("school", None), ("half", "afternoon")]
    wrong = principal.call("PUT", f"/schools/{school.id}/week", json={"week": [{"weekday": 5, "kind": "half"}]})
    assert wrong.status_code == 422
    actions = session.execute(select(AuditRow.action).where(AuditRow.object_id == school.id)).scalars().all()
    assert actions == ["calendar.week_set"]


def test_what_contradicts_itself_is_refused(school: School, principal: Phone) -> None:
    path = f"/schools/{school.id}/calendar"
    for body in ({"kind": "half"}, {"kind": "off", "half": "morning"}, {"kind": "off", "as_weekday": 2}):
        assert principal.call("PUT", f"{path}/2026-12-31", json=body).status_code == 422, body
    assert principal.call("PUT", f"{path}/2026-02-30", json={"kind": "off"}).status_code == 404
    assert principal.get(path, **{"from": "2026-01-01", "to": "2030-01-01"}).json["code"] == "calendar_range_wrong"


def _table(*rows: list[Any]) -> bytes:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["示范县 2026 学年校历"])
    for row in (HEADER, *rows):
        sheet.append(row)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _upload(phone: Phone, table: bytes, **query: Any) -> Any:
    return phone.call("POST", "/calendar/imports", data=table, content_type=MEDIA_TYPE, query_string=query)


def test_a_table_is_previewed_and_then_written(school: School, office: Phone, principal: Phone) -> None:
    table = _table(
        [date(2026, 9, 20), "调课", None, "星期二", "国庆调休"],
        ["2026年12月31日", "半天", "上午", None, "元旦前"],
        ["2026.11.06", "停课", None, None, "运动会"],
    )
    seen = _upload(office, table).json
    assert (seen["created"], seen["failed"], seen["unchanged"]) == (3, 0, 0)
    assert [row["before"] for row in seen["rows"]] == ["补课（调休上课）", "上课", "上课"]
    assert _days(office, "/calendar", "2026-11-06")["2026-11-06"]["kind"] == "school"
    done = office.post(f"/calendar/imports/{seen['id']}/confirmation", {})
    assert done.json == {"written": 3, "failed": 0}
    days = _days(principal, f"/schools/{school.id}/calendar", "2026-09-20", "2026-12-31")
    assert (days["2026-09-20"]["as_weekday_label"], days["2026-11-06"]["kind"]) == ("周二", "off")
    assert days["2026-12-31"]["half"] == "morning"
    assert _upload(office, table).json["unchanged"] == 3
    assert office.post(f"/calendar/imports/{seen['id']}/confirmation", {}).json["code"] == "import_confirmed"


def test_every_wrong_row_says_what_is_wrong(office: Phone) -> None:
    table = _table(
        ["9月20日", "补课", None, "周二", ""],
        ["2026-09-21", "半天", None, None, ""],
        ["2026-09-22", "上课", "上午", None, ""],
        ["2026-09-23", "放假", None, "周二", ""],
        ["2026-09-24", "随便", None, None, ""],
        ["2026-09-26", "放假", None, None, "好的"],
        ["2026-09-26", "上课", None, None, "重复"],
    )
    seen = _upload(office, table).json
    said = {row["row"]: "；".join(error["message"] for error in row["errors"]) for row in seen["rows"]}
    assert (seen["created"], seen["failed"]) == (1, 6)
    words = {3: "要有年份", 4: "上午或下午", 5: "只有类型是半天", 6: "只有补课日", 7: "可选范围", 9: "第 8 行"}
    assert all(word in said[row] for row, word in words.items()), said
    refused = office.post(f"/calendar/imports/{seen['id']}/confirmation", {})
    assert (refused.status_code, refused.json["code"]) == (422, "calendar_import_not_clean")
    done = office.post(f"/calendar/imports/{seen['id']}/confirmation", {"only_clean": True})
    assert done.json == {"written": 1, "failed": 6}


def test_a_school_imports_its_own(school: School, office: Phone, principal: Phone) -> None:
    seen = _upload(principal, _table(["2026-11-06", "放假", None, None, "校庆"]), school_id=str(school.id)).json
    assert principal.post(f"/calendar/imports/{seen['id']}/confirmation", {}).json["written"] == 1
    assert _days(principal, f"/schools/{school.id}/calendar", "2026-11-06")["2026-11-06"]["source"] == "school"
    assert _days(office, "/calendar", "2026-11-06")["2026-11-06"]["kind"] == "school"
    assert _upload(principal, _table(["2026-11-06", "放假", None, None, ""])).status_code in (403, 404)


def test_the_template_imports_as_it_is(office: Phone) -> None:
    template = office.get("/calendar/imports/template.xlsx").data
    assert load_workbook(BytesIO(template)).sheetnames == ["校历"]
    assert _upload(office, template).json["failed"] == 0
