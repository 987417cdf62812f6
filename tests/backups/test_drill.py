"""The drill: back up while somebody writes, lose everything, bring it back elsewhere, export a proof and verify it."""

from __future__ import annotations

import shutil
import threading
from pathlib import Path

from sqlalchemy import func, select

from backend.backups import manifest
from backend.core.db import Database
from backend.evidence.models import Photo
from backend.evidence.storage import open_storage
from backend.rectifications.anchors import anchor_files, anchors_folder, keep_daily_anchor
from backend.rectifications.ledger import verify_all
from backend.rectifications.models import Case, LedgerEntry
from backend.rectifications.verifier import verify
from tests.backups.conftest import Restore, Site
from tests.cases import a_case
from tests.phones import Stage
from tests.rectifications import bundles


def test_a_site_backed_up_under_writing_comes_back_whole_and_proves_its_ledger(
    site: Site, bring_back: Restore, tmp_path: Path
) -> None:
    keep_daily_anchor(site.database, anchors_folder(site.config.home))
    (anchor,) = anchor_files(anchors_folder(site.config.home))
    outside = Path(shutil.copy(anchor, tmp_path / "outside.json"))
    with Writer(site.stage) as writer:
        backup = site.back_up()
    entries = count(site.database, LedgerEntry)
    shutil.rmtree(site.config.home)
    restored, config = bring_back(backup)
    assert (restored.faults, restored.chains, restored.anchors) == ([], 1, ["heads.json", anchor.name])
    database = Database(config.database_url)
    try:
        assert writer.before <= count(database, Case) <= writer.after
        assert count(database, LedgerEntry) <= entries
        with database.work(write=False) as session:
            assert verify_all(session) == (1, [])
        stage = Stage(site.stage.app, database, site.stage.scene)
        proved = verify(bundles.export(stage, config, tmp_path / "bundle.zip"), anchors=[outside])
        assert (proved.verdict, proved.photos) == ("anchored", 1)
        assert {"anchors", "photos", "secrets.json"} <= {path.name for path in config.home.iterdir()}
    finally:
        database.engine.dispose()


def test_every_photo_and_its_versions_come_back_byte_for_byte(site: Site, bring_back: Restore) -> None:
    restored, config = bring_back(site.back_up())
    old, new = open_storage(site.config.storage_url), open_storage(config.storage_url)
    with site.database.work(write=False) as session:
        (key,) = session.scalars(select(Photo.storage_key).where(Photo.storage_key.is_not(None)))
    keys = [f"{key}{version}" for version in ("", "-large", "-small")]
    assert restored.photos == 3
    assert [new.get(each) for each in keys] == [old.get(each) for each in keys]


def test_a_restored_site_goes_on_where_it_was(site: Site, bring_back: Restore) -> None:
    _, config = bring_back(site.back_up())
    database = Database(config.database_url)
    try:
        with database.work() as session:
            a_case(session, site.stage.scene)
        with database.work(write=False) as session:
            assert verify_all(session) == (1, [])
        assert config.secrets == site.config.secrets
    finally:
        database.engine.dispose()


def test_the_manifest_names_every_file_with_its_hash_the_release_and_the_revision(site: Site) -> None:
    backup = site.back_up()
    said = manifest.read(backup)
    there = {path.relative_to(backup).as_posix() for path in backup.rglob("*") if path.is_file()}
    assert set(said.files) == there - {"manifest.json"}
    assert (said.version, said.revision, said.photos, said.lost) == ("0.1.0", said.revision, 3, [])
    assert said.revision.startswith("0")
    assert {path.stat().st_mode & 0o077 for path in [backup, *backup.rglob("*")]} == {0}


def count(database: Database, model: type) -> int:
    with database.work(write=False) as session:
        return session.execute(select(func.count()).select_from(model)).scalar_one()


class Writer(threading.Thread):
    """Reports one hazard after the other while the block runs; counts what had been written before and after it."""

    def __init__(self, stage: Stage) -> None:
        super().__init__(daemon=True)
        self._stage, self._enough = stage, threading.Event()
        self._going = threading.Event()

    def run(self) -> None:
        while not self._enough.is_set():
            with self._stage.work() as session:
                a_case(session, self._stage.scene)
            self._going.set()

    def __enter__(self) -> Writer:
        self.start()
        assert self._going.wait(20)
        self.before = count(self._stage.database, Case)
        return self

    def __exit__(self, *_: object) -> None:
        self._enough.set()
        self.join(20)
        self.after = count(self._stage.database, Case)
        assert self.after > self.before
