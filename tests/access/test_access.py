"""Every route × every kind of person, against a real school's real things: who is let in, who is told no, who sees nothing.

Whoever has no business with the school must not learn that a thing exists: 404, the same as for what does not.
A new route without a row here fails.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import pytest
from flask import Flask

from backend.app import create_app
from backend.config import Config, load_secrets
from backend.core.clock import now
from backend.core.ids import new_id
from tests import databases
from tests.access.world import EVERYBODY, World, make_world
from tests.phones import a_picture, sha256

READERS = frozenset({"school_safety", "principal", "precinct_officer", "joint_office", "edu_officer", "inspector"})
SCHOOL = frozenset({"school_safety", "principal"})
OUTSIDE = READERS - SCHOOL
PLACE_READERS = READERS | {"volunteer", "guard", "leader_viewer", "platform_admin", "security_admin"}
SCHOOL_SEERS = PLACE_READERS | {"dept_handler"}  # a department knows the schools of its county, its work lies there
PLACE_EDITORS = frozenset({"school_safety", "joint_office", "edu_officer", "platform_admin"})
PRINTERS = SCHOOL | {"joint_office", "edu_officer"}
INVITERS = SCHOOL | {"joint_office", "edu_officer", "security_admin"}
ABROAD = frozenset({"joint_office abroad", "edu_officer abroad"})
Who = frozenset[str]


@dataclass(frozen=True)
class Row:
    """What one route answers: `ok` to those in `may`, statuses of `told` to others, `rest` to the rest."""

    method: str
    rule: str
    may: Who
    ok: int = 200
    told: Mapping[int, Who] = field(default_factory=dict)
    rest: int = 404
    stranger: int = 401
    query: str = ""
    body: Mapping[str, Any] | None = None
    case: str = ""


def everybody(method: str, rule: str, ok: int = 200, **more: Any) -> Row:
    """A route that answers all who are signed in alike."""
    return Row(method, rule, EVERYBODY, ok, **more)


def anybody(method: str, rule: str, ok: int = 200, **more: Any) -> Row:
    """A route that answers a stranger like everybody else."""
    return Row(method, rule, EVERYBODY, ok, stranger=ok, **more)


def move(action: str, case: str, may: Who, *, told: Who | None = None, **body: Any) -> Row:
    """A move of a case: readers who may not make it are told why (403), nobody else learns of the case."""
    refused = {403: (READERS if told is None else told) - may}
    return Row("POST", f"/api/v1/cases/<uuid:case_id>/{action}", may, told=refused, body=body, case=case)


ASSIGNING = {"category": "BLD02", "severity": "general", "handling": "deadline", "lead_unit_id": "{school}"}
ACK = {"responsible_name": "王工", "planned_measure": "更换围栏"}
REPORT = {"code": "{code}", "tile": "building", "danger": False, "note": "围栏松动了，请来看"}
INVITED = {"display_name": "新保安", "role": "guard", "scope_type": "school", "scope_id": "{school}"}
CASES = "/api/v1/cases/<uuid:case_id>"
TABLE = [
    everybody("GET", "/api/v1/cases"),
    Row("GET", CASES, READERS, case="reported"),
    Row("GET", f"{CASES}/assignment_options", READERS, case="reported"),
    Row("GET", f"{CASES}/unit_options", READERS, case="reported"),
    Row("GET", f"{CASES}/tracker_options", READERS - {"inspector"}, told={403: frozenset({"inspector"})}, case="reported"),
    Row("PUT", f"{CASES}/photos/<sha256>", READERS, case="awaiting"),
    move("assign", "reported", SCHOOL | {"joint_office", "edu_officer"}, **ASSIGNING),
    move("self_assign", "reported", SCHOOL, category="BLD02"),
    move("reject", "reported", frozenset({"joint_office", "edu_officer"}), reason="test", note="试一下"),
    move("merge", "reported", frozenset({"joint_office", "edu_officer", "precinct_officer"}), master_case_id="{master}"),
    move("acknowledge", "assigned", SCHOOL, **ACK),
    move("submit", "rectifying", SCHOOL, measure="已更换", photos=[{"sha256": "ef" * 32}]),
    move("verify", "pending", OUTSIDE),
    move("fail", "pending", OUTSIDE, reason="仍然松动"),
    move("close_out", "verified", frozenset({"joint_office"})),
    Row("GET", "/api/v1/photos/<uuid:photo_id>/<version>", READERS),
    everybody("GET", "/api/v1/work"),
    everybody("GET", "/api/v1/schools"),
    Row("GET", "/api/v1/schools/<uuid:school_id>", SCHOOL_SEERS),
    Row("GET", "/api/v1/schools/<uuid:school_id>/checkpoints", SCHOOL_SEERS),
    Row("POST", "/api/v1/schools/<uuid:school_id>/checkpoints", PLACE_EDITORS, 201,
        told={403: PLACE_READERS - PLACE_EDITORS}, body={"name": "新点位", "kind": "gate"}),
    Row("PATCH", "/api/v1/checkpoints/<uuid:checkpoint_id>", PLACE_EDITORS,
        told={403: PLACE_READERS - PLACE_EDITORS}, body={"name": "新名字"}),
    Row("POST", "/api/v1/schools/<uuid:school_id>/placards", PRINTERS,
        told={403: PLACE_READERS - PRINTERS}, body={"layout": "single"}),
    everybody("GET", "/api/v1/places/imports/template.xlsx"),
    Row("POST", "/api/v1/places/imports", {"joint_office", "edu_officer", "platform_admin"} | ABROAD, 415, rest=403),
    everybody("POST", "/api/v1/places/imports/<uuid:batch_id>/confirmation", 404, body={}),
    everybody("GET", "/api/v1/accounts"),
    everybody("GET", "/api/v1/accounts/imports/template.xlsx"),
    Row("POST", "/api/v1/accounts/imports", {"joint_office", "edu_officer", "security_admin"} | ABROAD, 415, rest=403),
    everybody("POST", "/api/v1/accounts/imports/<uuid:import_id>/confirmation", 404, body={}),
    Row("POST", "/api/v1/accounts/<uuid:account_id>/first_password", INVITERS, 201),
    Row("POST", "/api/v1/accounts/<uuid:account_id>/disablement", INVITERS - {"school_safety"}, 204),
    Row("POST", "/api/v1/invitations", INVITERS, 201, rest=403, body=INVITED),
    anybody("GET", "/api/v1/invitations/<token>", 404),
    anybody("POST", "/api/v1/invitations/<token>/acceptance", 404,
            body={"identifier": "10009999999", "password": "一个足够长的密码吧", "display_name": "某人"}),
    everybody("GET", "/api/v1/me"),
    everybody("PUT", "/api/v1/me/password", 422, body={}),
    anybody("POST", "/api/v1/sessions", 422, body={}),
    everybody("GET", "/api/v1/sessions"),
    everybody("DELETE", "/api/v1/sessions/<uuid:session_id>", 404),
    everybody("DELETE", "/api/v1/sessions/current", 204),
    anybody("POST", "/api/v1/reports", 201, body=REPORT),
    anybody("PUT", "/api/v1/reports/<uuid:report_id>/photos/<sha256>", 403),
    anybody("GET", "/api/v1/reports/nearby", query="code={code}&tile=road"),
    anybody("POST", "/api/v1/pickups", 404, body={"pickup_code": "AAAAAAAA"}),
    anybody("GET", "/api/v1/site_codes/<code>"),
    anybody("GET", "/api/v1/taxonomy"),
    *(anybody("GET", rule) for rule in ("/", "/p", "/app", "/app/<path:_path>", "/c/<code>")),
    *(anybody("GET", rule) for rule in ("/healthz", "/readyz", "/metrics")),
]  # fmt: skip
ARGUMENTS = {
    "school_id": "school", "checkpoint_id": "checkpoint", "account_id": "guard", "photo_id": "photo",
    "report_id": "report", "session_id": "nothing", "batch_id": "nothing", "import_id": "nothing",
}  # fmt: skip


@pytest.fixture(scope="module", params=databases.KINDS)
def world(
    request: pytest.FixtureRequest, template_urls: dict[str, str], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[World]:
    """One world for all rows: what a request does is undone after it."""
    home = tmp_path_factory.mktemp("access")
    where = {"database_url": "", "storage_url": f"file://{home / 'photos'}", "redis_url": None, "home": home}
    database = databases.RolledBackDatabase(template_urls[request.param])
    config = Config(**where, public_url="https://xam.example", secrets=load_secrets(home / "secrets.json"))
    yield make_world(create_app(config, database=database), database)
    database.dispose()


def path_of(row: Row, things: Mapping[str, Any]) -> str:
    """The route's address with real things in it."""
    values = {name: str(things[thing]) for name, thing in ARGUMENTS.items()}
    values |= {"case_id": str(things[row.case or "reported"]), "code": things["code"], "version": "small"}
    values |= {"token": "made-up", "_path": "cases", "sha256": sha256(a_picture(5))}
    path = row.rule
    for name, value in values.items():
        path = path.replace(f"<uuid:{name}>", value).replace(f"<path:{name}>", value).replace(f"<{name}>", value)
    return f"{path}?{row.query.format(**things)}" if row.query else path


