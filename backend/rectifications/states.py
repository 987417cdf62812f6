"""The words of a case: its states with their groups, and the closed lists that its moves choose from. Pure."""

from __future__ import annotations

from enum import StrEnum


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
EVERY = tuple(State)
LISTED_OPEN = (State.ASSIGNED, State.RECTIFYING, State.PENDING_VERIFICATION, State.VERIFIED)
"""Open and on the ledger under a number."""
OPEN = (State.REPORTED, State.NEED_INFO, *LISTED_OPEN)
WORKING = (State.ASSIGNED, State.RECTIFYING)
"""The responsible unit's turn: its deadline runs."""
STRUCK_OFF = (State.CLOSED, State.ARCHIVED)
SET_ASIDE = (State.REJECTED, State.DUPLICATE, State.REFERRED_OUT)
"""Ended without a fix."""
OPEN_STATES = frozenset(OPEN)
DUE_CLOCK_STATES = frozenset(WORKING)

SEVERITIES = {"general": "一般隐患", "major": "重大隐患"}
HANDLINGS = {"immediate": "立行立改", "deadline": "限期整改"}
REJECT_REASONS = {
    "not_a_hazard": "不属于隐患",
    "not_found": "现场未发现",
    "test": "测试",
    "abuse": "恶意上报",
    "no_answer": "逾期未补充",
}
UNASKED_REJECT_REASONS = frozenset({"no_answer"})
"""Given by the clock alone, never chosen by a person."""
REFERRALS = {
    "110": "110 报警",
    "12345": "12345 政务服务热线",
    "12315": "12315 市场监管热线",
    "outside_county": "县外主管单位",
    "confidential": "保密转介",
}
CHOSEN_REFERRALS = tuple(name for name in REFERRALS if name != "confidential")
TYPED_IN_FROM = {"paper": "纸质单", "spreadsheet": "Excel 表", "telephone": "电话记录"}
HIGHEST_LEVEL = 4
ESCALATION_LEVELS = {0: "未提级", 1: "单位负责人", 2: "联席办提示函", 3: "提请联席会议", 4: "报告政府、挂牌督办"}
LETTER_KINDS = {
    "rectification_notice": "整改通知书",
    "advisory_letter": "提示函",
    "supervision_notice": "督办单",
    "instant_consultation": "即时会商建议",
    "government_report": "报告政府（挂牌督办建议）",
    "summons_talk": "约谈建议",
}
PUBLIC_STATUS = {
    State.REPORTED: ("received", "已收到"),
    State.NEED_INFO: ("asked", "请您补充"),
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


def is_open(state: State | str) -> bool:
    """Whether the case still waits for somebody."""
    return State(state) in OPEN_STATES
