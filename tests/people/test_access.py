"""Every door of this room, tried by every kind of person; a new route must be added here."""

from __future__ import annotations

import pytest

from backend.core.spreadsheets import MEDIA_TYPE
from backend.people.role_table import ROLES
from tests.builders import an_account, sign_in
from tests.people.county import two_counties
from tests.people.lists import WANG, a_list

EVERYONE = frozenset(ROLES)
IMPORTERS = {"joint_office", "edu_officer", "city_coordinator", "security_admin"}
MANAGERS = {"principal", "joint_office", "edu_officer", "city_coordinator", "security_admin"}
INVITERS = MANAGERS | {"school_safety"}
TABLE = [  # method, path, answer to those who may, who may, answer to others, answer to strangers
    ("GET", "/api/v1/me", 200, EVERYONE, None, 401),
    ("PUT", "/api/v1/me/password", 422, EVERYONE, None, 401),
    ("POST", "/api/v1/me/second_factor", 422, EVERYONE, None, 401),
    ("POST", "/api/v1/me/second_factor/confirmation", 422, EVERYONE, None, 401),
    ("POST", "/api/v1/me/second_factor/proofs", 422, EVERYONE, None, 401),
    ("DELETE", "/api/v1/accounts/{guard}/second_factor", 204, {"security_admin"}, 404, 401),
    ("GET", "/api/v1/sessions", 200, EVERYONE, None, 401),
    ("POST", "/api/v1/sessions", 422, EVERYONE, None, 422),
    ("DELETE", "/api/v1/sessions/{nothing}", 404, EVERYONE, None, 401),
    ("DELETE", "/api/v1/sessions/current", 204, EVERYONE, None, 401),
    ("POST", "/api/v1/invitations", 201, INVITERS, 403, 401),
    ("GET", "/api/v1/invitations/abc", 404, EVERYONE, None, 404),
    ("POST", "/api/v1/invitations/abc/acceptance", 404, EVERYONE, None, 404),
    ("GET", "/api/v1/accounts", 200, EVERYONE, None, 401),
    ("POST", "/api/v1/accounts/{guard}/first_password", 201, INVITERS, 404, 401),
    ("POST", "/api/v1/accounts/{guard}/disablement", 204, MANAGERS, 404, 401),
    ("GET", "/api/v1/accounts/imports/template.xlsx", 200, EVERYONE, None, 401),
    ("POST", "/api/v1/accounts/imports?county_id={county}", 201, IMPORTERS, 403, 401),
    ("POST", "/api/v1/accounts/imports/{nothing}/confirmation", 404, EVERYONE, None, 401),
]
OURS = ("/api/v1/me", "/api/v1/sessions", "/api/v1/invitations", "/api/v1/accounts")


@pytest.fixture
def people(app, session):
    """A signed-in browser for each role, on the scope of its kind that holds the first school, and for a stranger."""
    county = two_counties(session)[0]
    school = county.schools[0]
    ids = {"school": school.school_id, "precinct": school.precinct_id, "department": county.departments[0]}
    ids |= {"county": county.id, "city": county.city_id, "nation": county.nation_id, "township": county.townships[0]}
    browsers = {}
    for role, about in ROLES.items():
        scope_type = "county" if "county" in about.scope_types else about.scope_types[0]
        account = an_account(session, role=role, scope=(scope_type, ids[scope_type]), county_id=county.id)
        browsers[role] = sign_in(app.test_client(), account)
    guard = an_account(session, role="guard", scope=("school", ids["school"]), county_id=county.id)
    return browsers | {"stranger": app.test_client()}, {"guard": guard.id, "nothing": county.id, **ids}


def body_of(path: str, ids: dict):
    if "accounts/imports?" in path:
        return {"data": a_list(WANG), "content_type": MEDIA_TYPE}
    if path.endswith("/invitations"):
        about = {"role": "guard", "scope_type": "school", "scope_id": str(ids["school"])}
        return {"json": {"display_name": "演示·保安", **about}}
    if path.endswith("acceptance"):
        return {"json": {"identifier": "10000000001", "password": "一个足够长的密码吧"}}
    return {} if path.endswith(("first_password", "disablement")) else {"json": {}}


@pytest.mark.parametrize(("method", "path", "answer", "who", "others", "strangers"), TABLE)
def test_each_door_opens_to_whom_it_should(people, method, path, answer, who, others, strangers):
    browsers, ids = people
    found = {}
    for name, browser in browsers.items():
        response = browser.open(path.format(**ids), method=method, **body_of(path, ids))
        found[name] = response.status_code
        assert response.status_code < 400 or response.content_type == "application/problem+json"
    expected = {role: answer if role in who else others for role in ROLES} | {"stranger": strangers}
    assert found == expected


def test_no_door_of_this_room_is_missing_from_the_table(app):
    import re

    from backend.people import routes

    def shape(path: str) -> str:
        return re.sub(r"[{<][^}>]*[}>]|\babc\b", "*", path.split("?")[0])

    tried = {(method, shape(path)) for method, path, *_ in TABLE}
    there = {
        (method, shape(rule.rule))
        for rule in app.url_map.iter_rules()
        if rule.rule.startswith(OURS) and rule.endpoint.split(".")[0] in {each.name for each in routes.BLUEPRINTS}
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }
    assert there == tried
