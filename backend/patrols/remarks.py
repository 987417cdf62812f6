"""What the door noticed about a visit that is nobody's fault and no doubt: said to people, never counted. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from backend.patrols.reasons import Found

REMARKS: dict[str, tuple[str, str]] = {
    "no_run": (
        "您当天的任务里没有包含这个点位的一轮，已作为单独的巡查记录保存。",
        "None of your rounds of that day holds this point; it is kept as a visit of its own.",
    ),
    "other_run": (
        "这个点位不在手机选的那一轮里，已记到包含它的一轮。",
        "The round chosen on the phone does not hold this point; it was counted in the one that does.",
    ),
    "code_unknown": (
        "扫到的码认不出来，按所选点位记录。",
        "The code could not be recognised; the point chosen was recorded.",
    ),
    "code_elsewhere": (
        "扫到的是另一个点位的码，已按扫到的码记录。",
        "The code belongs to another point than the one chosen; the code's point was recorded.",
    ),
    "recheck_unfit": (
        "这次记录不能算复查：复查要由另一个人在同一点位进行。",
        "This is no re-check: another person must do that at the same point.",
    ),
}


def sentences(
    reasons: Iterable[Mapping[str, Any]], remarks: Iterable[str], *, language: str = "zh"
) -> list[dict[str, str]]:
    """Write stored reasons and remarks as people read them, heaviest first: [{"code", "text"}]."""
    english = language == "en"
    lines = []
    for reason in reasons:
        values = tuple((name, value) for name, value in reason.items() if name != "code")
        lines.append({"code": reason["code"], "text": Found(reason["code"], values).text("en" if english else "zh-CN")})
    return lines + [{"code": code, "text": REMARKS[code][english]} for code in remarks]
