"""Sealed values open with their own key and for what they belong to, and with nothing else."""

from __future__ import annotations

import pytest

from backend.core.sealing import SealBrokenError, derived_key, new_key, open_seal, seal

KEY = derived_key(b"the site's secret", "a purpose")


def test_what_is_sealed_opens_again() -> None:
    assert open_seal(KEY, seal(KEY, "保密".encode(), about=b"row 1"), about=b"row 1") == "保密".encode()


def test_the_same_text_sealed_twice_looks_different() -> None:
    assert seal(KEY, b"text", about=b"row") != seal(KEY, b"text", about=b"row")


@pytest.mark.parametrize(
    ("key", "about", "change"),
    [(new_key(), b"row 1", b""), (KEY, b"row 2", b""), (KEY, b"row 1", b"x")],
    ids=["another key", "moved to another row", "changed"],
)
def test_a_broken_seal_does_not_open(key: bytes, about: bytes, change: bytes) -> None:
    sealed = seal(KEY, b"text", about=b"row 1") + change
    with pytest.raises(SealBrokenError):
        open_seal(key, sealed, about=about)


def test_too_short_a_text_is_a_broken_seal_too() -> None:
    with pytest.raises(SealBrokenError):
        open_seal(KEY, b"short", about=b"")


def test_each_purpose_has_a_key_of_its_own() -> None:
    assert derived_key(b"secret", "one") != derived_key(b"secret", "two")
    assert derived_key(b"secret", "one") == derived_key(b"secret", "one")
    assert len(derived_key(b"secret", "one")) == 32
