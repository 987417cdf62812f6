"""钉钉自定义机器人, signed where a secret is set. Beyond 20 a minute it blocks a robot for ten minutes."""

from __future__ import annotations

import base64
import hashlib
import hmac
from urllib.parse import quote_plus

from backend.core.clock import now
from backend.messages.adapters.errors import DeliveryError
from backend.messages.adapters.outgoing import Outgoing
from backend.messages.adapters.web import post_json
from backend.messages.rules import cut_to_bytes

MAX_BYTES = 16_000
TOO_OFTEN = frozenset({130101, 660026})


def post(outgoing: Outgoing) -> None:
    """Send a text message."""
    url = outgoing.target
    if outgoing.secret:
        url += signature(outgoing.secret, at_ms=int(now().timestamp() * 1000))
    content = cut_to_bytes(outgoing.text, MAX_BYTES)
    answer = post_json(url, {"msgtype": "text", "text": {"content": content}})
    code = answer.get("errcode")
    if code != 0:
        raise DeliveryError(f"errcode {code!r:.20}", wait_s=600 if code in TOO_OFTEN else 0)


def signature(secret: str, *, at_ms: int) -> str:
    """Return the end of the address: HMAC-SHA256 of "time\\nsecret" under the secret."""
    mac = hmac.new(secret.encode(), f"{at_ms}\n{secret}".encode(), hashlib.sha256).digest()
    return f"&timestamp={at_ms}&sign={quote_plus(base64.b64encode(mac))}"
