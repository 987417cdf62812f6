"""One catalogue, in two languages, that knows every code raised."""

from __future__ import annotations

import pytest
from flask import Flask

import backend.backups
import backend.demo
from backend.core.errors import CATALOGUE, Error, register
from tests.house import checks

assert all((backend.demo, backend.backups))  # their error codes are registered on import
SOURCES = [path.read_text("utf-8") for path in (checks.ROOT / "backend").rglob("*.py")]


def test_every_code_raised_is_in_the_catalogue(app: Flask) -> None:
    assert checks.unknown_error_codes(SOURCES, CATALOGUE) == []


def test_a_code_that_is_not_in_the_catalogue_is_found() -> None:
    assert checks.unknown_error_codes(['raise Problem("made_up")'], {"known"}) == ["made_up"]


def test_every_error_speaks_chinese_and_english(app: Flask) -> None:
    assert checks.untranslated(CATALOGUE) == []


def test_an_error_in_one_language_is_found() -> None:
    assert checks.untranslated({"half": Error(400, "半", "half", "no Chinese here", "English")}) == ["half"]


def test_a_code_cannot_be_taken_twice(app: Flask) -> None:
    with pytest.raises(ValueError, match="already taken"):
        register({"not_found": Error(404, "另一个", "another", "另一个", "another")})
