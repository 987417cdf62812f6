"""The one home of the state machine (domain: T01–T34): which act leads where, who may do it, and who must not."""

from __future__ import annotations

from dataclasses import dataclass, replace

from backend.rectifications.conflicts import PRECONDITIONS, first_objection
from backend.rectifications.facts import CaseFacts, Person
from backend.rectifications.states import (
    EVERY,
    LISTED_OPEN,
    OPEN,
    STRUCK_OFF,
    WORKING,
    State,
)


@dataclass(frozen=True)
class Transition:
    """One row of the state machine. `verb` is the right it takes; `when` are preconditions of the case, `conflicts` the

    checks that may still refuse it and are worth telling. `target` None means that the state stays. `needs` are the
    inputs a screen asks for; a trailing "?" marks those that may stay empty. `main` marks the ordinary way onwards.
    A `quiet` row leaves the version alone: what a phone prepared offline is not made stale by a reminder.
    """

    number: str
    action: str
    label: str
    done_label: str
    sources: tuple[State, ...]
    target: State | None
    verb: str
    conflicts: tuple[str, ...] = ()
    when: tuple[str, ...] = ()
    severity: str | None = None
    needs: tuple[str, ...] = ()
    effect: str = ""
    main: bool = False
    quiet: bool = False


_REPORTED, _ASKED, _ASSIGNED, _RECTIFYING = (
    (State.REPORTED,),
    (State.NEED_INFO,),
    (State.ASSIGNED,),
    (State.RECTIFYING,),
)
_PENDING, _VERIFIED, _REJECTED = (State.PENDING_VERIFICATION,), (State.VERIFIED,), (State.REJECTED,)
_VERIFIER = ("own_submission", "own_unit_on_outside_finding", "school_on_outside_finding")
_TRIAGE = ("school_on_outside_finding",)
_CLOCK = "case.clock"
"""The right of the system alone: no role has it."""

