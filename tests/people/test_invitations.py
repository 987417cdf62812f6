"""Invitations make one account once: not by being read, not twice, not over somebody else's number."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import func, select

from backend.app import create_app
from backend.core.clock import now
from backend.people.models import Account, AccountGrant, Invitation
from tests.builders import a_phone, an_account, sign_in
from tests.people.county import two_counties

CHOSEN = "自己选的一个好密码1"


@pytest.fixture
def county(session):
    return two_counties(session)[0]


@pytest.fixture
def office(app, session, county):
    """The joint office's browser."""
    return sign_in(app.test_client(), an_account(session, role="joint_office", scope=("county", county.id)))


def an_invitation(office, county, **about):
    body = {
        "display_name": "演示·王校长",
        "role": "principal",
        "scope_type": "school",
        "scope_id": str(county.schools[0].school_id),
    } | about
    return office.post("/api/v1/invitations", json=body)


def token_of(answer) -> str:
    return str(answer.json["link"].rsplit("/", 1)[1])


def acceptance(**about):
    return {"identifier": a_phone(), "password": CHOSEN} | about


def test_an_invited_person_gets_an_account_with_the_role(client, session, office, county):
    made = an_invitation(office, county)
    assert made.status_code == 201
    assert made.json["link"].startswith("https://xam.example/app/invitations/")
    path = f"/api/v1/invitations/{token_of(made)}"
    shown = client.get(path).json
    assert (shown["display_name"], shown["unit_name"], shown["role_label"]) == ("演示·王校长", "启明小学", "校长/园长")
    body = acceptance()
    accepted = client.post(f"{path}/acceptance", json=body)
    assert accepted.status_code == 201, accepted.json
    assert accepted.json["account"]["unit"]["name"] == "启明小学"
    entered = client.post("/api/v1/sessions", json=body)
    assert entered.json["must_change_password"] is False
    assert client.get("/api/v1/me").json["roles"][0]["scope_name"] == "启明小学"


def test_link_scanners_consume_nothing(client, office, county):
    path = f"/api/v1/invitations/{token_of(an_invitation(office, county))}"
    for method in (client.get, client.head, client.get, client.options):
        assert method(path).status_code == 200
    assert client.post(f"{path}/acceptance", json=acceptance()).status_code == 201


def test_a_forwarded_invitation_works_once(client, session, office, county):
    path = f"/api/v1/invitations/{token_of(an_invitation(office, county))}"
    assert client.post(f"{path}/acceptance", json=acceptance()).status_code == 201
    again = client.post(f"{path}/acceptance", json=acceptance())
    assert again.status_code == 410
    assert again.json["title"] == "邀请链接已使用"
    assert client.get(path).status_code == 410
    assert session.scalar(select(func.count()).select_from(Account)) == 2


def test_eight_at_once_make_one_account(committed_database, config):
    with committed_database.work() as session:
        county = two_counties(session)[0]
        account = an_account(session, role="joint_office", scope=("county", county.id))
    app = create_app(config, database=committed_database)
    made = an_invitation(sign_in(app.test_client(), account), county)
    path = f"/api/v1/invitations/{token_of(made)}/acceptance"

    def accept(_number: int) -> int:
        return app.test_client().post(path, json=acceptance()).status_code

    with ThreadPoolExecutor(8) as pool:
        codes = sorted(pool.map(accept, range(8)))
    assert codes == [201] + [410] * 7
    with committed_database.work(write=False) as session:
        assert session.scalar(select(func.count()).select_from(Account)) == 2


def test_an_invitation_ends_after_seven_days(client, office, county):
    path = f"/api/v1/invitations/{token_of(an_invitation(office, county))}"
    with time_machine.travel(now() + timedelta(days=7, minutes=1), tick=False):
        assert client.get(path).json["code"] == "invitation_expired"
        assert client.post(f"{path}/acceptance", json=acceptance()).status_code == 410


def test_an_invitation_dies_with_its_makers_right(client, session, office, county):
    path = f"/api/v1/invitations/{token_of(an_invitation(office, county))}"
    session.scalars(select(AccountGrant)).one().revoked_at = now()
    session.flush()
    answer = client.post(f"{path}/acceptance", json=acceptance())
    assert answer.json["code"] == "invitation_expired"


