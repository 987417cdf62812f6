"""Why a channel did not take a text, in words of our own: a library's own message could quote the address and its key."""

from __future__ import annotations


class DeliveryError(Exception):
    """The text was not taken. `reason` is shown to operators; `wait_s`: how long the other side wants to be left alone."""

    def __init__(self, reason: str, *, wait_s: float = 0) -> None:
        super().__init__(reason)
        self.reason = reason
        self.wait_s = wait_s
