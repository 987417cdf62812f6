"""From what a cell holds to clean text, and from clean text to values; a parser refuses with `CellError` in Chinese."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any, TypeVar

Value = TypeVar("Value")

ERROR_VALUES = frozenset({"#N/A", "#REF!", "#NAME?", "#VALUE!", "#DIV/0!", "#NULL!", "#NUM!", "#SPILL!", "#CALC!"})

# Full-width letters and digits become narrow. Chinese punctuation stays, and so do compatibility ideographs: NFKC would
# rewrite both, and with the latter people's and places' names.
_KEPT_WIDE = "（），：；？！"
_NARROW = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F) if chr(code) not in _KEPT_WIDE}
_INVISIBLE = dict.fromkeys([*range(0x200B, 0x2010), 0x2060, 0xFEFF, 0x00AD])
_ESCAPED = re.compile(r"_x000[0-9A-Fa-f]_")
_BLANK = re.compile(r"[\s\x00-\x1f\x7f]+")
_DAY = re.compile(r"(\d{4})\s*[-./年]\s*(\d{1,2})\s*[-./月]\s*(\d{1,2})\s*日?(?: .*)?|(\d{4})(\d{2})(\d{2})", re.ASCII)
_DEGREES = re.compile(r"[-+]?\d{1,3}(?:\.\d{0,20})?", re.ASCII)
_SERIALS = range(20_000, 80_000)  # 1954 to 2119, as Excel counts days


class CellError(ValueError):
    """What is wrong with a cell, as a Chinese sentence that says what to write instead."""


def plain(value: Any) -> str:
    """Write any cell as text: digits narrow, blanks single, whole numbers without ".0", dates as ISO 8601."""
    match value:
        case None:
            return ""
        case bool():
            return "是" if value else "否"
        case datetime():
            return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "minutes")
        case date() | time():
            return value.isoformat()
        case float():
            return format(Decimal(repr(value)).normalize(), "f")
        case timedelta():
            return str(value)
    if isinstance(value, str) and value.isalnum() and value.isascii():
        return value
    loose = _ESCAPED.sub(" ", str(value)).translate(_NARROW).translate(_INVISIBLE)
    return _BLANK.sub(" ", loose).strip()


def text(longest: int) -> Callable[[str], str]:
    """Accept text of at most `longest` characters."""

    def parse(value: str) -> str:
        if len(value) > longest:
            raise CellError(f"最多 {longest} 个字，现有 {len(value)} 个。")
        return value

    return parse


def choice(meanings: Mapping[str, Value]) -> Callable[[str], Value]:
    """Accept one of the words, answering what it means; `meanings` may hold several words for one value."""

    def parse(value: str) -> Value:
        found = meanings.get(value.replace(" ", ""))
        if found is None:
            first_words: dict[Value, str] = {}
            for word, meaning in meanings.items():
                first_words.setdefault(meaning, word)
            raise CellError(f"“{value}”不在可选范围内，请填：{'、'.join(first_words.values())}。")
        return found

    return parse


def day(value: str) -> date:
    """Read `2026-09-03`, `2026.9.3`, `2026年9月3日`, `20260903` or an Excel serial; a date without a year is refused."""
    if len(value) == 5 and value.isascii() and value.isdigit() and int(value) in _SERIALS:
        return date(1899, 12, 30) + timedelta(days=int(value))
    match = _DAY.fullmatch(value)
    if match is None:
        raise CellError(f"“{value}”不是完整日期，请写成 2026-09-03 的样子（要有年份）。")
    try:
        return date(*(int(part) for part in match.groups() if part is not None))
    except ValueError:
        raise CellError(f"“{value}”这一天不存在，请核对。") from None


def coordinate(value: str) -> float:
    """Read decimal degrees; degrees with minutes are refused, because guessing would move a school."""
    plainly = value.rstrip("°度NESWnesw").strip()
    if _DEGREES.fullmatch(plainly) is None:
        raise CellError(f"“{value[:40]}”不是小数形式的度数，请写成 38.901234 的样子。")
    number = float(plainly)
    if not -180 <= number <= 180:
        raise CellError(f"“{value}”超出了经纬度的范围，请核对。")
    return round(number, 7)
