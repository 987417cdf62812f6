"""The one translator at the edge: every failure leaves as RFC 9457 problem+json in the caller's language."""

from __future__ import annotations

from typing import Any

import structlog
from flask import Flask, Response, current_app, request
from werkzeug.exceptions import HTTPException

from backend.core.errors import Problem, body_of
from backend.core.field_messages import in_chinese

PROBLEM_TYPE = "application/problem+json"
_BY_STATUS = {
    400: "bad_request",
    401: "sign_in_required",
    404: "not_found",
    405: "method_not_allowed",
    413: "payload_too_large",
    415: "media_type_unsupported",
    422: "input_invalid",
}
_KEPT_HEADERS = frozenset({"allow", "retry-after", "www-authenticate", "location"})
log = structlog.get_logger()


def install(app: Flask) -> None:
    """Register the handlers for domain problems, HTTP errors and the unforeseen."""
    app.register_error_handler(Problem, answer)
    app.register_error_handler(HTTPException, _answer_http)
    app.register_error_handler(Exception, _answer_unforeseen)


def language() -> str:
    """Return "en" or "zh", as the caller asked; Chinese when in doubt."""
    return "en" if request.accept_languages.best_match(["zh-CN", "zh", "en"], default="zh") == "en" else "zh"


def answer(problem: Problem) -> Response:
    """Write a problem as a response."""
    body = body_of(problem, language=language())
    response = Response(current_app.json.dumps(body), status=body["status"], mimetype=PROBLEM_TYPE)
    if "retry_after" in problem.shown:
        response.headers["Retry-After"] = str(problem.shown["retry_after"])
    return response


def _answer_http(error: HTTPException) -> Response:
    if error.code is not None and error.code < 400:
        return error.get_response()  # type: ignore[return-value]
    problem = Problem(_BY_STATUS.get(error.code or 500, "bad_request"), fields=_field_messages(error))
    response = answer(problem)
    for name, value in error.get_headers():
        if name.lower() in _KEPT_HEADERS:
            response.headers[name] = value
    return response


def _answer_unforeseen(error: Exception) -> Response:
    log.error("unforeseen", error=type(error).__name__, exc_info=error)
    return answer(Problem("internal_error"))


def _field_messages(error: HTTPException) -> dict[str, Any]:
    """Flatten what webargs found, {"json": {"note": […]}} → {"note": […]}, in the caller's language."""
    data: Any = getattr(error, "data", None) or {}
    found: dict[str, Any] = {}
    for messages in (data.get("messages") or {}).values():
        found |= messages if isinstance(messages, dict) else {"_": messages}
    return found if language() == "en" else {field: in_chinese(value) for field, value in found.items()}
