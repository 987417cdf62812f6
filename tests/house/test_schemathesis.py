"""Whatever the API's own description allows is answered as it promises: no server error, and every refusal a problem."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from flask import Flask
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.errors import Unsatisfiable
from schemathesis import GenerationMode

from backend.core.db import Database
from backend.core.error_pages import PROBLEM_TYPE
from tests.phones import Stage, set_stage

DESCRIPTION = Path(__file__).parents[2] / "backend" / "openapi.json"
SIGNS_OUT = ("DELETE", "/api/v1/sessions/current")
MODES = (GenerationMode.POSITIVE, GenerationMode.NEGATIVE)
few = settings(
    max_examples=2,
    derandomize=True,
    deadline=None,
    database=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)


@pytest.fixture
def stage(app: Flask, database: Database) -> Stage:
    return set_stage(app, database)


@pytest.mark.parametrize("who", ["nobody", "joint_office", "school_safety"])
def test_no_door_answers_made_up_requests_with_a_server_error(stage: Stage, who: str) -> None:
    phone = stage.passer_by if who == "nobody" else stage.phone(who)
    known = _known_ids(stage)
    wrong: list[str] = []
    for operation in _operations(stage.app):
        for mode in MODES:

            @few
            @given(case=operation.as_strategy(generation_mode=mode))
            def send(case: Any) -> None:
                case.path_parameters.update({k: v for k, v in known.items() if k in case.path_parameters})
                wrong.extend(_objections(case, case.call(headers=dict(phone.headers))))

            with suppress(Unsatisfiable):  # what takes no input cannot be asked wrongly
                send()
    assert wrong == []


def test_a_server_error_and_an_answer_of_another_shape_are_objected_to() -> None:
    app = Flask("example")
    app.add_url_rule("/api/v1/work", "work", lambda: ("<h1>500</h1>", 500))
    [operation] = [found for found in _operations(app) if found.path == "/api/v1/work"]
    case = operation.Case()
    assert len(_objections(case, case.call())) == 2


def _operations(app: Flask) -> Iterator[Any]:
    """Every operation of the description, to be sent to `app`."""

    def wsgi(environ: Any, start_response: Any) -> Any:
        if environ["PATH_INFO"] != "/openapi.json":
            return app.wsgi_app(environ, start_response)
        start_response("200 OK", [("Content-Type", "application/json")])
        return [DESCRIPTION.read_bytes()]

    for found in schemathesis.openapi.from_wsgi("/openapi.json", wsgi).get_all_operations():
        operation = found.ok()
        if (operation.method.upper(), operation.path) != SIGNS_OUT:
            yield operation


def _known_ids(stage: Stage) -> dict[str, str]:
    """Ids that lead somewhere; made-up ones would only find out that there is nothing."""
    office = stage.phone("joint_office")
    report = stage.report(photos=[{"sha256": "ab" * 32}])
    scene, case = stage.scene, stage.case_of(office, report)
    ids = {"case_id": case["id"], "report_id": report["id"], "code": scene.code, "sha256": "ab" * 32}
    return ids | {"school_id": str(scene.school.id), "checkpoint_id": str(scene.checkpoint.id)}


def _objections(case: Any, answer: Any) -> list[str]:
    status, kind = answer.status_code, answer.headers.get("content-type", [""])[0]
    asked = f"{case.method} {case.path} {case.query} {json.dumps(case.body, default=str)[:200]}"
    objections = [f"{status}: {asked}"] if status >= 500 else []
    return objections + ([f"{status} as {kind}: {asked}"] if status >= 400 and kind != PROBLEM_TYPE else [])
