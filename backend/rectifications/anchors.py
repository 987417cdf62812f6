"""Anchors kept by the day: one file of all chain heads, never written twice, and a copy in a folder outside this system."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import structlog

from backend.core.clock import local_date, now
from backend.core.db import Database
from backend.rectifications.bundle import anchor_of

NAMES = "anchor-????-??-??.json"
log = structlog.get_logger()
Announce = Callable[[str], None]


def anchors_folder(home: Path) -> Path:
    """Where a site keeps its anchors."""
    return home / "anchors"


def anchor_digest(anchor: bytes) -> str:
    """Return one line that fits a bulletin or a robot's message: the day, how many chains, and the file's SHA-256."""
    said = json.loads(anchor)
    day = local_date(datetime.fromisoformat(said["made_at"]))
    return f"校安码台账锚定 {day}，{len(said['heads'])} 条链，SHA-256 {hashlib.sha256(anchor).hexdigest()}"


def _to_the_log(line: str) -> None:
    log.info("anchor written", digest=line)


def keep_daily_anchor(
    database: Database, folder: Path, *, outside: Path | None = None, announce: Announce = _to_the_log
) -> int:
    """Write today's anchor unless it is there, copy what is missing to `outside`; returns how many files were written.

    A day on which nobody ran has no anchor of its own: the next run's holds its entries too. `announce` gets the digest
    of a new anchor after it is on the disk: what sends it out of the system.
    """
    today = folder / f"anchor-{local_date(now())}.json"
    written = 0
    if not today.exists():
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        anchor = _heads(database)
        if write_once(today, anchor):
            announce(anchor_digest(anchor))
            written += 1
    if outside is not None:
        written += _copy_outside(folder, outside)
    return written


def anchor_files(folder: Path) -> list[Path]:
    """Return the anchors kept so far, oldest first."""
    return sorted(folder.glob(NAMES))


def knowing(files: Iterable[Path], chain: str) -> Iterator[tuple[str, bytes]]:
    """Yield name and bytes of those anchors that know `chain`; of several that say the same of it, the first."""
    last = None
    for path in files:
        anchor = path.read_bytes()
        head = _head_in(anchor, chain)
        if head is not None and head != last:
            last = head
            yield path.name, anchor


def write_once(path: Path, data: bytes) -> bool:
    """Write a file whole, durably, readable by its owner, and only if there is none of that name; False if there is."""
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    draft.unlink(missing_ok=True)
    try:
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        return _named(draft, path)
    finally:
        draft.unlink(missing_ok=True)


def _named(draft: Path, path: Path) -> bool:
    """Give the draft its name. A link never replaces; where the file system has none (shares of a NAS), look first."""
    try:
        os.link(draft, path)
    except FileExistsError:
        return False
    except OSError:
        if path.exists():
            return False
        draft.rename(path)
    with suppress(OSError):
        descriptor = os.open(path.parent, os.O_RDONLY)
        os.fsync(descriptor)
        os.close(descriptor)
    return True


def _heads(database: Database) -> bytes:
    out = BytesIO()
    with database.work(write=False) as session:
        anchor_of(session, out)  # one statement: one moment
    return out.getvalue()


def _copy_outside(folder: Path, outside: Path) -> int:
    """Copy every anchor that is not there, those of days when the folder was not mounted too; tell what differs.

    The folder is not made here: a missing one is a share that is not mounted, and the local disk is not outside.
    """
    written = 0
    try:
        there = {path.name: path for path in outside.iterdir()}
        for path in anchor_files(folder):
            if path.name not in there:
                written += write_once(outside / path.name, path.read_bytes())
            elif there[path.name].read_bytes() != path.read_bytes():
                log.error("the anchor outside says something else", anchor=path.name)
    except OSError as error:
        log.error("anchors cannot be copied outside", folder=str(outside), error=type(error).__name__)
    return written


def _head_in(anchor: bytes, chain: str) -> Any:
    """Return what an anchor says of a chain; what cannot be read says nothing here, but goes along in no bundle."""
    try:
        return next((head for head in json.loads(anchor)["heads"] if head["chain"] == chain), None)
    except (ValueError, KeyError, TypeError):
        log.error("a kept anchor cannot be read")
        return None
