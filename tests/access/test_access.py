"""Every route × every kind of person, against a real school's real things: who is let in, who is told no, who sees nothing.

Whoever has no business with the school must not learn that a thing exists: 404, the same as for what does not.
A new route without a row here fails.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from flask import Flask

from backend.app import create_app
from backend.config import Config, load_secrets
from backend.core.clock import now
from backend.core.ids import new_id
from tests import databases
from tests.access.inspection_rows import INSPECTING
from tests.access.planning_rows import PLANNING
from tests.access.table import ARGUMENTS, READERS, REFERRALS, SCHOOL_SEERS, TABLE, Row
from tests.access.world import World, make_world
from tests.phones import a_picture, sha256

ROWS = [*TABLE, *PLANNING, *INSPECTING]


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
    values |= {
        "case_id": str(things[row.case or "reported"]),
        "code": things["code"],
        "version": "small",
        "file_format": "pdf",
    }
    values |= {"referral_id": str(things[row.referral]), "number": "0"}
    values |= {"atom": "ind_closed_campus"}
    values |= {"token": "made-up", "_path": "cases", "sha256": sha256(a_picture(5))}
    path = row.rule
    for name, value in values.items():
        path = path.replace(f"<int:{name}>", value)
        path = path.replace(f"<uuid:{name}>", value).replace(f"<path:{name}>", value).replace(f"<{name}>", value)
    return f"{path}?{row.query.format(**things)}" if row.query else path


def body_of(row: Row, things: Mapping[str, Any]) -> dict[str, Any]:
    """What is sent: a form with real ids in it, or a photo's bytes."""
    if row.method == "PUT" and "photos" in row.rule:
        return {"data": a_picture(5), "content_type": "image/jpeg"}
    if row.body is None:
        return {}
    body = {name: _filled(value, things) for name, value in row.body.items()}
    if row.rule.endswith("/erasure_requests"):
        body |= {"id": str(new_id())}
    elif row.case:
        body |= {"id": str(new_id()), "version": things[f"{row.case}_version"], "occurred_at": now().isoformat()}
    if row.rule == REFERRALS or "/visits" in row.rule:
        body |= {"id": str(new_id())}
    if body.get("id") == "new":
        body |= {"id": str(new_id())}
    if "phoned_at" in body:
        body |= {"phoned_at": now().isoformat()}
    if row.rule == "/api/v1/reports" or row.rule.startswith("/api/v1/holds"):
        body |= {"id": str(new_id()), "occurred_at": now().isoformat()}
    return {"json": body}


def _filled(value: Any, things: Mapping[str, Any]) -> Any:
    if isinstance(value, list):
        return [_filled(each, things) for each in value]
    if isinstance(value, dict):
        return {name: _filled(each, things) for name, each in value.items()}
    return value.format(**things) if isinstance(value, str) else value


def expected(row: Row, person: str) -> int:
    if person == "stranger":
        return row.stranger
    if person in row.may:
        return row.ok
    return next((status for status, people in row.told.items() if person in people), row.rest)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.method} {row.rule}")
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
    assert {(row.method, row.rule) for row in ROWS} == routes


def test_a_route_without_a_row_is_noticed(own_app: Flask) -> None:
    own_app.add_url_rule("/api/v1/stray", "stray", lambda: "")
    with pytest.raises(AssertionError):
        test_every_route_has_its_row_and_every_row_its_route(own_app)


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
