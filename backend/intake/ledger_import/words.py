"""What the words in a ledger's cells mean: severity, handling, how it went, which kind of hazard. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache

from backend.core.spreadsheets.cells import CellError
from backend.hazards.rules import FOUND_VIA
from backend.hazards.taxonomy import UNSURE_CODE
from backend.hazards.taxonomy import load as taxonomy
from backend.rectifications.states import LABELS, STRUCK_OFF

_YES = frozenset({"是", "√", "✓", "✔", "☑", "对", "有", "y", "yes", "1", "v"})
_NO = frozenset({"否", "×", "✗", "✘", "☒", "x", "不是", "无", "没有", "n", "no", "0", "/", "-", "—", "未"})
_SEVERITIES = {
    "general": ("一般", "一般隐患", "一般性隐患", "较小", "轻微", "低", "低风险", "三级", "四级", "普通"),
    "major": ("重大", "重大隐患", "重大事故隐患", "特别重大", "严重", "一级", "挂牌督办"),
}
_HANDLINGS = {
    "immediate": ("立行立改", "立即整改", "即查即改", "即知即改", "当场整改", "现场整改", "立即", "立改", "马上整改"),
    "deadline": ("限期整改", "限期", "限时整改", "限期治理", "挂账整改", "挂牌整改", "长期整改", "持续整改"),
}
_DONE = re.compile(
    r"(已|全部)?(整改)?(完成|完毕|到位|销号|办结|闭环|解决)(整改|销号)?|已(经)?(整改|完成|解决|处理|修复|落实|归档)(完成|到位|完毕)?"
    r"|整改(完成|到位|完毕)并销号|100%|合格|验收合格|验收通过"
)
_NOT_DONE = re.compile(
    r".*(未|没有?|尚未|暂未|正在|待)(整改|完成|到位|解决|销号|落实|办结|研判|签收|验收|动工|开工|实施|处理).*"
    r"|.*整改中.*|.*进行中.*|.*推进中.*|.*(长期|持续)(整改|坚持).*|计划.*|拟.*"
)
_SPLIT = re.compile(r"[/、()（）,，]")
_PERSONAL = re.compile(
    r"PSN\d\d|欺凌|霸凌|心理|自伤|自杀|侵害|性侵|虐待|失学|辍学|精神(?:障碍|病|卫生)|失踪|不良行为|早恋|学生个人"
)
_SELF_CHECK = ("自查", "自检", "自排", "自纠")
_BEFORE_END = frozenset(label for state, label in LABELS.items() if state not in STRUCK_OFF)


@dataclass(frozen=True)
class Kind:
    """A hazard code and, where the words were not its own, what to tell the person who imports."""

    code: str
    warning: str = ""


def yes_or_no(text: str) -> bool | None:
    """Read a tick or a yes; None where it is neither."""
    word = text.replace(" ", "").lower()
    return True if word in _YES else False if word in _NO else None


def severity(text: str) -> str:
    """Read 一般 or 重大 in the words of offices."""
    return _meaning(text, _SEVERITIES, "一般、重大")


def handling(text: str) -> str:
    """Read 立行立改 or 限期整改 in the words of offices."""
    return _meaning(text, _HANDLINGS, "立行立改、限期整改")


def is_done(text: str) -> bool | None:
    """Say whether these words say that it is fixed, that it is not, or (None) something else: what was done."""
    word = text.replace(" ", "").rstrip("。.!！")
    tick = yes_or_no(word)
    if tick is not None:
        return tick
    if word in _BEFORE_END or any(f"（{label}" in word for label in _BEFORE_END) or _NOT_DONE.fullmatch(word):
        return False
    return True if _DONE.fullmatch(word) else None


def is_self_check(text: str) -> bool:
    """Say whether the school itself found it."""
    return any(word in text for word in _SELF_CHECK) or text == FOUND_VIA["self_check"]


def names_a_person(text: str) -> bool:
    """Say whether a kind of hazard is about a person: such things are no hazards and belong in no ledger."""
    return _PERSONAL.search(text) is not None


@cache
def kind(text: str) -> Kind:
    """Find the hazard code: by code, by name, by a part of its name, by what looks like it; else 其他."""
    categories = taxonomy().categories
    word = re.sub(r"(安全|类)?隐患$|类$", "", text.replace(" ", "")) or text
    if word.upper() in categories:
        return Kind(word.upper())
    labels = {category.zh.replace(" ", ""): code for code, category in categories.items()}
    for exact in (text.replace(" ", ""), word):
        if exact in labels:
            return Kind(labels[exact])
    parts = {part: code for label, code in labels.items() for part in _SPLIT.split(label) if len(part) > 1}
    if word in parts:
        return Kind(parts[word])
    near = {code for part, code in parts.items() if part in word or (len(word) > 1 and word in part)}
    if len(near) != 1:
        near = {({**labels, **parts})[found] for found in get_close_matches(word, {**labels, **parts}, n=1, cutoff=0.6)}
    if len(near) == 1:
        code = near.pop()
        return Kind(code, f"“{text}”按“{categories[code].zh}”归类，请核对。")
    return Kind(UNSURE_CODE, f"没有“{text}”这一类，按“其他”导入，之后可以在台账里更正。")


def _meaning(text: str, words: dict[str, tuple[str, ...]], choices: str) -> str:
    word = text.replace(" ", "")
    for meaning, known in words.items():
        if word in known:
            return meaning
    raise CellError(f"“{text[:40]}”看不懂，请填：{choices}。")
