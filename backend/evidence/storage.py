"""Where the bytes lie, behind one interface chosen by URL: a local folder (`file://`) or an object store (`s3://` and kin).

What `put` has returned from survives a power cut. obstore's own local store renames but does not fsync, so the folder is
written here; objects go through obstore.
"""

from __future__ import annotations

import os
import re
import secrets
from pathlib import Path
from typing import Protocol
from urllib.parse import unquote, urlsplit
from uuid import UUID

import obstore

_KEY = re.compile(r"[0-9a-f]{32}/[0-9a-f]{2}/[0-9a-f]{32}(-large|-small|-redacted)?")


class Storage(Protocol):
    """Whole files by key. A missing one raises FileNotFoundError."""

    def put(self, key: str, data: bytes) -> None:
        """Store durably and whole, replacing what was there."""

    def get(self, key: str) -> bytes:
        """Read the whole file."""

    def delete(self, key: str) -> None:
        """Remove it; nothing happens if it is not there."""


def open_storage(url: str) -> Storage:
    """The store behind `url`; object stores take their credentials from the environment (AWS_… and so on)."""
    parts = urlsplit(url)
    if parts.scheme == "file":
        return FolderStorage(Path(unquote(parts.path)))
    return ObjectStorage(obstore.store.from_url(url))


def new_key(county_id: UUID) -> str:
    """A place for a new original: under its county, otherwise random, so that it tells nothing of the content."""
    token = secrets.token_hex(16)
    return f"{county_id.hex}/{token[:2]}/{token}"


class FolderStorage:
    """Files in a local folder: written beside their place, fsynced, renamed, and the folder fsynced too."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def put(self, key: str, data: bytes) -> None:
        """Store durably and whole."""
        path = self._path(key)
        self._make_folder(path.parent)
        draft = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
        try:
            with draft.open("xb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            draft.replace(path)
        except BaseException:
            draft.unlink(missing_ok=True)
            raise
        _sync_folder(path.parent)

    def get(self, key: str) -> bytes:
        """Read the whole file."""
        return self._path(key).read_bytes()

    def delete(self, key: str) -> None:
        """Remove it."""
        self._path(key).unlink(missing_ok=True)

    def _path(self, key: str) -> Path:
        return self.root / _checked(key)

    def _make_folder(self, folder: Path) -> None:
        """A new folder is durable only when the one above it has been fsynced."""
        if folder.is_dir():
            return
        self._make_folder(folder.parent)
        folder.mkdir(mode=0o700, exist_ok=True)
        _sync_folder(folder.parent)


class ObjectStorage:
    """Objects in S3 and its kin: an answered put is durable by the service's own promise."""

    def __init__(self, store: obstore.store.ObjectStore) -> None:
        self.store = store

    def put(self, key: str, data: bytes) -> None:
        """Store whole."""
        obstore.put(self.store, _checked(key), data)

    def get(self, key: str) -> bytes:
        """Read the whole object."""
        return bytes(obstore.get(self.store, _checked(key)).bytes())

    def delete(self, key: str) -> None:
        """Remove it."""
        try:
            obstore.delete(self.store, _checked(key))
        except FileNotFoundError:
            return


def _checked(key: str) -> str:
    """Only keys made by `new_key` reach the disk, whatever stands in the database."""
    if _KEY.fullmatch(key) is None:
        raise ValueError("not a storage key")
    return key


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
