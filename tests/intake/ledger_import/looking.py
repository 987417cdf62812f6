"""What a test looks at after an import."""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import select

from backend.rectifications.models import Case, LedgerContent, LedgerEntry
from tests.intake.ledger_import.conftest import Desk


def messages(row: Any, kind: str = "errors") -> str:
    return "；".join(f"{mistake['column']}：{mistake['message']}" for mistake in row[kind])


def the_case(desk: Desk) -> Case:
    (listed,) = desk.cases()
    return desk.stage.read(Case, listed["id"])  # type: ignore[no-any-return]


def entries_of(desk: Desk, case: Case) -> list[tuple[str, dict[str, Any]]]:
    with desk.stage.work() as session:
        statement = select(LedgerEntry.action, LedgerContent.content).join(
            LedgerContent, LedgerContent.entry_id == LedgerEntry.id
        )
        rows = session.execute(statement.where(LedgerEntry.case_id == case.id).order_by(LedgerEntry.seq))
        return [(action, json.loads(content)) for action, content in rows]
