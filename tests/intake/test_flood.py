"""Floods from one address: set aside early, stopped late, and harmless to whoever reports at the same plate."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import func, select

from backend.core.throttle import ThrottleCount
from backend.hazards.models import Hazard
from backend.intake import flood, operations
from tests.phones import Stage

MANY = "203.0.113.7"


@pytest.fixture(autouse=True)
def small_caps(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(flood, "SOURCE_CAP", 2)
    monkeypatch.setattr(flood, "SOURCE_LIMIT", 5)
    monkeypatch.setattr(operations, "PLATE_CAP", 3)


def sent(stage: Stage, address: str, **about: Any) -> Any:
    body = stage.body(**about)
    return stage.passer_by.call("POST", "/reports", json=body, environ_base={"REMOTE_ADDR": address})


def quarantined(stage: Stage, answer: Any) -> bool:
    return bool(stage.read(Hazard, answer.json["id"]).quarantined)


def test_a_new_device_key_for_each_report_does_not_hide_that_one_address_sends_them(stage: Stage) -> None:
    answers = [sent(stage, MANY) for _ in range(4)]
    assert [answer.status_code for answer in answers] == [201] * 4
    assert [quarantined(stage, answer) for answer in answers] == [False, False, True, True]


def test_a_flood_leaves_the_plate_to_honest_reporters(stage: Stage) -> None:
    for _ in range(5):
        sent(stage, MANY)
    assert not quarantined(stage, sent(stage, "198.51.100.1"))


def test_an_address_without_end_is_told_to_wait(stage: Stage) -> None:
    answers = [sent(stage, MANY) for _ in range(7)]
    assert [answer.status_code for answer in answers] == [201] * 5 + [429] * 2
    assert int(answers[-1].headers["Retry-After"]) > 3000
    assert sent(stage, "198.51.100.1").status_code == 201


def test_what_is_refused_leaves_nothing_behind_and_a_retry_is_no_new_report(stage: Stage) -> None:
    bodies = [stage.body() for _ in range(5)]
    for body in bodies * 3:
        answer = stage.passer_by.call("POST", "/reports", json=body, environ_base={"REMOTE_ADDR": MANY})
        assert answer.status_code in (200, 201)
    refused = sent(stage, MANY)
    with stage.work() as session:
        assert session.execute(select(func.count()).select_from(Hazard)).scalar_one() == 5
    assert refused.status_code == 429


def test_a_household_of_addresses_is_one(stage: Stage) -> None:
    answers = [sent(stage, f"2001:db8:1:2::{number:x}") for number in range(1, 4)]
    assert [quarantined(stage, answer) for answer in answers] == [False, False, True]
    assert not quarantined(stage, sent(stage, "2001:db8:1:3::1"))


def test_staff_and_our_own_machine_are_not_counted(stage: Stage) -> None:
    guard = stage.phone("guard")
    for _ in range(3):
        assert not quarantined(
            stage, guard.call("POST", "/reports", json=stage.body(), environ_base={"REMOTE_ADDR": MANY})
        )
    assert [flood.source_of(address) for address in ("127.0.0.1", "::1", None, "", "@")] == [None] * 5
    assert flood.source_of("::ffff:203.0.113.7") == MANY


def test_no_address_can_be_read_in_the_database(stage: Stage) -> None:
    sent(stage, MANY)
    with stage.work() as session:
        keys = session.scalars(select(ThrottleCount.key)).all()
    assert [len(key) for key in keys] == [64]
