"""Random tokens of 256 bits, kept as hashes only, and the CSRF token derived from a sign-in's id."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from uuid import UUID


def new_token() -> str:
    """Make a token for a cookie, a bearer header or an invitation link."""
    return secrets.token_urlsafe(32)


def token_hash(token: str) -> str:
    """Return what is stored of a token; it has 256 random bits, so a fast hash is enough."""
    return hashlib.sha256(token.encode()).hexdigest()


def csrf_token(key: bytes, session_id: UUID) -> str:
    """Return the token that a page must send back with every change made under this sign-in."""
    return hmac.new(key, b"csrf:" + session_id.bytes, hashlib.sha256).hexdigest()[:40]


def csrf_token_fits(key: bytes, session_id: UUID, *, given: str) -> bool:
    """Compare in constant time."""
    return hmac.compare_digest(csrf_token(key, session_id).encode(), given.encode())
