"""Signing in, staying in and being put out, through the real doors."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
import time_machine
from flask.testing import FlaskClient
from sqlalchemy import select

from backend.audit.models import AuditRow
from backend.core.clock import now
from backend.people.identify import COOKIE
from backend.people.models import AccountGrant, SignInSession
from tests.builders import PASSWORD, an_account, bearer, sign_in

NEW = "另一个够长的好密码!"
WRONG = "wrong-password-1"


def enter(client: FlaskClient, identifier: str | None, password: str = PASSWORD, **body):
    return client.post("/api/v1/sessions", json={"identifier": identifier, "password": password, **body})


def test_a_person_signs_in_by_phone_and_is_known_by_name(client, session):
    account = an_account(session, role="joint_office")
    answer = enter(client, account.phone)
    assert answer.status_code == 201
    assert answer.json["account"]["display_name"] == account.display_name
    assert "token" not in answer.json
    me = client.get("/api/v1/me").json
    assert me["csrf_token"] == answer.json["csrf_token"]
    assert [role["label"] for role in me["roles"]] == ["联席办/专班"]
    assert "case.assign" in me["verbs"]


@pytest.mark.parametrize("typed", ["Zhang.Wei", "ｚｈａｎｇ．ｗｅｉ", " zhang.wei "])
def test_a_user_name_is_understood_however_it_is_typed(client, session, typed):
    an_account(session, username="zhang.wei")
    assert enter(client, typed).status_code == 201


def test_the_cookie_is_kept_from_scripts_and_other_sites(client, session):
    cookie = enter(client, an_account(session).phone).headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "Path=/" in cookie
    assert f"Max-Age={30 * 86400}" in cookie


def test_only_the_hash_of_the_token_is_stored(client, session):
    token = enter(client, an_account(session).phone, transport="bearer").json["token"]
    stored = session.scalars(select(SignInSession)).one()
    assert token not in repr(vars(stored))
    assert len(stored.token_hash) == 64


def test_a_program_signs_in_with_a_bearer_token_and_needs_no_csrf_token(client, session):
    token = enter(client, an_account(session).phone, transport="bearer").json["token"]
    header = {"Authorization": f"Bearer {token}"}
    assert client.get("/api/v1/me").status_code == 401
    assert client.get("/api/v1/me", headers=header).status_code == 200
    assert client.delete("/api/v1/sessions/current", headers=header).status_code == 204
    assert client.get("/api/v1/me", headers=header).status_code == 401


def test_a_bearer_token_is_no_cookie_and_a_cookie_no_bearer_token(app, client, session):
    account = an_account(session)
    token = bearer(session, account)["Authorization"].split()[1]
    client.set_cookie(COOKIE, token)
    assert client.get("/api/v1/me").status_code == 401
    other = sign_in(app.test_client(), account)
    stolen = {"Authorization": f"Bearer {other.get_cookie(COOKIE).value}"}
    assert app.test_client().get("/api/v1/me", headers=stolen).status_code == 401


def test_unknown_and_wrong_look_the_same(client, session):
    known = enter(client, an_account(session).phone, WRONG)
    unknown = enter(client, "10009999999", WRONG)
    assert known.status_code == unknown.status_code == 401
    assert known.json == unknown.json
    assert known.json["title"] == "账号或密码不对"
    assert known.content_type == "application/problem+json"


def test_unknown_takes_as_long_as_wrong(client, session, monkeypatch):
    from backend.people import passwords

    checks = []
    real = passwords._fits
    monkeypatch.setattr(passwords, "_fits", lambda *given: checks.append(given) or real(*given))
    enter(client, an_account(session).phone, WRONG)
    enter(client, "10009999999", WRONG)
    assert len(checks) == 2
    assert checks[0][1].split("$")[3] == checks[1][1].split("$")[3], "the same argon2 parameters"


def test_a_disabled_account_is_told_so_only_after_the_right_password(client, session):
    account = an_account(session)
    account.disabled_at = now()
    session.flush()
    assert enter(client, account.phone, WRONG).json["code"] == "sign_in_wrong"
    assert enter(client, account.phone).json["code"] == "account_disabled"


def test_disabling_ends_a_session_at_once(client, session):
    account = an_account(session)
    sign_in(client, account)
    assert client.get("/api/v1/me").status_code == 200
    account.disabled_at = now()
    session.flush()
    assert client.get("/api/v1/me").status_code == 401


def test_a_session_ends_after_thirty_days(client, session):
    sign_in(client, an_account(session))
    with time_machine.travel(now() + timedelta(days=29, hours=23), tick=False):
        assert client.get("/api/v1/me").status_code == 200
    with time_machine.travel(now() + timedelta(days=30, minutes=1), tick=False):
        assert client.get("/api/v1/me").status_code == 401


def test_a_lost_phone_is_signed_out_from_another_device(app, session):
    account = an_account(session)
    phone, desk = (sign_in(app.test_client(), account) for _ in range(2))
    items = desk.get("/api/v1/sessions").json["items"]
    assert [item["is_current"] for item in items] == [True, False]
    assert desk.delete(f"/api/v1/sessions/{items[1]['id']}").status_code == 204
    assert phone.get("/api/v1/me").status_code == 401
    assert desk.get("/api/v1/me").status_code == 200


def test_nobody_ends_somebody_elses_session(app, session):
    mine, theirs = (sign_in(app.test_client(), an_account(session)) for _ in range(2))
    their_id = theirs.get("/api/v1/sessions").json["items"][0]["id"]
    assert mine.delete(f"/api/v1/sessions/{their_id}").status_code == 404
    assert theirs.get("/api/v1/me").status_code == 200


def test_signing_out_takes_the_cookie_back(client, session):
    sign_in(client, an_account(session))
    assert client.delete("/api/v1/sessions/current").status_code == 204
    assert client.get_cookie(COOKIE) is None
    assert client.get("/api/v1/me").status_code == 401


@pytest.mark.parametrize("token", [None, "", "0" * 40])
def test_a_change_by_cookie_needs_the_pages_csrf_token(client, session, token):
    sign_in(client, an_account(session))
    del client.environ_base["HTTP_X_CSRF_TOKEN"]
    headers = {} if token is None else {"X-CSRF-Token": token}
    answer = client.delete("/api/v1/sessions/current", headers=headers)
    assert answer.status_code == 403
    assert answer.json["code"] == "csrf_token_wrong"
    assert client.get("/api/v1/me").status_code == 200


def test_another_sessions_csrf_token_does_not_fit(app, session):
    one, other = (sign_in(app.test_client(), an_account(session)) for _ in range(2))
    headers = {"X-CSRF-Token": other.get("/api/v1/me").json["csrf_token"]}
    assert one.delete("/api/v1/sessions/current", headers=headers).json["code"] == "csrf_token_wrong"


def test_a_first_password_must_be_changed_before_anything_else(client, session):
    account = an_account(session, role="joint_office", must_change_password=True)
    sign_in(client, account)
    assert client.get("/api/v1/me").json["must_change_password"] is True
    wall = client.get("/api/v1/accounts")
    assert wall.json["code"] == "password_change_required"
    body = {"current_password": PASSWORD, "new_password": NEW}
    assert client.put("/api/v1/me/password", json=body).status_code == 204
    assert client.get("/api/v1/accounts").status_code == 200


def test_changing_the_password_signs_the_other_devices_out(app, session):
    account = an_account(session)
    phone, desk = (sign_in(app.test_client(), account) for _ in range(2))
    body = {"current_password": PASSWORD, "new_password": NEW}
    assert desk.put("/api/v1/me/password", json=body).status_code == 204
    assert phone.get("/api/v1/me").status_code == 401
    assert desk.get("/api/v1/me").status_code == 200
    assert enter(app.test_client(), account.phone).status_code == 401
    assert enter(app.test_client(), account.phone, NEW).status_code == 201


@pytest.mark.parametrize(
    ("current", "new", "field"),
    [
        (WRONG, NEW, "current_password"),
        (PASSWORD, "short", "new_password"),
        (PASSWORD, PASSWORD, "new_password"),
        (PASSWORD, "我的{phone}密码", "new_password"),
    ],
)
def test_a_password_change_is_refused_with_what_to_mend(client, session, current, new, field):
    account = an_account(session)
    sign_in(client, account)
    body = {"current_password": current, "new_password": new.format(phone=account.phone)}
    answer = client.put("/api/v1/me/password", json=body)
    assert answer.status_code == 422
    assert list(answer.json["errors"]) == [field]


def test_guessing_the_present_password_is_throttled(client, session):
    sign_in(client, an_account(session))
    body = {"current_password": WRONG, "new_password": NEW}
    codes = [client.put("/api/v1/me/password", json=body).status_code for _ in range(6)]
    assert codes == [422] * 5 + [429]


def test_unknown_fields_are_refused_in_chinese(client):
    answer = enter(client, "10000000000", is_admin=True)
    assert answer.status_code == 422
    assert answer.content_type == "application/problem+json"
    assert answer.json["errors"] == {"is_admin": ["系统不认识这一项。"]}


def test_a_body_without_password_says_what_is_missing(client):
    answer = client.post("/api/v1/sessions", json={"identifier": "10000000000"})
    assert answer.json["errors"] == {"password": ["此项必填。"]}


def test_a_grant_counts_only_while_it_is_in_force(client, session):
    account = an_account(session, role="joint_office")
    sign_in(client, account)
    grant = session.scalars(select(AccountGrant).where(AccountGrant.account_id == account.id)).one()
    grant.valid_to = now() + timedelta(hours=1)
    session.flush()
    assert len(client.get("/api/v1/me").json["roles"]) == 1
    with time_machine.travel(now() + timedelta(hours=2), tick=False):
        assert client.get("/api/v1/me").json["roles"] == []
    grant.revoked_at = now()
    session.flush()
    assert client.get("/api/v1/me").json["roles"] == []


def test_last_seen_is_written_once_an_hour_and_never_by_reading(client, session):
    account = an_account(session)
    sign_in(client, account)

    def seen_at():
        session.expire_all()
        return session.scalars(select(SignInSession)).one().last_seen_at

    first = seen_at()
    missing = f"/api/v1/sessions/{account.id}"
    with time_machine.travel(now() + timedelta(minutes=59), tick=False):
        client.put("/api/v1/me/password", json={"current_password": WRONG, "new_password": NEW})
        assert seen_at() == first
    with time_machine.travel(now() + timedelta(hours=2), tick=False):
        client.get("/api/v1/me")
        client.delete(missing)
        assert seen_at() == first, "reading and failing write nothing"


def test_signing_in_and_out_are_in_the_audit_book(client, session):
    account = an_account(session)
    enter(client, account.phone)
    client.delete("/api/v1/sessions/current", headers={"X-CSRF-Token": client.get("/api/v1/me").json["csrf_token"]})
    acts = session.execute(select(AuditRow.action, AuditRow.actor_id).order_by(AuditRow.id)).all()
    assert acts == [("session.opened", account.id), ("session.revoked", account.id)]


def test_the_token_look_up_is_one_query(app, session):
    from sqlalchemy import event

    client = sign_in(app.test_client(), an_account(session))
    statements: list[str] = []
    engine = app.extensions["xiaoanma.database"].engine
    event.listen(engine, "before_cursor_execute", lambda *given: statements.append(given[2]))
    client.get("/api/v1/sessions")
    selects = [statement for statement in statements if statement.startswith("SELECT")]
    assert len(selects) == 2, "one for who, one for the list"


@pytest.mark.parametrize("text", ["\x00", "\ud800", "a\x00b"])
@pytest.mark.parametrize("field", ["identifier", "password"])
def test_half_characters_are_refused_and_break_nothing(client, text, field):
    body = {"identifier": "someone", "password": PASSWORD} | {field: text}
    answer = client.post("/api/v1/sessions", data=json.dumps(body), content_type="application/json")
    assert answer.status_code in {400, 422}
    assert answer.content_type == "application/problem+json"
