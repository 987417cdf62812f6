"""Password hashes (argon2id, 46 ms here on purpose): always outside a write transaction, never once a request."""

from __future__ import annotations

import secrets
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

_HASHER = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)
_LETTERS = "23456789abcdefghjkmnpqrstuvwxyz"


def hashed(password: str) -> str:
    """Return the argon2id hash to store."""
    return _HASHER.hash(password)


def is_right(password: str, stored: str | None) -> bool:
    """Check `password`; with no stored hash (unknown account) take just as long and say no."""
    try:
        _HASHER.verify(stored or _hash_of_nobody(), password)
    except (VerificationError, InvalidHashError):
        return False
    return stored is not None


def first_password() -> str:
    """Make a random first password of 12 letters and digits (59 bits) in groups of four, without look-alikes."""
    groups = ("".join(secrets.choice(_LETTERS) for _ in range(4)) for _ in range(3))
    return "-".join(groups)


@cache
def _hash_of_nobody() -> str:
    return hashed(secrets.token_hex(16))
