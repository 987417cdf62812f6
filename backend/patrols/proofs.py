"""Which visits are asked for one fresh photo: drawn by a keyed hash, so that nobody can choose or foresee them. Pure.

A phone without network must know it too, and only at the plate. So the day's data hold the answer sealed: a hash over the
plate's code, which the phone can compare once it has read the code. Whoever reads programs and keeps a list of codes could
open the seals beforehand; it keeps the answer off the screens, it is no safe.
"""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass
from datetime import date
from typing import Literal
from uuid import UUID

Ask = Literal["no", "blind", "yes"]
"""`blind`: only where no usable position speaks for the visit."""
ASKS: tuple[Ask, ...] = ("no", "blind", "yes")
USABLE_ACCURACY_M, USABLE_AGE_S = 100.0, 120.0
_SEAL_DIGITS = 24


@dataclass(frozen=True)
class Shares:
    """Of how many visits a photo is asked (0 … 1): of all, and of those without a usable position."""

    all: float = 0.05
    blind: float = 0.5


@dataclass(frozen=True)
class Point:
    """The point of a round that a draw is for, and its route's rule (`kinds.PHOTO_RULES`)."""

    run_id: UUID
    checkpoint_id: UUID
    on_date: date
    photo_rule: str


def asked(secret: bytes, point: Point, shares: Shares) -> Ask:
    """Return whether this visit is to bring a photo."""
    if point.photo_rule != "sometimes":
        return "yes" if point.photo_rule == "always" else "no"
    drawn = hmac.digest(secret, b"patrol-proof|" + _name(point).encode(), "sha256")
    lot = int.from_bytes(drawn[:8], "big") / 2**64
    if lot < shares.all:
        return "yes"
    return "blind" if lot < shares.blind else "no"


def seal(code: str, point: Point, ask: Ask) -> str:
    """Close the answer with the code on the plate."""
    return hashlib.sha256(f"{code}|{_name(point)}|{ask}".encode()).hexdigest()[:_SEAL_DIGITS]


def opened(sealed: str, code: str, point: Point) -> Ask | None:
    """Read the answer as a phone does: it tries the three; None with another plate's code."""
    return next((ask for ask in ASKS if seal(code, point, ask) == sealed), None)


def is_due(ask: Ask, *, mode: str, usable: bool) -> bool:
    """Say whether a photo was to be given; nobody photographs what is watched by camera."""
    return mode != "video" and (ask == "yes" or (ask == "blind" and not usable))


def is_usable(state: str, accuracy_m: float | None, age_s: float | None) -> bool:
    """Say whether a reading can speak for one point; the page asks by the same numbers."""
    return state == "got" and (accuracy_m or 0.0) <= USABLE_ACCURACY_M and (age_s or 0.0) <= USABLE_AGE_S


def _name(point: Point) -> str:
    return f"{point.run_id}|{point.checkpoint_id}|{point.on_date.isoformat()}"
