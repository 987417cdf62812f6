"""A sealed report: one random key, wrapped by a key of the site's secret; the words as one ciphertext, each photo as another."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from backend.core.errors import Problem
from backend.core.sealing import SealBrokenError, derived_key, new_key, open_seal, seal
from backend.evidence import storage as files
from backend.evidence.storage import Storage
from backend.referrals.models import SealedReport


@dataclass(frozen=True)
class Sealed:
    """What lies in the database of a sealed report."""

    wrapped_key: bytes
    ciphertext: bytes
    photo_keys: list[str]


def seal_report(
    document: Mapping[str, Any],
    photos: Sequence[str],
    *,
    report_id: UUID,
    county_id: UUID,
    storage: Storage,
    secret: bytes,
) -> Sealed:
    """Seal the document, and the files under the storage keys `photos` anew under random names; these are left to the caller."""
    key = new_key()
    names = []
    for number, original in enumerate(photos):
        name = files.new_key(county_id)
        storage.put(name, seal(key, _bytes_of(storage, original), about=_about_photo(report_id, number)))
        names.append(name)
    plain = json.dumps(document, ensure_ascii=False).encode()
    wrapped = seal(_wrapping_key(secret), key, about=report_id.bytes)
    return Sealed(wrapped, seal(key, plain, about=report_id.bytes), names)


def read_report(report: SealedReport, *, secret: bytes) -> dict[str, Any]:
    """Open the words of a sealed report."""
    try:
        plain = open_seal(_key_of(report, secret), report.ciphertext, about=report.id.bytes)
    except SealBrokenError:
        raise Problem("sealed_report_unreadable") from None
    document: dict[str, Any] = json.loads(plain)
    return document


def read_photo(report: SealedReport, number: int, *, storage: Storage, secret: bytes) -> bytes:
    """Open one photo of a sealed report, counted from 0."""
    if number >= len(report.photo_keys):
        raise Problem("sealed_report_gone")
    try:
        sealed = storage.get(report.photo_keys[number])
        photo = open_seal(_key_of(report, secret), sealed, about=_about_photo(report.id, number))
    except (SealBrokenError, FileNotFoundError):
        raise Problem("sealed_report_unreadable") from None
    if not photo:
        raise Problem("photo_unreadable")
    return photo


def _bytes_of(storage: Storage, key: str) -> bytes:
    """A file that the store has lost must not keep the words from being sealed; its photo is then empty."""
    try:
        return storage.get(key)
    except FileNotFoundError:
        return b""


def _key_of(report: SealedReport, secret: bytes) -> bytes:
    return open_seal(_wrapping_key(secret), report.wrapped_key, about=report.id.bytes)


def _wrapping_key(secret: bytes) -> bytes:
    return derived_key(secret, "sealed reports")


def _about_photo(report_id: UUID, number: int) -> bytes:
    return report_id.bytes + number.to_bytes(2, "big")
