"""The error catalogue: rooms register their codes, the domain raises `Problem`, one translator at the edge makes RFC 9457."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Error:
    """One catalogue row: HTTP status, and title and what-to-do in both languages (`{name}` is filled from the problem)."""

    status: int
    zh: str
    en: str
    zh_detail: str
    en_detail: str


CATALOGUE: dict[str, Error] = {}
RETIRED_CODES: frozenset[str] = frozenset()


def register(errors: Mapping[str, Error]) -> None:
    """Add a room's codes; a code taken twice or retired is a mistake in the program."""
    taken = [code for code in errors if CATALOGUE.get(code, errors[code]) != errors[code] or code in RETIRED_CODES]
    if taken:
        raise ValueError(f"error codes already taken or retired: {taken}")
    CATALOGUE.update(errors)


class Problem(Exception):
    """A refusal with a stable code; `fields` carries messages per input field, the rest fills the texts.

    `shown` goes to the caller as it is (JSON values only), beside the texts.
    """

    def __init__(
        self,
        code: str,
        *,
        fields: Mapping[str, Any] | None = None,
        shown: Mapping[str, Any] | None = None,
        **values: Any,
    ) -> None:
        super().__init__(code)
        self.code = code
        self.fields = dict(fields or {})
        self.shown = dict(shown or {})
        self.values = values

    @property
    def error(self) -> Error:
        """The catalogue row of this problem."""
        return CATALOGUE[self.code]


def body_of(problem: Problem, *, language: str) -> dict[str, Any]:
    """Write the problem+json body in `language` ("zh" or "en")."""
    error = problem.error
    title, detail = (error.en, error.en_detail) if language == "en" else (error.zh, error.zh_detail)
    body: dict[str, Any] = {
        "type": f"urn:xiaoanma:error:{problem.code}",
        "code": problem.code,
        "title": title,
        "status": error.status,
        "detail": detail.format_map(_Lenient(problem.values)),
    }
    if problem.fields:
        body["errors"] = problem.fields
    return body | problem.shown


class _Lenient(dict[str, Any]):
    """A value the raiser forgot shows as nothing; an error message must never raise an error of its own."""

    def __missing__(self, key: str) -> str:
        return ""


register(
    {
        "internal_error": Error(
            500,
            "系统出错了",
            "Internal error",
            "不是您的问题。请稍后再试；已填写的内容还在手机里。",
            "Please try again later.",
        ),
        "not_found": Error(
            404,
            "没有找到",
            "Not found",
            "内容不存在，或您无权查看。请核对地址或编号。",
            "It does not exist, or is not yours to see.",
        ),
        "method_not_allowed": Error(
            405,
            "不支持的操作",
            "Method not allowed",
            "这个地址不支持该操作。",
            "This address does not take that method.",
        ),
        "bad_request": Error(400, "请求无法读取", "Bad request", "请刷新页面后重试。", "Reload and try again."),
        "input_invalid": Error(
            422,
            "有内容需要修改",
            "Input needs a change",
            "请按提示修改后再提交。",
            "Mend the fields named and send again.",
        ),
        "payload_too_large": Error(
            413, "文件太大", "Too large", "请压缩后再上传，或换一张照片。", "Send a smaller file."
        ),
        "media_type_unsupported": Error(
            415, "格式不支持", "Unsupported media type", "请换用支持的格式。", "Use a supported format."
        ),
        "too_many_attempts": Error(
            429,
            "操作太频繁",
            "Too many attempts",
            "请等 {minutes} 分钟后再试。",
            "Wait {minutes} minutes, then try again.",
        ),
        "sign_in_required": Error(
            401,
            "请先登录",
            "Sign in first",
            "登录后再继续，已填写的内容不会丢失。",
            "Sign in and go on; nothing typed is lost.",
        ),
        "password_change_required": Error(
            403,
            "请先修改初始密码",
            "Change the first password",
            "首次登录须先设置自己的密码。",
            "Set a password of your own first.",
        ),
        "csrf_token_wrong": Error(
            403,
            "页面已过期",
            "Page expired",
            "请刷新页面后重试，已填写的内容不会丢失。",
            "Reload the page and try again.",
        ),
        "not_permitted": Error(
            403,
            "没有权限",
            "Not permitted",
            "您的角色不能做这一步。如需办理，请联系{whom}。",
            "Your role may not do this. Ask {whom}.",
        ),
        "not_ready": Error(503, "系统正在启动", "Not ready", "请稍后再试。", "Try again shortly."),
        "calendar_year_missing": Error(
            422,
            "缺少 {year} 年工作日历",
            "The calendar of {year} is missing",
            "请管理员先导入 {year} 年放假安排，或手工填写整改期限。",
            "Import the calendar of {year}, or enter the deadline by hand.",
        ),
    }
)
