"""The state machine as people read it: a Markdown page with the drawing and the table, generated from rules.py."""

from __future__ import annotations

from backend.people.role_table import ROLES
from backend.rectifications.conflicts import WORDS
from backend.rectifications.rules import TRANSITIONS, Transition
from backend.rectifications.states import EVERY, LABELS, LISTED_OPEN, OPEN_STATES, State

_SPECIAL = {"report.create": "任何人（上报人本人）", "case.clock": "系统（时限）"}
_NEEDS = {
    **{
        "category": "类别",
        "severity": "等级",
        "handling": "整改类型",
        "lead_unit_id": "责任单位",
        "due_at": "整改时限",
    },
    **{"criteria_item": "重大隐患判定条款", "tracker_id": "盯办人", "note": "说明", "photo": "照片", "place": "地点"},
    **{"measure": "措施", "checked_by": "查看人（第二人）", "question": "问题", "reason": "理由", "channel": "渠道"},
    **{"master_case_id": "主案", "how": "如何移交", "psn_category": "保密类别", "responsible_name": "责任人"},
    **{"planned_measure": "整改措施", "typed_in": "代录来源", "funds": "资金", "planned_until": "方案期限"},
    **{"contingency": "应急预案", "to_unit_id": "建议单位", "legal_basis": "依据", "keep_as_co_unit": "保留为协同单位"},
    **{
        "new_due_at": "新期限",
        "valid_until": "有效期",
        "in_place": "是否在位",
        "on_site": "现场确认",
        "unit_id": "部门",
    },
    **{
        "letter_kind": "文书",
        "document_no": "文号",
        "milestone_at": "节点日期",
        "school_id": "学校",
        "place_text": "部位",
        "position": "位置",
    },
}
_HEADER = """# 整改台账的状态与办理权限

本页由程序生成（`xiaoanma ledger states`），与系统实际执行的规则一致。编号供培训和对照用；同一编号下的几行是同一步的不同做法。

"""


def page() -> str:
    """Return the whole page."""
    return f"{_HEADER}{_states()}\n## 状态图\n\n{drawing()}\n## 办理表\n\n{table()}"


def drawing() -> str:
    """Return the Mermaid drawing: the moves that change the state, one arrow for each pair of states."""
    arrows: dict[tuple[str, str], list[str]] = {}
    for row in TRANSITIONS:
        for source in row.sources or ("[*]",):
            if row.target is not None and row.target != source:
                arrows.setdefault((str(source), row.target.value), []).append(row.label)
    lines = [f"    {state.value}: {LABELS[state]}" for state in EVERY]
    for (source, target), labels in arrows.items():
        lines.append(f"    {source} --> {target}: {'、'.join(dict.fromkeys(labels))}")
    return "```mermaid\nstateDiagram-v2\n" + "\n".join(lines) + "\n```\n"


def table() -> str:
    """Return the Markdown table, a line for each row of the machine."""
    head = "| 编号 | 动作 | 从 → 到 | 谁可以 | 前提与回避 | 需要填写 | 结果 |\n| --- | --- | --- | --- | --- | --- | --- |\n"
    return head + "".join(f"| {' | '.join(_cells(row))} |\n" for row in TRANSITIONS)


def _cells(row: Transition) -> list[str]:
    severity = {"general": "（一般隐患）", "major": "（重大隐患）"}.get(row.severity or "", "")
    return [
        row.number,
        f"{row.label}{severity} `{row.action}`",
        f"{_from(row.sources)} → {LABELS[row.target] if row.target else '不变'}",
        _who(row),
        "；".join(WORDS[name] for name in (*row.when, *row.conflicts)) or "—",
        "、".join(_NEEDS[need.rstrip("?")] + ("（可不填）" if need.endswith("?") else "") for need in row.needs) or "—",
        row.effect or "—",
    ]


def _from(sources: tuple[State, ...]) -> str:
    if set(sources) == set(EVERY):
        return "任何状态"
    if set(sources) == OPEN_STATES:
        return "未办结"
    if set(sources) == set(LISTED_OPEN):
        return "已挂账未办结"
    return "、".join(LABELS[source] for source in sources) or "（新）"


def _who(row: Transition) -> str:
    if row.verb in _SPECIAL:
        return _SPECIAL[row.verb]
    holders = [role.label_zh for role in ROLES.values() if row.verb in role.verbs]
    own = [f"{role.label_zh}（本人经手）" for role in ROLES.values() if row.verb in role.own_verbs - role.verbs]
    if row.verb == "case.verify":
        outside = [role.label_zh for role in ROLES.values() if "case.verify_external" in role.verbs]
        return f"外部发现：{'、'.join(outside)}；校内发现：{'、'.join(holders)}"
    return "、".join(holders + own)


def _states() -> str:
    lines = ["| 状态 | 代码 | 台账 |", "| --- | --- | --- |"]
    for state in EVERY:
        listed = "已挂账" if state in LISTED_OPEN else "已销号" if state in (State.CLOSED, State.ARCHIVED) else "未挂账"
        lines.append(f"| {LABELS[state]} | `{state.value}` | {listed} |")
    return "## 状态\n\n" + "\n".join(lines) + "\n"
