"""Writing a proof bundle: one moment of the ledger while others write, in bounded memory, without hiding a lost photo."""

from __future__ import annotations

import io
import tracemalloc
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import delete, select

from backend.config import Config
from backend.core.actor import SYSTEM
from backend.core.clock import now
from backend.core.db import Database
from backend.core.errors import Problem
from backend.core.ids import new_id
from backend.evidence.models import Photo
from backend.evidence.storage import open_storage
from backend.rectifications import bundle, ledger
from backend.rectifications.models import LedgerContent, LedgerEntry
from backend.rectifications.verifier import verify
from tests.cases import a_case, a_scene
from tests.phones import Stage
from tests.rectifications import bundles

MB = 1 << 20


@pytest.fixture
def stage(committed_database: Database, config: Config) -> Stage:
    return bundles.a_ledger(committed_database, config)


def test_an_export_shows_one_moment_while_others_write(
    stage: Stage, config: Config, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write = bundle._write

    def interrupted(archive: Any, name: str, pieces: Any) -> None:
        with stage.work() as session:
            a_case(session, stage.scene)
        write(archive, name, pieces)

    monkeypatch.setattr(bundle, "_write", interrupted)
    first = verify(bundles.export(stage, config, tmp_path / "first.zip"))
    second = verify(bundles.export(stage, config, tmp_path / "second.zip"))
    assert (first.verdict, second.verdict) == ("consistent", "consistent")
    assert (first.entries, second.entries) == (6, 8)


def test_an_older_anchor_vouches_for_the_entries_it_knew(stage: Stage, config: Config, tmp_path: Path) -> None:
    anchor = bundles.anchor(stage.database, tmp_path / "anchor.json")
    with stage.work() as session:
        a_case(session, stage.scene)
    report = verify(bundles.export(stage, config, tmp_path / "later.zip"), anchors=[anchor])
    assert (report.verdict, report.anchored_to, report.entries) == ("anchored", 6, 7)
    assert "锚定到第 6 条；其后 1 条只能说前后一致。" in report.as_text()


def test_an_export_does_not_wait_for_a_writer_who_holds_the_head(stage: Stage, config: Config, tmp_path: Path) -> None:
    writing = stage.database.open(write=True)
    try:
        a_case(writing, stage.scene)
        report = verify(bundles.export(stage, config, tmp_path / "bundle.zip"))
    finally:
        stage.database.close(writing)
    assert (report.verdict, report.entries) == ("consistent", 6)


def test_a_photo_that_the_store_has_lost_is_told_and_then_found_missing(
    stage: Stage, config: Config, tmp_path: Path
) -> None:
    storage = open_storage(config.storage_url)
    with stage.database.work(write=False) as session:
        bundle.hold_snapshot(session)
        key, stored = session.execute(
            select(Photo.storage_key, Photo.sha256_stored).where(Photo.received_at.is_not(None))
        ).one()
        storage.delete(str(key))
        code = stage.scene.school.school_code
        done = bundle.export_bundle(session, storage, school_code=code, out=io.BytesIO())
    assert (done.photos, done.lost) == (0, [stored])
    report = verify(bundles.export(stage, config, tmp_path / "bundle.zip"))
    assert [(fault.code, fault.where) for fault in report.faults] == [("photo_missing", f"photos/{stored}")]


def test_an_erased_arrival_takes_its_photo_out_of_the_bundle(stage: Stage, config: Config, tmp_path: Path) -> None:
    with stage.work() as session:
        arrival = select(LedgerEntry.id).where(LedgerEntry.action == "photo_received").scalar_subquery()
        session.execute(delete(LedgerContent).where(LedgerContent.entry_id == arrival))
    report = verify(bundles.export(stage, config, tmp_path / "bundle.zip"))
    assert (report.verdict, report.photos, report.withdrawn) == ("consistent", 0, [2, 6])


def test_memory_does_not_grow_with_the_ledger(committed_database: Database, config: Config, tmp_path: Path) -> None:
    with committed_database.work() as session:
        scene = a_scene(session)
        case = a_case(session, scene)
        for _ in range(3000):
            whose = {"case_id": case.id, "county_id": case.county_id, "school_id": case.school_id}
            said = {"note": str(new_id()) * 250}
            ledger.append(session, SYSTEM, ledger.Entry(id=new_id(), action="note", at=now(), content=said, **whose))
    storage, code, out = open_storage(config.storage_url), scene.school.school_code, tmp_path / "bundle.zip"
    with committed_database.work(write=False) as session, out.open("wb") as file:
        bundle.hold_snapshot(session)
        tracemalloc.start()
        bundle.export_bundle(session, storage, school_code=code, out=file)
        exporting = tracemalloc.get_traced_memory()[1]
    tracemalloc.reset_peak()
    report = verify(out)
    checking = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert (report.verdict, report.entries) == ("consistent", 3001)
    assert len(bundles.members_of(out)["entries.jsonl"]) > 25 * MB
    assert (exporting < 12 * MB, checking < 12 * MB) == (True, True), (exporting / MB, checking / MB)


def test_a_school_that_is_unknown_or_has_no_entry_has_no_bundle(committed_database: Database, config: Config) -> None:
    with committed_database.work() as session:
        scene = a_scene(session)
    storage = open_storage(config.storage_url)
    for code, problem in (("0000000000", "not_found"), (scene.school.school_code, "ledger_empty")):
        with committed_database.work(write=False) as session, pytest.raises(Problem) as refused:
            bundle.export_bundle(session, storage, school_code=code, out=io.BytesIO())
        assert refused.value.code == problem
