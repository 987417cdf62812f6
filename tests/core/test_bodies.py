"""Whatever arrives as JSON is either understood or refused in words: never a server error."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from tests.phones import Phone, Stage, set_stage


@pytest.fixture
def stage(app, database) -> Stage:
    return set_stage(app, database)


def post(client: FlaskClient, body: bytes):
    return client.post("/api/v1/pickups", data=body, content_type="application/json")


@pytest.mark.parametrize("half", [rb"\ud83d", rb"\uDE00", rb"A\ud83dB"])
def test_half_an_emoji_is_refused_in_clear_words(client: FlaskClient, half: bytes) -> None:
    answer = post(client, b'{"pickup_code": "' + half + b'"}')
    assert (answer.status_code, answer.json["code"]) == (422, "text_not_storable")
    assert "表情" in answer.json["detail"]


def test_a_whole_emoji_is_text(client: FlaskClient) -> None:
    assert post(client, rb'{"pickup_code": "\ud83d\ude00"}').status_code == 404


@pytest.mark.parametrize("body", [b"[" * 200_000, b'{"a":' * 5_000 + b"1" + b"}" * 5_000, b"{", b"\xff", b"NaN"])
def test_nesting_without_end_and_what_is_no_json_are_bad_requests(client: FlaskClient, body: bytes) -> None:
    assert post(client, body).status_code == 400


@pytest.mark.parametrize(
    "said",
    ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", "1969-12-31T23:59:59Z", "2090-01-01T00:00:00Z"],
)
@pytest.mark.parametrize("field", ["occurred_at", "taken_at"])
def test_a_time_that_no_clock_shows_is_refused_by_its_field(stage: Stage, field: str, said: str) -> None:
    about = {"photos": [{"sha256": "a" * 64, "taken_at": said}]} if field == "taken_at" else {"occurred_at": said}
    answer = stage.passer_by.post("/reports", stage.body(**about))
    assert (answer.status_code, answer.json["code"]) == (422, "input_invalid")
    assert "1970 年到 2090 年" in answer.text


@pytest.mark.parametrize("said", ["1970-01-01T00:00:00Z", "2089-12-31T23:59:59Z"])
@pytest.mark.parametrize("basis", ["device", "page_session"])
def test_a_dead_clock_loses_no_report(stage: Stage, basis: str, said: str) -> None:
    assert stage.report(occurred_at=said, clock_basis=basis, seconds_since=31_536_000.0)["pickup_code"]


def test_a_made_up_cursor_is_a_bad_request(stage: Stage) -> None:
    office: Phone = stage.phone("joint_office")
    early = "MDAwMS0wMS0wMVQwMDowMDowMCsxNDowMHwwMTkwMDAwMC0wMDAwLTcwMDAtODAwMC0wMDAwMDAwMDAwMDA="
    assert office.get("/cases", cursor=early).status_code == 400
    assert office.get("/schools", cursor="AA==").status_code == 422
