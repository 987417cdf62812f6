"""What a code is worth, and what is said to the person at the wall."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from backend.core.errors import Problem, body_of
from backend.core.ids import new_id
from backend.places import rules
from backend.places.rules import GRACE, SitePlace, code_verdict, ensure_usable, position_objection, read_code
from qr_codes.token import ALPHABET, new_code
from tests.builders import PLATE_KEY

NOW = datetime(2026, 11, 22, 8, tzinfo=UTC)


def place(**about: Any) -> SitePlace:
    fields: dict[str, Any] = {
        "school_id": new_id(),
        "school_name": "示范县启明小学",
        "short_name": "启明小学",
        "school_closed_on": None,
        "parent_school_id": None,
        "county_id": new_id(),
        "township_id": new_id(),
        "precinct_id": None,
        "lat": None,
        "lng": None,
        "checkpoint_name": "东门",
        "code_state": "mounted",
        "code_changed_at": NOW,
    }
    return SitePlace(**(fields | about))


@pytest.mark.parametrize("state", ["issued", "printed", "mounted"])
def test_a_live_plate_is_good_whoever_signed_it(state: str) -> None:
    assert code_verdict(place(code_state=state), ours=False, at=NOW) == "good"


@pytest.mark.parametrize(("age", "verdict"), [(timedelta(), "grace"), (GRACE, "replaced")])
def test_a_replaced_plate_works_for_its_days_of_grace_only(age: timedelta, verdict: str) -> None:
    assert code_verdict(place(code_state="replaced"), ours=True, at=NOW + age) == verdict


@pytest.mark.parametrize("state", ["lost", "retired"])
def test_a_dead_plate_stays_dead(state: str) -> None:
    assert code_verdict(place(code_state=state), ours=True, at=NOW) == state


def test_a_retired_checkpoint_takes_its_plate_along() -> None:
    assert code_verdict(place(checkpoint_retired_at=NOW), ours=True, at=NOW) == "retired"


def test_a_plate_that_a_restored_backup_forgot_is_told_from_a_strangers_invention() -> None:
    assert code_verdict(None, ours=True, at=NOW) == "unregistered"
    assert code_verdict(None, ours=False, at=NOW) == "forged"


@pytest.mark.parametrize(
    ("verdict", "status"),
    [("replaced", 410), ("lost", 410), ("retired", 410), ("unregistered", 404), ("forged", 404)],
)
def test_every_refusal_says_what_to_do_and_names_the_place_only_when_it_is_known(verdict: Any, status: int) -> None:
    known = None if status == 404 else place()
    with pytest.raises(Problem) as caught:
        ensure_usable(verdict, known)
    body = body_of(caught.value, language="zh")
    assert body["status"] == status
    assert "110" in body["detail"]
    assert ("示范县启明小学东门" in body["detail"]) == (known is not None)


@pytest.mark.parametrize("verdict", ["good", "grace"])
def test_a_usable_code_raises_nothing(verdict: Any) -> None:
    ensure_usable(verdict, place())


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda code: code[:-1], "site_code_wrong_length"),
        (lambda code: "U" + code[1:], "site_code_wrong_letter"),
        (lambda code: code[:-1] + ALPHABET[ALPHABET.index(code[-1]) - 1], "site_code_mistyped"),
        (lambda code: "启明小学", "site_code_wrong_letter"),
        (lambda code: "", "site_code_wrong_length"),
    ],
)
def test_what_cannot_be_a_code_is_answered_with_what_to_check(change: Any, code: str) -> None:
    with pytest.raises(Problem) as caught:
        read_code(change(new_code(PLATE_KEY)))
    assert caught.value.code == code
    assert caught.value.error.status == 422
    assert "请" in caught.value.error.zh_detail


def test_a_link_and_a_sloppily_typed_code_read_the_same() -> None:
    code = new_code(PLATE_KEY)
    assert (
        read_code(f"https://xam.example/c/{code}?from=wall") == read_code(f" {code[:4].lower()} - {code[4:]}") == code
    )


@pytest.mark.parametrize(
    ("state", "to", "allowed"),
    [
        ("issued", "printed", True),
        ("printed", "mounted", True),
        ("mounted", "lost", True),
        ("mounted", "printed", False),
        ("lost", "mounted", False),
        ("retired", "printed", False),
        ("replaced", "mounted", False),
    ],
)
def test_a_plate_moves_forward_through_its_life(state: str, to: str, allowed: bool) -> None:
    if allowed:
        rules.ensure_code_move(state, to)
        return
    with pytest.raises(Problem, match="site_code_wrong_move"):
        rules.ensure_code_move(state, to)


def test_a_school_is_closed_from_its_day_on() -> None:
    closed = place(school_closed_on=date(2026, 9, 1))
    assert [closed.closed_at(date(2026, 8, 31)), closed.closed_at(date(2026, 9, 1))] == [False, True]


@pytest.mark.parametrize(
    ("lat", "lng", "says"),
    [
        (38.9, 83.1, None),
        (None, None, None),
        (38.9, None, "都填"),
        (83.1, 38.9, "填反"),
        (48.85, 2.35, "中国境内"),
        (0.0, 0.0, "中国境内"),
    ],
)
def test_a_wrong_pair_of_coordinates_is_told_apart(lat: float | None, lng: float | None, says: str | None) -> None:
    objection = position_objection(lat, lng)
    assert (objection is None) if says is None else (objection is not None and says in objection)


@pytest.mark.parametrize(
    ("code", "is_one"), [("2199000001", True), ("2199000005-01", True), ("219900001", False), ("21９9000001", False)]
)
def test_a_school_code_has_ten_digits_and_a_campus_two_more(code: str, is_one: bool) -> None:
    assert rules.is_school_code(code) == is_one
