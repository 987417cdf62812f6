"""Every kind of message and its words. Texts are written here and nowhere else; they hold no person's data.

A message is a title and a line of facts; a fact that is not known is left out of the line.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, time
from uuid import UUID

from backend.core.clock import SHANGHAI
from backend.messages.rules import cleaned

# Names of values: what a line may hold, in the order in which it shows them, and how each is written.
FACTS: dict[str, tuple[str, str]] = {
    "school": ("{}", "{}"),
    "number": ("{}", "{}"),
    "unit": ("{}", "{}"),
    "level": ("提级 {} 级", "level {}"),
    "due": ("期限 {}", "due {}"),
    "year": ("{} 年", "{}"),
    "round_at": ("{} 的巡查", "round of {}"),
    "points": ("到位 {} 点", "{} points visited"),
    "missed": ("本周漏巡 {} 轮", "{} rounds missed this week"),
    "day": ("{}", "{}"),
    "chains": ("{} 条链", "{} chains"),
    "hash": ("SHA-256 {}", "SHA-256 {}"),
    "hash_rest": ("{}", "{}"),
}
_MOMENTS = frozenset({"due", "round_at"})
_CASE = ("school", "number", "due")


@dataclass(frozen=True)
class Template:
    """A kind of message: its titles, its word in digests, and the facts its line may show.

    `inbox_only`: it never leaves for a channel, where others read along.
    """

    zh: str
    en: str
    digest: str
    facts: tuple[str, ...] = _CASE
    inbox_only: bool = False


# The order is that of a digest: what presses most comes first.
TEMPLATES: dict[str, Template] = {
    "case_overdue": Template("整改已逾期", "Overdue", "逾期", ("school", "number", "level", "due")),
    "case_acknowledge_overdue": Template(
        "交办已超时，请立即签收", "Assigned but not acknowledged in time", "超时未签收"
    ),
    "case_step_overdue": Template("办理已超时，请尽快办理", "A step is overdue", "办理超时"),
    "interim_expired": Template("临时防护已到期，请重新防护", "Protection has run out", "防护到期"),
    "interim_check_due": Template("请复查临时防护", "Protection is to be checked", "待复查防护"),
    "plan_missing": Template("请报整改方案（五落实）", "A plan is missing", "缺整改方案"),
    "case_escalated": Template(
        "隐患已提级督办", "The case was escalated", "提级督办", ("school", "number", "level", "due")
    ),
    "whistle_blown": Template("学校吹哨，请到现场报到", "A school calls you to the spot", "吹哨", ("school", "number")),
    "whistle_answered": Template("部门已报到", "The department has come", "已报到", ("school", "number")),
    "case_urged": Template("收到催办，请尽快处理", "You are urged to act", "催办"),
    "case_due_soon": Template("整改期限将到", "Due soon", "将到期"),
    "case_returned": Template("验收未通过，请重新整改", "Verification failed: to be fixed again", "退回整改"),
    "case_reopened": Template("已销号的隐患又出现，请重新整改", "A closed case is open again", "重新整改"),
    "case_made_major": Template("已定为重大隐患", "It is a major hazard now", "定为重大"),
    "case_tracked": Template("请您盯办这件隐患", "You are to follow a case through", "盯办"),
    "case_assigned": Template("有新的隐患交办到您的单位，请签收", "A case was assigned to your unit", "待签收"),
    "case_reported": Template(
        "有新的隐患上报，请研判", "A new report waits for assessment", "待研判", ("school", "number")
    ),
    "case_to_verify": Template("整改已提交，请验收", "A fix waits for verification", "待验收", ("school", "number")),
    "case_to_close": Template(
        "验收已通过，请销号", "A verified case waits for close-out", "待销号", ("school", "number")
    ),
    "case_look_back_due": Template("请回头看", "A look-back is due", "待回头看"),
    "extension_asked": Template("有延期申请，请审批", "An extension is asked for", "延期待批"),
    "extension_decided": Template("延期申请已批复", "The extension was decided", "延期已批复"),
    "transfer_asked": Template(
        "有移交申请，请审批", "A transfer is asked for", "移交待批", ("school", "number", "unit")
    ),
    "transfer_decided": Template(
        "移交申请已批复", "The transfer was decided", "移交已批复", ("school", "number", "unit")
    ),
    "question_asked": Template("有问题请您补充说明", "A question was asked", "待补充", ("school", "number")),
    "question_answered": Template("补充说明已到", "The question was answered", "已补充", ("school", "number")),
    "dispute_raised": Template("有异议，请处理", "A dispute was raised", "异议", ("school", "number")),
    "letter_drafted": Template("有文书待签发", "A letter waits for a signature", "文书待签", ("unit", "number")),
    "inspection_reply_overdue": Template(
        "问题清单逾期未回复", "A reply to an issue list is overdue", "清单未回复", ("school", "due")
    ),
    "inspection_list_ready": Template(
        "问题清单已签字，请按期回复", "An issue list waits for a reply", "问题清单", ("school", "due")
    ),
    "inspection_named": Template("您被列为检查人员", "You are named to inspect", "检查", ("number", "due")),
    "calendar_missing": Template(
        "放假安排尚未导入，期限按工作日推算",
        "A year's holidays are not imported: deadlines are guessed",
        "缺放假安排",
        ("year",),
    ),
    "visit_recheck": Template("有巡查点位需要复查", "A point waits for a re-check", "待复查点位", ("school",)),
    "rounds_missed": Template(
        "本周多次漏巡，请督促落实", "Several rounds were missed this week", "多次漏巡", ("school", "missed")
    ),
    "round_missed": Template("有一轮巡查漏巡，请核实", "A round was missed", "漏巡", ("school", "round_at", "points")),
    "round_partial": Template(
        "有一轮巡查未走完，请核实", "A round was not finished", "未走完", ("school", "round_at", "points")
    ),
    "report_answered": Template("您上报的隐患有答复", "Your report has an answer", "上报有答复", ("school", "number")),
    "anchor_written": Template(
        "今日台账锚定，请留存或登入简报",
        "Today's anchor of the ledger: keep it, or print it in the bulletin",
        "台账锚定",
        ("day", "chains", "hash", "hash_rest"),
    ),
    "confidential_item": Template("您有一件保密事项", "You have a confidential item", "保密", (), inbox_only=True),
}

_PAGES = {
    "case": "/app/cases/{}",
    "inspection": "/app/inspections/{}",
    "inspection_record": "/app/inspection_records/{}",
    "patrol_run": "/app/rounds/{}",
    "school_rounds": "/app/coverage?by=route&school={}",
}
"""Where the page about a message's subject lies, by what the subject is."""


