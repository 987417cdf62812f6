"""Does a report read as if it were about a person? Patterns and words only: it asks, it never decides. Pure."""

from __future__ import annotations

import re
import unicodedata

_ID_CARD = re.compile(r"(?<![0-9A-Za-z])\d{17}[\dXx](?![0-9A-Za-z])")
_PHONE = re.compile(r"(?<!\d)1[3-9]\d{9}(?!\d)")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK = "10X98765432"
_GAPS = re.compile(r"(?<=\d)[ \-]+(?=[\dXx])")
WORDS = (
    *("欺凌", "霸凌", "欺负同学", "校园暴力", "被打了", "殴打", "群殴"),
    *("自杀", "自残", "自伤", "轻生", "割腕", "跳楼", "想死", "不想活", "遗书", "抑郁"),
    *("猥亵", "性侵", "强奸", "性骚扰", "虐待", "家暴", "体罚"),
    *("失踪", "走失", "失联", "离家出走", "拐卖", "辍学", "早恋", "怀孕", "吸毒"),
)


def personal_signs(*texts: str) -> list[str]:
    """Return what in the texts points to a person: "id_number", "phone", "words"; an empty list if nothing does.

    An identity number counts only with its right check digit, so that meter and equipment numbers pass.
    """
    plain = _GAPS.sub("", unicodedata.normalize("NFKC", "\n".join(texts)))
    signs = {
        "id_number": any(_is_id_number(found) for found in _ID_CARD.findall(plain)),
        "phone": _PHONE.search(plain) is not None,
        "words": any(word in plain for word in WORDS),
    }
    return [sign for sign, is_there in signs.items() if is_there]


def _is_id_number(text: str) -> bool:
    """GB 11643: the last of eighteen is a check digit (ISO 7064 MOD 11-2)."""
    total = sum(int(digit) * weight for digit, weight in zip(text, _WEIGHTS, strict=False))
    return _CHECK[total % 11] == text[-1].upper()
