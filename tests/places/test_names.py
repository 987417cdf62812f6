"""A school gets a new name: the code stays, the old name still finds it, and who did it is in the audit book."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.audit.models import AuditRow
from backend.cli import main
from backend.core.actor import SYSTEM
from backend.core.clock import local_date, now
from backend.core.db import Database
from backend.places.models import Organisation
from backend.places.operations import edit_organisation
from tests.cases import a_case, a_scene, assigned
from tests.phones import Stage, set_stage

NEW = {"name": "示范县实验小学", "short_name": "实验小学"}


@pytest.fixture
def stage(app: Flask, database: Database) -> Stage:
    return set_stage(app, database)


def found(stage: Stage, q: str) -> set[str]:
    return {school["name"] for school in stage.phone("edu_officer").get("/schools", q=q).json["items"]}


def test_the_code_stays_and_old_and_new_name_and_their_initials_find_it(stage: Stage) -> None:
    before = stage.phone("edu_officer").get(f"/schools/{stage.scene.school.id}").json
    answer = stage.phone("edu_officer").call("PUT", f"/schools/{stage.scene.school.id}/name", json=NEW)
    assert (answer.status_code, answer.json["name"], answer.json["school_code"]) == (
        200,
        "示范县实验小学",
        before["school_code"],
    )
    assert answer.json["former_names"] == [{"name": "示范县启明小学", "valid_to": str(local_date(now()))}]
    for q in ("启明", "qmxx", "实验", "syxx"):
        assert found(stage, q) == {"示范县实验小学"}
    with stage.work() as session:
        row = session.scalars(select(AuditRow).where(AuditRow.action == "school.edited")).one()
        assert row.changes["name"] == ["示范县启明小学", "示范县实验小学"]


def test_the_ledger_finds_cases_by_the_old_name(stage: Stage) -> None:
    with stage.work() as session:
        assigned(session, stage.scene, a_case(session, stage.scene))
    stage.phone("edu_officer").call("PUT", f"/schools/{stage.scene.school.id}/name", json=NEW)
    (case,) = stage.phone("joint_office").get("/cases", q="启明").json["items"]
    assert case["school"]["name"] == "示范县实验小学"
    assert stage.phone("joint_office").get("/cases", q="没有的").json["items"] == []


def test_the_same_name_again_makes_no_history(stage: Stage) -> None:
    edu = stage.phone("edu_officer")
    same = {"name": "示范县启明小学", "short_name": "启明小学"}
    for body in (same, NEW, NEW):
        shown = edu.call("PUT", f"/schools/{stage.scene.school.id}/name", json=body).json
    assert [each["name"] for each in shown["former_names"]] == ["示范县启明小学"]


def test_a_name_of_nothing_is_refused(stage: Stage) -> None:
    answer = stage.phone("edu_officer").call("PUT", f"/schools/{stage.scene.school.id}/name", json={"name": "  "})
    assert answer.status_code == 422


def test_an_office_keeps_its_former_name_too(session: Session) -> None:
    from backend.places.names import former_names

    office = a_scene(session).county.offices["UM"]
    old = session.get_one(Organisation, office).name
    edit_organisation(session, SYSTEM, organisation_id=office, name="示范县城管执法局")
    assert [each["name"] for each in former_names(session, office)] == [old]


def test_the_commands_rename_and_merge(committed_database: Database, tmp_path: Path) -> None:
    with committed_database.work() as session:
        one = a_scene(session)
        other = a_scene(session, county=one.county, name="示范县第二小学")
        assigned(session, other, a_case(session, other))
        codes = one.school.school_code, other.school.school_code
    url = committed_database.url.render_as_string(hide_password=False)
    env = {"XIAOANMA_HOME": str(tmp_path), "XIAOANMA_DATABASE_URL": url}
    renamed = CliRunner().invoke(main, ["school", "rename", "--school", codes[0], "--name", "示范县实验小学"], env=env)
    assert (renamed.exit_code, "已更名为“示范县实验小学”" in renamed.stdout) == (0, True), renamed.output
    merged = CliRunner().invoke(main, ["school", "merge", "--school", codes[1], "--into", codes[0]], env=env)
    assert (merged.exit_code, "1 件未办结的隐患随之转去" in merged.stdout) == (0, True), merged.output
    again = CliRunner().invoke(main, ["school", "merge", "--school", codes[1], "--into", codes[0]], env=env)
    assert (again.exit_code, "已经并入别校" in again.stderr) == (1, True)