@dataclass(frozen=True)
class Text:
    """A message in words."""

    title: str
    line: str


def checked(kind: str, values: Mapping[str, str]) -> dict[str, str]:
    """Return the values to store, cleaned and without empty ones; an unknown kind or value is a mistake of the caller."""
    strange = set(values) - set(FACTS)
    if kind not in TEMPLATES or strange:
        raise ValueError(f"no template takes this: {kind} {sorted(strange)}")
    clean = {name: cleaned(values[name]) for name in TEMPLATES[kind].facts if name in values}
    return {name: value for name, value in clean.items() if value}


def text_of(kind: str, values: Mapping[str, str], *, language: str = "zh") -> Text:
    """Write a message in `language` ("zh" or "en")."""
    template = TEMPLATES[kind]
    english = language == "en"
    facts = [
        FACTS[name][english].format(_written(name, values[name], english=english))
        for name in template.facts
        if name in values
    ]
    return Text(template.en if english else template.zh, " · ".join(facts))


def address_of(subject_type: str | None, subject_id: UUID | None) -> str:
    """Return the page about a message's subject; every one of them asks to sign in first."""
    page = _PAGES.get(subject_type or "")
    return page.format(subject_id) if page and subject_id else "/app/inbox"


def single_text(kind: str, values: Mapping[str, str], *, link: str, urgent: bool = False) -> str:
    """Write one message for a channel."""
    text = text_of(kind, values)
    head = f"【校安码】{'【紧急】' if urgent else ''}{text.title}"
    return "\n".join(filter(None, (head, text.line, f"登录查看：{link}")))


def digest_text(kinds: Iterable[str], *, link: str, urgent: int = 0) -> str:
    """Write many messages as one: how many of which kind, how many of them `urgent`, and where they are read."""
    counts = dict.fromkeys(TEMPLATES, 0)
    for kind in kinds:
        counts[kind] += 1
    parts = [f"{TEMPLATES[kind].digest} {count} 件" for kind, count in counts.items() if count]
    head = f"【校安码】待办 {sum(counts.values())} 件{f'（紧急 {urgent} 件）' if urgent else ''}"
    return f"{head}：{'，'.join(parts)}\n登录查看：{link}"


def _written(name: str, value: str, *, english: bool) -> str:
    """Write a moment as people read it: "2026-11-30T10:00:00+00:00" is 11月30日 18:00; the day's end is only the day."""
    if name not in _MOMENTS:
        return value
    try:
        at = datetime.fromisoformat(value)
    except ValueError:
        return value
    at = at.astimezone(SHANGHAI) if at.tzinfo else at
    day = f"{at:%b} {at.day}" if english else f"{at.month}月{at.day}日"
    return day if len(value) == len("2026-11-30") or at.time() >= time(23, 59) else f"{day} {at:%H:%M}"
