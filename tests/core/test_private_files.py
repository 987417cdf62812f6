"""What lies on the disk is for its owner alone: names, numbers, password hashes, keys."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import text

from backend import config
from backend.core.db import Database


def test_a_new_home_its_keys_and_its_database_are_for_the_owner_only(tmp_path: Path) -> None:
    site = config.load({"XIAOANMA_HOME": str(tmp_path / "home")})
    with Database(site.database_url).work() as session:
        session.execute(text("CREATE TABLE t (a)"))
    made = [site.home, *site.home.iterdir()]
    assert {path.name for path in made} >= {"home", "secrets.json", "xiaoanma.sqlite3"}
    assert [path.name for path in made if path.stat().st_mode & 0o077] == []
