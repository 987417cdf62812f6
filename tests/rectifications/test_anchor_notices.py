"""The day's anchor reaches the joint office's inbox whole: the hash that it reads is the file's."""

from __future__ import annotations

import hashlib
from pathlib import Path

from sqlalchemy import select

from backend.config import Config
from backend.messages.models import INBOX, MESSAGE
from backend.messages.templates import checked, text_of
from backend.rectifications.anchor_notices import announce_anchor, values_of
from backend.rectifications.anchors import anchor_files, anchors_folder, keep_daily_anchor
from backend.worker import chores
from tests.phones import Stage


def read(stage: Stage, role: str) -> list[dict[str, str]]:
    items = stage.phone(role).get("/inbox").json["items"]
    return [item for item in items if item["kind"] == "anchor_written"]


def test_the_office_reads_the_files_hash_once_a_day(stage: Stage, tmp_path: Path) -> None:
    stage.phone("joint_office"), stage.phone("principal")
    stage.report()
    with stage.work() as session:
        assert announce_anchor(session, tmp_path) == 0, "no anchor yet"
    keep_daily_anchor(stage.database, tmp_path)
    with stage.work() as session:
        assert [announce_anchor(session, tmp_path) for _ in range(2)] == [1, 0]
    (item,) = read(stage, "joint_office")
    anchor = anchor_files(tmp_path)[-1]
    said = item["line"].split("SHA-256 ")[1].replace(" · ", "").replace("·", "")
    assert said == hashlib.sha256(anchor.read_bytes()).hexdigest()
    assert item["line"].startswith(f"{anchor.stem.removeprefix('anchor-')} · 1 条链 · ")
    assert read(stage, "principal") == []


def test_no_hash_is_taken_for_a_telephone_number() -> None:
    for number in range(3000):
        anchor = f'{{"heads": [], "n": {number}}}'.encode()
        line = text_of("anchor_written", checked("anchor_written", values_of("anchor-2026-11-26.json", anchor))).line
        assert hashlib.sha256(anchor).hexdigest() in line.replace(" · ", "").replace("·", "")


def test_the_worker_announces_it(stage: Stage, config: Config) -> None:
    stage.phone("joint_office")
    stage.report()
    todo = chores(config, stage.database)
    assert (todo["daily_anchor"](), todo["announce_anchor"](), todo["announce_anchor"]()) == (1, 1, 0)
    assert len(anchor_files(anchors_folder(config.home))) == 1
    with stage.work() as session:
        about = select(MESSAGE.c.id).join(INBOX, INBOX.c.message_id == MESSAGE.c.id)
        assert len(session.execute(about.where(MESSAGE.c.kind == "anchor_written")).all()) == 1
