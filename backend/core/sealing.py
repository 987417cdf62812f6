"""Encryption at rest: AES-256-GCM under keys that HKDF derives from the site's secret, another one for each purpose.

What lies in the database is then unreadable to whoever holds a copy of it without `secrets.json`.
"""

from __future__ import annotations

import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

KEY_BYTES = 32
_NONCE_BYTES = 12


class SealBrokenError(Exception):
    """The text was changed, belongs to something else, or was sealed under another key."""


def derived_key(secret: bytes, purpose: str) -> bytes:
    """Return the 256-bit key of one purpose; knowing it tells nothing of the secret or of the other keys."""
    return HKDF(SHA256(), KEY_BYTES, salt=None, info=f"xiaoanma|{purpose}".encode()).derive(secret)


def new_key() -> bytes:
    """Make a random 256-bit key."""
    return AESGCM.generate_key(KEY_BYTES * 8)


def seal(key: bytes, plain: bytes, *, about: bytes) -> bytes:
    """Encrypt `plain`; `about` names what it belongs to, so that a sealed value moved to another row does not open."""
    nonce = os.urandom(_NONCE_BYTES)
    return nonce + AESGCM(key).encrypt(nonce, plain, about)


def open_seal(key: bytes, sealed: bytes, *, about: bytes) -> bytes:
    """Decrypt what `seal` made; SealBrokenError when it is not that."""
    try:
        return AESGCM(key).decrypt(sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:], about)
    except (InvalidTag, ValueError) as error:
        raise SealBrokenError from error
