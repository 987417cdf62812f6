"""The one home of the state machine: which act leads where, who may do it, and who must not because of a conflict."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID


class State(StrEnum):
    """Where a case stands; `LABELS` has the Chinese."""

    REPORTED = "reported"
    NEED_INFO = "need_info"
    ASSIGNED = "assigned"
    RECTIFYING = "rectifying"
    PENDING_VERIFICATION = "pending_verification"
    VERIFIED = "verified"
    CLOSED = "closed"
    ARCHIVED = "archived"
    REJECTED = "rejected"
    DUPLICATE = "duplicate"
    REFERRED_OUT = "referred_out"


LABELS = {
    State.REPORTED: "待研判",
    State.NEED_INFO: "退回补充",
    State.ASSIGNED: "待签收",
    State.RECTIFYING: "整改中",
    State.PENDING_VERIFICATION: "待验收",
    State.VERIFIED: "待销号",
    State.CLOSED: "已销号",
    State.ARCHIVED: "已归档",
    State.REJECTED: "不予受理",
    State.DUPLICATE: "已并案",
    State.REFERRED_OUT: "已转出",
}
OPEN_STATES = frozenset(
    {
        State.REPORTED,
        State.NEED_INFO,
        State.ASSIGNED,
        State.RECTIFYING,
        State.PENDING_VERIFICATION,
        State.VERIFIED,
    }
)
FAILED_LEAST = timedelta(days=2)
DUE_CLOCK_STATES = frozenset({State.ASSIGNED, State.RECTIFYING})
SEVERITIES = {"general": "一般隐患", "major": "重大隐患"}
HANDLINGS = {"immediate": "立行立改", "deadline": "限期整改"}
REJECT_REASONS = {"not_a_hazard": "不属于隐患", "not_found": "现场未发现", "test": "测试", "abuse": "恶意上报"}
PUBLIC_STATUS = {
    State.REPORTED: ("received", "已收到"),
    State.NEED_INFO: ("received", "已收到"),
    State.ASSIGNED: ("handed_over", "已转责任单位"),
    State.RECTIFYING: ("in_progress", "处理中"),
    State.PENDING_VERIFICATION: ("in_progress", "处理中"),
    State.VERIFIED: ("in_progress", "处理中"),
    State.CLOSED: ("done", "已处理"),
    State.ARCHIVED: ("done", "已处理"),
    State.REJECTED: ("not_found", "未发现或不予受理"),
    State.DUPLICATE: ("merged", "已并入同一问题"),
    State.REFERRED_OUT: ("referred", "已转其他渠道"),
}


@dataclass(frozen=True)
class CaseFacts:
    """What the rules look at in a case.

    `finder_unit_id` is None when a passer-by found it; a campus and its `parent_school_id` are one school here.
    `photos_missing` counts the photos announced by the last move that have not arrived: the move was taken at its word,
    the next one waits.
    """

    state: State
    version: int
    severity: str
    school_id: UUID | None
    finder_unit_id: UUID | None
    parent_school_id: UUID | None = None
    category_lead: str | None = None
    lead_unit_id: UUID | None = None
    submitted_by: UUID | None = None
    submitted_unit_id: UUID | None = None
    verified_by: UUID | None = None
    verified_unit_id: UUID | None = None
    photos_missing: int = 0

    @property
    def external(self) -> bool:
        """Whether somebody outside the school found it, so that the school neither rejects nor closes it."""
        return is_external(self.finder_unit_id, school_id=self.school_id, parent_school_id=self.parent_school_id)


@dataclass(frozen=True)
class Person:
    """Who asks: the account, its unit, that unit's kind, and the verbs that its grants give at this case."""

    account_id: UUID | None
    unit_id: UUID | None
    unit_kind: str | None
    verbs: frozenset[str]


