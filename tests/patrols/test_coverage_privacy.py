"""No answer about coverage holds an account or a name, and there is none by person to ask for."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from sqlalchemy import select

from backend.core.clock import local_date
from backend.patrols.coverage import GROUPS, Period
from backend.people.models import ACCOUNT
from tests.patrols.builders_rounds import MORNING, a_run, a_visit, a_way
from tests.phones import Stage

TODAY = local_date(MORNING)
ALL = Period(TODAY - timedelta(days=30), TODAY)


@pytest.fixture
def played(stage: Stage) -> Iterator[Stage]:
    """A school whose guard walked, was late, was excused by the principal, and opened a round by hand."""
    with stage.work() as session:
        scene = stage.scene
        guard, principal = scene.account(session, "guard"), scene.account(session, "principal")
        way = a_way(session, scene.school)
        for state in ("done", "partial", "missed", "open"):
            run = a_run(session, way, assignee_account_id=guard.id, state=state)
            a_visit(session, run, way.checkpoints[0], guard, at=MORNING, verdict="doubtful", note="张三")
        about = {"state": "excused", "excused_at": MORNING, "excused_by": principal.id, "excuse": "other"}
        a_run(session, way, assignee_account_id=guard.id, excuse_note="李四说的", **about)
        a_run(session, way, assignee_account_id=guard.id, planned=False, state="partial", visited=1)
        stage.way = way  # type: ignore[attr-defined]
    with time_machine.travel(MORNING, tick=False):
        yield stage


PERSONAL = ("account", "person", "walker", "assignee", "display_name", "phone", "by_me", "verdict", "note")


@pytest.mark.parametrize("role", ["school_safety", "joint_office", "leader_viewer", "precinct_officer"])
def test_no_answer_about_coverage_holds_an_account_or_a_name(played: Stage, role: str) -> None:
    phone, way = played.phone(role), played.way  # type: ignore[attr-defined]
    period = {"from": str(ALL.first), "to": str(ALL.last)}
    asked = [("/patrols/coverage", period | {"by": by}) for by in GROUPS]
    asked.append(("/patrols/calendar", {"route_id": str(way.id), "month": f"{TODAY:%Y-%m}"}))
    with played.work() as session:
        people = session.execute(select(ACCOUNT.c.id, ACCOUNT.c.display_name, ACCOUNT.c.phone)).all()
    secrets = {str(value) for row in people for value in row if value} | {"张三", "李四"}
    for path, query in asked:
        answer = phone.get(path, **query)
        assert answer.status_code == 200, answer.text
        assert "missed" in answer.text, "there is something to see"
        assert not {secret for secret in secrets if secret in answer.text}
        assert not {word for word in PERSONAL for key in keys_of(answer.json) if word in key}


def keys_of(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield key
            yield from keys_of(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from keys_of(inner)


def test_there_is_no_coverage_by_person_to_ask_for(played: Stage) -> None:
    phone, account = played.phone("joint_office"), str(played.scene.accounts["guard1"].id)
    for by in ("account", "person", "walker"):
        assert phone.get("/patrols/coverage", by=by).status_code == 422
    for name in ("account_id", "assignee_account_id", "walker_id"):
        assert phone.get("/patrols/coverage", **{name: account}).json == phone.get("/patrols/coverage").json
        assert phone.get("/patrol_runs", **{name: account}).json == phone.get("/patrol_runs").json
