"""Pictures in the documents exist, stay small, and none lies there unused."""

from __future__ import annotations

import re
from pathlib import Path

from tests.house.checks import ROOT

PICTURES = ROOT / "docs" / "pictures"
HEAVIEST = 80_000


def _shown(document: Path) -> set[Path]:
    sources = re.findall(r'<img src="([^"]+)"', document.read_text("utf-8"))
    return {(document.parent / source).resolve() for source in sources}


def test_every_picture_that_a_document_shows_exists_and_every_picture_is_shown() -> None:
    documents = [*ROOT.glob("README*.md"), *(ROOT / "docs").glob("*.md")]
    assert set().union(*map(_shown, documents)) == set(PICTURES.glob("*.png"))


def test_pictures_stay_small() -> None:
    assert {path.name: path.stat().st_size for path in PICTURES.glob("*.png") if path.stat().st_size > HEAVIEST} == {}


def test_a_missing_picture_is_found(tmp_path: Path) -> None:
    document = tmp_path / "page.md"
    document.write_text('<img src="gone.png" width="200">')
    assert _shown(document) == {tmp_path / "gone.png"}
