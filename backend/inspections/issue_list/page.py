"""The words of an issue list in the order in which they stand on paper; PDF, .docx and .xlsx set the same ones. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from backend.core.clock import SHANGHAI

DRAFT = "草稿 · 尚未全部签字"
COLUMNS = (
    "序号",
    "存在问题",
    "整改要求",
    "隐患类别",
    "等级",
    "责任单位",
    "隐患编号",
    "回复期限",
    "学校回复（取自台账）",
)
ADDED = "（签字后补报）"
_SEVERITY = {"general": "一般", "major": "重大"}
_REPLIES = {
    "reported": "尚未研判",
    "need_info": "待补充情况",
    "assigned": "尚未签收",
    "rectifying": "整改中",
    "pending_verification": "已整改，待验收",
    "verified": "已验收，待销号",
    "closed": "已销号",
    "archived": "已销号",
    "rejected": "经研判不作为隐患",
    "duplicate": "已并入同一问题",
    "referred_out": "已转其他渠道",
}


@dataclass(frozen=True)
class IssueList:
    """An issue list set in words: `facts` are (name, value) lines above the table, `rows` follow `COLUMNS`."""

    title: str
    mark: str
    facts: tuple[tuple[str, str], ...]
    rows: tuple[tuple[str, ...], ...]
    closing: tuple[str, ...]
    signatures: tuple[str, ...]
    corrections: tuple[str, ...]


def page_of(sheet: Mapping[str, Any], findings: Sequence[Any], labels: Mapping[str, str]) -> IssueList:
    """Set a sheet (as `sheet_views.shown` gives it) and its hazards in words; `labels` names hazard categories."""
    lines = {item["key"]: item for group in sheet["groups"] for item in group["items"]}
    due = day(sheet["reply_due_at"])
    rows = tuple(_row(number, each, lines, due=due, labels=labels) for number, each in enumerate(findings, start=1))
    inspection = sheet["inspection"]
    return IssueList(
        title=f"{sheet['school']['name']}{inspection['type_label']}问题清单",
        mark="" if sheet["signed_at"] else DRAFT,
        facts=_facts(sheet, due),
        rows=rows,
        closing=_closing(rows, due),
        signatures=tuple(_signature(each) for each in sheet["signatures"] if each["covers"]),
        corrections=tuple(f"{day(each['at'])} {each['author']}：{each['words']}" for each in sheet["corrections"]),
    )


def _facts(sheet: Mapping[str, Any], due: str) -> tuple[tuple[str, str], ...]:
    inspection, tally = sheet["inspection"], sheet["tally"]
    score = "" if tally["score"] is None else f"，符合率 {tally['score']}%"
    units = "、".join(dict.fromkeys(each["unit"]["name"] for each in sheet["team"]))
    found = (
        ("检查名称", " ".join(filter(None, (inspection["title"], inspection["phase"])))),
        ("检查单位", units),
        ("检查日期", day(sheet["signed_at"]) or f"{inspection['starts_on']} 至 {inspection['ends_on']}"),
        ("检查内容", f"共 {tally['lines']} 项：是 {tally['yes']}，否 {tally['no']}，不适用 {tally['na']}{score}"),
        ("没有作答", f"{tally['open']} 项" if tally["open"] else ""),
        ("回复期限", due),
    )
    return tuple((name, text) for name, text in found if text)


def _row(number: int, found: Any, lines: Mapping[str, Any], *, due: str, labels: Mapping[str, str]) -> tuple[str, ...]:
    line = lines.get(found.item)
    words = " ".join(filter(None, (found.place_text, found.note))) or labels.get(found.category or "", "见台账")
    return (
        str(number),
        words + (ADDED if found.after_signing else ""),
        line["text"] if line else "",
        " ".join(filter(None, (found.category or "", labels.get(found.category or "", "待研判")))),
        _SEVERITY.get(found.severity, ""),
        found.lead_name or "待交办",
        found.ledger_no or "待编号",
        day(found.due_at) or due or "签字后确定",
        reply_of(found),
    )


def reply_of(found: Any) -> str:
    """Say what the ledger knows of a hazard by now: the reply that nobody has to type."""
    said = found.measure or (found.planned_measure if found.state == "rectifying" else "")
    when = day(found.closed_at) if found.state in {"closed", "archived"} else ""
    return "；".join(filter(None, (_REPLIES[found.state] + (f"（{when}）" if when else ""), said or "")))


def _closing(rows: Sequence[Any], due: str) -> tuple[str, ...]:
    if not rows:
        return ("本次检查没有发现问题。",)
    asked = f"请于 {due} 前逐项回复：在隐患台账中签收、整改、提交，系统自动汇总为回复。" if due else ""
    return tuple(filter(None, (f"共 {len(rows)} 个问题，已全部登记隐患台账。", asked)))


def _signature(each: Mapping[str, Any]) -> str:
    return f"{each['side_label']}：{each['name']}（{each['unit_name']}） {moment(each['at'])}"


def day(at: datetime | None) -> str:
    """Write a moment as the county's day."""
    if at is None:
        return ""
    local = at.astimezone(SHANGHAI)
    return f"{local.year}年{local.month}月{local.day}日"


def moment(at: datetime) -> str:
    """Write a moment to the minute."""
    return f"{day(at)} {at.astimezone(SHANGHAI):%H:%M}"
