"""Who is acting: passed as an argument into every operation, never read from the air."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID

ActorKind = Literal["account", "public", "system"]


@dataclass(frozen=True)
class Grant:
    """One role on one scope, valid now; `category_filter` narrows it to some hazard codes."""

    role: str
    scope_type: str
    scope_id: UUID
    category_filter: frozenset[str] | None = None


@dataclass(frozen=True)
class Actor:
    """A person signed in, a passer-by, or the system itself, with the grants that hold at this moment.

    `second_factor_at`: when this very sign-in last proved a second factor.
    """

    kind: ActorKind
    display_name: str
    account_id: UUID | None = None
    session_id: UUID | None = None
    unit_id: UUID | None = None
    county_id: UUID | None = None
    grants: tuple[Grant, ...] = ()
    must_change_password: bool = False
    second_factor_at: datetime | None = None

    @property
    def signed_in(self) -> bool:
        """Whether an account stands behind this actor."""
        return self.account_id is not None


PUBLIC = Actor(kind="public", display_name="群众")
SYSTEM = Actor(kind="system", display_name="系统")
