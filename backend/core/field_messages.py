"""marshmallow's messages per field in Chinese; schemas check form only, so a dozen sentences are all there is."""

from __future__ import annotations

import re
from typing import Any

_SENTENCES: tuple[tuple[str, str], ...] = (
    (r"Missing data for required field\.", "此项必填。"),
    (r"Field may not be null\.", "此项不能为空。"),
    (r"Unknown field\.", "系统不认识这一项。"),
    (r"Not a valid UUID\.", "编号格式不对。"),
    (r"Not a valid (integer|number|float)\.", "应填数字。"),
    (r"Not a valid string\.", "应填文字。"),
    (r"Not a valid boolean\.", "应填是或否。"),
    (r"Not a valid list\.", "应是一组内容。"),
    (r"Not a valid (naive |aware )?(datetime|date)\.", "时间格式不对。"),
    (r"Must be a time between (\d+) and (\d+)\.", r"时间应在 \1 年到 \2 年之间，请检查手机的日期。"),
    (r"Special numeric values .*", "应填数字。"),
    (r"Number too large\.", "数字太大。"),
    (r"Must be one of: (.*)\.", r"只能是：\1。"),
    (r"Must be greater than or equal to (\S+) and less than or equal to (\S+)\.", r"应在 \1 到 \2 之间。"),
    (r"Must be greater than or equal to (\S+)\.", r"不能小于 \1。"),
    (r"Must be less than or equal to (\S+)\.", r"不能大于 \1。"),
    (r"Length must be between (\d+) and (\d+)\.", r"长度应在 \1 到 \2 之间。"),
    (r"Longer than maximum length (\d+)\.", r"最多 \1 个字。"),
    (r"Shorter than minimum length (\d+)\.", r"至少 \1 个字。"),
    (r"String does not match expected pattern\.", "格式不对。"),
    (r"Invalid JSON body\.", "内容无法读取。"),
    (r"Invalid input type\.", "内容格式不对。"),
)


def in_chinese(value: Any) -> Any:
    """Translate messages, however nested; what is not known stays as it is."""
    if isinstance(value, dict):
        return {key: in_chinese(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [in_chinese(item) for item in value]
    return _sentence(str(value))


def _sentence(text: str) -> str:
    for pattern, chinese in _SENTENCES:
        if match := re.fullmatch(pattern, text):
            return match.expand(chinese)
    return text
