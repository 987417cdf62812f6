"""Where the stories are played: the cast, the times, and which reports and cases came of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random
from uuid import UUID

from sqlalchemy.orm import Session

from backend.config import Secrets
from backend.core.actor import PUBLIC, Actor
from backend.demo.setting_up import Cast
from backend.demo.times import Times
from backend.evidence.storage import Storage
from backend.people.queries import actor_of


@dataclass
class Stage:
    """What every scene needs, and what it leaves to the later ones: reports and cases by the key of their story."""

    session: Session
    storage: Storage
    secrets: Secrets
    cast: Cast
    times: Times
    cases: dict[str, UUID] = field(default_factory=dict)
    reports: dict[str, UUID] = field(default_factory=dict)
    chance: Random = field(default_factory=lambda: Random(990121))  # noqa: S311  the same every time, on purpose

    def actor(self, key: str | None) -> Actor:
        """Somebody of the roster as they are at this moment; None is a passer-by."""
        actor = PUBLIC if key is None else actor_of(self.session, self.cast.people[key])
        if actor is None:
            raise LookupError(f"nobody in the roster is called {key}")
        return actor
