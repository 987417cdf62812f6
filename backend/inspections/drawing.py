"""Drawing lots that anybody can repeat by hand: who inspects whom, and which schools a spot check goes to. Pure.

The method, as docs/inspections.zh-CN.md tells it: write `seed|code` for each participant, take its SHA-256 in lower-case hex,
sort by it. For pairs they stand in a circle in this order: each inspects the next, the last one the first, so nobody inspects
itself. For a sample the first ones of the order are taken.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

LEAST = 2


class TooFew(ValueError):
    """Fewer participants than a draw needs."""


@dataclass(frozen=True)
class Lot:
    """A participant's public code and the hash that gives its place."""

    code: str
    digest: str


def lots(seed: str, codes: Iterable[str]) -> list[Lot]:
    """Return every participant once, in the order of the draw; the order in which they are given does not matter."""
    drawn = [Lot(code, hashlib.sha256(f"{seed}|{code}".encode()).hexdigest()) for code in set(codes)]
    return sorted(drawn, key=lambda lot: (lot.digest, lot.code))


def pairs(seed: str, codes: Iterable[str]) -> list[tuple[str, str]]:
    """Return (who inspects, who is inspected), each participant once on either side and never both in one pair."""
    circle = [lot.code for lot in lots(seed, codes)]
    if len(circle) < LEAST:
        raise TooFew(len(circle))
    return list(zip(circle, [*circle[1:], circle[0]], strict=True))


def sample(seed: str, codes: Iterable[str], size: int) -> list[str]:
    """Return `size` participants in the order drawn."""
    ordered = [lot.code for lot in lots(seed, codes)]
    if not 1 <= size <= len(ordered):
        raise TooFew(len(ordered))
    return ordered[:size]
