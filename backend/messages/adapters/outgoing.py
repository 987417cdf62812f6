"""One text on its way: where to, and what it is called on the way."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True)
class Outgoing:
    """`target` and `secret` are the channel's; `smtp_url` is the site's mail server. `id` stays the same in a retry."""

    id: UUID
    target: str
    text: str
    secret: str | None = None
    smtp_url: str | None = None
