"""Bytes leave with headers that keep them a picture, and only to whom the record allows."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from flask import Request, Response
from sqlalchemy.orm import Session
from werkzeug.test import EnvironBuilder

from backend.core.errors import Problem
from backend.evidence.models import Photo
from backend.evidence.pictures import strip
from backend.evidence.pictures.versions import make_versions
from backend.evidence.queries import get_photo
from backend.evidence.rules import Version, Viewer
from backend.evidence.serving import serve_photo
from backend.evidence.storage import FolderStorage

from . import samples
from .photos import Record

HANDLER = Viewer(reads_record=True, handles_record=True, reads_originals=True)


@pytest.fixture
def photo(session: Session, storage: FolderStorage, record: Record) -> Photo:
    body = samples.jpeg()
    record.declares(session, body)
    return get_photo(session, record.receives(session, storage, body=body).photo_id)


def served(
    photo: Photo, storage: FolderStorage, version: Version = "large", *, viewer: Viewer = HANDLER, etag: str = ""
) -> Response:
    request = Request(EnvironBuilder(headers=[("If-None-Match", etag)] if etag else []).get_environ())
    return serve_photo(photo, version, viewer=viewer, storage=storage, request=request)


def with_versions(photo: Photo, storage: FolderStorage) -> Photo:
    versions = make_versions(storage.get(photo.storage_key or ""), photo.orientation or 1)
    storage.put(f"{photo.storage_key}-large", versions.large)
    storage.put(f"{photo.storage_key}-small", versions.small)
    photo.versions_made_at = datetime.now(UTC)
    return photo


def refusal(photo: Photo, storage: FolderStorage, version: Version = "large", *, viewer: Viewer = HANDLER) -> str:
    with pytest.raises(Problem) as caught:
        served(photo, storage, version, viewer=viewer)
    return caught.value.code


def test_the_original_is_what_was_stored(photo: Photo, storage: FolderStorage) -> None:
    response = served(photo, storage, "original")
    assert response.data == strip(samples.jpeg()).data
    assert response.content_type == "image/jpeg"


def test_headers_keep_it_a_private_picture(photo: Photo, storage: FolderStorage) -> None:
    headers = served(photo, storage, "original").headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert headers["Cache-Control"] == "private, no-cache"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert re.fullmatch(r'inline; filename="photo-[0-9a-f]{32}-original\.jpg"', headers["Content-Disposition"])


def test_versions_are_upright_jpegs(photo: Photo, storage: FolderStorage) -> None:
    ready = with_versions(photo, storage)
    bodies = {served(ready, storage, version).data for version in ("original", "large", "small")}
    assert len(bodies) == 3


def test_who_has_it_already_gets_no_bytes_again(photo: Photo, storage: FolderStorage) -> None:
    etag = served(photo, storage, "original").headers["ETag"]
    answer = served(photo, storage, "original", etag=etag)
    assert (answer.status_code, answer.data, answer.headers["ETag"]) == (304, b"", etag)
    assert answer.headers["Cache-Control"] == "private, no-cache"


def test_a_right_taken_away_holds_at_once(photo: Photo, storage: FolderStorage) -> None:
    etag = served(photo, storage, "original").headers["ETag"]
    with pytest.raises(Problem):
        served(photo, storage, "original", viewer=replace(HANDLER, reads_originals=False), etag=etag)


def test_before_the_worker_has_come_a_turned_photo_waits(photo: Photo, storage: FolderStorage) -> None:
    assert refusal(photo, storage, "small") == "photo_not_ready"


def test_a_small_upright_photo_is_shown_at_once_and_again_when_its_versions_are_made(
    session: Session, storage: FolderStorage, record: Record
) -> None:
    body = samples.plain_jpeg()
    record.declares(session, body)
    photo = get_photo(session, record.receives(session, storage, body=body).photo_id)
    early = served(photo, storage, "small")
    assert early.data == strip(body).data
    late = served(with_versions(photo, storage), storage, "small", etag=early.headers["ETag"])
    assert late.status_code == 200


def test_what_cannot_be_shown_says_so(photo: Photo, storage: FolderStorage) -> None:
    photo.unreadable_at = datetime.now(UTC)
    assert refusal(photo, storage) == "photo_unreadable"
    storage.delete(photo.storage_key or "")
    assert refusal(photo, storage, "original") == "photo_unreadable"


def test_the_records_permission_comes_first(photo: Photo, storage: FolderStorage) -> None:
    assert refusal(photo, storage, viewer=replace(HANDLER, reads_record=False)) == "not_found"
    photo.privacy = "P2"
    assert refusal(photo, storage, viewer=replace(HANDLER, handles_record=False)) == "photo_not_blurred"
