"""What stands in each cell of the exported ledger: words for codes, days for moments, and nothing that was erased. Pure."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from backend.hazards.rules import FOUND_VIA
from backend.hazards.taxonomy import category_label, tile_label
from backend.overview.ledger_rows import Beside, day_of
from backend.rectifications.deadlines import is_overdue
from backend.rectifications.ledger_columns import ERASED, TITLES
from backend.rectifications.states import HANDLINGS, LABELS, REFERRALS, REJECT_REASONS, STRUCK_OFF, State
from backend.rectifications.supervision_models import LOOK_BACK_KINDS

SEVERITY_WORDS = {"general": "一般", "major": "重大"}


def cells_of(row: Any, beside: Beside, *, number: int, at: datetime) -> dict[str, Any]:
    """Return the cells of one case by column: text, a whole number, a day, or None."""
    said = beside.sheets.get(row.id, {}).get("sheet", {})
    cells = {
        "number": number,
        "school": row.school_name,
        "school_code": row.school_code,
        "ledger_no": row.ledger_no,
        "found_on": day_of(row.happened_at),
        "found_via": said.get("found_via") or FOUND_VIA.get(row.found_via),
        "place": row.place_text or row.checkpoint_name or row.reported_place,
        "note": row.note or tile_label(row.tile),
        "category": category_label(row.category),
        "severity": SEVERITY_WORDS[row.severity],
        "handling": HANDLINGS.get(row.handling or ""),
        "units": "、".join(filter(None, [row.lead_name, *beside.units.get(row.id, ())])),
        "responsible": row.responsible_name,
        "measure": row.planned_measure,
        "interim": row.interim_measure,
        "due_on": day_of(row.due_at),
        "funds": row.funds,
        "outcome": outcome_of(row, at=at),
        "done_on": day_of(row.submitted_at),
        "verifier": beside.people.get(row.verified_by) or said.get("verifier"),
        "verified_on": day_of(row.verified_at),
        "closed_on": day_of(row.closed_at) if State(row.state) in STRUCK_OFF else None,
        "look_back": "；".join(_look(look, at=at) for look in beside.looks.get(row.id, ())) or said.get("look_back"),
        "remark": _remark(row, said),
    }
    for name in beside.erased.get(row.id, ()):
        if cells[name] or name in ("note", "place"):
            cells[name] = ERASED
    return {name: cells[name] for name in TITLES}


def outcome_of(row: Any, *, at: datetime) -> str:
    """完成情况: what was done and, until it is struck off, where the case stands."""
    state = State(row.state)
    if state in STRUCK_OFF:
        return row.measure or LABELS[state]
    standing = LABELS[state]
    if is_overdue(state, row.due_at, at=at):
        standing += "，已逾期"
    return f"{row.measure}（{standing}）" if row.measure else standing


def _look(look: Any, *, at: datetime) -> str:
    kind = LOOK_BACK_KINDS[look.kind]
    if look.result is not None:
        return f"{kind}：{'合格' if look.result == 'pass' else '不合格'}（{day_of(look.done_at)}）"
    return f"{kind}：{'未到期' if look.due_at > at else '到期未看'}（{day_of(look.due_at)}）"


def _remark(row: Any, said: dict[str, Any]) -> str:
    referred = REFERRALS.get(row.referred_to or "")
    parts = [
        f"原编号：{said['original_no']}" if said.get("original_no") else "",
        said.get("remark", ""),
        f"判定条款：{row.criteria_item}" if row.criteria_item else "",
        f"延期 {row.extension_count} 次" if row.extension_count else "",
        f"重新整改 {row.reopen_count} 次" if row.reopen_count else "",
        f"政府长期工程：{row.government_document_no}" if row.government_document_no else "",
        REJECT_REASONS.get(row.reject_reason or "", ""),
        f"已转{referred}" if referred else "",
    ]
    return "；".join(part for part in parts if part)
