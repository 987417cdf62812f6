"""What a ledger entry says, in one paragraph for people: the words that somebody wrote with a move, named in order."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from backend.core.clock import local_date
from backend.hazards.taxonomy import category_label
from backend.rectifications.states import LETTER_KINDS, REFERRALS, REJECT_REASONS, TYPED_IN_FROM

Names = Mapping[UUID, str]
_BY_ID = ("to_unit_id", "unit_id", "school_id", "tracker_id")
_LABELS = {
    "question": "",
    "category": "类别",
    "criteria_item": "判定依据",
    "recurrence_of_id": "",
    "tracker_id": "盯办人",
    "school_id": "更正为",
    "place_text": "位置",
    "to_unit_id": "拟移交",
    "unit_id": "请",
    "legal_basis": "依据",
    "channel": "转往",
    "how": "办法",
    "responsible_name": "责任人",
    "planned_measure": "措施",
    "funds": "资金",
    "planned_until": "时限",
    "contingency": "临时措施和预案",
    "measure": "",
    "valid_until": "有效至",
    "in_place": "",
    "checked_by": "核对人",
    "new_due_at": "申请延至",
    "document_no": "文号",
    "milestone_at": "下一节点",
    "letter_kind": "文书",
    "on_site": "",
    "distance_m": "",
    "keep_as_co_unit": "",
    "reason": "",
    "typed_in": "代录",
    "note": "",
}
"""What is told and in which order; an empty label: the words speak for themselves."""
_CHOSEN: dict[str, Mapping[str, str]] = {
    "channel": REFERRALS,
    "letter_kind": LETTER_KINDS,
    "reason": REJECT_REASONS,
}
_YES_NO = {
    "recurrence_of_id": ("认定为同一问题复发", ""),
    "in_place": ("防护在位", "防护已失效"),
    "on_site": ("现场核验", ""),
    "keep_as_co_unit": ("原单位转为协同单位", ""),
}
_WRITTEN_OUT = frozenset({"erase", "hand_over", "school_merged", "school_joined"})
"""Entries whose note says all of it in a sentence already."""
_CATEGORY_IS_NEWS = frozenset({"correct"})
"""Everywhere else the case itself shows its category."""


def ids_in(said: Mapping[str, Any]) -> set[UUID]:
    """Return the units and people that an entry names by id."""
    return {UUID(str(said[name])) for name in _BY_ID if said.get(name)}


def words_of(action: str, said: Mapping[str, Any], *, names: Names) -> str:
    """Say in one paragraph what somebody wrote with a move."""
    if action in _WRITTEN_OUT:
        return str(said.get("note", ""))
    told = [name for name in _LABELS if name != "category" or action in _CATEGORY_IS_NEWS]
    parts = [_part(_LABELS[name], _value(name, said.get(name), names=names)) for name in told]
    return "；".join(part for part in parts if part)


def _part(label: str, value: str) -> str:
    return f"{label}：{value}" if label and value else value


def _value(name: str, value: Any, *, names: Names) -> str:
    if name in _YES_NO:
        yes, no = _YES_NO[name]
        return "" if value is None else yes if value else no
    if name == "distance_m":
        return "" if value is None else f"手机离上报位置约 {value} 米"
    if not value:
        return ""
    if name == "typed_in":
        return f"{TYPED_IN_FROM.get(value.get('source'), '')}（{value.get('name', '')}）"
    if name in _BY_ID:
        return names.get(UUID(str(value)), "")
    if name == "category":
        return category_label(value) or value
    if name.endswith(("_at", "_until")):
        return _day(datetime.fromisoformat(value))
    return _CHOSEN.get(name, {}).get(value, value)


def _day(moment: datetime) -> str:
    """A deadline is the end of a day, so the day is what people say."""
    day = local_date(moment - timedelta(seconds=1))
    return f"{day.year}年{day.month}月{day.day}日"
