"""A wrong password twenty times is throttled, also over two server processes, wherever the counts lie."""

from __future__ import annotations

import os
import subprocess
import sys
import textwrap
import uuid
from dataclasses import replace

import pytest

from backend.app import create_app
from backend.core.throttle import Throttle
from tests.builders import PASSWORD, a_phone, an_account

REDIS = os.environ.get("XIAOANMA_TEST_REDIS_URL", "redis://127.0.0.1:6379/9")


def redis_answers() -> bool:
    import redis

    try:
        return bool(redis.Redis.from_url(REDIS).ping())
    except redis.exceptions.RedisError:
        return False


def an_address() -> str:
    """An address of nobody: Redis remembers the attempts of earlier runs."""
    return f"2001:db8::{uuid.uuid4().int % 65_536:x}:{uuid.uuid4().int % 65_536:x}"


@pytest.fixture(params=["database", "redis"])
def counted_in(request, config):
    """The site's configuration with its counts in the database or in Redis."""
    if request.param == "database":
        return config
    if not redis_answers():
        pytest.skip("SKIPPED LOUDLY: no Redis answers here")
    return replace(config, redis_url=REDIS)


def test_twenty_wrong_passwords_over_two_applications_are_throttled(committed_database, counted_in):
    phone = f"1{uuid.uuid4().int % 10**10:010d}"
    with committed_database.work() as session:
        an_account(session, phone=phone)
    doors = [create_app(counted_in, database=committed_database).test_client() for _ in range(2)]
    for door in doors:
        door.environ_base["REMOTE_ADDR"] = an_address()
    body = {"identifier": phone, "password": "wrong-password-1"}
    answers = [doors[number % 2].post("/api/v1/sessions", json=body) for number in range(20)]
    assert [answer.status_code for answer in answers] == [401] * 5 + [429] * 15
    last = answers[-1]
    assert last.json["code"] == "too_many_attempts"
    assert "分钟后再试" in last.json["detail"]
    assert 0 < int(last.headers["Retry-After"]) <= 15 * 60
    right = doors[0].post("/api/v1/sessions", json=body | {"password": PASSWORD})
    assert right.status_code == 429, "the right password does not open a locked door"


GUESSER = """
    import sys
    from pathlib import Path
    from backend.app import create_app
    from backend.config import Config, load_secrets
    home, url, redis_url, phone, address = sys.argv[1:]
    config = Config(home=Path(home), database_url=url, storage_url="file://" + home, redis_url=redis_url or None,
                    public_url="https://xam.example", secrets=load_secrets(Path(home) / "secrets.json"))
    client = create_app(config).test_client()
    client.environ_base["REMOTE_ADDR"] = address
    body = {"identifier": phone, "password": "wrong-password-1"}
    print(" ".join(str(client.post("/api/v1/sessions", json=body).status_code) for _ in range(10)))
"""


def test_twenty_wrong_passwords_over_two_processes_at_once_are_throttled(committed_database, counted_in, tmp_path):
    phone = f"1{uuid.uuid4().int % 10**10:010d}"
    with committed_database.work() as session:
        an_account(session, phone=phone)
    url = committed_database.url.render_as_string(hide_password=False)
    given = [str(tmp_path), url, counted_in.redis_url or "", phone, an_address()]
    command = [sys.executable, "-c", textwrap.dedent(GUESSER), *given]
    guessers = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    answers = [code for guesser in guessers for code in guesser.communicate(timeout=60)[0].splitlines()[-1].split()]
    assert sorted(answers) == ["401"] * 5 + ["429"] * 15


def test_a_right_password_forgives_the_wrong_ones(client, session):
    account = an_account(session)
    for password in ["wrong-password-1"] * 4 + [PASSWORD] + ["wrong-password-1"] * 4 + [PASSWORD]:
        answer = client.post("/api/v1/sessions", json={"identifier": account.phone, "password": password})
        assert answer.status_code == (201 if password == PASSWORD else 401)


def test_one_address_guessing_at_many_accounts_is_throttled(app, client):
    app.extensions["xiaoanma.throttle"] = Throttle(
        app.extensions["xiaoanma.database"],
        redis_url=None,
        limits={"sign_in": "5/minute", "sign_in_source": "3/minute"},
    )
    codes = [
        client.post("/api/v1/sessions", json={"identifier": a_phone(), "password": "wrong-password-1"}).status_code
        for _ in range(5)
    ]
    assert codes == [401, 401, 401, 429, 429]


def test_a_stale_cookie_does_not_keep_anybody_from_signing_in(committed_database, config):
    """With real commits: the guard must not hold the write lock that the throttle needs."""
    with committed_database.work() as session:
        account = an_account(session)
    client = create_app(config, database=committed_database).test_client()
    body = {"identifier": account.phone, "password": PASSWORD}
    assert client.post("/api/v1/sessions", json=body).status_code == 201
    assert client.post("/api/v1/sessions", json=body).status_code == 201
    token = client.get("/api/v1/me").json["csrf_token"]
    change = {"current_password": PASSWORD, "new_password": "另一个够长的好密码!"}
    answer = client.put("/api/v1/me/password", json=change, headers={"X-CSRF-Token": token})
    assert answer.status_code == 204
