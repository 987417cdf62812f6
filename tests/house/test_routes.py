"""Closed by default: who is not told to be open is closed; whatever fails looks the same."""

from __future__ import annotations

import pytest
from flask import Flask

from tests.house import checks


def _example() -> Flask:
    app = Flask("example")
    app.add_url_rule("/secret", "secret", lambda: "everybody reads this")
    app.add_url_rule("/broken", "broken", lambda: ("<h1>500</h1>", 500))
    return app


def test_every_route_is_guarded_or_says_why_it_is_open(app: Flask) -> None:
    assert checks.unguarded_routes(app) == []


def test_an_unguarded_route_is_found() -> None:
    assert "GET /secret" in checks.unguarded_routes(_example())


def test_every_failing_path_answers_problem_json(app: Flask) -> None:
    tries = []
    for method, path, rule in checks.addresses(app):
        if rule.endpoint.startswith("pages."):
            continue  # pages explain themselves to people, in HTML
        tries.append((method, path, {}))
        tries.append((method, path, {"data": b"{", "content_type": "application/json"}))
        tries.append((method, path, {"json": {"surprise": 1}}))
        tries.append(("PATCH", path, {}))
    tries.append(("GET", "/nowhere", {}))
    assert checks.misshapen_failures(app, tries) == []


def test_a_failure_of_another_shape_is_found() -> None:
    assert checks.misshapen_failures(_example(), [("GET", "/broken", {})])


def test_no_test_leaves_a_route_in_the_application_that_all_share(app: Flask) -> None:
    with pytest.raises(AssertionError, match="already handled its first request"):
        app.add_url_rule("/left", "left", lambda: "")
