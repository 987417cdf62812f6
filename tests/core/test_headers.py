"""What every answer tells the browser: pages, data, errors and files."""

from __future__ import annotations

from dataclasses import replace

import pytest
from flask.testing import FlaskClient

from backend.app import create_app


@pytest.mark.parametrize(
    "path", ["/", "/p", "/c/nonsense", "/app", "/api/v1/me", "/api/v1/taxonomy", "/healthz", "/no"]
)
def test_no_type_is_guessed_nothing_framed_no_address_sent_on(client: FlaskClient, path: str) -> None:
    headers = client.get(path).headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
    assert "microphone=()" in headers["Permissions-Policy"]
    assert "Strict-Transport-Security" not in headers


def test_data_is_kept_by_no_cache_unless_it_says_so(client: FlaskClient) -> None:
    assert client.get("/api/v1/me").headers["Cache-Control"] == "no-store"
    assert client.get("/api/v1/taxonomy").headers["Cache-Control"] == "public, max-age=3600"


def test_a_site_on_https_says_so_for_a_year(config, database) -> None:
    client = create_app(replace(config, secure_cookies=True), database=database).test_client()
    for path in ("/", "/api/v1/me", "/static/icon.svg"):
        assert client.get(path).headers["Strict-Transport-Security"] == "max-age=31536000"


def test_no_other_site_reads_our_files(client: FlaskClient) -> None:
    headers = client.get("/static/icon.svg").headers
    assert "Access-Control-Allow-Origin" not in headers
    assert headers["X-Content-Type-Options"] == "nosniff"


def test_no_redirect_names_a_host_that_the_caller_claims(client: FlaskClient) -> None:
    for path in ("/c//x", "/app//x", "//evil.example/x", "/?code=https://evil.example/c/A1PN9NQGQT9SD4MT"):
        answer = client.get(path, headers={"Host": "evil.example"})
        assert "evil.example" not in answer.headers.get("Location", "")


def test_an_invented_method_makes_no_new_figure(client: FlaskClient) -> None:
    client.open("/healthz", method="INVENTED")
    assert "INVENTED" not in client.get("/metrics").text


def test_figures_are_not_for_those_outside_the_proxy(client: FlaskClient) -> None:
    assert client.get("/metrics").status_code == 200
    assert client.get("/metrics", headers={"X-Forwarded-For": "203.0.113.9"}).status_code == 404
