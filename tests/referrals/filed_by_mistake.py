"""Reports about a child that were filed as hazards, and looking for what is left of them."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import select

from backend.evidence.erasing import remove_erased_objects
from backend.models import metadata
from backend.referrals.models import SEALED
from tests.phones import Phone, claims
from tests.referrals.desk import Desk

WORDS = "六年级二班的小明在厕所被三个同学围住"
PLACE = "三楼男厕所门口"


def a_report(desk: Desk, *pictures: bytes, phone: Phone | None = None) -> dict[str, Any]:
    """A report about a child, whose writer said that it was not about a person; with photos."""
    about = {"note": WORDS, "place_text": PLACE, "position": {"lat": 38.9001, "lng": 83.1001, "accuracy_m": 9}}
    report = desk.report(phone, confirmed_not_personal=True, photos=claims(*pictures), **about)
    for picture in pictures:
        desk.passer_by.send_photo(f"/reports/{report['id']}", picture, token=report["upload_token"])
    return report


def convert(
    desk: Desk, case: dict[str, Any], *, by: str = "joint_office", category: str = "PSN08", **about: Any
) -> Any:
    """Convert a case as somebody sees it."""
    return desk.phone(by).move(case, "convert", psn_category=category, **about)


def converted(desk: Desk, *pictures: bytes, category: str = "PSN08") -> tuple[dict[str, Any], UUID]:
    """A converted report: the report's answer, and the referral's id."""
    report = a_report(desk, *pictures)
    case = desk.case_of(desk.phone("joint_office"), report)
    answer = convert(desk, case, category=category)
    assert answer.status_code == 200, answer.text
    with desk.work() as session:
        return report, session.execute(select(SEALED.c.referral_id)).scalar_one()


def files(desk: Desk) -> list[bytes]:
    """Everything that lies in the photo store."""
    root = Path(desk.app.extensions["xiaoanma.config"].storage_url.removeprefix("file://"))
    return [path.read_bytes() for path in sorted(root.rglob("*")) if path.is_file()]


def work_through(desk: Desk) -> None:
    """Let the worker delete what is to go."""
    remove_erased_objects(desk.database, desk.app.extensions["xiaoanma.storage"])


def dump(desk: Desk) -> str:
    """Every cell of every table as text."""
    with desk.database.work(write=False) as session:
        return "\n".join(str(row) for table in metadata.sorted_tables for row in session.execute(select(table)))
