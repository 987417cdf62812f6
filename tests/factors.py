"""Second factors for tests: an authenticator in a pocket, and sign-ins that have proved it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

import pyotp
from sqlalchemy import update
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from backend.core.actor import Actor
from backend.core.clock import now
from backend.people.models import SIGN_IN
from tests.builders import PASSWORD
from tests.phones import Phone


@dataclass
class Authenticator:
    """An app that shows codes."""

    secret: str

    def code(self, *, steps: int = 0) -> str:
        """The code shown `steps` half minutes from now."""
        return pyotp.TOTP(self.secret).at(now().timestamp() + 30 * steps)  # type: ignore[arg-type]


def enrolled(phone: Phone) -> tuple[Authenticator, list[str]]:
    """Enrol a second factor as the screen does; the authenticator and the recovery codes. The present code is used up."""
    begun = phone.post("/me/second_factor", {"password": PASSWORD})
    assert begun.status_code == 201, begun.text
    authenticator = Authenticator(begun.json["secret"])
    done = phone.post("/me/second_factor/confirmation", {"code": authenticator.code()})
    assert done.status_code == 200, done.text
    return authenticator, done.json["recovery_codes"]


def proved(phone: Phone, code: str) -> TestResponse:
    """Type a code."""
    return phone.post("/me/second_factor/proofs", {"code": code})


def step_up(session: Session, account_id: UUID) -> None:
    """Have every sign-in of an account proved just now, where the test is not about how."""
    session.execute(update(SIGN_IN).where(SIGN_IN.c.account_id == account_id).values(second_factor_at=now()))


def stepped_up(actor: Actor, **about: Any) -> Actor:
    """The same person with a factor proved just now."""
    return replace(actor, second_factor_at=now(), **about)
