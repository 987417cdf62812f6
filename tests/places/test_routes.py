"""The doors of places, as people use them."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pypdfium2  # type: ignore[import-untyped]
import pytest
from sqlalchemy.orm import Session

from backend.config import Config
from backend.core.db import Database
from backend.core.errors import Problem
from backend.core.spreadsheets import MEDIA_TYPE
from backend.places.commands import print_placards
from qr_codes.token import grouped, is_ours
from tests.builders import County, a_checkpoint, a_county, a_school, a_site_code, an_account, sign_in
from tests.places.tables import school_row, table


def office(client: Any, session: Session, county: County, role: str = "edu_officer") -> Any:
    return sign_in(client, an_account(session, role=role, scope=("county", county.id)))


def staff(client: Any, session: Session, school: Any, role: str = "school_safety") -> Any:
    return sign_in(client, an_account(session, role=role, scope=("school", school.id), county_id=school.county_id))


def problem(answer: Any) -> tuple[int, str]:
    assert answer.mimetype == "application/problem+json"
    return answer.status_code, answer.json["code"]


def test_schools_are_listed_found_and_shown(client: Any, session: Session) -> None:
    county = a_county(session)
    school = a_school(session, county)
    a_school(session, county, name="柳溪教学点", parent_school_id=school.id)
    office(client, session, county)
    found = client.get("/api/v1/schools?q=qmxx").json
    assert [item["name"] for item in found["items"]] == ["示范县启明小学"]
    assert found["next"] is None
    shown = client.get(f"/api/v1/schools/{school.id}").json
    assert shown["school_type_label"] == "小学"
    assert (shown["township"]["name"], shown["precinct"]["name"], shown["parent"]) == ("城关镇", "城关所", None)
    assert [campus["name"] for campus in shown["campuses"]] == ["柳溪教学点"]
    assert shown["may"] == ["place.edit", "placard.print", "school.rename", "school.merge"]


def test_another_school_does_not_exist_for_a_school_user(client: Any, session: Session) -> None:
    county = a_county(session)
    own, other = a_school(session, county), a_school(session, county)
    point = a_checkpoint(session, other)
    staff(client, session, own)
    body = {"name": "东门", "kind": "gate"}
    answers = [
        client.get(f"/api/v1/schools/{other.id}"),
        client.get(f"/api/v1/schools/{other.id}/checkpoints"),
        client.post(f"/api/v1/schools/{other.id}/checkpoints", json=body),
        client.post(f"/api/v1/schools/{other.id}/placards", json={}),
        client.patch(f"/api/v1/checkpoints/{point.id}", json=body),
    ]
    assert {problem(answer) for answer in answers} == {(404, "not_found")}


def test_strangers_are_asked_to_sign_in(client: Any, session: Session) -> None:
    school = a_school(session)
    paths = ["/schools", f"/schools/{school.id}", f"/schools/{school.id}/checkpoints", "/places/imports/template.xlsx"]
    assert {problem(client.get(f"/api/v1{path}"))[0] for path in paths} == {401}


def test_codes_are_shown_to_those_who_print_them_only(client: Any, session: Session) -> None:
    county = a_county(session)
    school = a_school(session, county)
    code = a_site_code(session, a_checkpoint(session, school))
    path = f"/api/v1/schools/{school.id}/checkpoints"
    assert office(client, session, county).get(path).json["items"][0]["code"]["grouped"] == grouped(code)
    assert office(client, session, county, "police_officer").get(path).json["items"][0]["code"] is None


def test_a_point_is_added_moved_and_retired(client: Any, session: Session) -> None:
    school = a_school(session)
    staff(client, session, school)
    path = f"/api/v1/schools/{school.id}/checkpoints"
    added = client.post(path, json={"name": "东门", "kind": "gate", "position": {"lat": 38.9, "lng": 83.1}})
    assert added.status_code == 201
    assert (added.json["kind_label"], added.json["radius_m"], added.json["code"]) == ("校门", 50.0, None)
    point = f"/api/v1/checkpoints/{added.json['id']}"
    moved = client.patch(point, json={"position": {"lat": 38.9, "lng": 83.1, "datum": "gcj02"}, "radius_m": 80})
    assert moved.json["lat"] != 38.9
    assert abs(moved.json["lat"] - 38.9) < 0.01
    assert client.patch(point, json={"position": None}).json["lat"] is None
    assert client.patch(point, json={"retired": True}).json["retired"] is True
    assert client.get(path).json["items"] == []
    assert problem(client.patch(point, json={"name": "西门"})) == (409, "checkpoint_retired")


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"kind": "gate"}, "name"),
        ({"name": "东门", "kind": "door"}, "kind"),
        ({"name": "东门", "kind": "gate", "position": {"lat": 91, "lng": 0}}, "position"),
        ({"name": "东门", "kind": "gate", "position": {"lat": 0, "lng": 0}}, "lat"),
        ({"name": "东门", "kind": "gate", "school": "x"}, "school"),
    ],
)
def test_a_point_in_bad_form_is_refused_by_field(
    client: Any, session: Session, body: dict[str, Any], field: str
) -> None:
    school = a_school(session)
    answer = staff(client, session, school).post(f"/api/v1/schools/{school.id}/checkpoints", json=body)
    assert answer.status_code == 422
    assert field in answer.json["errors"]


def test_a_repeated_name_is_refused_in_words(client: Any, session: Session) -> None:
    school = a_school(session)
    a_checkpoint(session, school, name="东门")
    body = {"name": "东门", "kind": "gate"}
    answer = staff(client, session, school).post(f"/api/v1/schools/{school.id}/checkpoints", json=body)
    assert problem(answer) == (409, "checkpoint_name_taken")
    assert "东门" in answer.json["detail"]


def test_a_sheet_of_plates_is_printed_and_its_codes_are_kept(client: Any, session: Session, config: Config) -> None:
    school = a_school(session)
    for name in ("东门", "西门", "食堂", "操场", "宿舍"):
        a_checkpoint(session, school, name=name)
    staff(client, session, school)
    path = f"/api/v1/schools/{school.id}"
    answer = client.post(f"{path}/placards", json={"layout": "a4x4", "format": "pdf"})
    assert (answer.status_code, answer.mimetype) == (200, "application/pdf")
    document = pypdfium2.PdfDocument(answer.data)
    assert len(document) == 2
    printed = "".join(page.get_textpage().get_text_range() for page in document)
    items = client.get(f"{path}/checkpoints").json["items"]
    assert all(item["code"]["grouped"] in printed for item in items)
    assert all(is_ours(item["code"]["code"], config.secrets.code_keys) for item in items)
    assert {item["code"]["state"] for item in items} == {"printed"}
    client.post(f"{path}/placards", json={})
    assert client.get(f"{path}/checkpoints").json["items"] == items


def test_one_plate_is_printed_as_svg_and_no_more_than_one(client: Any, session: Session) -> None:
    school = a_school(session)
    first, _ = a_checkpoint(session, school), a_checkpoint(session, school)
    staff(client, session, school)
    path = f"/api/v1/schools/{school.id}/placards"
    answer = client.post(path, json={"format": "svg", "checkpoint_ids": [str(first.id)]})
    assert answer.mimetype == "image/svg+xml"
    assert answer.data.startswith(b"<svg")
    assert problem(client.post(path, json={"format": "svg"})) == (422, "placards_svg_one_only")


def test_nothing_to_print_and_points_of_others_are_refused(client: Any, session: Session) -> None:
    school = a_school(session)
    other = a_checkpoint(session)
    staff(client, session, school)
    path = f"/api/v1/schools/{school.id}/placards"
    assert problem(client.post(path, json={})) == (422, "placards_nothing_to_print")
    assert problem(client.post(path, json={"checkpoint_ids": [str(other.id)]})) == (404, "not_found")


def test_the_command_prints_a_schools_plates(session: Session, database: Database, config: Config) -> None:
    school_code = "2199999999"
    a_checkpoint(session, a_school(session, school_code=school_code))
    session.commit()
    out = BytesIO()
    assert print_placards(database, config, school_code=school_code, out=out) == 1
    assert out.getvalue().startswith(b"%PDF")
    with pytest.raises(Problem, match="not_found"):
        print_placards(database, config, school_code="0", out=out)


def test_tables_are_uploaded_seen_and_confirmed(client: Any, session: Session) -> None:
    office(client, session, a_county(session))
    data = table([school_row(), school_row("2199000002", "乙小学", township="别县镇")])
    seen = client.post("/api/v1/places/imports", data=data, content_type=MEDIA_TYPE)
    assert seen.status_code == 201
    assert {key: seen.json[key] for key in ("ok", "failed", "created", "updated", "unchanged", "not_shown")} == {
        "ok": 1,
        "failed": 1,
        "created": 1,
        "updated": 0,
        "unchanged": 0,
        "not_shown": 0,
    }
    clean, wrong = seen.json["rows"]
    assert (clean["status"], clean["sheet"], clean["row"], clean["values"]["school_type"]) == ("ok", "学校", 3, "小学")
    assert (wrong["status"], wrong["errors"][0]["column"]) == ("error", "乡镇")
    path = f"/api/v1/places/imports/{seen.json['id']}/confirmation"
    assert problem(client.post(path, json={"only_clean": False})) == (409, "place_import_not_clean")
    assert client.post(path, json={"only_clean": True}).json == {"created": 1, "updated": 0}
    assert problem(client.post(path, json={"only_clean": True})) == (409, "import_confirmed")
    assert [item["name"] for item in client.get("/api/v1/schools").json["items"]] == ["示范县启明小学"]


def test_what_is_no_table_is_refused_in_words(client: Any, session: Session) -> None:
    office(client, session, a_county(session))

    def upload(data: bytes, content_type: str = MEDIA_TYPE) -> tuple[int, str]:
        return problem(client.post("/api/v1/places/imports", data=data, content_type=content_type))

    assert upload(b"\xd0\xcf\x11\xe0" + bytes(100)) == (415, "spreadsheet_not_xlsx")
    assert upload(b"a,b", "text/csv") == (415, "media_type_unsupported")
    assert upload(b"PK\x03\x04" + bytes(10 * 1024 * 1024))[0] == 413


def test_a_school_may_not_import(client: Any, session: Session) -> None:
    staff(client, session, a_school(session))
    answer = client.post("/api/v1/places/imports", data=table([school_row()]), content_type=MEDIA_TYPE)
    assert problem(answer) == (403, "not_permitted")


def test_the_template_can_be_downloaded(client: Any, session: Session) -> None:
    answer = office(client, session, a_county(session)).get("/api/v1/places/imports/template.xlsx")
    assert (answer.status_code, answer.mimetype) == (200, MEDIA_TYPE)