def body_of(row: Row, things: Mapping[str, Any]) -> dict[str, Any]:
    """What is sent: a form with real ids in it, or a photo's bytes."""
    if row.method == "PUT" and "photos" in row.rule:
        return {"data": a_picture(5), "content_type": "image/jpeg"}
    if row.body is None:
        return {}
    body = {name: value.format(**things) if isinstance(value, str) else value for name, value in row.body.items()}
    if row.case:
        body |= {"id": str(new_id()), "version": things[f"{row.case}_version"], "occurred_at": now().isoformat()}
    if row.rule == "/api/v1/reports":
        body |= {"id": str(new_id()), "occurred_at": now().isoformat()}
    return {"json": body}


def expected(row: Row, person: str) -> int:
    if person == "stranger":
        return row.stranger
    if person in row.may:
        return row.ok
    return next((status for status, people in row.told.items() if person in people), row.rest)


@pytest.mark.parametrize("row", TABLE, ids=lambda row: f"{row.method} {row.rule}")
def test_every_person_gets_at_every_route_what_the_table_says(world: World, row: Row) -> None:
    path, wrong = path_of(row, world.things), {}
    for person, phone in world.phones.items():
        with world.tried():
            answer = phone.app.test_client().open(
                path, method=row.method, headers=phone.headers, **body_of(row, world.things)
            )
        if answer.status_code != expected(row, person):
            wrong[person] = (answer.status_code, expected(row, person), answer.text[:120])
    assert wrong == {}


