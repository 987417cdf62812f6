"""The long tail of services, by the optional library apprise; only the worker and the command line load it (14 MB)."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from typing import Any

from backend.messages.adapters.errors import DeliveryError
from backend.messages.adapters.outgoing import Outgoing


def is_installed() -> bool:
    """Say whether the extra is there."""
    return find_spec("apprise") is not None


def understands(url: str) -> bool:
    """Say whether the library knows a service by this address."""
    return bool(_library().Apprise().add(url))


def post(outgoing: Outgoing) -> None:
    """Send a text. The library says only whether it worked."""
    if not is_installed():
        raise DeliveryError("the extra `apprise` is not installed")
    service = _library().Apprise()
    service.add(outgoing.target)
    title, _, body = outgoing.text.partition("\n")
    if not service.notify(title=title, body=body or title):
        raise DeliveryError("apprise: not delivered")


def _library() -> Any:
    return import_module("apprise")
