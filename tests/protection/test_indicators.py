"""Indicators over the API: a school declares, an outsider verifies, the office reads rates and gaps; on both databases."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.audit.models import AuditRow
from backend.core.db import Database
from backend.core.ids import new_id
from backend.protection.models import DECLARATION
from tests.builders import County, a_county, a_school, an_account, sign_in
from tests.statements import counted

CLOSED = {"perimeter": True, "entries": True, "visitor_log": True}


@pytest.fixture
def county(session: Session) -> County:
    return a_county(session)


@pytest.fixture
def school(session: Session, county: County) -> Any:
    return a_school(session, county)


def as_(client: Any, session: Session, role: str, scope: tuple[str, Any], **about: Any) -> Any:
    return sign_in(client, an_account(session, role=role, scope=scope, **about))


def declare(client: Any, school: Any, answers: Any = CLOSED, atom: str = "ind_closed_campus", **more: Any) -> Any:
    body = {"id": str(new_id()), "answers": answers} | more
    return client.post(f"/api/v1/schools/{school.id}/protection/{atom}", json=body)


def stands(answer: Any, atom: str = "ind_closed_campus") -> Any:
    return next(each for each in answer.json["standings"] if each["atom"] == atom)


def verify(client: Any, declaration: str, outcome: str = "confirmed") -> Any:
    body = {"id": str(new_id()), "outcome": outcome, "note": "看过围墙一圈"}
    return client.post(f"/api/v1/protection/declarations/{declaration}/verification", json=body)


def test_a_school_declares_and_an_outsider_confirms(client: Any, session: Session, county: County, school: Any) -> None:
    as_(client, session, "school_safety", ("school", school.id))
    said = stands(declare(client, school))
    assert (said["standing"], said["declaration"]["answers"]) == ("declared", CLOSED)
    as_(client, session, "precinct_officer", ("precinct", county.precinct_id), unit_id=county.precinct_id)
    found = stands(verify(client, said["declaration"]["id"]))
    assert (found["standing"], found["declaration"]["verified_by"][:3]) == ("verified", "城关所")
    actions = set(session.execute(select(AuditRow.action)).scalars())
    assert {"protection.declared", "protection.verified"} <= actions


def test_a_new_declaration_has_to_be_verified_anew(client: Any, session: Session, county: County, school: Any) -> None:
    as_(client, session, "school_safety", ("school", school.id))
    old = stands(declare(client, school))["declaration"]["id"]
    as_(client, session, "edu_officer", ("county", county.id))
    assert stands(verify(client, old, "refuted"))["standing"] == "refuted"
    as_(client, session, "school_safety", ("school", school.id))
    assert stands(declare(client, school))["standing"] == "declared"
    as_(client, session, "edu_officer", ("county", county.id))
    late = verify(client, old)
    assert (late.status_code, late.json["code"]) == (409, "protection_declaration_replaced")


def test_nobody_of_the_school_verifies_its_own(client: Any, session: Session, county: County, school: Any) -> None:
    as_(client, session, "school_safety", ("school", school.id))
    said = stands(declare(client, school))["declaration"]["id"]
    as_(client, session, "inspector", ("county", county.id), unit_id=school.id)
    refused = verify(client, said)
    assert (refused.status_code, refused.json["code"]) == (403, "protection_own_school")
    assert client.get(f"/api/v1/schools/{school.id}/protection").json["may_verify"] is False


def test_wrong_answers_are_named_one_by_one_and_nothing_is_written(client: Any, session: Session, school: Any) -> None:
    as_(client, session, "school_safety", ("school", school.id))
    answers = {"pupils": 100, "boarders": 300, "guards": -1, "height": 3}
    refused = declare(client, school, answers, "ind_guards")
    assert refused.status_code == 422
    assert set(refused.json["errors"]) == {"guards", "height", "local_minimum"}
    fitting = {"pupils": 100, "boarders": 300, "guards": 2, "local_minimum": 0}
    assert set(declare(client, school, fitting, "ind_guards").json["errors"]) == {"boarders"}
    assert session.execute(select(DECLARATION.c.id)).all() == []


def test_sending_again_changes_nothing_and_another_content_is_refused(
    client: Any, session: Session, school: Any
) -> None:
    as_(client, session, "school_safety", ("school", school.id))
    same = str(new_id())
    assert [declare(client, school, id=same).status_code for _ in range(3)] == [200] * 3
    assert declare(client, school, CLOSED | {"entries": False}, id=same).status_code == 409
    assert len(session.execute(select(DECLARATION.c.id)).all()) == 1


def test_rates_count_whom_they_apply_to_and_gaps_name_what_is_missing(
    client: Any, session: Session, county: County, school: Any
) -> None:
    village = a_school(session, county, name="示范县小星星幼儿园", school_type="kindergarten")
    a_school(session, county, name="柳溪教学点", parent_school_id=school.id)
    as_(client, session, "school_safety", ("school", school.id))
    said = stands(declare(client, school))["declaration"]["id"]
    as_(client, session, "joint_office", ("county", county.id))
    verify(client, said)
    lines = {line["label"]: line for line in client.get("/api/v1/protection/rates").json["indicators"]}
    assert (lines["封闭化管理率"]["schools"], lines["封闭化管理率"]["verified_rate"]) == (1, 1.0)
    assert lines["专职保安员配备率"]["schools"] == 1
    assert client.put(f"/api/v1/schools/{village.id}/urban", json={"urban": True}).json["urban"] is True
    lines = {line["label"]: line for line in client.get("/api/v1/protection/rates").json["indicators"]}
    assert (lines["专职保安员配备率"]["schools"], lines["封闭化管理率"]["schools"]) == (2, 1)
    found = client.get("/api/v1/protection/gaps").json
    assert {gap["school"]["name"]: len(gap["lacks"]) for gap in found["items"]} == {
        school_name(found, school): 3,
        "示范县小星星幼儿园": 3,
    }


def school_name(found: Any, school: Any) -> str:
    return str(next(gap["school"]["name"] for gap in found["items"] if gap["school"]["id"] == str(school.id)))


def test_no_schools_give_no_rate_instead_of_a_hundred_percent(client: Any, session: Session, county: County) -> None:
    as_(client, session, "joint_office", ("county", county.id))
    answer = client.get("/api/v1/protection/rates?set=four_ones").json
    assert {line["verified_rate"] for line in answer["indicators"]} == {None}
    assert answer["townships"] == []


def test_a_school_sees_its_own_and_no_other(client: Any, session: Session, county: County, school: Any) -> None:
    other = a_school(session, county, name="示范县第二小学")
    as_(client, session, "school_safety", ("school", school.id))
    assert client.get(f"/api/v1/schools/{other.id}/protection").status_code == 404
    assert declare(client, other).status_code == 404
    assert [gap["school"]["id"] for gap in client.get("/api/v1/protection/gaps").json["items"]] == [str(school.id)]


def test_rates_take_the_same_few_statements_for_many_schools(
    client: Any, database: Database, session: Session, county: County
) -> None:
    as_(client, session, "joint_office", ("county", county.id))
    a_school(session, county)
    with counted(database) as few:
        client.get("/api/v1/protection/rates")
    for number in range(12):
        a_school(session, county, name=f"示范县第{number}小学")
    with counted(database) as many:
        client.get("/api/v1/protection/rates")
    assert len(many) == len(few)