TRANSITIONS: tuple[Transition, ...] = (
    Transition("T01", "report", "上报", "发现上报", (), State.REPORTED, "report.create",
         needs=("place", "note?", "photo?"), effect="发给取件码；先提示附近未办结的同类上报"),
    Transition("T01", "release", "放行", "放行，待研判", _REPORTED, None, "case.assess",
         conflicts=_TRIAGE, when=("not_quarantined",), effect="移出待甄别，按一般上报研判"),
    Transition("T02", "self_assign", "本单位立即整改", "当场认领", _REPORTED, State.ASSIGNED, "case.self_assign",
         conflicts=("not_in_own_line",), needs=("category",), effect="列名挂账，免研判"),
    Transition("T03", "fix_on_spot", "已当场整改", "当场整改并销号", _REPORTED, State.CLOSED, "case.self_assign",
         conflicts=("not_in_own_line", "not_own_finding"), severity="general",
         needs=("category", "measure", "photo", "checked_by"), effect="列名挂账并销号，计入按期"),
    Transition("T04", "ask_info", "退回补充", "退回补充", _REPORTED, State.NEED_INFO, "case.assess",
         conflicts=_TRIAGE, needs=("question",), effect="上报人凭取件码看到问题；3 天不答不予受理"),
    Transition("T05", "supplement", "补充说明", "已补充", _ASKED, State.REPORTED, "report.create",
         when=("not_reporter",), needs=("note", "photo?"), effect="重新研判", main=True),
    Transition("T06", "lapse", "逾期未补充", "逾期未补充，不予受理", _ASKED, State.REJECTED, _CLOCK,
         effect="30 天内上报人可申请恢复一次"),
    Transition("T06", "reject", "不予受理", "不予受理", _REPORTED, State.REJECTED, "case.reject",
         conflicts=_TRIAGE, needs=("reason", "note"), effect="告知上报人；30 天内可恢复"),
    Transition("T07", "merge", "并案", "并案", _REPORTED, State.DUPLICATE, "case.assess",
         conflicts=_TRIAGE, needs=("master_case_id", "note?"), effect="上报人改看主案进度"),
    Transition("T08", "refer_out", "转其他渠道", "转其他渠道", _REPORTED, State.REFERRED_OUT, "case.assess",
         conflicts=_TRIAGE, needs=("channel", "how"), effect="告知上报人渠道和电话"),
    Transition("T09", "convert", "涉及个人，转保密渠道", "已转其他渠道", (*_REPORTED, *_ASKED), State.REFERRED_OUT,
         "case.assess", needs=("psn_category",), effect="文字和照片立即封存，移交后清除"),
    Transition("T10", "assign", "研判交办", "研判交办", _REPORTED, State.ASSIGNED, "case.assign",
         needs=("category", "severity", "handling", "lead_unit_id", "due_at?", "criteria_item?", "tracker_id?", "note?"),
         effect="列名挂账，编号；通知责任单位和协同单位", main=True),
    Transition("T11", "acknowledge", "签收", "签收", _ASSIGNED, State.RECTIFYING, "case.acknowledge",
         conflicts=("not_lead_unit",), when=("transfer_pending",),
         needs=("responsible_name", "planned_measure", "typed_in?"), effect="责任到人", main=True),
    Transition("T11", "plan", "整改方案（五落实）", "报整改方案", _RECTIFYING, None, "case.submit",
         conflicts=("not_lead_unit",), needs=("planned_measure", "responsible_name", "funds", "planned_until", "contingency"),
         effect="重大隐患 3 天内报方案，期限不超过 30 天"),
    Transition("T12", "ack_overdue", "签收超时", "签收超时，再次通知", _ASSIGNED, None, _CLOCK,
         effect="再次通知，提到 1 级", quiet=True),
    Transition("T13", "ask_transfer", "申请移交", "申请移交", WORKING, None, "case.acknowledge",
         conflicts=("not_lead_unit", "third_transfer"), when=("transfer_pending", "transfer_too_late"),
         needs=("to_unit_id", "reason", "legal_basis"), effect="整改期限照走，签收时限后 1 个工作日内提出"),
    Transition("T14", "approve_transfer", "同意移交", "同意移交", WORKING, State.ASSIGNED, "case.transfer",
         conflicts=("third_transfer",), when=("transfer_not_pending",), needs=("keep_as_co_unit?", "note?"),
         effect="换责任单位，重新签收；第三次须联席会议决定", main=True),
    Transition("T15", "refuse_transfer", "不同意移交", "不同意移交", WORKING, None, "case.transfer",
         when=("transfer_not_pending",), needs=("note",), effect="原单位继续办理"),
    Transition("T16", "ask_extension", "申请延期", "申请延期", _RECTIFYING, None, "case.ask_extension",
         conflicts=("not_lead_unit",), when=("extension_pending", "overdue", "no_interim_measure"),
         needs=("new_due_at", "reason", "photo"), effect="等待批准，期限照走"),
    Transition("T17", "grant_extension", "批准延期", "批准延期", _RECTIFYING, None, "case.extend",
         conflicts=("own_unit", "third_extension"), when=("extension_not_pending",), needs=("note",),
         effect="改期限，原期限留存；立行立改的仍按原期限考核", main=True),
    Transition("T18", "refuse_extension", "不批准延期", "不批准延期", _RECTIFYING, None, "case.extend",
         when=("extension_not_pending",), needs=("note",), effect="期限不变"),
    Transition("T19", "record_interim", "登记临时防护", "登记临时防护", WORKING, None, "case.submit",
         conflicts=("not_lead_nor_school",), needs=("measure", "valid_until", "photo"), effect="不能立即整改的先防护"),
    Transition("T19", "check_interim", "复查临时防护", "复查临时防护", (*WORKING, *_PENDING), None, "case.submit",
         conflicts=("not_lead_nor_school",), when=("no_interim_measure",), needs=("in_place", "photo?", "note?"),
         effect="重大隐患每天复查"),
    Transition("T20", "submit", "提交整改", "提交整改", _RECTIFYING, State.PENDING_VERIFICATION, "case.submit",
         conflicts=("not_lead_unit",), needs=("measure", "photo", "typed_in?"), effect="整改期限暂停，开始验收计时", main=True),
    Transition("T21", "fail", "验收不通过", "验收不通过", _PENDING, State.RECTIFYING, "case.verify",
         conflicts=_VERIFIER, needs=("reason", "photo?", "position?"), effect="退回整改，至少再给 2 天"),
    Transition("T22", "verify", "验收通过并销号", "验收通过，已销号", _PENDING, State.CLOSED, "case.verify",
         conflicts=("photos_missing", *_VERIFIER), severity="general",
         needs=("on_site?", "note?", "photo?", "position?"),
         effect="销号，告知上报人；按规则抽取回头看", main=True),
    Transition("T23", "verify", "现场验收通过", "现场验收通过", _PENDING, State.VERIFIED, "case.verify_major",
         conflicts=("photos_missing", *_VERIFIER, "own_unit"), severity="major", needs=("on_site", "photo", "note", "position?"),
         effect="等待第二人销号", main=True),
    Transition("T24", "close_out", "销号", "销号", _VERIFIED, State.CLOSED, "case.close",
         conflicts=("photos_missing", "own_submission", "own_verification", "verifier_unit", "own_unit"), needs=("note?",),
         effect="销号，告知上报人；30 天、90 天回头看", main=True),
    Transition("T25", "object", "不同意销号", "不同意销号，退回整改", _VERIFIED, State.RECTIFYING, "case.close",
         conflicts=("own_submission", "own_verification"), needs=("reason",), effect="退回整改，至少再给 2 天"),
    Transition("T26", "pass_look_back", "回头看合格", "回头看合格", (State.CLOSED,), None, "case.look_back",
         conflicts=(*_VERIFIER, "own_unit_of_major"), needs=("photo", "note", "position?"),
         effect="最后一次合格后归档", main=True),
    Transition("T26", "archive", "归档", "归档", (State.CLOSED,), State.ARCHIVED, _CLOCK,
         effect="回头看全部合格，或销号满 180 天"),
    Transition("T27", "fail_look_back", "回头看不合格", "回头看不合格，重新整改", STRUCK_OFF, State.RECTIFYING, "case.look_back",
         conflicts=(*_VERIFIER, "own_unit_of_major"),
         when=("recurrence_too_late",), needs=("photo", "reason", "position?"), effect="同一编号加 -R1，重新整改"),
    Transition("T27", "reopen", "重新整改", "重新整改", STRUCK_OFF, State.RECTIFYING, "case.reopen",
         when=("recurrence_too_late",), needs=("reason", "photo?"), effect="同一编号加 -R1，等级可提高"),
    Transition("T27", "keep_closed", "维持销号", "复核后维持销号", STRUCK_OFF, None, "case.answer_dispute",
         conflicts=("own_submission", "own_verification"), when=("not_disputed",), needs=("reason",),
         effect="答复上报人“没解决”的反映"),
    Transition("T27", "dispute", "没解决", "上报人反映没解决", STRUCK_OFF, None, "report.create",
         when=("not_reporter", "recurrence_too_late", "already_disputed"), needs=("note?", "photo?"),
         effect="交联席办复核，不自动重开", quiet=True),
    Transition("T27", "confirm_solved", "解决了", "上报人确认已解决", STRUCK_OFF, None, "report.create",
         when=("not_reporter",), effect="记录反馈", quiet=True),
    Transition("T28", "restore", "恢复受理", "恢复受理", _REJECTED, State.REPORTED, "case.reopen",
         when=("appeal_too_late",), needs=("reason",), effect="重新研判"),
    Transition("T28", "appeal", "申请恢复受理", "上报人申请恢复", _REJECTED, State.REPORTED, "report.create",
         when=("not_reporter", "already_appealed", "appeal_too_late"), needs=("note", "photo?"), effect="重新研判，限一次"),
    Transition("T29", "unmerge", "撤销并案", "撤销并案", (State.DUPLICATE,), State.REPORTED, "case.reopen",
         needs=("reason",), effect="恢复为独立的一件"),
    Transition("T30", "escalate", "提级", "提级督办", OPEN, None, "case.escalate",
         when=("highest_level",), needs=("note", "letter_kind?"), effect="提一级；可起草提示函、督办单", quiet=True),
    Transition("T30", "ring", "逾期提级", "逾期提级", OPEN, None, _CLOCK, effect="按逾期阶梯提级并起草文书", quiet=True),
    Transition("T10", "recompute_due", "按放假安排重算期限", "放假安排已导入，重算期限", OPEN, None, _CLOCK,
         effect="节假日顺延，只往后、不提前", quiet=True),
    Transition("T30", "urge", "催办", "催办", OPEN, None, "case.urge", needs=("note?",), effect="通知责任单位", quiet=True),
    Transition("T31", "whistle", "吹哨", "学校吹哨", OPEN, None, "case.whistle",
         conflicts=("not_own_school",), when=("already_whistled",), needs=("note", "unit_id?"), effect="部门须到现场报到"),
    Transition("T31", "answer_whistle", "报到", "部门报到", OPEN, None, "case.acknowledge",
         when=("not_whistled",), conflicts=("of_own_school",), needs=("note",), effect="吹哨解除"),
    Transition("T31", "put_on_agenda", "提请联席会议", "提请联席会议", OPEN, None, "case.agenda",
         when=("on_agenda", "not_ripe_for_meeting"), needs=("note?",), effect="列入下次会议议题"),
    Transition("T31", "take_off_agenda", "撤出会议议题", "撤出会议议题", OPEN, None, "case.agenda",
         when=("not_on_agenda",), needs=("note",), effect="会议已定或不再需要"),
    Transition("T32", "take_over", "转为政府长期工程", "转为政府长期工程", WORKING, None, "case.take_over",
         when=("government_project", "no_interim_measure"), needs=("document_no", "milestone_at", "note?"),
         effect="单列长期清单，每周复查临时防护"),
    Transition("T33", "freeze", "冻结", "依法冻结", EVERY, None, "case.freeze",
         when=("frozen",), needs=("document_no",), effect="不得办理、不得清除"),
    Transition("T33", "unfreeze", "解除冻结", "解除冻结", EVERY, None, "case.freeze",
         when=("not_frozen",), needs=("document_no",), effect="恢复办理"),
    Transition("T34", "correct", "更正", "更正", EVERY, None, "case.correct",
         needs=("reason", "school_id?", "category?", "place_text?"), effect="旧值留在台账，不作删改"),
    Transition("T34", "raise_severity", "定为重大隐患", "定为重大隐患", LISTED_OPEN, None, "case.set_major",
         when=("already_major",), needs=("criteria_item", "note?"), effect="记录判定条款，按重大隐患的时限和验收"),
    Transition("T34", "lower_severity", "改为一般隐患", "改为一般隐患", LISTED_OPEN, None, "case.lower_severity",
         conflicts=("own_unit",), when=("not_major", "overdue"), needs=("reason",), effect="逾期后不得降级"),
    Transition("T10", "set_tracker", "指定盯办人", "指定盯办人", LISTED_OPEN, None, "case.assign",
         needs=("tracker_id",), effect="盯办到底", quiet=True),
)  # fmt: skip
ENTRY_LABELS = {transition.action: transition.done_label for transition in TRANSITIONS} | {
    "join": "又有人上报",
    "photo_received": "照片到达",
    "moved_in": "由其他学校台账转入",
    "seal": "原文已封存",
    "purge": "封存的原文已清除",
    "erase": "依法撤除内容",
    "hand_over": "经办人移交",
    "school_merged": "学校并入",
    "school_joined": "接收并入的学校",
    "import": "表格导入",
}
TOLD = frozenset(
    {
        *("self_assign", "reject", "merge", "acknowledge", "submit", "verify", "fail", "close_out"),
        *("ask_transfer", "approve_transfer", "grant_extension"),
    }
)
"""Acts that people expect to find: where a conflict of interest takes one away, they read why."""
ALWAYS_POSSIBLE = frozenset({"freeze", "unfreeze", "dispute", "confirm_solved"})
"""What a frozen case still takes: its release, and the public's word."""


