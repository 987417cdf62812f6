"""Builders: a school with a ledger and photos, its bundle, and hands that change one."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from sqlalchemy import delete, select

from backend.app import create_app
from backend.config import Config
from backend.core.db import Database
from backend.evidence.storage import open_storage
from backend.rectifications import bundle_text, chain
from backend.rectifications.bundle import anchor_of, export_bundle, hold_snapshot
from backend.rectifications.models import LedgerContent, LedgerEntry
from tests.cases import a_case, acknowledged, assigned, fixed
from tests.phones import Stage, a_picture, claims, set_stage

Members = dict[str, bytes]
Row = dict[str, Any]


@dataclass(frozen=True)
class Proof:
    """A database with one school's ledger in it, the bundle of that, and an anchor of the same moment."""

    stage: Stage
    config: Config
    bundle: Path
    anchor: Path

    @property
    def school_code(self) -> str:
        return self.stage.scene.school.school_code

    @property
    def members(self) -> Members:
        return members_of(self.bundle)


def a_ledger(database: Database, config: Config) -> Stage:
    """One whole life, a report with two photos of which one has come, and an entry whose content was erased (the 2nd)."""
    stage = set_stage(create_app(config, database=database), database)
    with stage.work() as session:
        case = acknowledged(session, stage.scene, assigned(session, stage.scene, a_case(session, stage.scene)))
        fixed(session, stage.scene, case)
    report = stage.report(photos=claims(a_picture(1), a_picture(2)), note="<script>alert(1)</script>围墙有缺口")
    sent = stage.passer_by.send_photo(f"/reports/{report['id']}", a_picture(1), token=report["upload_token"])
    assert sent.status_code in {200, 201}, sent.text
    with stage.work() as session:
        second = select(LedgerEntry.id).where(LedgerEntry.seq == 2).scalar_subquery()
        session.execute(delete(LedgerContent).where(LedgerContent.entry_id == second))
    return stage


def export(stage: Stage, config: Config, out: Path, *anchors: bytes) -> Path:
    """Write the school's bundle as the command does."""
    with stage.database.work(write=False) as session, out.open("wb") as file:
        hold_snapshot(session)
        storage, code = open_storage(config.storage_url), stage.scene.school.school_code
        named = [(f"{number:03d}.json", anchor) for number, anchor in enumerate(anchors, 1)]
        export_bundle(session, storage, school_code=code, out=file, anchors=lambda _chain: named)
    return out


def anchor(database: Database, out: Path) -> Path:
    """Write an anchor of all chains."""
    with database.work(write=False) as session, out.open("wb") as file:
        anchor_of(session, file)
    return out


def members_of(bundle: Path) -> Members:
    with zipfile.ZipFile(bundle) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(members: Members, out: Path) -> Path:
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out


def rows_of(members: Members) -> list[Row]:
    return [json.loads(line) for line in members["entries.jsonl"].splitlines()]


def with_rows(members: Members, rows: list[Row]) -> Members:
    lines = b"".join(chain.canonical(row) + b"\n" for row in rows)
    return members | {"entries.jsonl": lines}


def with_row(members: Members, number: int, /, **changes: Any) -> Members:
    rows = rows_of(members)
    rows[number - 1] |= changes
    return with_rows(members, rows)


def rewritten(members: Members, change: Callable[[Row], None]) -> Members:
    """A forger's whole work: `change` every entry, then seal all anew: hashes, head, page, and the anchors inside."""
    entries, prev = [], chain.GENESIS
    for row in rows_of(members):
        change(row)
        entry = bundle_text.entry_of(chain.canonical(row) + b"\n")
        sealed = replace(entry.sealed, prev_hash=prev)
        if entry.salt is not None and entry.content is not None:
            sealed = replace(sealed, content_hash=chain.content_hash(entry.salt, entry.content))
        prev = chain.entry_hash(sealed)
        entries.append(replace(entry, sealed=sealed, hash=prev))
    head = {"chain": str(entries[-1].sealed.chain), "seq": len(entries), "hash": prev}
    forged = members | {
        "entries.jsonl": b"".join(map(bundle_text.line_of, entries)),
        "chain.json": chain.canonical(head) + b"\n",
        "index.html": b"".join(bundle_text.page(json.loads(members["manifest.json"]), entries)),
    }
    for name in list(_anchors(members)):
        heads = [head | {"school_code": json.loads(members["manifest.json"])["school"]["code"]}]
        forged[name] = chain.canonical(json.loads(members[name]) | {"heads": heads})
    return forged


def _anchors(members: Members) -> Iterator[str]:
    return (name for name in members if name.startswith("anchors/"))
