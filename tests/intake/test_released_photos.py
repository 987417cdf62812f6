"""Photos by privacy class: what is covered, who sees which picture, and what the public sees after the closing."""

from __future__ import annotations

import io
from typing import Any

import pytest
from PIL import Image
from sqlalchemy import select

from backend.audit.models import AuditRow
from backend.core.ids import new_id
from backend.evidence.models import Photo
from backend.evidence.redacting import render_pending
from backend.rectifications.models import Case
from tests.intake.answers import closed, followed
from tests.phones import Phone, Stage, a_picture

BOX = {"x": 0, "y": 0, "width": 24, "height": 32}


def render(stage: Stage) -> int:
    return render_pending(stage.database, stage.app.extensions["xiaoanma.storage"])


def redact(phone: Phone, photo_id: str, **about: Any) -> Any:
    body = {"id": str(new_id()), "boxes": [], "checked": False, "released": False}
    return phone.post(f"/photos/{photo_id}/redactions", body | about)


def after_photo(stage: Stage, report: dict[str, Any], *, privacy: str = "P0") -> str:
    photo_id = closed(stage, report)["photos_after"][0]["id"]
    with stage.work() as session:
        session.get_one(Photo, stage.read(Photo, photo_id).id).privacy = privacy
    return str(photo_id)


def pixel(data: bytes, x: int, y: int) -> tuple[int, ...]:
    return Image.open(io.BytesIO(data)).convert("RGB").getpixel((x, y))  # type: ignore[return-value]


def test_the_public_sees_the_covered_picture_once_it_is_released_and_not_before(stage: Stage) -> None:
    report, office = stage.report(), stage.phone("joint_office")
    photo_id = after_photo(stage, report)
    assert followed(stage, report)["photos"] == []
    assert redact(office, photo_id, boxes=[BOX]).status_code == 200
    assert render(stage) == 1
    assert followed(stage, report)["photos"] == []
    assert redact(office, photo_id, boxes=[BOX], checked=True, released=True).status_code == 200
    assert followed(stage, report)["photos"] == [], "not rendered yet"
    render(stage)
    (shown,) = followed(stage, report)["photos"]
    picture = stage.app.test_client().get(shown["url"])
    assert picture.status_code == 200
    assert pixel(picture.data, 5, 5) < (20, 20, 20)
    assert pixel(picture.data, 40, 5) != pixel(picture.data, 5, 5)
    assert report["pickup_code"] not in shown["url"]


def test_taking_it_back_hides_it_at_once_also_from_an_old_link(stage: Stage) -> None:
    report, office = stage.report(), stage.phone("joint_office")
    photo_id = after_photo(stage, report)
    redact(office, photo_id, checked=True, released=True)
    render(stage)
    (shown,) = followed(stage, report)["photos"]
    assert redact(office, photo_id).status_code == 200
    assert followed(stage, report)["photos"] == []
    assert stage.app.test_client().get(shown["url"]).status_code == 404
    assert office.get(f"/photos/{photo_id}/redacted").status_code == 404


def test_a_file_that_is_not_this_redactions_is_not_shown(stage: Stage) -> None:
    report, office = stage.report(), stage.phone("joint_office")
    photo_id = after_photo(stage, report)
    redact(office, photo_id, checked=True, released=True)
    render(stage)
    key = stage.read(Photo, photo_id).storage_key
    stage.app.extensions["xiaoanma.storage"].put(f"{key}-redacted", a_picture(1))
    (shown,) = followed(stage, report)["photos"]
    assert stage.app.test_client().get(shown["url"]).json["code"] == "photo_not_ready"


@pytest.mark.parametrize(
    ("privacy", "about", "status"),
    [
        ("P0", {"checked": True, "released": True}, 200),
        ("P1", {"boxes": [BOX], "checked": True, "released": True}, 200),
        ("P2", {"checked": True, "released": True}, 200),
        ("P0", {"released": True}, 422),
        ("P1", {"boxes": [BOX], "released": True}, 422),
        ("P0", {"boxes": [BOX | {"x": 30}], "checked": True}, 422),
        ("P3", {"boxes": [BOX], "checked": True, "released": True}, 404),
    ],
)
def test_a_release_needs_a_persons_check_and_matters_about_a_person_are_never_released(
    stage: Stage, privacy: str, about: dict[str, Any], status: int
) -> None:
    photo_id = after_photo(stage, stage.report(), privacy=privacy)
    assert redact(stage.phone("joint_office"), photo_id, **about).status_code == status


def test_who_does_not_handle_it_gets_the_covered_picture_in_place_of_the_plain_one(stage: Stage) -> None:
    report = stage.report()
    photo_id = after_photo(stage, report, privacy="P1")
    volunteer = stage.phone("volunteer")
    with stage.work() as session:
        case = session.get_one(Case, stage.read(Case, stage.case_of(stage.phone("joint_office"), report)["id"]).id)
        case.tracker_id = stage.scene.account(session, "volunteer").id  # reads it, handles nothing
    assert volunteer.get(f"/photos/{photo_id}/large").status_code == 403
    redact(stage.phone("joint_office"), photo_id, boxes=[BOX])
    render(stage)
    for version in ("large", "small", "redacted"):
        assert pixel(volunteer.get(f"/photos/{photo_id}/{version}").data, 5, 5) < (20, 20, 20)
    assert volunteer.get(f"/photos/{photo_id}/original").status_code == 403
    plain = stage.phone("joint_office").get(f"/photos/{photo_id}/large")
    assert pixel(plain.data, 5, 5) > (0, 60, 60)


def test_the_original_is_never_touched_and_each_redaction_is_in_the_audit_book(stage: Stage) -> None:
    report, office = stage.report(), stage.phone("joint_office")
    photo_id = after_photo(stage, report)
    before = office.get(f"/photos/{photo_id}/original").data
    redact(office, photo_id, boxes=[BOX], checked=True, released=True)
    render(stage)
    assert office.get(f"/photos/{photo_id}/original").data == before
    with stage.database.work(write=False) as session:
        rows = session.execute(select(AuditRow.changes).where(AuditRow.action == "photo.released")).scalars().all()
    assert rows == [{"boxes": [0, 1], "checked": [False, True], "released": [False, True]}]


def test_the_same_redaction_again_is_one_and_another_content_is_refused(stage: Stage) -> None:
    photo_id, office = after_photo(stage, stage.report()), stage.phone("joint_office")
    said = {"id": str(new_id()), "boxes": [BOX], "checked": True}
    assert [redact(office, photo_id, **said).status_code for _ in range(2)] == [200, 200]
    assert redact(office, photo_id, **said | {"boxes": []}).json["code"] == "photo_redaction_id_taken"
    assert office.get(f"/photos/{photo_id}/redaction").json["boxes"] == [BOX]


def test_who_may_not_release_is_told_and_strangers_to_the_case_see_nothing(stage: Stage) -> None:
    photo_id = after_photo(stage, stage.report())
    assert redact(stage.phone("inspector"), photo_id, boxes=[BOX]).status_code == 403
    assert redact(stage.phone("dept_handler"), photo_id, boxes=[BOX]).status_code == 404


def test_a_made_up_link_shows_nothing(stage: Stage) -> None:
    photo_id = after_photo(stage, stage.report())
    for token in (photo_id, f"{photo_id.replace('-', '')}.abc.def", "x"):
        assert stage.passer_by.get(f"/pickups/photos/{token}").status_code == 404
