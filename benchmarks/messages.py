"""What the phones of a benchmark send: ready bytes, with only the ids made while the clock runs."""

from __future__ import annotations

import hashlib
import io
import itertools
import json
import secrets
from collections.abc import Callable, Sequence
from datetime import UTC, datetime

from PIL import Image

from backend.core.ids import new_id
from benchmarks.load import Conversation

PHOTO_BYTES = 300_000
_POST = (
    b"POST /api/v1/reports HTTP/1.1\r\nHost: bench\r\nContent-Type: application/json\r\nX-Forwarded-For: %s\r\n"
    b"Content-Length: %d\r\n\r\n%s"
)
_PUT = (
    b"PUT /api/v1/reports/%s/photos/%s HTTP/1.1\r\nHost: bench\r\nContent-Type: image/jpeg\r\n"
    b"Upload-Token: %s\r\nContent-Length: %d\r\n\r\n"
)


def hello() -> Conversation:
    """Ask bare Flask."""
    yield b"GET / HTTP/1.1\r\nHost: bench\r\n\r\n"


def scans(codes: Sequence[str]) -> Callable[[], Conversation]:
    """Open the page behind a plate, each time another one."""
    turn = itertools.cycle(codes)

    def talk() -> Conversation:
        yield b"GET /c/%s HTTP/1.1\r\nHost: bench\r\n\r\n" % next(turn).encode()

    return talk


def reports(codes: Sequence[str], photo: bytes | None = None) -> Callable[[], Conversation]:
    """Report a hazard, each time from another phone and address at another plate; with `photo`, send its bytes after."""
    turn = itertools.cycle(codes)
    sha256 = hashlib.sha256(photo).hexdigest() if photo else None

    def talk() -> Conversation:
        report_id = str(new_id())
        body = _report(next(turn), report_id, sha256)
        status, answer = yield _POST % (_an_address(), len(body), body)
        if photo is not None and sha256 is not None and status == 201:
            token = json.loads(answer)["upload_token"].encode()
            yield _PUT % (report_id.encode(), sha256.encode(), token, len(photo)) + photo

    return talk


def photo() -> bytes:
    """A JPEG of about 300 KB and 1600 x 1200, as the PWA sends it."""
    noise = Image.effect_noise((1600, 1200), 60).convert("RGB")
    for quality in range(10, 96):
        out = io.BytesIO()
        noise.save(out, "JPEG", quality=quality)
        if out.tell() >= PHOTO_BYTES:
            break
    return out.getvalue()


def _an_address() -> bytes:
    """Somebody's own address, or the cap on reports from one would stop the benchmark."""
    return b"10.%d.%d.%d" % tuple(secrets.token_bytes(3))


def _report(code: str, report_id: str, sha256: str | None) -> bytes:
    report = {
        "id": report_id,
        "code": code,
        "position": {"lat": 38.90012, "lng": 83.10021, "accuracy_m": 18.5, "datum": "wgs84", "provider": "browser"},
        "tile": "fire",
        "danger": False,
        "note": "消防通道被电动车堵住，已经三天了",
        "photos": [{"sha256": sha256}] if sha256 else [],
        "occurred_at": datetime.now(UTC).isoformat(),
        "clock_basis": "page_session",
        "seconds_since": 1.5,
        "device_key": secrets.token_hex(8),
    }
    return json.dumps(report).encode()
