"""The second factor: RFC 6238, each code once, half an hour, five wrong ones, ten recovery codes, a reset by one person only."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pyotp
import pytest
import time_machine
from sqlalchemy import select, update

from backend.audit.models import AuditRow
from backend.core.actor import Actor
from backend.people import second_factor as factors
from backend.people.commands import reset_second_factor
from backend.people.models import SECOND_FACTOR, SIGN_IN, RecoveryCode
from backend.people.second_factor_rules import (
    is_stepped_up,
    new_recovery_code,
    plain_code,
    steps_to_try,
)
from tests.builders import PASSWORD, County, a_county, an_account, bearer
from tests.factors import Authenticator, enrolled, proved
from tests.phones import Phone

NOON = datetime(2026, 11, 26, 4, 0, 15, tzinfo=UTC)


@pytest.fixture
def account(session):
    return an_account(session, role="confidential_officer")


@pytest.fixture
def phone(app, session, account):
    return Phone(app, bearer(session, account))


@pytest.fixture(autouse=True)
def _at_noon():
    with time_machine.travel(NOON, tick=False):
        yield


def later(**about: float):
    return time_machine.travel(NOON + timedelta(**about), tick=False)


def until(phone: Phone):
    return phone.get("/me").json["second_factor"]["until"]


def acts(session, prefix: str = "second_factor.") -> list[str]:
    rows = session.execute(select(AuditRow.action).order_by(AuditRow.id)).scalars()
    return [action.removeprefix(prefix) for action in rows if action.startswith(prefix)]


@pytest.mark.parametrize(
    ("moment", "code"),
    [(59, "94287082"), (1111111109, "07081804"), (1234567890, "89005924"), (20000000000, "65353130")],
)
def test_the_codes_are_those_of_rfc_6238(moment, code):
    secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"  # the RFC's "12345678901234567890"
    assert pyotp.TOTP(secret, digits=8).generate_otp(moment // 30) == code


def test_a_code_is_good_one_step_before_and_after_and_never_before_the_last_used():
    moment = datetime.fromtimestamp(3000, UTC)
    assert steps_to_try(moment, last_step=None) == [99, 100, 101]
    assert steps_to_try(moment, last_step=100) == [101]
    assert steps_to_try(moment, last_step=101) == []


def test_a_proof_holds_for_half_an_hour_to_the_second():
    actor = Actor("account", "某人", second_factor_at=NOON)
    assert is_stepped_up(actor, at=NOON + timedelta(minutes=29, seconds=59))
    assert not is_stepped_up(actor, at=NOON + timedelta(minutes=30))
    assert not is_stepped_up(Actor("account", "某人"), at=NOON)


def test_recovery_codes_are_long_random_and_forgiving():
    codes = {new_recovery_code() for _ in range(200)}
    assert len(codes) == 200
    assert all(len(plain_code(code)) == 10 for code in codes)
    assert plain_code(" ab2c3-d4e5f ") == "AB2C3D4E5F"


def test_enrolment_shows_a_secret_as_text_link_and_symbol_and_counts_only_once_confirmed(phone, session):
    begun = phone.post("/me/second_factor", {"password": PASSWORD}).json
    assert begun["uri"].startswith("otpauth://totp/")
    assert f"secret={begun['secret']}" in begun["uri"]
    assert begun["symbol"]["size"] > 20
    assert begun["symbol"]["path"].startswith("M")
    assert phone.get("/me").json["second_factor"] == {"enrolled": False, "until": None, "recovery_codes_left": 0}
    done = phone.post("/me/second_factor/confirmation", {"code": Authenticator(begun["secret"]).code()})
    assert len(set(done.json["recovery_codes"])) == 10
    standing = phone.get("/me").json["second_factor"]
    assert (standing["enrolled"], standing["recovery_codes_left"]) == (True, 10)
    assert standing["until"] is not None
    assert sorted(acts(session)) == ["enrolled", "enrolment_started"]


def test_neither_the_secret_nor_a_recovery_code_lies_readable_in_the_database(phone, session):
    authenticator, codes = enrolled(phone)
    stored = session.execute(select(SECOND_FACTOR.c.secret)).scalar_one()
    assert authenticator.secret.encode() not in stored
    hashes = set(session.execute(select(RecoveryCode.code_hash)).scalars())
    assert len(hashes) == 10
    assert not any(plain_code(code) in stored_hash for code in codes for stored_hash in hashes)


def test_enrolment_asks_for_the_password_again(phone):
    answer = phone.post("/me/second_factor", {"password": "not-the-password"})
    assert (answer.status_code, answer.json["code"]) == (422, "password_wrong")


def test_a_factor_in_force_is_replaced_only_by_who_can_prove_it(phone, session):
    enrolled(phone)
    with later(minutes=31):
        again = phone.post("/me/second_factor", {"password": PASSWORD})
        assert (again.status_code, again.json["code"]) == (403, "second_factor_required")
    assert len(enrolled(phone)[1]) == 10
    assert len(session.execute(select(SECOND_FACTOR)).all()) == 1


def test_a_code_may_be_used_once(phone):
    authenticator, _ = enrolled(phone)
    assert proved(phone, authenticator.code()).json["code"] == "second_factor_wrong", "used for enrolling"
    code = authenticator.code(steps=1)
    assert proved(phone, code).status_code == 204
    replayed = proved(phone, code)
    assert (replayed.status_code, replayed.json["code"]) == (422, "second_factor_wrong")


def test_of_two_that_use_the_same_code_in_the_same_moment_the_database_lets_one_in(phone, session, account, config):
    authenticator, _ = enrolled(phone)
    seen_by_both = factors.factor_of(session, account.id)
    code, secret = authenticator.code(steps=1), config.secrets.app
    means = [factors._use(session, seen_by_both, code, secret=secret) for _ in range(2)]
    assert means == ["totp", None]


def test_a_code_of_two_steps_ago_is_too_old(phone):
    authenticator, _ = enrolled(phone)
    with later(minutes=10):
        assert proved(phone, authenticator.code(steps=-2)).status_code == 422
        assert proved(phone, authenticator.code(steps=-1)).status_code == 204


def test_a_proof_belongs_to_one_sign_in_and_runs_out(app, session, account, phone):
    authenticator, _ = enrolled(phone)
    other = Phone(app, bearer(session, account))
    assert until(other) is None
    with later(minutes=45):
        assert until(phone) < "2026-11-26T04:45"
        assert proved(other, authenticator.code()).status_code == 204
        assert until(other) > "2026-11-26T05:15"


def test_no_cookie_or_token_says_that_a_factor_was_proved(phone):
    _, codes = enrolled(phone)
    assert proved(phone, codes[0]).headers.getlist("Set-Cookie") == []


def test_five_wrong_codes_lock_the_door_for_a_quarter_of_an_hour(phone, session):
    authenticator, _ = enrolled(phone)
    answers = [proved(phone, f"00000{number}").status_code for number in range(6)]
    assert answers == [422] * 5 + [429]
    assert proved(phone, authenticator.code(steps=1)).status_code == 429, "the right one too"
    assert acts(session).count("failed") == 5, "a refused try is in the audit book all the same"


def test_a_recovery_code_works_once_and_says_so_in_the_audit_book(phone, session):
    _, codes = enrolled(phone)
    with later(minutes=40):
        assert proved(phone, codes[3].lower()).status_code == 204
        assert proved(phone, codes[3]).status_code == 422
    assert phone.get("/me").json["second_factor"]["recovery_codes_left"] == 9
    changes = session.execute(select(AuditRow.changes).where(AuditRow.action == "second_factor.proved")).scalar_one()
    assert changes == {"by": [None, "recovery_code"]}


def test_another_account_s_recovery_code_opens_nothing(app, session, phone):
    _, codes = enrolled(phone)
    stranger = Phone(app, bearer(session, an_account(session, role="confidential_officer")))
    enrolled(stranger)
    assert proved(stranger, codes[0]).status_code == 422


def test_without_a_factor_there_is_nothing_to_prove(phone):
    assert proved(phone, "123456").json["code"] == "second_factor_missing"
    confirmed = phone.post("/me/second_factor/confirmation", {"code": "123456"})
    assert confirmed.json["code"] == "second_factor_not_started"


def test_a_site_whose_keys_have_changed_says_so(phone, session):
    enrolled(phone)
    session.execute(update(SECOND_FACTOR).values(secret=b"something else that was never sealed here"))
    session.flush()
    assert proved(phone, "123456").json["code"] == "second_factor_unreadable"


def an_office(app, session, role: str, county: County) -> Phone:
    return Phone(app, bearer(session, an_account(session, role=role, scope=("county", county.id))))


def test_only_a_security_administrator_resets_a_factor_and_its_owner_starts_anew(app, session):
    county = a_county(session)
    of_bureau = ("department", county.offices["EDU"])
    officer = an_account(session, role="confidential_officer", scope=of_bureau, county_id=county.id)
    phone = Phone(app, bearer(session, officer))
    enrolled(phone)
    address = f"/accounts/{officer.id}/second_factor"
    for role in ("joint_office", "edu_officer", "platform_admin"):
        assert an_office(app, session, role, county).call("DELETE", address).status_code == 404
    assert an_office(app, session, "security_admin", county).call("DELETE", address).status_code == 204
    assert session.execute(select(SECOND_FACTOR)).all() == []
    proofs = session.execute(select(SIGN_IN.c.second_factor_at).where(SIGN_IN.c.account_id == officer.id)).scalars()
    assert list(proofs) == [None]
    assert phone.get("/me").status_code == 401, "signed out everywhere"
    assert acts(session).count("reset") == 1


def test_the_command_line_resets_a_factor_too(database, session):
    account = an_account(session, role=None)
    assert reset_second_factor(database, identifier=account.phone) == account.id
    assert acts(session) == ["reset"]
