"""The steps of a case's life over HTTP, and a case brought as far as a submitted fix."""

from __future__ import annotations

from typing import Any

from tests.phones import Phone, Stage, a_picture, claims, sha256

Json = dict[str, Any]
BEFORE, AFTER, SITE = a_picture(1), a_picture(2), a_picture(3)


def assign(stage: Stage, case: Json, phone: Phone | None = None, **about: Any) -> Any:
    asked = {"category": "BLD02", "severity": "general", "handling": "deadline"}
    asked |= {"lead_unit_id": str(stage.scene.school.id)}
    return (phone or stage.phone("joint_office")).move(case, "assign", **(asked | about))


def acknowledge(phone: Phone, case: Json) -> Any:
    return phone.move(case, "acknowledge", responsible_name="王工", planned_measure="更换围栏")


def submit(phone: Phone, case: Json, *, send: bool = True) -> Any:
    answer = phone.move(case, "submit", measure="已更换围栏并加固", photos=claims(AFTER))
    if send and answer.status_code == 200:
        assert answer.json["photos_to_send"] == [sha256(AFTER)]
        assert phone.send_photo(f"/cases/{case['id']}", AFTER).json == {"photos_missing": []}
    return answer


def submitted_case(stage: Stage, *, by: Phone | None = None, send: bool = True, **assigning: Any) -> Json:
    """A case that the school has fixed, found by `by` (a passer-by by default)."""
    case = stage.case_of(stage.phone("joint_office"), stage.report(by, category="BLD02", photos=claims(BEFORE)))
    school = stage.phone("school_safety")
    case = assign(stage, case, **assigning).json
    case = acknowledge(school, case).json
    return submit(school, case, send=send).json  # type: ignore[no-any-return]


def refused(answer: Any) -> tuple[int, str]:
    return answer.status_code, answer.json["code"]


def actions(case: Json) -> set[str]:
    return {each["action"] for each in case["allowed_actions"]}
