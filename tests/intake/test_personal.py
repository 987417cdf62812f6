"""Before a report is saved: words that point to a person bring a question, and whoever says no is believed."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select

from backend.hazards.models import Hazard
from tests.phones import Stage

ABOUT_SOMEBODY = "门口有学生被欺凌，家长电话13812345678"


@pytest.mark.parametrize("role", [None, "school_safety"])
def test_it_asks_and_saves_nothing_and_passes_once_confirmed(stage: Stage, role: str | None) -> None:
    phone = stage.passer_by if role is None else stage.phone(role)
    body = stage.body(note=ABOUT_SOMEBODY)
    asked = phone.post("/reports", body)
    assert (asked.status_code, asked.json["code"]) == (422, "report_looks_confidential")
    assert asked.json["signs"] == ["phone", "words"]
    assert "110" in {phone["tel"] for phone in asked.json["phones"]}
    with stage.work() as session:
        assert session.execute(select(func.count()).select_from(Hazard)).scalar_one() == 0
    answer = phone.post("/reports", body | {"confirmed_not_personal": True})
    assert answer.status_code == 201
    again = phone.post("/reports", body | {"confirmed_not_personal": True})
    assert (again.status_code, again.json["pickup_code"]) == (200, answer.json["pickup_code"])


def test_the_answer_is_no_part_of_the_report_so_that_a_retry_with_it_is_the_same_report(stage: Stage) -> None:
    body = stage.body(note="围栏松动，请来看看")
    first = stage.passer_by.post("/reports", body)
    again = stage.passer_by.post("/reports", body | {"confirmed_not_personal": True})
    assert (first.status_code, again.status_code) == (201, 200)


def test_the_question_repeats_nothing_of_what_was_written(stage: Stage) -> None:
    asked = stage.passer_by.post("/reports", stage.body(note=ABOUT_SOMEBODY))
    assert "13812345678" not in asked.text
