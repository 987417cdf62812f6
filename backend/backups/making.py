"""Making a backup beside running servers: one moment of the database, then the photos it points to, the manifest last."""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import version
from io import BytesIO
from pathlib import Path

from backend.backups import databases, manifest
from backend.backups.files import make_durable, write_private
from backend.backups.manifest import HEADS, KEYS, PHOTOS, Manifest
from backend.backups.objects import Kept, Pool, Wanted, keep, line_of, read_list, wanted
from backend.config import Config, written_secrets
from backend.core.clock import now
from backend.core.db import Database
from backend.core.errors import Problem
from backend.evidence.queries import still_stored
from backend.evidence.storage import Storage
from backend.rectifications.anchors import anchor_files, anchors_folder
from backend.rectifications.bundle import anchor_of

_DRAFT = ".draft-"


def make_backup(
    database: Database,
    storage: Storage,
    config: Config,
    *,
    to: Path,
    with_keys: bool = True,
    keep_last: int | None = None,
) -> Path:
    """Put the site aside in a new folder below `to`, named by its moment; returns it. Half of one is never left named so."""
    to.mkdir(parents=True, exist_ok=True, mode=0o700)
    with _alone(to):
        for left in to.glob(f"{_DRAFT}*"):
            shutil.rmtree(left)
        moment = now()
        draft, final = to / f"{_DRAFT}{os.getpid()}", to / moment.strftime("%Y%m%dT%H%M%S.%fZ")
        try:
            draft.mkdir(mode=0o700)
            _fill(draft, database, storage, config, pool=Pool(to / "objects"), with_keys=with_keys)
            draft.rename(final)
            make_durable(to)
        except OSError as error:
            raise Problem("backup_unfinished", said=error.strerror or str(error)) from error
        finally:
            shutil.rmtree(draft, ignore_errors=True)
        if keep_last is not None:
            forget_older(to, keep_last=keep_last)
    return final


def backups_in(to: Path) -> list[Path]:
    """Return the whole backups in a folder, oldest first."""
    return sorted(path.parent for path in to.glob(f"[0-9]*/{manifest.NAME}"))


def forget_older(to: Path, *, keep_last: int) -> None:
    """Remove all but the last backups, and the photos that none of those has; a removed one is no backup from the start."""
    for folder in backups_in(to)[:-keep_last]:
        (folder / manifest.NAME).unlink()
        shutil.rmtree(folder)
    Pool(to / "objects").sweep({each.sha256 for folder in backups_in(to) for each in read_list(folder / PHOTOS)})


def _fill(folder: Path, database: Database, storage: Storage, config: Config, *, pool: Pool, with_keys: bool) -> None:
    moment = now()
    kind = databases.kind_of(database)
    _copy_anchors(config.home, folder)
    if with_keys:
        write_private(folder / KEYS, written_secrets(config.secrets).encode())
    with databases.copied(database, folder / databases.FILE_NAMES[kind]) as session:
        revision = databases.revision_of(session)
        heads = BytesIO()
        anchor_of(session, heads)
        write_private(folder / HEADS, heads.getvalue())
        named = list(wanted(session))
    kept, lost = _keep_photos(named, storage, pool, folder=folder)
    lost = _still_missed(database, lost)
    for path in [*folder.rglob("*"), folder]:
        make_durable(path)
    manifest.write(
        folder,
        Manifest(
            made_at=moment.isoformat(),
            version=version("xiaoanma"),
            revision=revision,
            database=kind,
            files=manifest.hashes_of(folder),
            photos=len(kept),
            photo_bytes=sum(each.size for each in kept),
            lost=lost,
        ),
    )
    make_durable(folder)


def _copy_anchors(home: Path, folder: Path) -> None:
    """Take the anchors before the database: none may be ahead of it."""
    for path in anchor_files(anchors_folder(home)):
        (folder / "anchors").mkdir(exist_ok=True, mode=0o700)
        write_private(folder / "anchors" / path.name, path.read_bytes())


def _keep_photos(named: list[Wanted], storage: Storage, pool: Pool, *, folder: Path) -> tuple[list[Kept], list[str]]:
    before = {each.key: each for earlier in backups_in(folder.parent)[-1:] for each in read_list(earlier / PHOTOS)}
    kept: list[Kept] = []
    lost: list[str] = []
    for each in named:
        found = keep(pool, storage, each, before=before)
        if found is None:
            lost.append(each.key)
        else:
            kept.append(found)
    write_private(folder / PHOTOS, "".join(f"{line_of(each)}\n" for each in kept).encode())
    return kept, lost


def _still_missed(database: Database, lost: list[str]) -> list[str]:
    """Leave out what was erased by law while the backup was made."""
    if not lost:
        return []
    with database.work(write=False) as session:
        there = still_stored(session, {key.partition("-")[0] for key in lost})
    return [key for key in lost if key.partition("-")[0] in there]


@contextmanager
def _alone(to: Path) -> Iterator[None]:
    """Only one backup at a time into one folder; the kernel frees the lock when the process dies."""
    with (to / ".lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Problem("backup_running") from None
        yield
