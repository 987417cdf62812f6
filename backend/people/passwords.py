"""Password hashes (argon2id, 46 ms here on purpose): always outside a write transaction, never once a request."""

from __future__ import annotations

import secrets
from functools import cache

from argon2 import PasswordHasher, extract_parameters
from argon2.exceptions import VerificationError

_HASHER = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)
_QUICK = PasswordHasher(time_cost=1, memory_cost=1_024, parallelism=1)
_LETTERS = "23456789abcdefghjkmnpqrstuvwxyz"


def hashed(password: str) -> str:
    """Return the argon2id hash to store."""
    return _HASHER.hash(password)


def hashed_random(password: str) -> str:
    """Hash a password of `first_password` quickly: guessing 59 random bits needs no slowing down, 1000 imports do not wait."""
    return _QUICK.hash(password)


def is_right(password: str, stored: str | None) -> bool:
    """Check `password`; unknown accounts (None) and quick hashes take just as long, so that time tells nothing."""
    if stored is None or extract_parameters(stored) != extract_parameters(_hash_of_nobody()):
        _fits(password, _hash_of_nobody())
    return stored is not None and _fits(password, stored)


def _fits(password: str, stored: str) -> bool:
    try:
        return _HASHER.verify(stored, password)
    except VerificationError:
        return False


def first_password() -> str:
    """Make a random first password of 12 letters and digits (59 bits) in groups of four, without look-alikes."""
    groups = ("".join(secrets.choice(_LETTERS) for _ in range(4)) for _ in range(3))
    return "-".join(groups)


@cache
def _hash_of_nobody() -> str:
    return hashed(secrets.token_hex(16))
