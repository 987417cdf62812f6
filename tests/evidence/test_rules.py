"""How many photos, and who sees which."""

from __future__ import annotations

from itertools import product

import pytest

from backend.evidence.rules import Version, Viewer, is_sha256, photo_limit, why_not_declared, why_not_shown

HANDLER = Viewer(reads_record=True, handles_record=True, reads_originals=False)
READER = Viewer(reads_record=True, handles_record=False, reads_originals=False)
ARCHIVIST = Viewer(reads_record=True, handles_record=True, reads_originals=True)
STRANGER = Viewer(reads_record=False, handles_record=True, reads_originals=True)


def test_the_public_may_send_three_and_those_signed_in_six() -> None:
    assert (photo_limit(signed_in=False), photo_limit(signed_in=True)) == (3, 6)


@pytest.mark.parametrize(
    ("privacy", "photos", "code"),
    [("P0", 6, None), ("P0", 7, "photo_too_many"), ("P3", 0, None), ("P3", 1, "photo_forbidden")],
)
def test_matters_about_a_person_have_no_photos(privacy: str, photos: int, code: str | None) -> None:
    assert why_not_declared(privacy, photos, limit=6) == code


@pytest.mark.parametrize(
    ("version", "privacy", "viewer", "code"),
    [
        ("large", "P0", READER, None),
        ("small", "P0", READER, None),
        ("original", "P0", READER, "photo_original_closed"),
        ("original", "P0", ARCHIVIST, None),
        ("large", "P1", READER, "photo_not_blurred"),
        ("small", "P2", READER, "photo_not_blurred"),
        ("large", "P2", HANDLER, None),
        ("original", "P1", HANDLER, "photo_original_closed"),
        ("original", "P2", ARCHIVIST, None),
        ("large", "P3", ARCHIVIST, "not_found"),
    ],
)
def test_who_sees_what(version: Version, privacy: str, viewer: Viewer, code: str | None) -> None:
    assert why_not_shown(version, privacy=privacy, viewer=viewer) == code


def test_who_may_not_read_the_record_learns_nothing() -> None:
    versions: tuple[Version, ...] = ("original", "large", "small")
    for version, privacy in product(versions, ("P0", "P1", "P2", "P3")):
        assert why_not_shown(version, privacy=privacy, viewer=STRANGER) == "not_found"


@pytest.mark.parametrize("text", ["", "0" * 63, "0" * 65, "A" * 64, "g" * 64, "0" * 64 + "\n"])
def test_only_lower_case_hex_is_a_hash(text: str) -> None:
    assert not is_sha256(text)
    assert is_sha256("0123456789abcdef" * 4)
