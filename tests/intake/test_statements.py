"""How many statements the hot paths send, fixed: one more is a decision, never an accident."""

from __future__ import annotations

import re

from backend.core.db import Database
from tests.phones import Stage, a_picture, claims
from tests.statements import counted

AN_ADDRESS = {"REMOTE_ADDR": "10.1.2.3"}
_VERB_AND_TABLE = re.compile(r"^(SELECT|INSERT|UPDATE|DELETE)(?:(?<=SELECT).*? FROM| INTO| FROM)? (\w+)")


def of(sent: list[str]) -> list[str]:
    """Each statement by its verb and (first) table."""
    return [" ".join(_VERB_AND_TABLE.search(statement).groups()) for statement in sent]  # type: ignore[union-attr]


def test_the_page_behind_a_plate_takes_one_query(stage: Stage, database: Database) -> None:
    client = stage.app.test_client()
    client.get(f"/c/{stage.scene.code}")
    with counted(database) as sent:
        assert client.get(f"/c/{stage.scene.code}").status_code == 200
    assert of(sent) == ["SELECT school"]


def test_a_report_takes_two_questions_for_place_and_counts_and_writes_each_row_once(
    stage: Stage, database: Database
) -> None:
    stage.report()
    client, body = stage.app.test_client(), stage.body()
    with counted(database) as sent:
        assert client.post("/api/v1/reports", json=body, environ_base=AN_ADDRESS).status_code == 201
    assert of(sent) == [
        "SELECT school",
        "SELECT hazard",
        "SELECT throttle_count",
        "INSERT hazard",
        "INSERT throttle_count",
        "INSERT rectification_case",
        "INSERT case_report",
        "SELECT ledger_chain",
        "INSERT ledger_entry",
        "INSERT ledger_content",
        "UPDATE ledger_chain",
        "INSERT audit_row",
    ]


def test_a_photo_of_a_report_takes_twelve_statements(stage: Stage, database: Database) -> None:
    report = stage.report(photos=claims(a_picture()))
    with counted(database) as sent:
        answer = stage.passer_by.send_photo(f"/reports/{report['id']}", a_picture(), token=report["upload_token"])
        assert answer.status_code == 200
    assert of(sent) == [
        "SELECT photo",
        "INSERT erased_object",
        "DELETE erased_object",
        "UPDATE photo",
        "INSERT audit_row",
        "SELECT rectification_case",
        "SELECT ledger_chain",
        "INSERT ledger_entry",
        "INSERT ledger_content",
        "UPDATE ledger_chain",
        "INSERT audit_row",
        "SELECT photo",
    ]
