"""Why an act is refused although its role allows it: preconditions of the case, and conflicts of interest. Pure.

Each name is also an error code (`case_<name>`, see errors.py) and a word of the printed table (`WORDS`).
"""

from __future__ import annotations

from collections.abc import Callable

from backend.rectifications.facts import CaseFacts, Person, of_school, same
from backend.rectifications.states import HIGHEST_LEVEL

MOST_TRANSFERS = 2
MOST_EXTENSIONS = 2
REOPEN_REJECTED_DAYS = 30
RECURRENCE_DAYS = 180
LEVEL_FOR_MEETING = 3


def _found_outside_unit(case: CaseFacts) -> bool:
    """Whether somebody outside the responsible unit found it: an outsider, or the school where a department is to fix it."""
    return case.external or case.lead_unit_id not in (case.school_id, case.parent_school_id)


def _fixers_unit(case: CaseFacts, person: Person) -> bool:
    return same(person.unit_id, case.lead_unit_id) or same(person.unit_id, case.submitted_unit_id)


def _not_in_own_line(case: CaseFacts, person: Person) -> bool:
    """A case that nobody has classified may be anybody's line; the act itself must name the category."""
    if case.category_lead == "SCH":
        return not of_school(case, person)
    return person.unit_id is None or (case.category_lead is not None and person.unit_kind != case.category_lead)


def _not_lead_unit(case: CaseFacts, person: Person) -> bool:
    return not person.typed_in and not same(person.unit_id, case.lead_unit_id)


def _third_extension(case: CaseFacts, person: Person) -> bool:
    return case.extension_count >= MOST_EXTENSIONS and "case.extend_third" not in person.verbs


PRECONDITIONS: dict[str, Callable[[CaseFacts, Person], bool]] = {
    "frozen": lambda case, _person: case.frozen,
    "not_frozen": lambda case, _person: not case.frozen,
    "transfer_pending": lambda case, _person: case.transfer_pending,
    "transfer_not_pending": lambda case, _person: not case.transfer_pending,
    "transfer_too_late": lambda case, _person: case.transfer_too_late,
    "extension_pending": lambda case, _person: case.extension_pending,
    "extension_not_pending": lambda case, _person: not case.extension_pending,
    "no_interim_measure": lambda case, _person: not case.interim_controlled,
    "overdue": lambda case, _person: case.overdue,
    "already_major": lambda case, _person: case.severity == "major",
    "not_major": lambda case, _person: case.severity != "major",
    "highest_level": lambda case, _person: case.escalation_level >= HIGHEST_LEVEL,
    "already_whistled": lambda case, _person: case.whistled,
    "not_whistled": lambda case, _person: not case.whistled,
    "on_agenda": lambda case, _person: case.on_agenda,
    "not_on_agenda": lambda case, _person: not case.on_agenda,
    "not_ripe_for_meeting": lambda case, _person: case.escalation_level < LEVEL_FOR_MEETING and not case.whistled,
    "government_project": lambda case, _person: case.government_project,
    "recurrence_too_late": lambda case, _person: case.days_closed > RECURRENCE_DAYS,
    "appeal_too_late": lambda case, _person: case.days_closed > REOPEN_REJECTED_DAYS,
    "already_appealed": lambda case, _person: case.appealed,
    "not_reporter": lambda _case, person: not person.reporter,
    "not_disputed": lambda case, _person: not case.disputed,
    "already_disputed": lambda case, _person: case.disputed,
    "not_quarantined": lambda case, _person: not case.quarantined,
}
"""Flags that decide whether the act makes sense now; an act stopped by one is simply not offered."""

CONFLICTS: dict[str, Callable[[CaseFacts, Person], bool]] = {
    "photos_missing": lambda case, _person: case.photos_missing > 0,
    "own_submission": lambda case, person: same(person.account_id, case.submitted_by),
    "own_verification": lambda case, person: same(person.account_id, case.verified_by),
    "own_unit": lambda case, person: same(person.unit_id, case.lead_unit_id),
    "own_unit_of_major": lambda case, person: case.severity == "major" and same(person.unit_id, case.lead_unit_id),
    "own_unit_on_outside_finding": lambda case, person: _found_outside_unit(case) and _fixers_unit(case, person),
    "school_on_outside_finding": lambda case, person: case.external and of_school(case, person),
    "verifier_unit": lambda case, person: same(person.unit_id, case.verified_unit_id),
    "not_lead_unit": _not_lead_unit,
    "not_lead_nor_school": lambda case, person: _not_lead_unit(case, person) and not of_school(case, person),
    "not_in_own_line": _not_in_own_line,
    "not_own_finding": lambda case, person: not same(person.unit_id, case.finder_unit_id),
    "not_own_school": lambda case, person: not of_school(case, person),
    "of_own_school": lambda case, person: of_school(case, person),
    "third_transfer": lambda case, _person: case.transfer_count >= MOST_TRANSFERS,
    "third_extension": _third_extension,
}
"""Reasons that a person is told, with what to do instead."""

REASONS = PRECONDITIONS | CONFLICTS
WORDS = {
    "frozen": "未被冻结",
    "not_frozen": "已被冻结",
    "transfer_pending": "没有待定的移交申请",
    "transfer_not_pending": "有待定的移交申请",
    "transfer_too_late": "签收时限后 1 个工作日内",
    "extension_pending": "没有待定的延期申请",
    "extension_not_pending": "有待定的延期申请",
    "no_interim_measure": "已有临时防护措施",
    "overdue": "未逾期",
    "already_major": "现为一般隐患",
    "not_major": "现为重大隐患",
    "highest_level": "未到最高级",
    "already_whistled": "尚未吹哨",
    "not_whistled": "已吹哨",
    "on_agenda": "未列入会议议题",
    "not_on_agenda": "已列入会议议题",
    "not_ripe_for_meeting": f"提级达 {LEVEL_FOR_MEETING} 级或学校已吹哨",
    "government_project": "未转为政府长期工程",
    "recurrence_too_late": f"销号后 {RECURRENCE_DAYS} 天内",
    "appeal_too_late": f"不予受理后 {REOPEN_REJECTED_DAYS} 天内",
    "already_appealed": "仅一次",
    "not_reporter": "限上报人本人",
    "photos_missing": "照片已传齐",
    "own_submission": "不是提交整改的本人",
    "own_verification": "不是验收的本人",
    "own_unit": "不是责任单位的人",
    "own_unit_of_major": "重大隐患，不是责任单位的人",
    "own_unit_on_outside_finding": "外部发现的，不是责任单位的人",
    "school_on_outside_finding": "外部发现的，不是被报学校的人",
    "verifier_unit": "不是验收单位的人",
    "not_lead_unit": "限责任单位（或联席办代录）",
    "not_lead_nor_school": "限责任单位或所在学校",
    "not_in_own_line": "类别主责为本单位",
    "not_own_finding": "本单位自己发现的",
    "not_own_school": "限本校",
    "of_own_school": "限部门，不是学校自己",
    "not_disputed": "上报人反映没解决",
    "already_disputed": "没有待复核的反映",
    "not_quarantined": "在待甄别中",
    "third_transfer": f"移交不超过 {MOST_TRANSFERS} 次，再移交须联席会议决定",
    "third_extension": f"延期超过 {MOST_EXTENSIONS} 次须市级批准",
}


def first_objection(names: tuple[str, ...], case: CaseFacts, person: Person) -> str | None:
    """Return the first of `names` that stands against the act, or None."""
    return next((name for name in names if REASONS[name](case, person)), None)