def transition_for(action: str, case: CaseFacts) -> Transition | None:
    """Return the row of `action` that fits the case's severity; its source state is not looked at."""
    rows = [row for row in TRANSITIONS if row.action == action and row.severity in (None, case.severity)]
    return rows[0] if rows else None


def verb_for(row: Transition, case: CaseFacts, person: Person | None = None) -> str:
    """Return the right that `row` takes on this case.

    Verifying an outside finding takes one that schools never have; acting in a unit's place takes the right to type in.
    """
    if row.verb == "case.verify" and case.external:
        return "case.verify_external"
    if person is not None and person.typed_in and "typed_in?" in row.needs:
        return "case.type_in"
    return row.verb


def refusal(action: str, case: CaseFacts, person: Person) -> str | None:
    """Say why `person` may not do `action` now, as an error code, or None: state, right, preconditions, conflicts."""
    row = transition_for(action, case)
    if row is None or case.state not in row.sources:
        return "case_wrong_state"
    if verb_for(row, case, person) not in person.verbs:
        return "case_not_permitted"
    if case.frozen and action not in ALWAYS_POSSIBLE:
        return "case_frozen"
    objection = first_objection((*row.when, *row.conflicts), case, person)
    return f"case_{objection}" if objection else None


def allowed_actions(case: CaseFacts, person: Person) -> tuple[list[Transition], list[tuple[Transition, str]]]:
    """Split the acts that fit the case's state into those `person` may do and those refused for a reason worth telling.

    Acts that the person's roles never include, or that make no sense now, are left out: nobody needs to read about the
    rights of others. Those who verify at home but not this case (an outsider found it) read the conflict that says why.
    """
    allowed: list[Transition] = []
    refused: list[tuple[Transition, str]] = []
    for row in TRANSITIONS:
        if case.state not in row.sources or row.severity not in (None, case.severity):
            continue
        reason = refusal(row.action, case, person)
        if reason is None:
            allowed.append(row)
        elif told := _worth_telling(row, reason, case, person):
            refused.append((row, told))
    return allowed, refused


def allowed_in_place_of_unit(case: CaseFacts, person: Person) -> list[Transition]:
    """Return the acts of the responsible unit that `person` may type in for it, beyond those that are their own."""
    if "case.type_in" not in person.verbs:
        return []
    typing = replace(person, typed_in=True)
    rows = [row for row in TRANSITIONS if "typed_in?" in row.needs and case.state in row.sources]
    acts = [row for row in rows if refusal(row.action, case, typing) is None]
    return [row for row in acts if refusal(row.action, case, person) is not None]


def _worth_telling(row: Transition, reason: str, case: CaseFacts, person: Person) -> str | None:
    if row.action not in TOLD:
        return None
    if reason == "case_not_permitted":
        objection = first_objection(row.conflicts, case, person) if row.verb in person.verbs else None
        return f"case_{objection}" if objection else None
    if reason == "case_frozen":
        return reason if row.main else None
    return None if reason.removeprefix("case_") in PRECONDITIONS else reason


def needs_of(action: str) -> list[list[str]]:
    """Return what each row of an action asks for, as the API's description says it."""
    return [list(row.needs) for row in TRANSITIONS if row.action == action]


def target_of(row: Transition, state: State) -> State:
    """Return where the act leads from `state`."""
    return row.target or state
