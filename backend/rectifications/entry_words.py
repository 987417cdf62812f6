"""What somebody wrote with a move, as one paragraph of a timeline: each field under its Chinese name."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from backend.core.clock import SHANGHAI
from backend.rectifications.states import LETTER_KINDS, REFERRALS, REJECT_REASONS, TYPED_IN_FROM

_FIELDS = {  # in the order in which people read them; "" where the words speak for themselves
    "question": "",
    "reason": "",
    "channel": "转往",
    "how": "",
    "criteria_item": "判定条款",
    "responsible_name": "责任人",
    "planned_measure": "措施",
    "funds": "资金",
    "contingency": "应急预案",
    "measure": "",
    "in_place": "临时防护",
    "checked_by": "查看人",
    "legal_basis": "依据",
    "document_no": "文号",
    "new_due_at": "申请延期至",
    "planned_until": "方案期限",
    "valid_until": "有效期至",
    "milestone_at": "节点",
    "letter_kind": "拟发",
    "note": "",
    "typed_in": "代录",
}
_WRITTEN_OUT = frozenset({"erase", "hand_over", "school_merged", "school_joined"})
"""Entries whose note says all of it in a sentence already."""
_LISTS = {"channel": REFERRALS, "letter_kind": LETTER_KINDS}


def words_of(action: str, said: Mapping[str, Any]) -> str:
    """Return what was said with this act, or an empty text."""
    if action in _WRITTEN_OUT:
        return str(said.get("note", ""))
    parts = (_part(action, name, said[name]) for name in _FIELDS if said.get(name) not in (None, ""))
    return "；".join(part for part in parts if part)


def _part(action: str, name: str, value: Any) -> str:
    text = _text(action, name, value)
    label = _FIELDS[name]
    return f"{label}：{text}" if label else text


def _text(action: str, name: str, value: Any) -> str:
    if name == "reason" and action == "reject":
        return str(REJECT_REASONS.get(value, value))
    if name == "in_place":
        return "仍在位" if value else "已失效"
    if name == "typed_in":
        return f"{TYPED_IN_FROM.get(value['source'], '')}，{value['name']}签"
    if name.endswith(("_at", "_until")):
        return f"{datetime.fromisoformat(value).astimezone(SHANGHAI):%Y-%m-%d}"
    return str(_LISTS.get(name, {}).get(value, value))