@dataclass(frozen=True)
class Transition:
    """One row of the state machine. `verb` is the right it takes, `conflicts` the checks that may still refuse it.

    `needs` are the inputs a screen asks for; a trailing "?" marks those that may stay empty.
    """

    number: str
    action: str
    label: str
    done_label: str
    source: State
    target: State
    verb: str
    conflicts: tuple[str, ...] = ()
    severity: str | None = None
    needs: tuple[str, ...] = ()


_PENDING = State.PENDING_VERIFICATION
_VERIFIER_CONFLICTS = ("own_submission", "own_unit_on_outside_finding", "school_on_outside_finding")
TRANSITIONS: tuple[Transition, ...] = (
    Transition("T02", "self_assign", "本单位立即整改", "当场认领", State.REPORTED, State.ASSIGNED, "case.self_assign",
         conflicts=("not_in_own_line",), needs=("category",)),
    Transition("T06", "reject", "不予受理", "不予受理", State.REPORTED, State.REJECTED, "case.reject",
         conflicts=("school_on_outside_finding",), needs=("reason", "note")),
    Transition("T07", "merge", "并案", "并案", State.REPORTED, State.DUPLICATE, "case.assess",
         conflicts=("school_on_outside_finding",), needs=("master_case_id", "note?")),
    Transition("T09", "convert", "涉及个人，转保密渠道", "已转其他渠道", State.REPORTED, State.REFERRED_OUT, "case.assess",
         needs=("psn_category",)),
    Transition("T10", "assign", "研判交办", "研判交办", State.REPORTED, State.ASSIGNED, "case.assign",
         needs=("category", "severity", "handling", "lead_unit_id", "due_at?", "criteria_item?", "note?")),
    Transition("T11", "acknowledge", "签收", "签收", State.ASSIGNED, State.RECTIFYING, "case.acknowledge",
         conflicts=("not_lead_unit",), needs=("responsible_name", "planned_measure")),
    Transition("T20", "submit", "提交整改", "提交整改", State.RECTIFYING, _PENDING, "case.submit",
         conflicts=("not_lead_unit",), needs=("measure", "photo")),
    Transition("T21", "fail", "验收不通过", "验收不通过", _PENDING, State.RECTIFYING, "case.verify",
         conflicts=_VERIFIER_CONFLICTS, needs=("reason", "photo?")),
    Transition("T22", "verify", "验收通过并销号", "验收通过，已销号", _PENDING, State.CLOSED, "case.verify",
         conflicts=("photos_missing", *_VERIFIER_CONFLICTS), severity="general", needs=("note?", "photo?")),
    Transition("T23", "verify", "现场验收通过", "现场验收通过", _PENDING, State.VERIFIED, "case.verify_major",
         conflicts=("photos_missing", *_VERIFIER_CONFLICTS, "own_unit"), severity="major", needs=("on_site", "photo", "note")),
    Transition("T24", "close_out", "销号", "销号", State.VERIFIED, State.CLOSED, "case.close",
         conflicts=("photos_missing", "own_submission", "own_verification", "verifier_unit", "own_unit"), needs=("note?",)),
)  # fmt: skip
ENTRY_LABELS = {transition.action: transition.done_label for transition in TRANSITIONS} | {
    "report": "发现上报",
    "join": "又有人上报",
    "photo_received": "照片到达",
    "seal": "原文已封存",
    "purge": "封存的原文已清除",
}


def transition_for(action: str, case: CaseFacts) -> Transition | None:
    """Return the row of `action` that fits the case's severity; its source state is not looked at."""
    rows = [row for row in TRANSITIONS if row.action == action and row.severity in (None, case.severity)]
    return rows[0] if rows else None


def verb_for(row: Transition, case: CaseFacts) -> str:
    """Return the right that `row` takes on this case: verifying an outside finding takes one that schools never have."""
    return "case.verify_external" if row.verb == "case.verify" and case.external else row.verb


