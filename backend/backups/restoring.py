"""Bringing a site back into an empty place: everything is checked first, the database comes last, the chains are walked."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from alembic.script import ScriptDirectory
from sqlalchemy import select
from sqlalchemy.orm import Session

from backend import migrations
from backend.backups import databases, manifest
from backend.backups.files import write_private
from backend.backups.manifest import HEADS, KEYS, PHOTOS, Manifest
from backend.backups.objects import Pool, read_list
from backend.config import Config, load
from backend.core.db import Database
from backend.core.errors import Problem
from backend.evidence.storage import Storage, open_storage
from backend.rectifications.anchors import anchors_folder
from backend.rectifications.ledger import verify_all
from backend.rectifications.models import CHAIN, ENTRY


@dataclass(frozen=True)
class Restored:
    """What came back. `faults` are broken chains and heads that an anchor knows otherwise; `anchors` were compared."""

    manifest: Manifest
    photos: int
    chains: int
    anchors: list[str]
    faults: list[str]


def check_backup(backup: Path) -> Manifest:
    """Read a backup whole, every photo too; refuse it if anything is missing, changed, or of a newer release."""
    said = manifest.read(backup)
    known = {revision.revision for revision in ScriptDirectory.from_config(migrations.settings()).walk_revisions()}
    if said.revision not in known:
        raise Problem("backup_newer", version=said.version, revision=said.revision)
    manifest.check(backup, said, Pool(backup.parent / "objects"))
    return said


def restore(backup: Path, *, to: Path, environment: Mapping[str, str], keys: Path | None = None) -> Restored:
    """Fill the empty home `to` (and the empty database and store that `environment` names) from a backup."""
    if to.exists() and any(to.iterdir()):
        raise Problem("restore_not_empty", where=str(to))
    said = check_backup(backup)
    keys = keys or (backup / KEYS if said.with_keys else None)
    secrets_file = Path(environment.get("XIAOANMA_SECRETS_FILE", to / "secrets.json"))
    if keys is None and not secrets_file.exists():
        raise Problem("restore_keys_missing")
    to.mkdir(parents=True, exist_ok=True, mode=0o700)
    if keys is not None and not secrets_file.exists():
        write_private(secrets_file, keys.read_bytes())
    config = load(dict(environment) | {"XIAOANMA_HOME": str(to)})
    try:
        return _fill(backup, said, config)
    except OSError as error:
        raise Problem("restore_unfinished", said=error.strerror or str(error), where=str(to)) from error


def _fill(backup: Path, said: Manifest, config: Config) -> Restored:
    """The database last: until it is there, the place does not look like a site."""
    database = Database(config.database_url)
    try:
        if databases.kind_of(database) != said.database:
            raise Problem("restore_other_database", kind=said.database)
        if not databases.is_empty(database):
            raise Problem("restore_not_empty", where=database.url.render_as_string())
        photos = _put_photos(backup, open_storage(config.storage_url))
        _put_anchors(backup, config.home)
        databases.put_back(database, backup / databases.FILE_NAMES[said.database])
        with database.work() as session:
            migrations.upgrade(session.connection())
        with database.work(write=False) as session:
            chains, broken = verify_all(session)
            faults = [f"{fault.chain_id} 第 {fault.seq} 条：{fault.what}" for fault in broken]
            compared = [path for path in (backup / HEADS, _newest_anchor(backup)) if path is not None]
            faults += [fault for path in compared for fault in _unlike(session, path)]
    finally:
        database.engine.dispose()
    return Restored(said, photos, chains, [path.name for path in compared], faults)


def _put_photos(backup: Path, storage: Storage) -> int:
    pool, count = Pool(backup.parent / "objects"), 0
    for each in read_list(backup / PHOTOS):
        storage.put(each.key, pool.path(each.sha256).read_bytes())
        count += 1
    return count


def _put_anchors(backup: Path, home: Path) -> None:
    for path in sorted((backup / "anchors").glob("*.json")):
        folder = anchors_folder(home)
        folder.mkdir(exist_ok=True, mode=0o700)
        write_private(folder / path.name, path.read_bytes())


def _newest_anchor(backup: Path) -> Path | None:
    return max((backup / "anchors").glob("*.json"), default=None)


def _unlike(session: Session, anchor: Path) -> list[str]:
    """Compare the chains with what an anchor knew of them."""
    heads = json.loads(anchor.read_bytes())["heads"]
    found = []
    for head in heads:
        if head["seq"] == 0:
            continue
        statement = (
            select(ENTRY.c.hash)
            .join(CHAIN, CHAIN.c.id == ENTRY.c.chain_id)
            .where(CHAIN.c.id == UUID(head["chain"]), ENTRY.c.seq == head["seq"])
        )
        if session.execute(statement).scalar() != head["hash"]:
            found.append(f"{head['chain']} 第 {head['seq']} 条：与锚定文件 {anchor.name} 不符")
    return found
