"""What is not whole is not restored, what is there is not overwritten, and a backup that broke off does not look like one."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from backend import migrations
from backend.backups import databases, files, making, manifest, objects
from backend.backups.making import backups_in
from backend.backups.restoring import check_backup
from backend.core.actor import SYSTEM
from backend.core.db import Database
from backend.core.errors import Problem
from backend.evidence.erasing import erase_photos, remove_erased_objects
from backend.evidence.models import Photo
from backend.evidence.storage import FolderStorage, open_storage
from backend.rectifications.bundle_text import ANCHOR_FORMAT
from tests.backups.conftest import Restore, Site


def code_of(work: Callable[[], object]) -> str:
    with pytest.raises(Problem) as refused:
        work()
    return refused.value.code


def the_key(site: Site) -> str:
    with site.database.work(write=False) as session:
        return str(session.scalars(select(Photo.storage_key).where(Photo.storage_key.is_not(None))).one())


def test_a_second_backup_reads_no_photo_again(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    first = site.back_up()

    def never(self: FolderStorage, key: str) -> bytes:
        raise AssertionError(f"{key} was read again")

    monkeypatch.setattr(FolderStorage, "get", never)
    second = site.back_up()
    assert backups_in(site.backups) == [first, second]
    assert manifest.read(second).photos == 3
    assert len(list((site.backups / "objects").glob("??/*"))) == len({*objects_of(first), *objects_of(second)})


def objects_of(backup: Path) -> set[str]:
    return {each.sha256 for each in objects.read_list(backup / manifest.PHOTOS)}


@pytest.mark.parametrize("where", ["objects", "database", "manifest"])
def test_a_full_disk_leaves_no_backup_that_looks_whole_and_the_next_one_is(
    site: Site, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as broken:
        if where == "objects":
            broken.setattr(objects, "write_private", full)
        elif where == "database":
            broken.setattr(making.databases, "revision_of", full)
        else:
            broken.setattr(manifest, "write_private", full)
        assert code_of(site.back_up) == "backup_unfinished"
    assert backups_in(site.backups) == []
    assert [path.name for path in site.backups.iterdir() if path.name not in ("objects", ".lock")] == []
    assert check_backup(site.back_up()).photos == 3


def test_a_killed_backup_is_swept_away_by_the_next(site: Site) -> None:
    left = site.backups / ".draft-1"
    left.mkdir(parents=True)
    (left / "manifest.json").write_text("{}")
    assert backups_in(site.backups) == []
    backup = site.back_up()
    assert (backups_in(site.backups), left.exists()) == ([backup], False)


def test_two_backups_into_one_folder_do_not_run_at_once(site: Site) -> None:
    site.backups.mkdir()
    with making._alone(site.backups):
        assert code_of(site.back_up) == "backup_running"


def test_only_the_last_are_kept_with_their_photos(site: Site) -> None:
    first = site.back_up()
    stray = site.backups / "objects" / "00" / ("00" * 32)
    stray.parent.mkdir(exist_ok=True)
    stray.write_bytes(b"of a backup that is gone")
    second, third = site.back_up(), site.back_up(keep_last=2)
    assert (backups_in(site.backups), first.exists(), stray.exists()) == ([second, third], False, False)
    assert check_backup(third).photos == 3


def test_a_photo_that_the_store_lost_or_changed_is_told(site: Site) -> None:
    key = the_key(site)
    open_storage(site.config.storage_url).put(key, b"other bytes")
    assert manifest.read(site.back_up()).lost == [key]
    open_storage(site.config.storage_url).delete(f"{key}-small")
    assert manifest.read(site.back_up()).lost == [key]  # the version had been put aside before


def test_a_photo_erased_by_law_meanwhile_is_not_called_lost(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    storage, named = open_storage(site.config.storage_url), making.wanted

    def erased_in_between(session: Session) -> list[objects.Wanted]:
        seen = list(named(session))
        with site.stage.work() as other:
            erase_photos(other, SYSTEM, other.scalars(select(Photo.id)).all())
        remove_erased_objects(site.database, storage)
        return seen

    monkeypatch.setattr(making, "wanted", erased_in_between)
    said = manifest.read(site.back_up())
    assert (said.photos, said.lost) == (0, [])


def changed_byte(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)


DAMAGE: dict[str, Callable[[Path], None]] = {
    "the database": lambda b: changed_byte(next(b.glob("database.*"))),
    "the keys": lambda b: changed_byte(b / "secrets.json"),
    "the list of photos": lambda b: changed_byte(b / "photos.jsonl"),
    "a photo": lambda b: changed_byte(next((b.parent / "objects").glob("??/*"))),
    "a missing photo": lambda b: next((b.parent / "objects").glob("??/*")).unlink(),
    "a missing file": lambda b: (b / "heads.json").unlink(),
    "a file too many": lambda b: (b / "stray.txt").write_text("x") and None,
}


@pytest.mark.parametrize("what", DAMAGE)
def test_a_damaged_backup_is_refused_before_anything_is_written(
    site: Site, bring_back: Restore, tmp_path: Path, what: str
) -> None:
    backup = site.back_up()
    DAMAGE[what](backup)
    assert code_of(lambda: bring_back(backup)) == "backup_damaged"
    assert not (tmp_path / "restored").exists()


@pytest.mark.parametrize("text", ["", "{}", '{"format": "another/1"}', "[]"])
def test_a_folder_without_a_manifest_is_no_backup(tmp_path: Path, text: str) -> None:
    (tmp_path / "manifest.json").write_text(text)
    assert code_of(lambda: check_backup(tmp_path)) == "backup_not_one"
    assert code_of(lambda: check_backup(tmp_path / "nowhere")) == "backup_not_one"


def test_a_place_that_holds_something_is_never_written_over(site: Site, bring_back: Restore, tmp_path: Path) -> None:
    backup = site.back_up()
    (tmp_path / "restored").mkdir()
    (tmp_path / "restored" / "something").write_text("of somebody")
    assert code_of(lambda: bring_back(backup)) == "restore_not_empty"
    assert [path.name for path in (tmp_path / "restored").iterdir()] == ["something"]


def test_a_database_that_holds_something_is_never_written_over(site: Site, tmp_path: Path) -> None:
    from backend.backups.restoring import restore

    backup = site.back_up()
    url = site.database.url.render_as_string(hide_password=False)
    environment = {"XIAOANMA_DATABASE_URL": url}
    assert code_of(lambda: restore(backup, to=tmp_path / "new", environment=environment)) == "restore_not_empty"


def test_a_backup_of_a_newer_release_is_refused(site: Site, bring_back: Restore) -> None:
    backup = site.back_up()
    said = json.loads((backup / "manifest.json").read_text())
    (backup / "manifest.json").write_text(json.dumps(said | {"revision": "0999_future"}))
    assert code_of(lambda: bring_back(backup)) == "backup_newer"


def test_a_backup_of_an_older_release_is_brought_up_to_this_one(site: Site, bring_back: Restore) -> None:
    with site.database.work() as session:
        migrations.downgrade(session.connection(), "0001_ground")
    backup = site.back_up()
    assert manifest.read(backup).revision == "0001_ground"
    restored, config = bring_back(backup)
    database = Database(config.database_url)
    with database.work(write=False) as session:
        assert (restored.faults, databases.revision_of(session) > "0001_ground") == ([], True)
    database.engine.dispose()


def test_keys_left_out_are_asked_for_and_taken_from_where_they_are_kept(
    site: Site, bring_back: Restore, tmp_path: Path
) -> None:
    backup = site.back_up(with_keys=False)
    assert not (backup / "secrets.json").exists()
    assert code_of(lambda: bring_back(backup)) == "restore_keys_missing"
    _, config = bring_back(backup, keys=site.config.home / "secrets.json")
    assert config.secrets == site.config.secrets


def test_a_ledger_that_an_anchor_knows_otherwise_is_told_after_restoring(site: Site, bring_back: Restore) -> None:
    backup = site.back_up()
    heads = json.loads((backup / "heads.json").read_bytes())["heads"]
    lie = {"format": ANCHOR_FORMAT, "made_at": "2026-11-26T00:00:00.000000Z"}
    (backup / "anchors").mkdir()
    text = json.dumps(lie | {"heads": [head | {"hash": "0" * 64} for head in heads]})
    (backup / "anchors/anchor-2026-11-26.json").write_text(text)
    said = json.loads((backup / "manifest.json").read_text())
    said["files"]["anchors/anchor-2026-11-26.json"] = files.sha256_of(backup / "anchors/anchor-2026-11-26.json")
    (backup / "manifest.json").write_text(json.dumps(said))
    restored, _ = bring_back(backup)
    assert [fault.partition(" ")[2] for fault in restored.faults] == ["第 6 条：与锚定文件 anchor-2026-11-26.json 不符"]


def test_without_postgresqls_tools_the_message_says_what_to_install() -> None:
    url = Database("postgresql+psycopg://somebody@127.0.0.1:1/nothing").url
    assert code_of(lambda: databases._run("pg_dump", url=url, find=lambda _: None)) == "backup_tool_missing"
    assert code_of(lambda: databases._run("pg_dump", url=url)) == "backup_tool_failed"