def test_every_route_has_its_row_and_every_row_its_route(app: Flask) -> None:
    routes = {
        (method, rule.rule)
        for rule in app.url_map.iter_rules()
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }
    assert {(row.method, row.rule) for row in TABLE} == routes


def test_a_route_without_a_row_is_noticed(app: Flask) -> None:
    app.add_url_rule("/api/v1/stray", "stray", lambda: "")
    with pytest.raises(AssertionError):
        test_every_route_has_its_row_and_every_row_its_route(app)


def test_lists_hold_only_what_the_person_may_read(world: World) -> None:
    for person, phone in world.phones.items():
        if person == "stranger":
            continue
        cases, work = phone.get("/cases").json["items"], phone.get("/work").json["sections"]
        schools = phone.get("/schools").json["items"]
        sees_school = str(world.things["school"]) in {school["id"] for school in schools}
        assert (bool(cases), sees_school) == (person in READERS, person in SCHOOL_SEERS), person
        assert person in READERS or work == []


def test_what_is_hidden_looks_exactly_like_what_does_not_exist(world: World) -> None:
    stranger_here = world.phones["joint_office abroad"]
    for path in ("/cases/{}", "/cases/{}/assignment_options"):
        hidden = stranger_here.get(path.format(world.things["reported"]))
        absent = stranger_here.get(path.format(new_id()))
        assert (hidden.status_code, hidden.json) == (absent.status_code, absent.json)
    hidden = stranger_here.get(f"/photos/{world.things['photo']}/small")
    absent = stranger_here.get(f"/photos/{new_id()}/small")
    assert (hidden.status_code, hidden.json) == (absent.status_code, absent.json)
