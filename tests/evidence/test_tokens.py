"""Upload tokens open one record's photos for seven days."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest
import time_machine

from backend.core.errors import Problem
from backend.evidence.rules import RecordType
from backend.evidence.tokens import check_upload_token, issue_upload_token

KEY = b"k" * 32
RECORD = uuid4()
ISSUED = datetime(2026, 11, 2, 7, 30, tzinfo=UTC)


def refusal(token: str, *, key: bytes = KEY, record_type: RecordType = "hazard", record_id: UUID = RECORD) -> str:
    with pytest.raises(Problem) as caught:
        check_upload_token(key, token, record_type=record_type, record_id=record_id)
    return caught.value.code


@pytest.fixture
def token() -> str:
    with time_machine.travel(ISSUED, tick=False):
        return issue_upload_token(KEY, record_type="hazard", record_id=RECORD)


def test_it_opens_its_own_record_for_seven_days(token: str) -> None:
    with time_machine.travel(ISSUED + timedelta(days=7) - timedelta(seconds=1), tick=False):
        check_upload_token(KEY, token, record_type="hazard", record_id=RECORD)


def test_it_expires(token: str) -> None:
    with time_machine.travel(ISSUED + timedelta(days=7, seconds=1), tick=False):
        assert refusal(token) == "upload_token_expired"


def test_it_opens_nothing_else(token: str) -> None:
    with time_machine.travel(ISSUED, tick=False):
        assert refusal(token, record_id=uuid4()) == "upload_token_invalid"
        assert refusal(token, record_type="ledger_entry") == "upload_token_invalid"
        assert refusal(token, key=b"x" * 32) == "upload_token_invalid"


@pytest.mark.parametrize("text", ["", ".", "a.b.c", "照片", "x" * 5000])
def test_nonsense_is_refused(text: str) -> None:
    assert refusal(text) == "upload_token_invalid"
