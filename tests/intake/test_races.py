"""Many at once, with real commits: retries in parallel, photos in parallel, a photo that arrives while the case moves."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from backend.app import create_app
from backend.config import Config
from backend.core.db import Database
from backend.evidence.models import Photo
from backend.hazards.models import Hazard
from backend.rectifications.models import Case, LedgerEntry
from tests.phones import Stage, a_picture, claims, set_stage
from tests.rectifications.test_ledger import faults_of


@pytest.fixture
def stage(config: Config, committed_database: Database) -> Stage:
    app: Flask = create_app(config, database=committed_database)
    return set_stage(app, committed_database)


def at_once(*works: Callable[[], Any]) -> list[Any]:
    gate = threading.Barrier(len(works), timeout=20)

    def run(work: Callable[[], Any]) -> Any:
        gate.wait()
        return work()

    with ThreadPoolExecutor(len(works)) as pool:
        return [future.result() for future in [pool.submit(run, work) for work in works]]


def counts(stage: Stage, *models: type[Any]) -> list[int]:
    with stage.work() as session:
        return [session.execute(select(func.count()).select_from(model)).scalar_one() for model in models]


def test_the_same_report_five_times_at_once_is_one_row_and_one_answer(stage: Stage) -> None:
    body = stage.body(photos=claims(a_picture()))
    answers = at_once(*[lambda: stage.passer_by.post("/reports", body)] * 5)
    assert sorted(answer.status_code for answer in answers) == [200] * 4 + [201]
    said = [{name: value for name, value in answer.json.items() if name != "upload_token"} for answer in answers]
    assert all(each == said[0] for each in said)
    assert counts(stage, Hazard, Case, LedgerEntry, Photo) == [1, 1, 1, 1]


def test_the_same_id_with_five_contents_at_once_is_one_row_and_four_conflicts(stage: Stage) -> None:
    bodies = [stage.body() | {"id": "01900000-0000-7000-8000-000000000001", "note": f"第{n}种说法"} for n in range(5)]
    answers = at_once(*[lambda body=body: stage.passer_by.post("/reports", body) for body in bodies])
    assert sorted(answer.status_code for answer in answers) == [201] + [409] * 4
    assert counts(stage, Hazard, Case) == [1, 1]


def test_the_same_photo_five_times_at_once_arrives_once(stage: Stage) -> None:
    report = stage.report(photos=claims(a_picture()))
    path, token = f"/reports/{report['id']}", report["upload_token"]
    answers = at_once(*[lambda: stage.passer_by.send_photo(path, a_picture(), token=token)] * 5)
    assert [(answer.status_code, answer.json) for answer in answers] == [(200, {"photos_missing": []})] * 5
    with stage.work() as session:
        arrived = select(func.count()).where(LedgerEntry.action == "photo_received")
        assert (session.execute(arrived).scalar_one(), faults_of(session)) == (1, [])


def test_photos_arrive_while_their_case_is_assigned_and_neither_waits_for_the_other(stage: Stage) -> None:
    """The photo's entry refers to the case while it holds the chain: with plain FOR UPDATE the two would deadlock."""
    office = stage.phone("joint_office")
    pictures = [a_picture(number) for number in range(3)]
    reports = [stage.report(photos=claims(*pictures)) for _ in range(4)]
    asked = {"category": "BLD02", "severity": "general", "handling": "deadline"}
    asked |= {"lead_unit_id": str(stage.scene.school.id)}
    cases = [stage.case_of(office, report) for report in reports]
    works = [lambda case=case: office.move(case, "assign", **asked) for case in cases]
    for report in reports:
        path, token = f"/reports/{report['id']}", report["upload_token"]
        works += [lambda p=p, path=path, t=token: stage.passer_by.send_photo(path, p, token=t) for p in pictures]
    assert {answer.status_code for answer in at_once(*works)} == {200}
    with stage.work() as session:
        assert faults_of(session) == []


def test_joining_and_closing_at_once_loses_no_report(stage: Stage) -> None:
    office = stage.phone("joint_office")
    cases = [stage.case_of(office, stage.report()) for _ in range(4)]
    works: list[Callable[[], Any]] = []
    for case in cases:
        works.append(lambda case=case: office.move(case, "reject", reason="not_found", note="到现场看过，未见"))
        works += [lambda case=case: stage.passer_by.post("/reports", stage.body(joins_case_id=case["id"]))] * 2
    assert {answer.status_code for answer in at_once(*works)} == {200, 201}
    with stage.work() as session:
        assert faults_of(session) == []
    assert counts(stage, Hazard)[0] == 12
