"""飞书自定义机器人, signed where a secret is set (its signature is keyed with the text and signs nothing)."""

from __future__ import annotations

import base64
import hashlib
import hmac
from typing import Any

from backend.core.clock import now
from backend.messages.adapters.errors import DeliveryError
from backend.messages.adapters.outgoing import Outgoing
from backend.messages.adapters.web import post_json
from backend.messages.rules import cut_to_bytes

MAX_BYTES = 16_000  # of 20 KB for the whole body
TOO_OFTEN = frozenset({9499, 11232})


def post(outgoing: Outgoing) -> None:
    """Send a text message."""
    body: dict[str, Any] = {"msg_type": "text", "content": {"text": cut_to_bytes(outgoing.text, MAX_BYTES)}}
    if outgoing.secret:
        body |= signature(outgoing.secret, at_s=int(now().timestamp()))
    answer = post_json(outgoing.target, body)
    code = answer.get("code", answer.get("StatusCode"))
    if code != 0:
        raise DeliveryError(f"code {code!r:.20}", wait_s=60 if code in TOO_OFTEN else 0)


def signature(secret: str, *, at_s: int) -> dict[str, str]:
    """Return the two fields of a signed body."""
    mac = hmac.new(f"{at_s}\n{secret}".encode(), b"", hashlib.sha256).digest()
    return {"timestamp": str(at_s), "sign": base64.b64encode(mac).decode()}
