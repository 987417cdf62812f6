"""A NUL character is turned away at the door: PostgreSQL would answer it with a server error."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient


@pytest.mark.parametrize("path", ["/api/v1/site_codes/A%00B", "/c/%00", "/api/v1/reports/nearby?code=A&tile=%00"])
def test_a_nul_in_an_address_is_a_bad_request(client: FlaskClient, path: str) -> None:
    assert client.get(path).status_code == 400


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b'{"pickup_code": "A\\u0000B"}', 422),
        (b'{"pickup_code": "A\\\\\\u0000"}', 422),
        (b'{"pickup_code": "\\\\u0000"}', 404),
    ],
    ids=["a NUL", "a backslash and a NUL", "backslash u 0000, typed"],
)
def test_a_nul_in_a_form_is_refused_in_clear_words_but_its_spelling_is_text(
    client: FlaskClient, body: bytes, status: int
) -> None:
    assert client.post("/api/v1/pickups", data=body, content_type="application/json").status_code == status
