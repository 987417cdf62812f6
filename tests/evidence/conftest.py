"""A folder for photos, and a record that has declared one."""

from __future__ import annotations

from pathlib import Path

import pytest

from backend.evidence.storage import FolderStorage

from .photos import Record


@pytest.fixture
def storage(tmp_path: Path) -> FolderStorage:
    return FolderStorage(tmp_path / "photos")


@pytest.fixture
def record() -> Record:
    return Record()
