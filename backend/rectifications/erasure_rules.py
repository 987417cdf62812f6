"""Who may approve that content be erased: never who asked, and somebody of another unit wherever there is one. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True)
class Asked:
    """By whom an erasure was asked for, and whether anybody of another unit could approve it."""

    by: UUID
    unit_id: UUID | None
    others_exist: bool


@dataclass(frozen=True)
class Approver:
    """Who wants to approve; `joint_office` says whether they act for the county's joint office."""

    account_id: UUID | None
    unit_id: UUID | None
    joint_office: bool


def approval_refusal(asked: Asked, approver: Approver) -> str | None:
    """Say why this person may not approve, as an error code, or None."""
    if approver.account_id is None or approver.account_id == asked.by:
        return "erasure_own_request"
    if approver.unit_id is not None and approver.unit_id != asked.unit_id:
        return None
    if asked.others_exist or not approver.joint_office:
        return "erasure_same_unit"
    return None
