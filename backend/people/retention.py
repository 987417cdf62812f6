"""Sign-ins that are over are forgotten after a month: until then their owner sees them in the list of devices."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import Table, delete, or_
from sqlalchemy.orm import Session

from backend.core.clock import now
from backend.people.models import SignInSession

KEPT_FOR = timedelta(days=30)
_SIGN_IN: Table = SignInSession.__table__  # type: ignore[assignment]


def forget_sign_ins(session: Session) -> int:
    """Delete sign-ins that ended or were revoked more than a month ago; returns how many there were."""
    before = now() - KEPT_FOR
    over = or_(_SIGN_IN.c.expires_at < before, _SIGN_IN.c.revoked_at < before)
    return int(session.execute(delete(_SIGN_IN).where(over)).rowcount)  # type: ignore[attr-defined]
