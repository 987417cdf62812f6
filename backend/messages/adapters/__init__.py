"""How a text reaches the outside: one small adapter a kind of channel, chosen in one table, each within the same deadline."""

from __future__ import annotations

import threading
from collections.abc import Callable

from backend.messages.adapters import apprise, dingtalk, email, feishu, wecom
from backend.messages.adapters.errors import DeliveryError
from backend.messages.adapters.outgoing import Outgoing

__all__ = ["DEADLINE_S", "DeliveryError", "Outgoing", "post"]

DEADLINE_S = 60.0

_ADAPTERS: dict[str, Callable[[Outgoing], None]] = {
    "wecom": wecom.post,
    "dingtalk": dingtalk.post,
    "feishu": feishu.post,
    "email": email.post,
    "apprise": apprise.post,
}


def post(kind: str, outgoing: Outgoing) -> None:
    """Send one text now; raises DeliveryError if the other side did not clearly take it.

    The adapters' own time limits are for each step. Names that do not resolve and answers that drip in byte by byte
    know none of them, so the whole is watched from outside; what is given up ends by itself, some time.
    """
    failures: list[BaseException] = []

    def attempt() -> None:
        try:
            _ADAPTERS[kind](outgoing)
        except BaseException as error:
            failures.append(error)

    attempting = threading.Thread(target=attempt, daemon=True)
    attempting.start()
    attempting.join(DEADLINE_S)
    if attempting.is_alive():
        raise DeliveryError("no answer in time")
    if failures:
        raise failures[0]
