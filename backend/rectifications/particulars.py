"""What stands on a case beyond its summary: plan, protection, requests that wait, people and units, and what was decided."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from backend.rectifications.models import Case
from backend.rectifications.states import REFERRALS, REJECT_REASONS
from backend.rectifications.wording import Names

Said = Sequence[tuple[str, Mapping[str, Any]]]
"""The entries of a case in order: action and content."""
_AS_THEY_ARE = (
    *("responsible_name", "planned_measure", "planned_until", "funds", "measure", "interim_measure"),
    *("extension_count", "transfer_count", "fail_count", "government_document_no", "criteria_version", "question"),
)


def flags(case: Case) -> dict[str, Any]:
    """Return the flags that a list shows of a case."""
    return {
        "whistled": case.whistled_at is not None,
        "on_agenda": case.on_agenda_at is not None,
        "disputed": case.disputed_at is not None,
        "frozen": case.frozen_document_no is not None,
        "government": case.government_document_no is not None,
    }


def particulars(case: Case, said: Said, *, names: Names, co_units: Sequence[str]) -> dict[str, Any]:
    """Return the rest; requests are told in the words of the entry that made them."""
    return {
        **{name: getattr(case, name) for name in _AS_THEY_ARE},
        "tracker": None if case.tracker_id is None else names.get(case.tracker_id),
        "co_units": list(co_units),
        "transfer_request": _transfer_request(case, said, names=names),
        "extension_reason": _last(said, "ask_extension").get("reason") if case.extension_to else None,
        "referred_to": REFERRALS.get(case.referred_to or ""),
        "reject_reason": REJECT_REASONS.get(case.reject_reason or ""),
    }


def _transfer_request(case: Case, said: Said, *, names: Names) -> dict[str, str] | None:
    if case.transfer_to_id is None:
        return None
    asked = _last(said, "ask_transfer")
    words = {name: asked.get(name, "") for name in ("reason", "legal_basis")}
    return {"to_unit": names.get(case.transfer_to_id, ""), **words}


def _last(said: Said, action: str) -> Mapping[str, Any]:
    return next((content for each, content in reversed(said) if each == action), {})
