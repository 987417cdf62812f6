"""What the public reads about a case: plain words, nothing of units' insides, doubts, notes or other reporters. Pure."""

from __future__ import annotations

from typing import Any

from backend.rectifications.states import PUBLIC_STATUS, State

REJECTED = {
    "not_a_hazard": "看过了，不属于校园安全隐患。",
    "not_found": "到现场看过，没有发现您说的情况。",
    "test": "按测试信息办结。",
    "abuse": "内容不符合上报的要求，没有受理。",
    "no_answer": "三天内没有收到您的补充，先办结了。",
}
REFERRED = {
    "110": "这件事由公安受理，请拨打 110。",
    "12345": "这件事不归校园安全管，请拨打政务服务热线 12345。",
    "12315": "这件事由市场监管部门受理，请拨打 12315。",
    "outside_county": "这件事不在本县，请拨打当地的 12345。",
    "confidential": "这件事已由专门的人接手，进展不在这里显示。紧急情况请拨打 110。",
}
CALLS = {"110": "110", "12345": "12345", "12315": "12315", "outside_county": "12345"}


def reason(state: State, *, reject_reason: str | None, referred_to: str | None) -> dict[str, str] | None:
    """Say why it ended without being fixed, as {key, label}; None where that is no question."""
    if state is State.REJECTED and reject_reason in REJECTED:
        return {"key": reject_reason, "label": REJECTED[reject_reason]}
    if state is State.REFERRED_OUT and referred_to in REFERRED:
        return {"key": referred_to, "label": REFERRED[referred_to]}
    return None


def call(state: State, referred_to: str | None) -> str | None:
    """Return the number to call instead, or None."""
    return CALLS.get(referred_to or "") if state is State.REFERRED_OUT else None


def status(state: State, *, asked_here: bool) -> tuple[str, str]:
    """Return key and label; a question is shown to the one who was asked, others read that the report is there."""
    return PUBLIC_STATUS[State.REPORTED if state is State.NEED_INFO and not asked_here else state]


def steps(entries: list[tuple[Any, dict[str, Any]]], *, since: Any, asked_here: bool) -> list[dict[str, Any]]:
    """Return each change of the public status after `since`, once; `entries` are (time, content) in order."""
    found: list[dict[str, Any]] = []
    last = PUBLIC_STATUS[State.REPORTED][1]
    for at, said in entries:
        label = status(State(said["to_state"]), asked_here=asked_here)[1]
        if label != last:
            found.append({"at": max(at, since), "label": label})
            last = label
    return found
