"""The daily anchor: one a day by the county's calendar, never written twice, and outside as soon as there is an outside."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
import time_machine

from backend.config import Config, load
from backend.core.db import Database
from backend.rectifications import anchors, bundle
from backend.rectifications.anchors import anchor_digest, anchor_files, keep_daily_anchor, knowing, write_once
from backend.rectifications.verifier import verify
from backend.worker import chores
from tests.cases import a_case, a_scene
from tests.phones import Stage
from tests.rectifications import bundles

EVENING = datetime(2026, 11, 26, 15, 59, tzinfo=UTC)  # 23:59 in Asia/Shanghai
MIDNIGHT = datetime(2026, 11, 26, 16, 1, tzinfo=UTC)  # the 27th there
LATER = datetime(2026, 11, 30, 1, 0, tzinfo=UTC)


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_one_anchor_a_day_by_the_countys_calendar_and_a_missed_day_by_the_next_run(
    database: Database, tmp_path: Path
) -> None:
    written = []
    for moment in (EVENING, EVENING, MIDNIGHT, LATER):
        with time_machine.travel(moment, tick=False):
            written.append(keep_daily_anchor(database, tmp_path / "anchors"))
    assert written == [1, 0, 1, 1]
    assert names(tmp_path / "anchors") == [f"anchor-2026-11-{day}.json" for day in (26, 27, 30)]


def test_what_is_there_is_never_overwritten(database: Database, tmp_path: Path) -> None:
    with time_machine.travel(EVENING, tick=False):
        keep_daily_anchor(database, tmp_path)
        first = (tmp_path / "anchor-2026-11-26.json").read_bytes()
        with database.work() as session:
            a_case(session, a_scene(session))
        keep_daily_anchor(database, tmp_path)
    assert (tmp_path / "anchor-2026-11-26.json").read_bytes() == first
    assert write_once(tmp_path / "anchor-2026-11-26.json", b"another") is False
    assert (names(tmp_path), (tmp_path / "anchor-2026-11-26.json").read_bytes()) == (["anchor-2026-11-26.json"], first)


def test_a_file_system_without_links_is_written_whole_and_once_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_links(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr(anchors.os, "link", no_links)
    assert [write_once(tmp_path / "a.json", data) for data in (b"first", b"second")] == [True, False]
    assert ((tmp_path / "a.json").read_bytes(), names(tmp_path)) == (b"first", ["a.json"])


def test_a_write_that_breaks_off_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def disk_full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(anchors.os, "fsync", disk_full)
    with pytest.raises(OSError, match="No space"):
        write_once(tmp_path / "a.json", b"data")
    assert names(tmp_path) == []


def test_outside_gets_the_same_bytes_also_of_the_days_when_it_was_away(database: Database, tmp_path: Path) -> None:
    outside = tmp_path / "usb"
    for moment in (EVENING, MIDNIGHT):
        with time_machine.travel(moment, tick=False):
            assert keep_daily_anchor(database, tmp_path / "anchors", outside=outside) == 1
    assert not outside.exists()
    outside.mkdir()
    with time_machine.travel(LATER, tick=False):
        assert keep_daily_anchor(database, tmp_path / "anchors", outside=outside) == 4
        assert keep_daily_anchor(database, tmp_path / "anchors", outside=outside) == 0
    assert names(outside) == names(tmp_path / "anchors")
    assert all((outside / name).read_bytes() == (tmp_path / "anchors" / name).read_bytes() for name in names(outside))


def test_another_text_outside_stays_as_it_is(database: Database, tmp_path: Path) -> None:
    (tmp_path / "usb").mkdir()
    with time_machine.travel(EVENING, tick=False):
        (tmp_path / "usb/anchor-2026-11-26.json").write_bytes(b"older")
        keep_daily_anchor(database, tmp_path / "anchors", outside=tmp_path / "usb")
    assert (tmp_path / "usb/anchor-2026-11-26.json").read_bytes() == b"older"


def test_a_new_anchor_is_announced_once_in_one_line_with_its_hash(database: Database, tmp_path: Path) -> None:
    told: list[str] = []
    with database.work() as session:
        a_case(session, a_scene(session))
    with time_machine.travel(MIDNIGHT, tick=False):
        for _ in range(2):
            keep_daily_anchor(database, tmp_path, announce=told.append)
    anchor = (tmp_path / "anchor-2026-11-27.json").read_bytes()
    said = f"校安码台账锚定 2026-11-27，1 条链，SHA-256 {hashlib.sha256(anchor).hexdigest()}"
    assert told == [said] == [anchor_digest(anchor)]


def test_the_worker_keeps_the_anchor_where_the_site_says(config: Config, database: Database, tmp_path: Path) -> None:
    outside = tmp_path / "mounted"
    outside.mkdir()
    site = load({"XIAOANMA_HOME": str(config.home), "XIAOANMA_ANCHOR_DIR": str(outside)})
    todo = chores(site, database)
    assert (todo["daily_anchor"](), todo["daily_anchor"]()) == (2, 0)
    assert names(outside) == names(config.home / "anchors") != []


def test_a_bundle_takes_along_the_anchors_that_say_something_of_its_chain(stage: Stage, tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    for day, entries in ((1, 0), (2, 1), (3, 0), (4, 2)):
        with stage.work() as session:
            for _ in range(entries):
                a_case(session, stage.scene)
        with time_machine.travel(datetime(2026, 11, day, 4, tzinfo=UTC), tick=False):
            keep_daily_anchor(stage.database, kept)
    (kept / "anchor-2026-11-05.json").write_bytes(b"rubbish")
    (chain,) = {head["chain"] for head in json.loads((kept / "anchor-2026-11-04.json").read_bytes())["heads"]}
    assert [name for name, _ in knowing(anchor_files(kept), chain)] == [
        "anchor-2026-11-02.json",
        "anchor-2026-11-04.json",
    ]


def test_a_bundle_with_kept_anchors_is_consistent_and_proved_by_their_copies(
    stage: Stage, config: Config, tmp_path: Path
) -> None:
    with stage.work() as session:
        a_case(session, stage.scene)
    keep_daily_anchor(stage.database, tmp_path / "anchors")
    (kept,) = anchor_files(tmp_path / "anchors")
    bundle_file = tmp_path / "bundle.zip"
    with stage.database.work(write=False) as session, bundle_file.open("wb") as out:
        storage, code = bundles.open_storage(config.storage_url), stage.scene.school.school_code
        named = lambda chain: knowing([kept], chain)  # noqa: E731
        bundle.export_bundle(session, storage, school_code=code, out=out, anchors=named)
    assert f"anchors/{kept.name}" in bundles.members_of(bundle_file)
    assert [verify(bundle_file, anchors=given).verdict for given in ([], [kept])] == ["consistent", "anchored"]
