"""Sign-ins that are over are forgotten after a month: until then their owner sees them in the list of devices."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session

from backend.core.retention import Purge, carry_out, deleting, facts, past
from backend.people.models import ACCOUNT, SIGN_IN


def forget_sign_ins(session: Session) -> int:
    """Delete a batch of sign-ins that ended or were revoked long ago; returns how many there were."""
    return len(carry_out(session, SIGN_INS))


def _over(session: Session) -> Select[Any]:
    county_id, ends = ACCOUNT.c.county_id, (SIGN_IN.c.expires_at, SIGN_IN.c.revoked_at)
    over = or_(*(past(session, "sign_in", end) for end in ends))
    columns = facts(SIGN_IN.c.id, SIGN_IN.c.expires_at, county_id=county_id)
    joined = select(*columns).join(ACCOUNT, ACCOUNT.c.id == SIGN_IN.c.account_id)
    return joined.where(over).order_by(SIGN_IN.c.expires_at)


SIGN_INS = Purge("sign_in", _over, deleting(SIGN_IN))
