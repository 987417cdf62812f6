"""When a second factor counts, which codes are still good, and what recovery codes look like. Pure."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from datetime import datetime, timedelta

from backend.core.actor import Actor

STEP_UP_LASTS = timedelta(minutes=30)
STEP_S = 30
DRIFT_STEPS = 1
RECOVERY_CODES = 10
CODE_LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
_RECOVERY_LENGTH = 10


def stepped_up_until(actor: Actor) -> datetime | None:
    """Return until when this sign-in counts as proved by a second factor; None if it never was."""
    return None if actor.second_factor_at is None else actor.second_factor_at + STEP_UP_LASTS


def is_stepped_up(actor: Actor, *, at: datetime) -> bool:
    """Say whether the second factor was proved on this sign-in within the last half hour."""
    until = stepped_up_until(actor)
    return until is not None and at < until


def steps_to_try(at: datetime, *, last_step: int | None) -> list[int]:
    """Return the 30-second steps whose codes are good now: the present one and its neighbours, none used before or older."""
    present = int(at.timestamp()) // STEP_S
    steps = range(present - DRIFT_STEPS, present + DRIFT_STEPS + 1)
    return [step for step in steps if last_step is None or step > last_step]


def plain_code(text: str) -> str:
    """Forgive spaces, hyphens and small letters in a typed code."""
    return "".join(text.upper().replace("-", "").split())


def is_totp(code: str) -> bool:
    """Say whether it looks like the six digits of a phone rather than a recovery code."""
    return len(code) == 6 and code.isascii() and code.isdigit()


def new_recovery_code() -> str:
    """Make a recovery code (49 random bits) in two groups of five, without look-alikes."""
    letters = "".join(secrets.choice(CODE_LETTERS) for _ in range(_RECOVERY_LENGTH))
    return f"{letters[:5]}-{letters[5:]}"


def recovery_hash(key: bytes, account_id: bytes, code: str) -> str:
    """Return what is stored of a recovery code; without the key nobody can try all codes against a stolen database."""
    return hmac.new(key, account_id + plain_code(code).encode(), hashlib.sha256).hexdigest()
