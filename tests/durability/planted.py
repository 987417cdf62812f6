"""A server with a planted fault: it acknowledges a report before it is committed. The counting must find what it loses."""

from __future__ import annotations

import io
import json
import threading
import time
from collections.abc import Callable, Iterable
from typing import Any

from backend.wsgi import application as honest

LATER_S = 0.03


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """Answer a report at once and hand it to the real application a moment later."""
    if environ["PATH_INFO"] != "/api/v1/reports":
        return honest(environ, start_response)
    body = environ["wsgi.input"].read()
    later = environ | {"wsgi.input": io.BytesIO(body)}
    threading.Thread(target=_do, args=(later,)).start()
    start_response("201 Created", [("Content-Type", "application/json")])
    return [json.dumps({"id": json.loads(body)["id"], "upload_token": ""}).encode()]


def _do(environ: dict[str, Any]) -> None:
    time.sleep(LATER_S)
    b"".join(honest(environ, lambda *_: None))
