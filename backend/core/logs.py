"""Structured logs: one JSON line a request with its id, route and time, and nothing that tells who it was."""

from __future__ import annotations

import logging
import re
import sys
import time
from collections.abc import MutableMapping
from typing import Any
from uuid import UUID

import structlog
from flask import Flask, Response, g, request

from backend.core.ids import new_id

HEADER = "X-Request-Id"
_QUOTING = re.compile(r"^(?:DETAIL|CONTEXT|HINT|LINE \d+):.*\n?", re.MULTILINE)


def configure(*, level: str = "INFO") -> None:
    """Send structlog as JSON lines to standard error."""
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            without_quotes,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelNamesMapping()[level]),
        logger_factory=structlog.WriteLoggerFactory(file=sys.stderr),
        cache_logger_on_first_use=True,
    )


def without_quotes(_logger: Any, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Leave out of a traceback the lines in which PostgreSQL quotes what it refused: they hold names and numbers."""
    if "exception" in event:
        event["exception"] = _QUOTING.sub("", event["exception"])
    return event


def install(app: Flask) -> None:
    """Give every request an id and a log line; paths are logged as rules, because a filled path can hold a secret."""
    log = structlog.get_logger()

    @app.before_request
    def begin() -> None:
        g.request_id = _given_id() or str(new_id())
        g.began = time.perf_counter()
        structlog.contextvars.bind_contextvars(request_id=g.request_id)

    @app.after_request
    def end(response: Response) -> Response:
        response.headers[HEADER] = g.request_id
        rule = request.url_rule.rule if request.url_rule else "-"
        elapsed = round((time.perf_counter() - g.began) * 1000, 1)
        log.info("request", method=request.method, route=rule, status=response.status_code, ms=elapsed)
        structlog.contextvars.clear_contextvars()
        return response


def _given_id() -> str | None:
    """Take a proxy's id when it is a UUID; anything else could smuggle text into the log."""
    try:
        return str(UUID(request.headers.get(HEADER, "")))
    except ValueError:
        return None
