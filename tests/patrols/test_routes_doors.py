"""Routes, checklists and captures through their doors, as the school's safety officer uses them."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.audit.models import AuditRow
from backend.core.geo import wgs84_to_gcj02
from backend.core.ids import new_id
from backend.hazards.taxonomy import load as taxonomy
from backend.patrols.checklists import built_in, checklists_by_key, items_of, suggested
from backend.patrols.models import CHECKLIST, POINT
from backend.places.kinds import CHECKPOINT_KINDS
from backend.places.models import Checkpoint, School
from tests.builders import a_checkpoint, a_county, a_school, an_account, bearer
from tests.patrols.routes_samples import moved
from tests.phones import Phone, a_picture, claims

STATED = {"kind": "internal", "ordered": True, "est_minutes": 20}


@pytest.fixture
def school(session: Session) -> School:
    return a_school(session, a_county(session))


@pytest.fixture
def officer(app: Flask, session: Session, school: School) -> Phone:
    account = an_account(session, role="school_safety", scope=("school", school.id), county_id=school.county_id)
    return Phone(app, bearer(session, account))


def _body(*checkpoints: Checkpoint, **about: Any) -> dict[str, Any]:
    points = [{"checkpoint_id": str(checkpoint.id)} for checkpoint in checkpoints]
    return {"id": str(new_id()), "name": "校内路线", "points": points} | STATED | about


def _add(phone: Phone, school: School, body: dict[str, Any]) -> dict[str, Any]:
    answer = phone.post(f"/schools/{school.id}/patrol_routes", body)
    assert answer.status_code == 201, answer.text
    return answer.json  # type: ignore[no-any-return]


def _again(route: dict[str, Any], **about: Any) -> dict[str, Any]:
    names = ("name", "kind", "ordered", "est_minutes", "revision")
    points = [{"checkpoint_id": point["checkpoint"]["id"]} for point in route["points"]]
    return {name: route[name] for name in names} | {"points": points} | about


def test_a_route_is_kept_with_all_that_was_said_of_its_points(session: Session, school: School, officer: Phone) -> None:
    gate, dorm = a_checkpoint(session, school, name="东门"), a_checkpoint(session, school, name="宿舍", kind="internal")
    about = {"checklist": "base-v1.dorm", "photo_rule": "always", "not_before": "22:00", "min_dwell_s": 30}
    body = _body(gate)
    body["points"].append({"checkpoint_id": str(dorm.id)} | about)
    route = _add(officer, school, body)
    listed = officer.get(f"/schools/{school.id}/patrol_routes").json
    assert [each["id"] for each in listed["items"]] == [route["id"]]
    assert listed["may_edit"] is True
    second = listed["items"][0]["points"][1]
    assert {name: second[name] for name in about} == about
    assert (second["position"], second["checkpoint"]["name"], second["checklist_name"]) == (1, "宿舍", "宿舍")
    assert (route["revision"], route["kind_label"], route["dropped"]) == (1, "校内巡查", [])


def test_the_same_route_sent_again_is_the_same_and_another_under_its_id_is_refused(
    session: Session, school: School, officer: Phone
) -> None:
    body = _body(a_checkpoint(session, school))
    first, again = (officer.post(f"/schools/{school.id}/patrol_routes", body) for _ in range(2))
    assert (first.status_code, again.status_code, again.json["id"]) == (201, 200, body["id"])
    other = officer.post(f"/schools/{school.id}/patrol_routes", body | {"name": "另一条"})
    assert (other.status_code, other.json["code"]) == (409, "patrol_id_taken")
    twin = officer.post(f"/schools/{school.id}/patrol_routes", body | {"id": str(new_id())})
    assert (twin.status_code, twin.json["code"]) == (409, "route_name_taken")


def test_a_changed_route_is_a_new_revision_and_the_old_points_stay(
    session: Session, school: School, officer: Phone
) -> None:
    one, two, three = (a_checkpoint(session, school) for _ in range(3))
    route = _add(officer, school, _body(one, two))
    answer = officer.call(
        "PUT", f"/patrol_routes/{route['id']}", json=_again(route, points=_body(three, one)["points"])
    )
    assert (answer.status_code, answer.json["revision"]) == (200, 2)
    rows = session.execute(select(POINT.c.revision, POINT.c.checkpoint_id).order_by(POINT.c.revision, POINT.c.position))
    assert [tuple(row) for row in rows] == [(1, one.id), (1, two.id), (2, three.id), (2, one.id)]
    stale = officer.call("PUT", f"/patrol_routes/{route['id']}", json=_again(route))
    assert (stale.status_code, stale.json["code"], stale.json["revision"]) == (409, "patrol_stale", 2)
    same = officer.call("PUT", f"/patrol_routes/{route['id']}", json=_again(answer.json))
    assert same.json["revision"] == 2
    actions = session.execute(select(AuditRow.action).where(AuditRow.object_type == "patrol_route")).scalars()
    assert sorted(actions) == ["patrol_route.changed", "patrol_route.created"]


def test_a_retired_checkpoint_drops_out_of_the_next_revision_and_the_answer_says_so(
    session: Session, school: School, officer: Phone
) -> None:
    one, two = a_checkpoint(session, school, name="东门"), a_checkpoint(session, school)
    route = _add(officer, school, _body(one, two))
    assert officer.call("PATCH", f"/checkpoints/{one.id}", json={"retired": True}).status_code == 200
    shown = officer.get(f"/schools/{school.id}/patrol_routes").json["items"][0]
    assert [point["checkpoint"]["retired"] for point in shown["points"]] == [True, False]
    answer = officer.call("PUT", f"/patrol_routes/{route['id']}", json=_again(route)).json
    assert [point["checkpoint"]["id"] for point in answer["points"]] == [str(two.id)]
    assert answer["dropped"] == [{"id": str(one.id), "name": "东门"}]
    assert answer["message"] == "“东门”已停用，不再列入这条路线。"
    anew = officer.post(f"/schools/{school.id}/patrol_routes", _body(one, two, name="新路线"))
    assert anew.status_code == 422
    assert "已停用" in anew.json["errors"]["points.0"][0]


def test_points_of_another_school_twice_or_with_an_unknown_list_are_refused_all_at_once(
    session: Session, school: School, officer: Phone
) -> None:
    campus = a_school(session, a_county(session), name="教学点", parent_school_id=school.id)
    own, there, other = a_checkpoint(session, school), a_checkpoint(session, campus), a_checkpoint(session)
    assert _add(officer, school, _body(own, there))["points"][1]["checkpoint"]["id"] == str(there.id)
    body = _body(own, own, other, there, name="错的")
    body["points"][3]["checklist"] = "nobody.knows"
    answer = officer.post(f"/schools/{school.id}/patrol_routes", body)
    assert (answer.status_code, answer.json["code"]) == (422, "route_points_unfit")
    assert sorted(answer.json["errors"]) == ["points.0", "points.1", "points.2", "points.3"]
    assert officer.post(f"/schools/{school.id}/patrol_routes", _body()).status_code == 422


def test_a_retired_route_frees_its_name_and_takes_no_change(session: Session, school: School, officer: Phone) -> None:
    point = a_checkpoint(session, school)
    route = _add(officer, school, _body(point))
    assert officer.post(f"/patrol_routes/{route['id']}/retire", {}).json["retired"] is True
    assert officer.get(f"/schools/{school.id}/patrol_routes").json["items"] == []
    assert len(officer.get(f"/schools/{school.id}/patrol_routes", retired="true").json["items"]) == 1
    refused = officer.call("PUT", f"/patrol_routes/{route['id']}", json=_again(route))
    assert (refused.status_code, refused.json["code"]) == (409, "route_retired")
    _add(officer, school, _body(point))


def test_every_built_in_line_proposes_a_kind_of_hazard_that_exists() -> None:
    lines = [(key, item) for key, each in built_in().items() for item in each["items"]]
    assert len(lines) > 40
    assert {item["category"] for _, item in lines} <= taxonomy().categories.keys()
    assert all(len(key) <= 40 for key in built_in())
    assert all(len({item["key"] for item in each["items"]}) == len(each["items"]) for each in built_in().values())


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("A门（南大门）", "base-v1.gate"),
        ("教学楼东侧楼梯", "base-v1.building"),
        ("食堂燃气间", "base-v1.gas"),
        ("食堂后厨", "base-v1.canteen"),
        ("配电房", "base-v1.fire"),
        ("一号宿舍楼梯间", "base-v1.building"),
        ("化学试剂室", "base-v1.lab"),
        ("校车停靠点", "base-v1.bus"),
        ("河堤步道", "base-v1.water"),
    ],
)
def test_a_list_is_suggested_by_the_name(name: str, key: str) -> None:
    assert suggested("internal", name) == key


def test_every_kind_of_checkpoint_is_answered() -> None:
    assert {kind: suggested(kind, "某处") for kind in CHECKPOINT_KINDS} == {
        "gate": "base-v1.gate",
        "internal": None,
        "surroundings": "base-v1.surroundings",
        "guard_post": None,
    }


def test_a_list_of_ones_own_is_revised_and_the_old_rows_stay(session: Session, school: School, officer: Phone) -> None:
    body = {"id": str(new_id()), "school_id": str(school.id), "name": "锅炉房"}
    body |= {"items": [{"key": "valve", "text": "阀门已关", "category": "FIR04"}]}  # type: ignore[dict-item]
    first, again = (officer.post("/checklists", body) for _ in range(2))
    assert (first.status_code, again.status_code, first.json) == (201, 200, again.json)
    key = first.json["key"]
    assert officer.post("/checklists", body | {"name": "别的"}).json["code"] == "patrol_id_taken"
    changed = {"name": "锅炉房", "revision": 1, "items": [{"key": "gauge", "text": "压力正常"}]}
    assert officer.call("PUT", f"/checklists/{key}", json=changed).json["revision"] == 2
    assert officer.call("PUT", f"/checklists/{key}", json=changed | {"name": "x"}).json["code"] == "patrol_stale"
    assert [item["key"] for item in items_of(session, school.county_id, key)] == ["gauge"]
    assert session.execute(select(CHECKLIST.c.revision).order_by(CHECKLIST.c.revision)).scalars().all() == [1, 2]
    listed = officer.get("/checklists", school_id=str(school.id)).json["items"]
    assert [each["key"] for each in listed if not each["built_in"]] == [key]
    found = checklists_by_key(session, {key, "base-v1.gate", "gone"}, {school.county_id})
    assert {name for _, name in found} == {key, "base-v1.gate"}
    assert officer.post(f"/checklists/{key}/retire", {}).status_code == 204
    route = _body(a_checkpoint(session, school))
    route["points"][0]["checklist"] = key
    assert officer.post(f"/schools/{school.id}/patrol_routes", route).status_code == 422


def test_another_schools_list_is_not_shown(session: Session, school: School, officer: Phone) -> None:
    body = {"id": str(new_id()), "school_id": str(school.id), "name": "甲", "items": [{"key": "a", "text": "门已锁"}]}
    officer.post("/checklists", body)
    other = a_school(session, a_county(session))
    account = an_account(session, role="school_safety", scope=("school", other.id), county_id=other.county_id)
    listed = Phone(officer.app, bearer(session, account)).get("/checklists", school_id=str(other.id)).json["items"]
    assert all(each["built_in"] for each in listed)


def _reading(east: float = 0, north: float = 0, **about: Any) -> dict[str, Any]:
    lat, lng = moved(east, north)
    return {"lat": lat, "lng": lng, "accuracy_m": 8.0} | about


def _capture(phone: Phone, point: Checkpoint, *readings: dict[str, Any], **about: Any) -> Any:
    return phone.post(f"/checkpoints/{point.id}/position", {"readings": list(readings)} | about)


def test_a_position_taken_on_the_spot_is_kept_with_how_it_was_taken(
    session: Session, school: School, officer: Phone
) -> None:
    point = a_checkpoint(session, school, accuracy_m=5.0)
    answer = _capture(officer, point, _reading(1), _reading(-1), _reading(300)).json
    session.refresh(point)
    assert (answer["used"], answer["dropped"], answer["warnings"]) == (2, 1, [])
    assert (point.lat, point.lng, point.accuracy_m) == (answer["lat"], answer["lng"], 8.0)
    assert point.captured_at is not None
    assert point.captured_readings == 2
    row = session.execute(select(AuditRow).where(AuditRow.action == "checkpoint.captured")).scalar_one()
    assert row.changes["captured_readings"] == [None, 2]


def test_gcj02_is_converted_reading_by_reading(session: Session, school: School, officer: Phone) -> None:
    point = a_checkpoint(session, school)
    lat, lng = wgs84_to_gcj02(38.9, 83.1)
    answer = _capture(officer, point, {"lat": lat, "lng": lng, "accuracy_m": 8, "datum": "gcj02"}, _reading()).json
    assert abs(answer["lat"] - 38.9) < 2e-6
    assert answer["warnings"] == []


@pytest.mark.parametrize(
    ("readings", "codes"),
    [
        ([_reading(400)], ["moved"]),
        ([_reading(3000)], ["moved", "far_from_school"]),
        ([_reading(accuracy_m=300)], ["imprecise"]),
        ([_reading(60 * n, accuracy_m=5) for n in range(-2, 3)], ["imprecise", "scattered"]),
        (
            [dict(zip(("lat", "lng"), wgs84_to_gcj02(38.9, 83.1), strict=True)) | {"accuracy_m": 8}],
            ["moved", "maybe_gcj02"],
        ),
    ],
)
def test_what_looks_odd_is_taken_with_a_warning(
    session: Session, school: School, officer: Phone, readings: list[dict[str, Any]], codes: list[str]
) -> None:
    point = a_checkpoint(session, school)
    answer = _capture(officer, point, *readings)
    assert answer.status_code == 200, answer.text
    assert [each["code"] for each in answer.json["warnings"]] == codes
    session.refresh(point)
    assert point.captured_at is not None


def test_readings_abroad_and_none_at_all_are_refused(session: Session, school: School, officer: Phone) -> None:
    point = a_checkpoint(session, school)
    assert _capture(officer, point, {"lat": 0, "lng": 0}).status_code == 422
    assert _capture(officer, point).status_code == 422
    assert _capture(officer, point, *[_reading()] * 31).status_code == 422


def test_a_position_from_the_map_is_no_longer_from_the_spot(session: Session, school: School, officer: Phone) -> None:
    point = a_checkpoint(session, school)
    _capture(officer, point, _reading())
    officer.call("PATCH", f"/checkpoints/{point.id}", json={"position": {"lat": 38.91, "lng": 83.1}})
    session.refresh(point)
    assert (point.captured_at, point.captured_readings) == (None, None)


def test_the_photo_of_the_plate_is_sent_and_seen_by_those_who_look_after_it(
    session: Session, school: School, officer: Phone
) -> None:
    point, picture = a_checkpoint(session, school), a_picture(7)
    first, again = (_capture(officer, point, _reading(), photos=claims(picture)).json for _ in range(2))
    assert len(first["photos_missing"]) == len(again["photos_missing"]) == 1
    path = f"/checkpoints/{point.id}"
    assert Phone(officer.app).send_photo(path, picture, token="made up").status_code == 403
    sent = Phone(officer.app).send_photo(path, picture, token=first["upload_token"])
    assert (sent.status_code, sent.json) == (200, {"photos_missing": []})
    shown = officer.get(f"{path}/photos").json["items"]
    assert [photo["missing"] for photo in shown] == [False]
    address = f"/photos/{shown[0]['id']}/original"
    guard = an_account(session, role="guard", scope=("school", school.id), county_id=school.county_id)
    abroad = an_account(session, role="school_safety", scope=("school", a_school(session).id))
    looks = [Phone(officer.app, bearer(session, who)).get(address).status_code for who in (guard, abroad)]
    assert (officer.get(address).status_code, looks) == (200, [403, 404])
