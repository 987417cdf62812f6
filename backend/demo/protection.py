"""What the demo's schools declared of their defences, and what outsiders found: gaps of every kind, none of them hidden."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from backend.core import clock
from backend.core.actor import Actor
from backend.core.ids import new_id
from backend.demo import county
from backend.demo.stage import Stage
from backend.protection.operations import declare, mark_urban, verify

_GUARDS = {  # school: pupils, boarders, guards (domain.md §11.1; 北辰 is one short)
    1: (1260, 0, 3),
    2: (1480, 500, 3),
    3: (2150, 1600, 8),
    4: (260, 0, 2),
    5: (410, 60, 2),
    7: (980, 0, 2),
    8: (86, 40, 2),
}
_CLOSED = {"perimeter": True, "entries": True, "visitor_log": True}
_GAP_IN_WALL = _CLOSED | {"perimeter": False}
_VIDEO = {"covered": True, "linked": True, "playback": True}
_TESTED = {1: 6, 2: 12, 3: 3, 5: 20, 7: 9}
"""Days from the alarm's last test to the declaration; that of school 5 has grown old since."""
_LOOKED_AT = ((1, "ind_guards"), (1, "ind_closed_campus"), (1, "ind_panic_alarm"), (3, "ind_guards"), (3, "ind_video"))


def declare_all(stage: Stage) -> None:
    """Let the schools declare and the education bureau look at some of it, in the last weeks."""
    said: dict[tuple[int, str], Any] = {}
    with clock.at(stage.times.moment("-15 09:10")):
        office = stage.actor("教安科")
        for number in (1, 2, 3, 4):
            mark_urban(stage.session, office, school_id=stage.cast.school_id(number), urban=True)
    with clock.at(stage.times.moment("-9 16:20")):
        for number, atom, answers in _declarations(stage):
            said[number, atom] = _declare(stage, number, atom, answers)
    with clock.at(stage.times.moment("-4 10:40")):
        office = stage.actor("教安科")
        for key in _LOOKED_AT:
            _look(stage, office, said[key], "confirmed", "现场看过，与申报一致。")
        _look(stage, office, said[7, "ind_video"], "refuted", "东侧围墙有一处盲区。")


def _declarations(stage: Stage) -> list[tuple[int, str, dict[str, Any]]]:
    rows: list[tuple[int, str, dict[str, Any]]] = []
    for number, (pupils, boarders, guards) in _GUARDS.items():
        counts = {"pupils": pupils, "boarders": boarders, "guards": guards, "local_minimum": 0}
        rows.append((number, "ind_guards", counts))
        if county.SCHOOLS[number - 1].kind != "kindergarten":
            rows.append((number, "ind_closed_campus", _GAP_IN_WALL if number == 2 else _CLOSED))
        if number != 8:
            rows.append((number, "ind_video", _VIDEO))
    for number, days in _TESTED.items():
        tested = stage.times.present.date() - timedelta(days=days + 13)
        rows.append((number, "ind_panic_alarm", {"linked": True, "tested_on": tested.isoformat()}))
    return rows


def _declare(stage: Stage, number: int, atom: str, answers: dict[str, Any]) -> Any:
    by, declaration_id = stage.actor(f"{county.NICKS[number]}安保"), new_id()
    said: dict[str, Any] = {"atom": atom, "answers": answers, "note": "", "declaration_id": declaration_id}
    declare(stage.session, by, school_id=stage.cast.school_id(number), **said)
    return declaration_id


def _look(stage: Stage, office: Actor, declaration_id: Any, outcome: str, note: str) -> None:
    found: dict[str, Any] = {
        "declaration_id": declaration_id,
        "verification_id": new_id(),
        "outcome": outcome,
        "note": note,
    }
    verify(stage.session, office, **found)
