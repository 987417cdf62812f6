"""The table to fill in, for a county that has no ledger in Excel yet."""

from __future__ import annotations

from backend.core.spreadsheets import write_template
from backend.intake.ledger_import.columns import COLUMNS
from backend.rectifications.ledger_columns import TITLES

_EXAMPLES = [
    {
        "number": "1",
        "school": "启明小学",
        "ledger_no": "2026-东门-01",
        "found_on": "2026-09-03",
        "found_via": "联合检查",
        "place": "东门",
        "note": "东门围墙有一处缺口，可翻越",
        "category": "围墙/栅栏破损可翻越",
        "severity": "一般",
        "handling": "限期整改",
        "units": "学校、城关派出所",
        "responsible": "王工",
        "measure": "砌补围墙",
        "due_on": "2026-09-18",
        "outcome": "已砌补并加装铁网",
        "done_on": "2026-09-15",
        "verifier": "李四",
        "verified_on": "2026-09-16",
        "closed_on": "2026-09-16",
    },
]


def template() -> bytes:
    """Return the .xlsx to fill in."""
    return write_template([column for column in COLUMNS if column.key in TITLES], _EXAMPLES, title="台账")
