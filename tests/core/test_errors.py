"""Every failure leaves as one shape, in the caller's language, and tells nothing of the inside."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from backend.core.api import open_to_anyone
from backend.core.errors import CATALOGUE, Error, Problem, body_of, register


@pytest.fixture
def app(own_app: Flask) -> Flask:
    """An application that may be given routes that fail."""
    return own_app


def a_failing_route(app: Flask, error: Exception) -> FlaskClient:
    def fail() -> None:
        raise error

    app.add_url_rule("/fails", "fails", open_to_anyone("for a test")(fail))
    return app.test_client()


def test_a_problem_is_problem_json_with_code_and_what_to_do(app: Flask) -> None:
    answer = a_failing_route(app, Problem("too_many_attempts", shown={"retry_after": 90}, minutes=2)).get("/fails")
    assert (answer.status_code, answer.content_type) == (429, "application/problem+json")
    assert answer.json is not None
    assert answer.json["type"] == "urn:xiaoanma:error:too_many_attempts"
    assert answer.json["detail"] == "请等 2 分钟后再试。"
    assert answer.headers["Retry-After"] == "90"


@pytest.mark.parametrize(
    ("asked", "title"),
    [
        ("zh-CN", "没有找到"),
        ("en", "Not found"),
        ("en-GB,en;q=0.9,zh;q=0.5", "Not found"),
        ("fr", "没有找到"),
        ("", "没有找到"),
    ],
)
def test_the_caller_chooses_the_language_and_chinese_is_the_default(app: Flask, asked: str, title: str) -> None:
    client = a_failing_route(app, Problem("not_found"))
    assert client.get("/fails", headers={"Accept-Language": asked}).json["title"] == title


def test_an_unforeseen_error_tells_nothing_of_the_inside(app: Flask) -> None:
    answer = a_failing_route(app, RuntimeError("password of the database: hunter2")).get("/fails")
    assert (answer.status_code, answer.json["code"]) == (500, "internal_error")
    assert "hunter2" not in answer.text


def test_an_address_nobody_serves_is_a_problem_too(client: FlaskClient) -> None:
    for method, path, status in (("GET", "/no/such", 404), ("PUT", "/api/v1/pickups", 405)):
        answer = client.open(path, method=method)
        assert (answer.status_code, answer.content_type) == (status, "application/problem+json")
    assert "POST" in answer.headers["Allow"]


def test_messages_of_fields_are_in_chinese(client: FlaskClient) -> None:
    answer = client.post("/api/v1/reports", json={"id": "7"})
    assert answer.json["errors"]["id"] == ["编号格式不对。"]
    assert answer.json["errors"]["danger"] == ["此项必填。"]


def test_a_body_that_is_no_json_is_refused_in_the_same_shape(client: FlaskClient) -> None:
    answer = client.post("/api/v1/pickups", data=b"{", content_type="application/json")
    assert (answer.status_code // 100, answer.content_type) == (4, "application/problem+json")


def test_a_code_keeps_its_meaning() -> None:
    same = CATALOGUE["not_found"]
    register({"not_found": same})
    with pytest.raises(ValueError, match="not_found"):
        register({"not_found": Error(410, "换了意思", "other", "换了意思", "other")})


def test_a_value_that_the_raiser_forgot_shows_as_nothing() -> None:
    assert body_of(Problem("too_many_attempts"), language="zh")["detail"] == "请等  分钟后再试。"


def test_a_failed_request_writes_nothing(app: Flask) -> None:
    from sqlalchemy import func, select

    from backend.audit.models import AuditRow
    from backend.audit.operations import record
    from backend.core.actor import SYSTEM
    from backend.core.api import current_session
    from backend.core.ids import new_id

    def write_and_fail() -> None:
        record(current_session(), SYSTEM, action="a.b", object_type="x", object_id=new_id(), county_id=None)
        raise Problem("not_found")

    app.add_url_rule("/half", "half", open_to_anyone("for a test")(write_and_fail), methods=["POST"])
    assert app.test_client().post("/half").status_code == 404
    with app.extensions["xiaoanma.database"].work(write=False) as session:
        assert session.execute(select(func.count()).select_from(AuditRow)).scalar_one() == 0
