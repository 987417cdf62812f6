"""Posting JSON to a robot: with time limits, no redirects, and errors that never quote the address."""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from email.message import Message
from http.client import HTTPException, HTTPMessage
from typing import IO, Any

from backend.messages.adapters.errors import DeliveryError

TIMEOUT_S = 10.0
MAX_ANSWER = 65_536


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """A redirect would carry the text, and the key in the address, to another place."""

    def redirect_request(
        self, req: urllib.request.Request, fp: IO[bytes], code: int, msg: str, headers: HTTPMessage, newurl: str
    ) -> None:
        """Follow nothing."""
        return


_opener = urllib.request.build_opener(_NoRedirect())


def post_json(url: str, body: dict[str, Any], *, timeout_s: float = TIMEOUT_S) -> dict[str, Any]:
    """POST `body` and return the JSON object answered; anything else raises DeliveryError."""
    data = json.dumps(body, ensure_ascii=False).encode()
    request = urllib.request.Request(url, data, {"Content-Type": "application/json; charset=utf-8"})  # noqa: S310
    try:
        with _opener.open(request, timeout=timeout_s) as answer:
            return _object(answer.read(MAX_ANSWER))
    except urllib.error.HTTPError as error:
        with error:
            raise DeliveryError(f"HTTP {error.code}", wait_s=_asked(error.headers)) from None
    except TimeoutError:
        raise DeliveryError("no answer in time") from None
    except urllib.error.URLError as error:
        timed_out = isinstance(error.reason, TimeoutError)
        raise DeliveryError("no answer in time" if timed_out else "no connection") from None
    except (OSError, HTTPException):
        raise DeliveryError("connection broke") from None


def _object(answer: bytes) -> dict[str, Any]:
    """A portal or a proxy answers 200 with a page: that is not the robot's answer."""
    try:
        found = json.loads(answer)
    except ValueError:
        raise DeliveryError("answer is not JSON") from None
    if not isinstance(found, dict):
        raise DeliveryError("answer is not a JSON object")
    return found


def _asked(headers: Message) -> float:
    after = headers.get("Retry-After", "")
    return float(after) if after.isdecimal() else 0.0
