"""The words of a letter in the order in which they stand on paper; PDF and .docx set the same ones. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

_FACTS = (
    ("ledger_no", "隐患编号"),
    ("school", "学校"),
    ("place", "具体部位"),
    ("category", "隐患类别"),
    ("severity", "隐患等级"),
    ("lead_unit", "责任单位"),
    ("reported_on", "发现日期"),
    ("due_on", "整改时限"),
    ("overdue_days", "已逾期"),
    ("level_label", "督办层级"),
)
_OPENING = {
    "rectification_notice": "经研判，下列校园安全隐患由你单位负责整改，现将有关事项通知如下：",
    "advisory_letter": "你单位负责整改的下列校园安全隐患已逾期，现提示如下：",
    "supervision_notice": "你单位负责整改的下列校园安全隐患经提示仍未完成整改，现予督办：",
    "instant_consultation": "下列重大隐患逾期未整改，建议即时会商：",
    "government_report": "现将下列逾期未整改的校园安全隐患报告如下：",
    "summons_talk": "下列隐患经督办仍未整改，建议约谈责任单位负责人：",
}
DRAFT = "草稿 · 未签发不生效"


@dataclass(frozen=True)
class Page:
    """A letter set in words: `facts` are (name, value) lines of a table, `mark` says that it is a draft, if it is."""

    title: str
    document_no: str
    to: str
    opening: str
    facts: tuple[tuple[str, str], ...]
    asks: str
    reply: str
    issuer: str
    signer: str
    on: str
    mark: str


def page_of(letter: Mapping[str, Any], *, issuer: str) -> Page:
    """Set a letter (its row, `body` included) in words; `issuer` is the office that signs."""
    body, signed = letter["body"], letter["state"] == "signed"
    facts = ((label, _fact(name, body.get(name))) for name, label in _FACTS)
    return Page(
        title=body["kind_label"],
        document_no=letter["document_no"] or "文号：＿＿＿＿＿＿＿＿",
        to=f"{body['to']}：",
        opening=_OPENING[letter["kind"]],
        facts=tuple((label, text) for label, text in facts if text),
        asks=body["asks"],
        reply=f"请于 {_day(body['reply_by'])} 前将办理情况书面答复我办。" if body.get("reply_by") else "",
        issuer=issuer,
        signer=f"签发人：{letter['signed_name'] or '＿＿＿＿＿＿'}",
        on=_day(letter["signed_on"]) if signed else "＿＿＿＿年＿＿月＿＿日",
        mark="已作废" if letter["state"] == "voided" else "" if signed else DRAFT,
    )


def _fact(name: str, value: Any) -> str:
    if value in (None, ""):
        return ""
    if name.endswith("_on"):
        return _day(value)
    return f"{value} 天" if name == "overdue_days" else str(value)


def _day(text: str) -> str:
    day = date.fromisoformat(text)
    return f"{day.year}年{day.month}月{day.day}日"
