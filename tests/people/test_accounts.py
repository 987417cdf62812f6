"""Who sees whom, new first passwords, stopping an account, and the first account of all."""

from __future__ import annotations

import pytest
from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

from backend.core.errors import Problem
from backend.people import commands
from backend.people.grants import NewGrant, give_role, revoke_grant
from backend.people.models import Account, AccountGrant, SignInSession
from backend.people.queries import actor_of
from tests.builders import PASSWORD, an_account, an_actor, sign_in
from tests.people.county import a_division, two_counties


@pytest.fixture
def counties(session):
    return two_counties(session)


def names(client, **query):
    return {item["display_name"] for item in client.get("/api/v1/accounts", query_string=query).json["items"]}


def people_of(session, county):
    """A principal, a guard of another school and a department manager."""
    one, other = county.schools[0].school_id, county.schools[1].school_id
    department = county.departments[0]
    about = {"county_id": county.id}
    return [
        an_account(session, role="principal", scope=("school", one), unit_id=one, **about),
        an_account(session, role="guard", scope=("school", other), unit_id=other, **about),
        an_account(session, role="dept_manager", scope=("department", department), unit_id=department, **about),
    ]


def test_everybody_sees_the_people_of_their_scope(app, session, counties):
    principal, guard, manager = people_of(session, counties[0])
    stranger = people_of(session, counties[1])[0]
    office = an_account(session, role="joint_office", scope=("county", counties[0].id))
    seen = {who.display_name: names(sign_in(app.test_client(), who)) for who in (principal, guard, manager, office)}
    assert seen[principal.display_name] == {principal.display_name}
    assert seen[guard.display_name] == set()
    assert seen[manager.display_name] == {manager.display_name}
    county = {who.display_name for who in (principal, guard, manager, office)}
    assert seen[office.display_name] == county
    assert stranger.display_name not in county


def test_phones_are_masked_and_found_only_whole(app, session, counties):
    principal = people_of(session, counties[0])[0]
    office = an_account(session, role="joint_office", scope=("county", counties[0].id))
    client = sign_in(app.test_client(), office)
    assert principal.phone not in client.get("/api/v1/accounts").text
    assert names(client, q=principal.phone) == {principal.display_name}
    assert names(client, q=principal.phone[:8]) == set()
    assert names(client, q="校长") == {principal.display_name}
    assert names(client, q="%") == set()


def test_the_list_goes_on_where_it_stopped(app, session, counties):
    people = people_of(session, counties[0])
    client = sign_in(app.test_client(), an_account(session, role="joint_office", scope=("county", counties[0].id)))
    first = client.get("/api/v1/accounts", query_string={"limit": 3}).json
    rest = client.get("/api/v1/accounts", query_string={"limit": 3, "cursor": first["next"]}).json
    assert (len(first["items"]), len(rest["items"]), rest["next"]) == (3, 1, None)
    assert {str(who.id) for who in people} < {item["id"] for page in (first, rest) for item in page["items"]}


def test_somebody_locked_out_gets_a_new_first_password_from_their_office(app, session, counties):
    principal = people_of(session, counties[0])[0]
    phone = sign_in(app.test_client(), principal)
    office = an_account(session, role="joint_office", scope=("county", counties[0].id))
    answer = sign_in(app.test_client(), office).post(f"/api/v1/accounts/{principal.id}/first_password")
    assert answer.status_code == 201
    assert phone.get("/api/v1/me").status_code == 401
    entered = phone.post("/api/v1/sessions", json={"identifier": principal.phone, "password": answer.json["password"]})
    assert entered.json["must_change_password"] is True


def test_nobody_resets_or_stops_an_account_above_their_own(app, session, counties):
    principal = people_of(session, counties[0])[0]
    office = an_account(session, role="joint_office", scope=("county", counties[0].id))
    client = sign_in(app.test_client(), principal)
    assert client.post(f"/api/v1/accounts/{office.id}/first_password").status_code == 404
    assert client.post(f"/api/v1/accounts/{office.id}/disablement").status_code == 404
    edu = sign_in(app.test_client(), an_account(session, role="edu_officer", scope=("county", counties[0].id)))
    assert edu.post(f"/api/v1/accounts/{office.id}/disablement").status_code == 404
    stranger = sign_in(app.test_client(), an_account(session, role="joint_office", scope=("county", counties[1].id)))
    assert stranger.post(f"/api/v1/accounts/{principal.id}/disablement").status_code == 404


