"""What a reporter says by the pickup code, as the page sends it; and cases brought to where that makes sense."""

from __future__ import annotations

from typing import Any

from werkzeug.test import TestResponse

from backend.core.clock import now
from backend.core.ids import new_id
from tests.phones import Phone, Stage, a_picture, claims

ASSIGNING = {"category": "BLD02", "severity": "general", "handling": "deadline"}


def followed(stage: Stage, report: dict[str, Any]) -> dict[str, Any]:
    """What the look-up answers."""
    answer = stage.passer_by.post("/pickups", {"pickup_code": report["pickup_code"]})
    assert answer.status_code == 200, answer.text
    return answer.json  # type: ignore[no-any-return]


def body(report: dict[str, Any], **about: Any) -> dict[str, Any]:
    """An answer's body; `about` are its fields."""
    said = {"id": str(new_id()), "pickup_code": report["pickup_code"], "round": 0, "occurred_at": now().isoformat()}
    return said | about


def say(stage: Stage, report: dict[str, Any], what: str, **about: Any) -> TestResponse:
    """Say it as the reporter."""
    return stage.passer_by.post(f"/pickups/{what}", body(report, **about))


def closed(stage: Stage, report: dict[str, Any], *, photo: bytes | None = None) -> dict[str, Any]:
    """Bring the report's case through to 已销号 by the ordinary way; the fix comes with `photo`."""
    office, school = stage.phone("joint_office"), stage.phone("school_safety")
    case = office.move(
        stage.case_of(office, report), "assign", lead_unit_id=str(stage.scene.school.id), **ASSIGNING
    ).json
    case = school.move(case, "acknowledge", responsible_name="王工", planned_measure="更换围栏").json
    return fixed_and_verified(stage, school, case, photo=photo or a_picture(7))


def fixed_and_verified(stage: Stage, school: Phone, case: dict[str, Any], *, photo: bytes) -> dict[str, Any]:
    """Submit with a photo that arrives, and let the precinct verify."""
    moved = school.move(case, "submit", measure="已更换围栏", photos=claims(photo))
    assert moved.status_code == 200, moved.text
    assert school.send_photo(f"/cases/{case['id']}", photo).status_code == 200
    precinct = stage.phone("precinct_officer")
    case = precinct.get(f"/cases/{case['id']}").json
    done = precinct.move(case, "verify", note="到现场看过，内部意见")
    assert done.status_code == 200, done.text
    return done.json  # type: ignore[no-any-return]
