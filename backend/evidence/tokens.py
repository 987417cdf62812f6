"""Tokens that stand in for an account: sending the photos of one record for seven days, seeing one released photo for an hour."""

from __future__ import annotations

import hashlib
from uuid import UUID

from itsdangerous import BadSignature, SignatureExpired, TimestampSigner

from backend.core.errors import Problem
from backend.evidence.rules import RecordType

LIFETIME_S = 7 * 24 * 3600
VIEW_LIFETIME_S = 3600


def issue_upload_token(key: bytes, *, record_type: RecordType, record_id: UUID) -> str:
    """A token for the photos of one record; it carries no right to read anything."""
    return _signer(key).sign(f"{record_type}:{record_id.hex}").decode()


def check_upload_token(key: bytes, token: str, *, record_type: RecordType, record_id: UUID) -> None:
    """Raise Problem unless `token` was issued for this record within the last seven days."""
    try:
        subject = _signer(key).unsign(token, max_age=LIFETIME_S)
    except SignatureExpired:
        raise Problem("upload_token_expired") from None
    except BadSignature:
        raise Problem("upload_token_invalid") from None
    if subject != f"{record_type}:{record_id.hex}".encode():
        raise Problem("upload_token_invalid")


def issue_view_token(key: bytes, photo_id: UUID) -> str:
    """A token that names one released photo, so that no pickup code stands in an address."""
    return _view_signer(key).sign(photo_id.hex).decode()


def read_view_token(key: bytes, token: str) -> UUID:
    """Return the photo that `token` names; Problem if it was not issued here within the last hour."""
    try:
        return UUID(hex=_view_signer(key).unsign(token, max_age=VIEW_LIFETIME_S).decode())
    except BadSignature:
        raise Problem("photo_view_expired") from None


def _view_signer(key: bytes) -> TimestampSigner:
    return TimestampSigner(key, salt="xiaoanma.released-photo", digest_method=hashlib.sha256)


def _signer(key: bytes) -> TimestampSigner:
    return TimestampSigner(key, salt="xiaoanma.photo-upload", digest_method=hashlib.sha256)
