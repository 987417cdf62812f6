"""The manifest of a backup: what is in it, under which hashes, of which release; the last thing that is written."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from backend.backups.files import sha256_of, write_private
from backend.backups.objects import Pool, read_list
from backend.core.errors import Problem

FORMAT = "xiaoanma-backup/1"
NAME = "manifest.json"
PHOTOS, KEYS, HEADS = "photos.jsonl", "secrets.json", "heads.json"


@dataclass(frozen=True)
class Manifest:
    """`files` maps names in the backup to SHA-256; `lost` are objects that the site itself no longer has whole."""

    made_at: str
    version: str
    revision: str
    database: str
    files: dict[str, str]
    photos: int
    photo_bytes: int
    lost: list[str] = field(default_factory=list)

    @property
    def with_keys(self) -> bool:
        """Whether the site's keys are in it."""
        return KEYS in self.files


def write(folder: Path, manifest: Manifest) -> None:
    """Write it whole."""
    said = {"format": FORMAT} | asdict(manifest)
    write_private(folder / NAME, json.dumps(said, ensure_ascii=False, indent=1).encode())


def read(folder: Path) -> Manifest:
    """Read it; a folder without one that can be read is no backup."""
    try:
        said: dict[str, Any] = json.loads((folder / NAME).read_bytes())
        if said.pop("format") != FORMAT:
            raise ValueError("another format")
        return Manifest(**said)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise Problem("backup_not_one", where=str(folder)) from error


def hashes_of(folder: Path) -> dict[str, str]:
    """Return the SHA-256 of every file in the backup's own folder."""
    return {
        path.relative_to(folder).as_posix(): sha256_of(path) for path in sorted(folder.rglob("*")) if path.is_file()
    }


def check(folder: Path, manifest: Manifest, pool: Pool) -> None:
    """Read every byte of the backup and refuse it whole if one file or photo is missing, changed or one too many."""
    there = hashes_of(folder)
    there.pop(NAME, None)
    wrong = sorted(name for name in there.keys() | manifest.files.keys() if there.get(name) != manifest.files.get(name))
    if not wrong:
        wrong = [f"objects/{each.sha256}" for each in read_list(folder / PHOTOS) if not _is_whole(pool, each.sha256)]
    if wrong:
        raise Problem("backup_damaged", names="、".join(wrong[:5]) + (" …" if len(wrong) > 5 else ""))


def _is_whole(pool: Pool, sha256: str) -> bool:
    path = pool.path(sha256)
    return path.is_file() and sha256_of(path) == sha256
