"""Confidential referrals without their database: who may create which kind, where it goes, its clock, which step may follow."""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

URGENCIES = {"now": timedelta(hours=2), "today": timedelta(days=1), "3d": timedelta(days=3)}
STATUSES = {"sent": "待签收", "accepted": "办理中", "done": "已办结", "returned": "已退回", "withdrawn": "已撤回"}
OPEN_STATUSES = frozenset({"sent", "accepted"})
CLOSE_CODES = {"handled": "已处置", "not_applicable": "不属实或不适用", "handed_on": "已转交其他单位"}
PURPOSES = {"handling": "处置", "supervision": "督办", "verification": "核查"}
FIRST_CALLS = ("none", "phone", "110")
CREATORS = {
    "school": frozenset({"SCH"}),
    "police": frozenset({"PSB", "PCS", "TRF"}),
    "township": frozenset({"TOWN"}),
}
_LAY_ROLES = frozenset({"volunteer", "parent_committee"})
"""They may say that a pupil is missing; everything else is for staff."""
SMALLEST_CELL = 5
_REF_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_CASE_NO = re.compile(r"[0-9A-Za-z\u4e00-\u9fff()（）〔〕\[\]/-]{4,40}")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_LOOKS_LIKE_A_PERSON = re.compile(r"\d{17}[\dXx]|(?<!\d)1\d{10}(?!\d)")
_MOST_HAN = 12


@dataclass(frozen=True)
class Kind:
    """One of PSN01…PSN10. `creators`: groups that may create it; `routed_to`: kinds of unit in charge, the first one first.

    `first`: what must happen before anybody types: a call to 110, a call by telephone, or nothing.
    """

    code: str
    zh: str
    en: str
    creators: tuple[str, ...]
    routed_to: tuple[str, ...]
    accept_within: timedelta
    urgency: str
    first: str


@dataclass(frozen=True)
class Creator:
    """Somebody with the right to create referrals: the kind of their unit, and their roles."""

    unit_kind: str | None
    roles: frozenset[str]


@dataclass(frozen=True)
class Facts:
    """What the rules look at in a referral. `sealed`: a sealed report hangs on it that nobody has confirmed to hold."""

    from_unit: UUID
    to_unit: UUID
    status: str
    sealed: bool = False


@dataclass(frozen=True)
class Step:
    """One row of the life of a referral: which side takes it, from which status, where it leads (None: it stays)."""

    sides: tuple[str, ...]
    sources: frozenset[str]
    target: str | None
    needs_no_seal: bool = False


STEPS = {
    "accept": Step(("to",), frozenset({"sent"}), "accepted"),
    "hand_on": Step(("to",), OPEN_STATUSES, "done"),
    "return": Step(("to",), OPEN_STATUSES, "returned", needs_no_seal=True),
    "withdraw": Step(("from",), frozenset({"sent"}), "withdrawn", needs_no_seal=True),
    "close": Step(("to",), frozenset({"accepted"}), "done", needs_no_seal=True),
    "case_number": Step(("to",), frozenset({"accepted"}), None),
    "phoned": Step(("from", "to"), OPEN_STATUSES, None),
    "handover": Step(("to",), frozenset({"accepted"}), None),
}


def may_create(kind: Kind, creator: Creator) -> bool:
    """Say whether this person may create this kind; "staff" are all but volunteers, "anyone" is everybody with an account."""
    if "anyone" in kind.creators:
        return True
    is_staff = not creator.roles <= _LAY_ROLES
    if not is_staff:
        return False
    return "staff" in kind.creators or any(
        creator.unit_kind in CREATORS[group] for group in kind.creators if group in CREATORS
    )


def objection_to_creating(kind: Kind, creator: Creator, *, urgency: str, phoned: bool) -> str | None:
    """Return the error code that refuses this creation, or None. A missing child is called in first, written down after."""
    if not may_create(kind, creator):
        return "referral_not_yours_to_create"
    if kind.code == "PSN09" and not phoned:
        return "referral_call_first"
    return "referral_too_slow" if URGENCIES[urgency] > URGENCIES[kind.urgency] else None


def due_at(kind: Kind, urgency: str, *, created_at: datetime) -> datetime:
    """Return until when it must be accepted: the kind's clock, or the shorter one that its creator asked for."""
    return created_at + min(kind.accept_within, URGENCIES[urgency])


def refusal(action: str, facts: Facts, *, officer_of: frozenset[UUID]) -> str | None:
    """Say why an officer of these units may not take the step now, as an error code, or None."""
    step = STEPS[action]
    sides = {"from": facts.from_unit, "to": facts.to_unit}
    if not {facts.from_unit, facts.to_unit} & officer_of:
        return "referral_not_found"
    if not any(sides[side] in officer_of for side in step.sides):
        return "referral_other_side"
    if facts.status not in step.sources:
        return "referral_wrong_status"
    return "referral_still_sealed" if step.needs_no_seal and facts.sealed else None


def actions_for(facts: Facts, *, officer_of: frozenset[UUID]) -> list[str]:
    """Return the steps that an officer of these units may take now."""
    named = [action for action in STEPS if action != "handover" or facts.sealed]
    return [action for action in named if refusal(action, facts, officer_of=officer_of) is None]


def case_no_objection(text: str) -> str | None:
    """Return the error code for something that is no file number; free text must not come in by this door."""
    digits = sum(letter.isdigit() for letter in text)
    fits = _CASE_NO.fullmatch(text) is not None and digits >= 3 and len(_HAN.findall(text)) <= _MOST_HAN
    return None if fits and not _LOOKS_LIKE_A_PERSON.search(text) else "referral_case_no_odd"


def new_ref_no() -> str:
    """Make a number such as BM-7K3Q-92XF: random (40 bits), so that nobody reads from it how many there are."""
    letters = "".join(secrets.choice(_REF_LETTERS) for _ in range(8))
    return f"BM-{letters[:4]}-{letters[4:]}"