def test_a_second_role_out_of_reach_protects_the_account(app, session, counties):
    from tests.builders import a_grant

    principal = people_of(session, counties[0])[0]
    a_grant(session, principal, role="security_admin", scope=("county", counties[0].id))
    office = sign_in(app.test_client(), an_account(session, role="joint_office", scope=("county", counties[0].id)))
    assert office.post(f"/api/v1/accounts/{principal.id}/first_password").status_code == 404


def test_stopping_an_account_puts_its_holder_out(app, session, counties):
    guard = people_of(session, counties[0])[1]
    phone = sign_in(app.test_client(), guard)
    office = sign_in(app.test_client(), an_account(session, role="joint_office", scope=("county", counties[0].id)))
    assert office.post(f"/api/v1/accounts/{guard.id}/disablement").status_code == 204
    assert phone.get("/api/v1/me").status_code == 401
    body = {"identifier": guard.phone, "password": PASSWORD}
    assert phone.post("/api/v1/sessions", json=body).json["code"] == "account_disabled"
    assert all(row.revoked_at for row in session.scalars(select(SignInSession).filter_by(account_id=guard.id)))


def test_a_role_is_given_once_and_taken_back(session, counties):
    guard = people_of(session, counties[0])[1]
    office = an_actor(session, role="joint_office", scope=("county", counties[0].id))
    grant = NewGrant("duty_teacher", "school", counties[0].schools[1].school_id)
    assert give_role(session, office, account_id=guard.id, grant=grant) is True
    assert give_role(session, office, account_id=guard.id, grant=grant) is False
    given = session.scalars(select(AccountGrant).filter_by(account_id=guard.id, role="duty_teacher")).one()
    revoke_grant(session, office, grant_id=given.id)
    session.flush()
    assert {held.role for held in actor_of(session, guard.id).grants} == {"guard"}
    assert give_role(session, office, account_id=guard.id, grant=grant) is True


def test_the_first_administrator_comes_from_the_command_line(database, session, client):
    made = commands.create_admin(database, identifier="Security.Admin", display_name="演示·安全管理员")
    body = {"identifier": "security.admin", "password": made.password}
    assert client.post("/api/v1/sessions", json=body).json["must_change_password"] is True
    assert {grant.role for grant in actor_of(session, made.account_id).grants} == {"security_admin"}
    with pytest.raises(Problem, match="identifier_taken"):
        commands.create_admin(database, identifier="security.admin", display_name="另一个")


def test_a_forgotten_administrators_password_is_reset_on_the_command_line(database, client):
    commands.create_admin(database, identifier="10000000001", display_name="演示·系统管理员", role="platform_admin")
    again = commands.reset_password(database, identifier="1000 0000 001")
    body = {"identifier": "10000000001", "password": again.password}
    assert client.post("/api/v1/sessions", json=body).status_code == 201
    with pytest.raises(Problem, match="not_found"):
        commands.reset_password(database, identifier="10000000002")


def test_the_first_office_stands_on_the_only_county_there_is(database, session):
    with pytest.raises(Problem, match="scope_unfit"):
        commands.create_admin(database, identifier="office", display_name="演示·校安办", role="joint_office")
    county_id = a_division(session, "county", "示范县")
    made = commands.create_admin(database, identifier="office", display_name="演示·校安办", role="joint_office")
    actor = actor_of(session, made.account_id)
    assert (actor.county_id, actor.grants[0].scope_id) == (county_id, county_id)
    with pytest.raises(Problem, match="role_unknown"):
        commands.create_admin(database, identifier="wizard", display_name="某人", role="wizard")


@pytest.mark.parametrize("identifier", ["12345", "x", "1381234567a", "Zhang Wei", "张伟"])
def test_an_identifier_is_a_phone_or_a_user_name(database, identifier):
    with pytest.raises(Problem, match="identifier_form_wrong"):
        commands.create_admin(database, identifier=identifier, display_name="某人")


@pytest.mark.parametrize(
    ("table", "values"),
    [
        (AccountGrant, {"role": "wizard"}),
        (AccountGrant, {"scope_type": "planet"}),
        (Account, {"phone": None, "username": None}),
        (Account, {"phone": "123"}),
    ],
)
def test_the_database_refuses_what_no_rule_should_let_through(session, table, values):
    an_account(session)
    with pytest.raises(IntegrityError), session.begin_nested():
        session.execute(update(table).values(**values))
