"""Builders: a case that must lose its words, asking for that, and approving."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from backend.core.ids import new_id
from backend.models import metadata
from tests.lives import acknowledge, assign
from tests.phones import Phone, Stage, a_picture, claims

SECRET = "三年级二班的张小明被打了"
NO = "示教函〔2026〕12 号"


def a_case_with_a_name(stage: Stage) -> dict[str, Any]:
    """A case whose report names a child and shows a picture, assigned and taken over."""
    report = stage.report(note=SECRET, photos=claims(a_picture(1)), confirmed_not_personal=True)
    sent = stage.passer_by.send_photo(f"/reports/{report['id']}", a_picture(1), token=report["upload_token"])
    assert sent.status_code == 200, sent.text
    case = assign(stage, stage.case_of(stage.phone("joint_office"), report)).json
    return acknowledge(stage.phone("school_safety"), case).json  # type: ignore[no-any-return]


def asked(case: dict[str, Any], *, steps: tuple[int, ...] = (0,), photos: bool = True) -> dict[str, Any]:
    entries = [case["timeline"][step]["id"] for step in steps]
    shown = [photo["id"] for photo in case["photos_before"]] if photos else []
    body = {"id": str(new_id()), "entry_ids": entries, "photo_ids": shown}
    return body | {"reason": "minor_privacy", "document_no": NO}


def ask(phone: Phone, case: dict[str, Any], **about: Any) -> Any:
    return phone.post(f"/cases/{case['id']}/erasure_requests", asked(case, **about))


def approve(phone: Phone, request: dict[str, Any]) -> Any:
    return phone.post(f"/erasure_requests/{request['id']}/approval", {})


def erased(stage: Stage) -> dict[str, Any]:
    """The case after the education bureau asked and the joint office approved."""
    case = a_case_with_a_name(stage)
    request = ask(stage.phone("edu_officer"), case)
    assert request.status_code == 201, request.text
    assert approve(stage.phone("joint_office"), request.json).status_code == 200
    return stage.phone("joint_office").get(f"/cases/{case['id']}").json  # type: ignore[no-any-return]


def everything_written(stage: Stage) -> str:
    """Every row of every table, as one text."""
    with stage.work() as session:
        return "\n".join(
            str([str(value) for value in row])
            for table in metadata.sorted_tables
            for row in session.execute(select(table))
        )
