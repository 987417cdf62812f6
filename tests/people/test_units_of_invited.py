"""Whom an invited person belongs to: conflicts of interest hang on the unit, so nobody gives one outside their own scope."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from backend.core.db import Database
from tests.phones import Stage, set_stage


@pytest.fixture
def stage(app: Flask, database: Database) -> Stage:
    return set_stage(app, database)


def invited(stage: Stage, by: str, *, unit_id: UUID | None, role: str = "school_safety") -> TestResponse:
    body: dict[str, Any] = {"display_name": "演示·某人", "role": role, "scope_type": "school"}
    body |= {"scope_id": str(stage.scene.school.id), "unit_id": None if unit_id is None else str(unit_id)}
    return stage.phone(by).post("/invitations", body)


@pytest.mark.parametrize("kind", ["JMO", "PSB", "EDU"])
def test_a_principal_cannot_make_somebody_of_another_unit(stage: Stage, kind: str) -> None:
    """Such a person would pass for the office in the ledger, and could reject what outsiders found at the school."""
    answer = invited(stage, "principal", unit_id=stage.scene.county.offices[kind])
    assert (answer.status_code, answer.json["code"]) == (422, "unit_unfit")


def test_a_principal_invites_into_the_own_school(stage: Stage) -> None:
    assert invited(stage, "principal", unit_id=stage.scene.school.id).status_code == 201
    assert invited(stage, "principal", unit_id=None).status_code == 201


def test_the_joint_office_names_any_unit_of_the_county(stage: Stage) -> None:
    unit_id = stage.scene.county.offices["SUP"]
    assert invited(stage, "joint_office", unit_id=unit_id, role="inspector").status_code == 201
