"""How a text reaches the outside: one small adapter a kind of channel, chosen in one table."""

from __future__ import annotations

from collections.abc import Callable

from backend.messages.adapters import apprise, dingtalk, email, feishu, wecom
from backend.messages.adapters.errors import DeliveryError
from backend.messages.adapters.outgoing import Outgoing

__all__ = ["DeliveryError", "Outgoing", "post"]

_ADAPTERS: dict[str, Callable[[Outgoing], None]] = {
    "wecom": wecom.post,
    "dingtalk": dingtalk.post,
    "feishu": feishu.post,
    "email": email.post,
    "apprise": apprise.post,
}


def post(kind: str, outgoing: Outgoing) -> None:
    """Send one text now; raises DeliveryError if the other side did not clearly take it."""
    _ADAPTERS[kind](outgoing)
