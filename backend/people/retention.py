"""Sign-ins that are over are forgotten after a month: until then their owner sees them in the list of devices."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import delete, or_
from sqlalchemy.orm import Session

from backend.core.clock import now
from backend.core.db import rows_changed
from backend.people.models import SIGN_IN

KEPT_FOR = timedelta(days=30)


def forget_sign_ins(session: Session) -> int:
    """Delete sign-ins that ended or were revoked more than a month ago; returns how many there were."""
    before = now() - KEPT_FOR
    over = or_(SIGN_IN.c.expires_at < before, SIGN_IN.c.revoked_at < before)
    return rows_changed(session, delete(SIGN_IN).where(over))
