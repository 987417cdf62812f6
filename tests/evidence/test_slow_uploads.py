"""A phone that sends slowly keeps nobody else from writing."""

from __future__ import annotations

import io
import threading
from typing import Any

import pytest
from sqlalchemy import update

from backend.app import create_app
from backend.config import Config
from backend.core.bodies import LARGEST_JSON
from backend.core.db import Database
from backend.evidence.models import Photo
from backend.evidence.tokens import issue_upload_token
from tests.builders import an_account, bearer

from . import samples
from .photos import Record, sha256


class SlowPhone(io.BytesIO):
    """While its first bytes are awaited, somebody else writes."""

    def __init__(self, body: bytes, database: Database) -> None:
        super().__init__(body)
        self.database = database
        self.other_got_through: bool | None = None

    def read(self, size: int | None = -1, /) -> bytes:
        self._await_other()
        return super().read(size)

    def readinto(self, buffer: Any, /) -> int:
        self._await_other()
        return super().readinto(buffer)

    def _await_other(self) -> None:
        if self.other_got_through is None:
            other = threading.Thread(target=self._write, daemon=True)
            other.start()
            other.join(timeout=3)
            self.other_got_through = not other.is_alive()

    def _write(self) -> None:
        with self.database.work() as session:
            session.execute(update(Photo).values(ordinal=0))


@pytest.mark.parametrize("address", ["reports", "cases"])
def test_no_write_lock_is_held_while_a_body_is_awaited(
    committed_database: Database, config: Config, record: Record, address: str
) -> None:
    body = samples.jpeg()
    with committed_database.work() as session:
        record.declares(session, body)
        credentials = bearer(session, an_account(session))
    client = create_app(config, database=committed_database).test_client()
    phone = SlowPhone(body, committed_database)
    token = issue_upload_token(config.secrets.app, record_type="hazard", record_id=record.id)
    answer = client.put(
        f"/api/v1/{address}/{record.id}/photos/{sha256(body)}",
        input_stream=phone,
        headers=credentials | {"Upload-Token": token, "Content-Type": "image/jpeg"},
    )
    assert phone.other_got_through is True, answer.get_json()


def test_nor_while_a_report_is_awaited(committed_database: Database, config: Config) -> None:
    with committed_database.work() as session:
        credentials = bearer(session, an_account(session))
    client = create_app(config, database=committed_database).test_client()
    phone = SlowPhone(b"{}", committed_database)
    client.post(
        "/api/v1/reports",
        input_stream=phone,
        headers=credentials | {"Content-Type": "application/json"},
    )
    assert phone.other_got_through is True


def test_a_megabyte_of_json_is_refused_unread(committed_database: Database, config: Config) -> None:
    client = create_app(config, database=committed_database).test_client()
    phone = SlowPhone(b" " * (LARGEST_JSON + 1), committed_database)
    answer = client.post("/api/v1/reports", input_stream=phone, content_type="application/json")
    assert (answer.status_code, answer.get_json()["code"]) == (413, "payload_too_large")
    assert phone.other_got_through is None
