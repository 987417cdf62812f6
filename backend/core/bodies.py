"""What no form may hold: characters that no database stores, and nesting that no form has. Looked at before any view."""

from __future__ import annotations

import re

import orjson
from flask import request

from backend.core.errors import Error, Problem, register

LARGEST_JSON = 1_000_000
_NUL = re.compile(rb"(?<!\\)(?:\\\\)*\\u0000")
_SURROGATE = re.compile(rb"\\u[dD][89a-fA-F]")


def take_json() -> None:
    """Read a JSON body whole, at most 1 MB of it; refuse what could not be stored.

    It is kept for the view: a body that arrives slowly must not be awaited inside a unit of work.
    """
    if not request.is_json:
        return
    request.max_content_length = LARGEST_JSON
    body = request.get_data()
    if _NUL.search(body):
        raise Problem("text_not_storable")
    try:
        orjson.loads(body or b"null")
    except orjson.JSONDecodeError:
        raise Problem("text_not_storable" if _SURROGATE.search(body) else "bad_request") from None


def refuse_nul_in_address() -> None:
    """Turn away an address with a NUL character: nobody types one, and PostgreSQL cannot compare it with a text."""
    if "\0" in request.path or b"%00" in request.query_string:
        raise Problem("bad_request")


register(
    {
        "text_not_storable": Error(
            422,
            "文字里有无法保存的字符",
            "Text holds a character that cannot be stored",
            "可能是被截断的表情符号。请删去表情和特殊符号，或重新输入后再提交。",
            "It may be half an emoji. Take emoji and special characters out, or type it again.",
        ),
    }
)