def refusal(action: str, case: CaseFacts, person: Person) -> str | None:
    """Say why `person` may not do `action` now, as an error code, or None. State first, then right, then conflicts."""
    row = transition_for(action, case)
    if row is None or case.state != row.source:
        return "case_wrong_state"
    if verb_for(row, case) not in person.verbs:
        return "case_not_permitted"
    return _conflict(row, case, person)


def allowed_actions(case: CaseFacts, person: Person) -> tuple[list[Transition], list[tuple[Transition, str]]]:
    """Split the acts that fit the case's state into those `person` may do and those refused for a reason worth telling.

    Acts that the person's roles never include are left out: nobody needs to read about the rights of others. Those who
    verify at home but not this case (an outsider found it) read the conflict that says why.
    """
    allowed: list[Transition] = []
    refused: list[tuple[Transition, str]] = []
    for row in TRANSITIONS:
        if case.state != row.source or row.severity not in (None, case.severity):
            continue
        reason = refusal(row.action, case, person)
        if reason is None:
            allowed.append(row)
            continue
        if reason == "case_not_permitted":
            reason = _conflict(row, case, person) if row.verb in person.verbs else None
        if reason is not None:
            refused.append((row, reason))
    return allowed, refused


def _conflict(row: Transition, case: CaseFacts, person: Person) -> str | None:
    return next((f"case_{name}" for name in row.conflicts if _CONFLICTS[name](case, person)), None)


def is_external(finder_unit_id: UUID | None, *, school_id: UUID | None, parent_school_id: UUID | None) -> bool:
    """Say whether a finding comes from outside the school; a campus and its school are one."""
    return finder_unit_id is None or finder_unit_id not in (school_id, parent_school_id)


def is_open(state: State | str) -> bool:
    """Whether the case still waits for somebody."""
    return State(state) in OPEN_STATES


def due_after_failure(due_at: datetime | None, *, submitted_at: datetime | None, failed_at: datetime) -> datetime:
    """Return the deadline after a failed verification: what was left at submission (the clock stood since), or two days."""
    left = due_at - submitted_at if due_at and submitted_at else FAILED_LEAST
    return failed_at + max(left, FAILED_LEAST)


def is_overdue(state: State | str, due_at: datetime | None, *, at: datetime) -> bool:
    """Whether the due clock runs and has run out."""
    return due_at is not None and State(state) in DUE_CLOCK_STATES and due_at < at


def _same(a: UUID | None, b: UUID | None) -> bool:
    return a is not None and a == b


def _of_school(case: CaseFacts, person: Person) -> bool:
    return _same(person.unit_id, case.school_id) or _same(person.unit_id, case.parent_school_id)


def _found_outside_unit(case: CaseFacts) -> bool:
    """Whether somebody outside the responsible unit found it: an outsider, or the school where a department is to fix it."""
    return case.external or case.lead_unit_id not in (case.school_id, case.parent_school_id)


def _not_in_own_line(case: CaseFacts, person: Person) -> bool:
    """A case that nobody has classified may be anybody's line; the act itself must name the category."""
    if case.category_lead == "SCH":
        return not _of_school(case, person)
    return person.unit_id is None or (case.category_lead is not None and person.unit_kind != case.category_lead)


_CONFLICTS = {
    "photos_missing": lambda case, _person: case.photos_missing > 0,
    "own_submission": lambda case, person: _same(person.account_id, case.submitted_by),
    "own_verification": lambda case, person: _same(person.account_id, case.verified_by),
    "own_unit": lambda case, person: _same(person.unit_id, case.lead_unit_id),
    "own_unit_on_outside_finding": lambda case, person: (
        _found_outside_unit(case)
        and (_same(person.unit_id, case.lead_unit_id) or _same(person.unit_id, case.submitted_unit_id))
    ),
    "school_on_outside_finding": lambda case, person: case.external and _of_school(case, person),
    "verifier_unit": lambda case, person: _same(person.unit_id, case.verified_unit_id),
    "not_lead_unit": lambda case, person: not _same(person.unit_id, case.lead_unit_id),
    "not_in_own_line": _not_in_own_line,
}
