"""What makes a report acceptable, what its clock tells, and the letters a passer-by keeps."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backend.evidence.rules import PhotoClaim
from backend.hazards.rules import (
    FOUND_VIA,
    PICKUP_LETTERS,
    Report,
    content_hash,
    found_via,
    normalised_pickup,
    pickup_code,
    pickup_digest,
    read_clock,
    refusal,
)
from backend.hazards.taxonomy import load

NOW = datetime(2026, 3, 2, 4, tzinfo=UTC)
SECRET = b"a secret that only tests know"
PHOTO = PhotoClaim("ab" * 32, NOW)


def a_report(**about: Any) -> Report:
    given: dict[str, Any] = {"id": UUID(int=7), "tile": "building", "category": None, "danger": False}
    given |= {"note": "围栏松动，请来看", "photos": (), "occurred_at": NOW, "clock_basis": "device", "code": "T1"}
    return Report(**(given | about))


def refused(signed_in: bool, **about: Any) -> tuple[str, str] | None:
    found = refusal(a_report(**about), load(), signed_in=signed_in)
    return None if found is None else (found.code, found.field)


def photos(count: int) -> tuple[PhotoClaim, ...]:
    return tuple(PhotoClaim(f"{number:064x}") for number in range(count))


@pytest.mark.parametrize("signed_in", [True, False])
@pytest.mark.parametrize(
    ("about", "code", "field"),
    [
        ({"tile": "person"}, "report_person_related", "tile"),
        ({"tile": "no_such"}, "report_tile_unknown", "tile"),
        ({"category": "ABC99"}, "report_category_unknown", "category"),
        ({"photos": (PHOTO, PHOTO)}, "report_same_photo_twice", "photos"),
        ({"photos": photos(7)}, "report_too_many_photos", "photos"),
    ],
)
def test_what_cannot_be_a_report_is_refused_to_everybody_at_its_field(
    signed_in: bool, about: dict[str, Any], code: str, field: str
) -> None:
    assert refused(signed_in, **about) == (code, field)


@pytest.mark.parametrize(("signed_in", "most"), [(False, 3), (True, 6)])
def test_the_public_sends_up_to_three_photos_and_staff_six(signed_in: bool, most: int) -> None:
    assert refused(signed_in, photos=photos(most)) is None
    assert refused(signed_in, photos=photos(most + 1)) == ("report_too_many_photos", "photos")


def test_the_public_is_never_refused_for_saying_or_showing_nothing() -> None:
    for category in [None, *load().categories]:
        assert refused(False, category=category, note="") is None


@pytest.mark.parametrize(
    ("about", "code"),
    [
        ({"note": "坏了"}, "report_says_nothing"),
        ({"note": "  坏 了   "}, "report_says_nothing"),
        ({"category": "PHY01"}, "report_photo_required"),
        ({"category": "STF01", "photos": (PHOTO,)}, "report_photo_forbidden"),
        ({"note": "", "photos": (PHOTO,)}, None),
        ({"category": "PHY01", "photos": (PHOTO,)}, None),
        ({"note": "五个字够了"}, None),
    ],
)
def test_staff_say_five_characters_or_show_a_photo_as_the_kind_asks(about: dict[str, Any], code: str | None) -> None:
    found = refused(True, **about)
    assert (found and found[0]) == code


@pytest.mark.parametrize(
    ("ahead", "skew", "late"),
    [
        (timedelta(0), 0, False),
        (timedelta(minutes=-5), 0, False),
        (timedelta(hours=-72), 0, False),
        (timedelta(hours=-72, seconds=-1), 0, True),
        (timedelta(minutes=7), 420, False),
        (timedelta(days=400), 400 * 86400, False),
    ],
)
def test_a_device_clock_shows_only_that_it_is_ahead(ahead: timedelta, skew: int, late: bool) -> None:
    reading = read_clock(a_report(occurred_at=NOW + ahead), seconds_since=None, received_at=NOW)
    assert (reading.skew_s, reading.late) == (skew, late)
    assert reading.happened_at == min(NOW, NOW + ahead)


@settings(max_examples=200, deadline=None, derandomize=True, database=None)
@given(st.integers(-1_000_000, 1_000_000), st.floats(0, 500_000))
def test_seconds_counted_in_one_page_session_win_over_any_clock(wrong_by: int, since: float) -> None:
    """What happened is told by the server's clock and the count; the phone's clock only shows how wrong it is."""
    true_time = NOW - timedelta(seconds=since)
    report = a_report(occurred_at=true_time + timedelta(seconds=wrong_by), clock_basis="page_session")
    reading = read_clock(report, seconds_since=since, received_at=NOW)
    assert (reading.happened_at, reading.skew_s) == (true_time, wrong_by)
    assert reading.late == (NOW - true_time > timedelta(hours=72))


def test_a_page_session_without_its_seconds_counts_as_a_device_clock() -> None:
    report = a_report(occurred_at=NOW + timedelta(hours=1), clock_basis="page_session")
    assert read_clock(report, seconds_since=None, received_at=NOW).skew_s == 3600


OTHER: dict[str, Any] = {
    **{"id": UUID(int=8), "tile": "fire", "category": "PHY01", "danger": True, "note": "别的", "photos": (PHOTO,)},
    **{"occurred_at": NOW + timedelta(seconds=1), "clock_basis": "page_session", "code": "T2", "place_text": "东门"},
    **{"checkpoint_id": UUID(int=1), "school_id": UUID(int=2), "joins_case_id": UUID(int=3), "provider": "gps"},
    **{"lat": 1.0, "lng": 2.0, "accuracy_m": 3.0, "source_datum": "gcj02", "found_via": "patrol", "self_assign": True},
    "visit_id": UUID(int=4),
}


def test_every_word_of_a_report_is_part_of_its_content() -> None:
    assert set(OTHER) == {field.name for field in fields(Report)}
    hashes = {content_hash(replace(a_report(), **{name: value})) for name, value in OTHER.items()}
    assert len(hashes | {content_hash(a_report())}) == len(OTHER) + 1


def test_the_same_report_has_the_same_content_for_ever() -> None:
    """Retries compare with what was stored: an unstable hash would turn them into conflicts."""
    assert content_hash(a_report()) == content_hash(a_report())
    assert content_hash(a_report()) == "95f64e781ef334436090d9e8c4dea8180153f74e5286c76fcd33710e2a2ec12a"


@settings(max_examples=300, deadline=None, derandomize=True, database=None)
@given(st.uuids(), st.integers(0, 3))
def test_a_pickup_code_has_eight_letters_that_nobody_mistakes(report_id: UUID, attempt: int) -> None:
    code = pickup_code(SECRET, report_id, attempt=attempt)
    assert len(code) == 8
    assert not set(code) & set("01OI")
    assert set(code) <= set(PICKUP_LETTERS)
    assert code == pickup_code(SECRET, report_id, attempt=attempt)
    assert code != pickup_code(b"another secret", report_id, attempt=attempt)


def test_all_32_letters_are_used_about_equally_often() -> None:
    text = "".join(pickup_code(SECRET, UUID(int=number)) for number in range(2000))
    counts = [text.count(letter) for letter in PICKUP_LETTERS]
    assert (len(PICKUP_LETTERS), min(counts) > 400, max(counts) < 600) == (32, True, True)


@pytest.mark.parametrize("typed", ["ABCD2345", "abcd2345", " abcd-2345 ", "AB CD 23 45", "abcd　2345"])
def test_a_pickup_code_may_be_typed_with_spaces_hyphens_and_small_letters(typed: str) -> None:
    assert normalised_pickup(typed) == "ABCD2345"
    assert pickup_digest(SECRET, typed) == pickup_digest(SECRET, "ABCD2345")


def test_a_digest_does_not_show_its_code() -> None:
    assert "ABCD2345" not in pickup_digest(SECRET, "ABCD2345")
    assert pickup_digest(SECRET, "ABCD2345") != pickup_digest(SECRET, "ABCD2346")


def test_a_passer_by_cannot_pose_as_an_inspection() -> None:
    for named in [None, *FOUND_VIA]:
        assert found_via(named, signed_in=False, of_the_school=False) == "public_code"
    assert found_via(None, signed_in=True, of_the_school=True) == "self_check"
    assert found_via(None, signed_in=True, of_the_school=False) == "patrol"
    assert found_via("joint_inspection", signed_in=True, of_the_school=True) == "joint_inspection"
