"""What every photo's address does first: whose token is it, and the bytes read with no unit of work open."""

from __future__ import annotations

from uuid import UUID

from flask import request

from backend.core.api import current_config, release_session
from backend.core.errors import Problem
from backend.evidence.bodies import read_body
from backend.evidence.rules import RecordType
from backend.evidence.tokens import check_upload_token


def check_upload(record_type: RecordType, record_id: UUID) -> None:
    """An upload token speaks for one record, whoever is signed in."""
    token = request.headers.get("Upload-Token")
    if token is None:
        raise Problem("upload_token_invalid")
    check_upload_token(current_config().secrets.app, token, record_type=record_type, record_id=record_id)


def photo_body() -> bytes:
    """Read the photo with no unit of work open: a phone that sends slowly must not keep every other writer out."""
    release_session()
    return read_body(request.stream, content_length=request.content_length)
