"""企业微信群机器人. It answers 200 to everything; `errcode` says whether the text was taken."""

from __future__ import annotations

from backend.messages.adapters.errors import DeliveryError
from backend.messages.adapters.outgoing import Outgoing
from backend.messages.adapters.web import post_json
from backend.messages.rules import cut_to_bytes

MAX_BYTES = 2048
TOO_OFTEN = 45009


def post(outgoing: Outgoing) -> None:
    """Send a text message."""
    content = cut_to_bytes(outgoing.text, MAX_BYTES)
    answer = post_json(outgoing.target, {"msgtype": "text", "text": {"content": content}})
    code = answer.get("errcode")
    if code != 0:
        raise DeliveryError(f"errcode {code!r:.20}", wait_s=60 if code == TOO_OFTEN else 0)
