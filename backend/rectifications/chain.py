"""The ledger's arithmetic: canonical JSON, salted content hashes, and entries chained by SHA-256. Pure, and final.

An entry's hash covers {chain, seq, case, action, actor, at, content_hash, photos, prev_hash}; its content lies beside it
under a salt, so that illegal or expired content can be erased while the chain stays whole.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

GENESIS = "0" * 64


@dataclass(frozen=True)
class SealedEntry:
    """What the chain covers. `photos` lists {"sent": …, "stored": …} SHA-256 in hex, `stored` null until received."""

    chain: UUID
    seq: int
    case: UUID
    action: str
    actor: str
    at: datetime
    content_hash: str
    photos: tuple[Mapping[str, str | None], ...]
    prev_hash: str


@dataclass(frozen=True)
class Fault:
    """Where a chain breaks: the entry's number, what is wrong with it, and a stable code for that."""

    seq: int
    what: str
    code: str = ""


def canonical(value: Any) -> bytes:
    """Write JSON one way only: keys sorted, no spaces, UTF-8, no floats that could be printed otherwise."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False).encode()


def content_hash(salt: bytes, content: Mapping[str, Any]) -> str:
    """Return SHA-256(salt ‖ canonical content) in hex."""
    return hashlib.sha256(salt + canonical(content)).hexdigest()


def entry_hash(entry: SealedEntry) -> str:
    """Return the entry's own hash in hex."""
    return hashlib.sha256(
        canonical(
            {
                "chain": str(entry.chain),
                "seq": entry.seq,
                "case": str(entry.case),
                "action": entry.action,
                "actor": entry.actor,
                "at": timestamp(entry.at),
                "content_hash": entry.content_hash,
                "photos": [dict(photo) for photo in entry.photos],
                "prev_hash": entry.prev_hash,
            }
        )
    ).hexdigest()


def timestamp(moment: datetime) -> str:
    """Write a time as the chain does: UTC, microseconds, Z."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def check(entries: Iterable[tuple[SealedEntry, str]], *, head: tuple[int, str]) -> list[Fault]:
    """Walk one chain's (entry, stored hash) pairs in order and name every break, a missing last entry included."""
    faults: list[Fault] = []
    expected_seq, prev_hash = 1, GENESIS
    for entry, stored_hash in entries:
        if entry.seq != expected_seq:
            faults.append(Fault(entry.seq, f"entry {expected_seq} is missing", "entry_missing"))
        if entry.prev_hash != prev_hash:
            faults.append(Fault(entry.seq, "does not follow the entry before it", "order_broken"))
        if entry_hash(entry) != stored_hash:
            faults.append(Fault(entry.seq, "was changed", "entry_changed"))
        expected_seq, prev_hash = entry.seq + 1, stored_hash
    if (expected_seq - 1, prev_hash) != head:
        code = "last_entry_missing" if expected_seq <= head[0] else "head_mismatch"
        faults.append(Fault(expected_seq, "the head of the chain does not match its last entry", code))
    return faults
