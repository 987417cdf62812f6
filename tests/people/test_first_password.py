"""A first password was made by somebody else: before it is changed it opens nothing, open doors included."""

from __future__ import annotations

import pytest
from flask import Flask

from backend.core.db import Database
from backend.hazards.models import Hazard
from backend.people.models import Account
from tests.phones import Phone, Stage, set_stage


@pytest.fixture
def stage(app: Flask, database: Database) -> Stage:
    return set_stage(app, database)


@pytest.fixture
def newcomer(stage: Stage) -> Phone:
    """The phone of a security office whose password has not been changed yet."""
    phone = stage.phone("school_safety")
    with stage.work() as session:
        session.get_one(Account, stage.scene.accounts["school_safety1"].id).must_change_password = True
    return phone


def test_a_scan_shows_a_newcomer_no_more_than_a_passer_by(stage: Stage, newcomer: Phone) -> None:
    stage.report()
    shown = newcomer.get(f"/site_codes/{stage.scene.code}").json
    assert (shown["actor"], shown["open_cases"]) == (None, [])


def test_a_newcomers_report_counts_as_a_passer_bys(stage: Stage, newcomer: Phone) -> None:
    answer = stage.report(newcomer, self_assign=True)
    assert answer["case_id"] is None
    assert stage.read(Hazard, answer["id"]).reporter_id is None
