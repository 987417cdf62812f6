"""待甄别: released one at a time by who assesses; a school lets nothing through that outsiders said about it."""

from __future__ import annotations

import pytest
from flask import Flask

from backend.core.db import Database
from tests.phones import Stage, set_stage


@pytest.fixture
def stage(app: Flask, database: Database) -> Stage:
    return set_stage(app, database)


def test_a_released_report_waits_for_its_assessment_like_others(stage: Stage) -> None:
    report, office = stage.report(website="robot"), stage.phone("joint_office")
    case = stage.case_of(office, report)
    assert (case["quarantined"], office.get("/work").json["counts"]) == (True, {"quarantined": 1})
    assert "release" in [each["action"] for each in case["allowed_actions"]]
    case = office.move(case, "release").json
    assert (case["quarantined"], case["state"]) == (False, "reported")
    assert office.get("/work").json["counts"] == {"to_assess": 1}
    assert office.move(case, "release").json["code"] == "case_not_quarantined"


def test_the_reported_school_releases_nothing(stage: Stage) -> None:
    report, school = stage.report(website="robot"), stage.phone("school_safety")
    refused = school.move(stage.case_of(school, report), "release")
    assert (refused.status_code, refused.json["code"]) == (403, "case_school_on_outside_finding")
