"""/healthz (the process lives), /readyz (it can serve) and /metrics (Prometheus, all worker processes together)."""

from __future__ import annotations

import os
import time

from flask import Flask, Response, g, request
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Histogram, generate_latest, multiprocess
from prometheus_client import REGISTRY as ONE_PROCESS
from sqlalchemy import text

from backend.core.api import current_database, open_to_anyone
from backend.core.errors import Problem

SECONDS = Histogram(
    "xiaoanma_request_seconds", "Seconds to answer, by method, route and status", ["method", "route", "status"]
)
# Anybody can invent methods; each would be a series that is kept for ever.
_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})


def install(app: Flask) -> None:
    """Add the three routes and measure every request."""
    app.add_url_rule("/healthz", "healthz", open_to_anyone("a probe has no account", ignores_who=True)(_alive))
    app.add_url_rule("/readyz", "readyz", open_to_anyone("a probe has no account", ignores_who=True)(_ready))
    app.add_url_rule(
        "/metrics", "metrics", open_to_anyone("kept inside by the proxy; holds no data", ignores_who=True)(_metrics)
    )

    @app.before_request
    def begin() -> None:
        g.measured_from = time.perf_counter()

    @app.after_request
    def measure(response: Response) -> Response:
        rule = request.url_rule.rule if request.url_rule else "-"
        method = request.method if request.method in _METHODS else "-"
        SECONDS.labels(method, rule, str(response.status_code)).observe(time.perf_counter() - g.measured_from)
        return response


def _alive() -> dict[str, str]:
    return {"status": "ok"}


def _ready() -> dict[str, str]:
    try:
        with current_database().work(write=False) as session:
            session.execute(text("SELECT version_num FROM alembic_version")).scalar_one()
    except Exception as error:
        raise Problem("not_ready") from error
    return {"status": "ok"}


def _metrics() -> Response:
    if "X-Forwarded-For" in request.headers:
        raise Problem("not_found")  # it came through the proxy: figures are for the inside only
    registry = ONE_PROCESS
    if "PROMETHEUS_MULTIPROC_DIR" in os.environ:
        registry = CollectorRegistry()
        multiprocess.MultiProcessCollector(registry)
    return Response(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)