@pytest.mark.parametrize("known_by", ["phone", "username"])
def test_an_existing_account_cannot_be_taken_over(client, session, office, county, known_by):
    victim = an_account(session, **{known_by: a_phone() if known_by == "phone" else "li.duxue"})
    old_hash = victim.password_hash
    path = f"/api/v1/invitations/{token_of(an_invitation(office, county))}"
    identifier = victim.phone or "LI.DUXUE"
    answer = client.post(f"{path}/acceptance", json=acceptance(identifier=identifier))
    assert answer.status_code == 409
    assert answer.json["code"] == "identifier_taken"
    assert answer.json["errors"]["identifier"]
    session.expire_all()
    assert session.get(Account, victim.id).password_hash == old_hash
    assert session.scalars(select(Invitation)).one().consumed_at is None, "and the invitation is still good"
    assert client.post(f"{path}/acceptance", json=acceptance()).status_code == 201


def test_a_made_up_link_is_not_found(client):
    assert client.get("/api/v1/invitations/abc").status_code == 404
    assert client.post("/api/v1/invitations/abc/acceptance", json=acceptance()).status_code == 404


@pytest.mark.parametrize(
    ("about", "field"),
    [({"password": "short"}, "password"), ({"identifier": "12345"}, "identifier"), ({"role": "guard"}, "role")],
)
def test_an_acceptance_is_refused_with_what_to_mend(client, office, county, about, field):
    path = f"/api/v1/invitations/{token_of(an_invitation(office, county))}"
    answer = client.post(f"{path}/acceptance", json=acceptance(**about))
    assert answer.status_code == 422
    assert list(answer.json["errors"]) == [field]


def test_only_the_hash_of_the_link_is_stored(session, office, county):
    token = token_of(an_invitation(office, county))
    assert token not in repr(vars(session.scalars(select(Invitation)).one()))


@pytest.mark.parametrize(
    ("giver", "role", "scope_type", "code"),
    [
        ("guard", "guard", "school", "role_not_givable"),
        ("principal", "principal", "school", "role_not_givable"),
        ("principal", "school_safety", "school", None),
        ("school_safety", "duty_teacher", "school", None),
        ("leader_viewer", "guard", "school", "role_not_givable"),
        ("joint_office", "city_coordinator", "city", "role_not_givable"),
        ("joint_office", "precinct_officer", "precinct", None),
        ("joint_office", "precinct_officer", "department", "scope_unfit"),
        ("joint_office", "guard", "county", "scope_unfit"),
        ("joint_office", "dept_manager", "department", None),
        ("joint_office", "township_officer", "township", None),
        ("security_admin", "joint_office", "county", None),
        ("platform_admin", "joint_office", "county", "role_not_givable"),
    ],
)
def test_who_may_invite_whom(app, session, county, giver, role, scope_type, code):
    school = county.schools[0]
    ids = {"school": school.school_id, "precinct": county.precincts[0], "department": county.departments[0]}
    ids |= {"county": county.id, "city": county.city_id, "township": county.townships[0]}
    own_type = {"guard": "school", "principal": "school", "school_safety": "school"}.get(giver, "county")
    person = an_account(session, role=giver, scope=(own_type, ids[own_type]))
    browser = sign_in(app.test_client(), person)
    answer = an_invitation(browser, county, role=role, scope_type=scope_type, scope_id=str(ids[scope_type]))
    assert answer.status_code == (201 if code is None else answer.json["status"])
    assert answer.json.get("code") == code


def test_an_administrator_cannot_be_invited(office, county):
    answer = an_invitation(office, county, role="security_admin", scope_type="county", scope_id=str(county.id))
    assert answer.status_code == 422
    assert list(answer.json["errors"]) == ["role"]


def test_another_countys_school_or_unit_is_out_of_reach(office, session, county):
    other = two_counties(session)[1]
    answer = an_invitation(office, county, scope_id=str(other.schools[0].school_id))
    assert answer.json["code"] == "role_not_givable"
    answer = an_invitation(office, county, unit_id=str(other.departments[0]))
    assert answer.json["code"] == "unit_unfit"


def test_a_link_does_not_tell_by_endless_tries_whose_numbers_have_accounts(client, session, office, county):
    taken = an_account(session).phone
    path = f"/api/v1/invitations/{token_of(an_invitation(office, county))}/acceptance"
    answers = [client.post(path, json=acceptance(identifier=taken)).status_code for _ in range(11)]
    assert answers == [409] * 10 + [429]
