"""Sending a photo's bytes, once the room that owns its record has said who is looking."""

from __future__ import annotations

import hashlib

from flask import Request, Response, current_app

from backend.core.errors import Problem
from backend.evidence.models import Photo, PhotoRedaction
from backend.evidence.redactions import redacted_key
from backend.evidence.rules import LARGE_SIDE, Version, Viewer, why_not_shown
from backend.evidence.storage import Storage

EXTENSIONS = {"image/jpeg": "jpg", "image/png": "png", "image/webp": "webp", "image/heic": "heic"}
SHOWN_BY_BROWSERS = frozenset({"image/jpeg", "image/png", "image/webp"})
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "Cross-Origin-Resource-Policy": "same-origin",
    # The browser may keep it, but asks each time, so that a right that was taken away is gone at once.
    "Cache-Control": "private, no-cache",
}


def current_storage() -> Storage:
    """Return the application's photo store."""
    storage: Storage = current_app.extensions["xiaoanma.storage"]
    return storage


def serve_photo(
    photo: Photo,
    version: Version,
    *,
    viewer: Viewer,
    storage: Storage,
    request: Request,
    redaction: PhotoRedaction | None = None,
) -> Response:
    """Answer with one version of a received photo, or raise Problem.

    Who may not see it uncovered gets its redaction in place of the large and the small one, where there is one. So does
    everybody once the original's time is over.
    """
    if photo.original_gone_at is not None:
        version = "redacted"
    refused = why_not_shown(version, privacy=photo.privacy, viewer=viewer)
    stands_in = refused == "photo_not_blurred" and version != "original" and _rendered(redaction)
    if refused is not None and not stands_in:
        raise Problem(refused)
    if stands_in or version == "redacted":
        return serve_redacted(photo, redaction, storage=storage, request=request)
    key, media_type = _file_of(photo, version)
    etag = f"{photo.id.hex}{key[len(photo.storage_key or '') :]}"
    if request.if_none_match.contains_weak(etag):
        return _answer(Response(status=304), etag)
    response = Response(_read(storage, key), mimetype=media_type)
    name = f"photo-{photo.id.hex}-{version}.{EXTENSIONS[media_type]}"
    response.headers["Content-Disposition"] = f'inline; filename="{name}"'
    return _answer(response, etag)


def serve_redacted(photo: Photo, redaction: PhotoRedaction | None, *, storage: Storage, request: Request) -> Response:
    """Answer with the redacted picture; its file must be the very one that this redaction made."""
    if redaction is None or redaction.rendered_at is None:
        raise Problem("photo_not_redacted" if redaction is None else "photo_not_ready")
    if redaction.sha256 is None or photo.storage_key is None:
        raise Problem("photo_not_redacted")
    etag = redaction.sha256
    if request.if_none_match.contains_weak(etag):
        return _answer(Response(status=304), etag)
    picture = _read(storage, redacted_key(photo))
    if hashlib.sha256(picture).hexdigest() != redaction.sha256:
        raise Problem("photo_not_ready")
    response = Response(picture, mimetype="image/jpeg")
    response.headers["Content-Disposition"] = f'inline; filename="photo-{photo.id.hex}-redacted.jpg"'
    return _answer(response, etag)


def _rendered(redaction: PhotoRedaction | None) -> bool:
    return redaction is not None and redaction.sha256 is not None


def _answer(response: Response, etag: str) -> Response:
    response.headers.update(HEADERS)
    response.set_etag(etag)
    return response


def _file_of(photo: Photo, version: Version) -> tuple[str, str]:
    """Which file shows this version now, and its type."""
    if photo.storage_key is None or photo.media_type is None:
        raise Problem("not_found")
    if version == "original":
        return photo.storage_key, photo.media_type
    if photo.versions_made_at is not None:
        return f"{photo.storage_key}-{version}", "image/jpeg"
    if photo.unreadable_at is not None:
        raise Problem("photo_unreadable")
    if not _needs_no_version(photo):
        raise Problem("photo_not_ready")
    return photo.storage_key, photo.media_type


def _needs_no_version(photo: Photo) -> bool:
    """Our own page scales before it sends, so most photos can be shown before the worker has come to them."""
    small_enough = max(photo.width or 0, photo.height or 0) <= LARGE_SIDE
    return small_enough and photo.orientation == 1 and photo.media_type in SHOWN_BY_BROWSERS


def _read(storage: Storage, key: str) -> bytes:
    try:
        return storage.get(key)
    except FileNotFoundError:
        raise Problem("photo_unreadable") from None
