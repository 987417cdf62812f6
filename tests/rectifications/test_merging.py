"""A school closes into another: plates still take reports, cases stay in their chain, the other's people look after them."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from backend.app import create_app
from backend.config import Config
from backend.core.clock import local_date, now
from backend.core.db import Database
from backend.people.models import Account
from backend.people.role_table import VERBS
from backend.people.rules import may
from backend.places.models import School, SchoolMerger
from backend.rectifications.ledger import verify_all
from backend.rectifications.models import Case, LedgerChain, LedgerContent, LedgerEntry
from backend.rectifications.scopes import place_of_case, readable
from backend.rectifications.verifier import verify
from tests.cases import Scene, a_case, a_scene, acknowledged, assigned
from tests.lives import refused
from tests.phones import Phone, Stage, set_stage
from tests.rectifications import bundles


@pytest.fixture
def old(stage: Stage) -> Scene:
    """第二小学, which closes into the stage's own school, with an open case, one at a department, and a finished one."""
    with stage.work() as session:
        old = a_scene(session, county=stage.scene.county, name="示范县第二小学")
        old.actor(session, "school_safety")
        assigned(session, old, a_case(session, old))
        acknowledged(
            session, old, assigned(session, old, a_case(session, old), to=old.county.offices["SAMR"]), by="dept_handler"
        )
        ended = assigned(session, old, a_case(session, old))
        ended.state, ended.closed_at = "closed", now()
        a_case(session, stage.scene)
        return old


def merge(stage: Stage, old: Scene, phone: Phone | None = None, *, into: object = None) -> Any:
    body = {"into_id": str(into or stage.scene.school.id)}
    return (phone or stage.phone("edu_officer")).post(f"/schools/{old.school.id}/merger", body)


def open_at(stage: Stage, old: Scene) -> list[Case]:
    with stage.work() as session:
        cases = select(Case).where(Case.school_id == old.school.id, Case.state == "assigned")
        return list(session.scalars(cases.order_by(Case.id)))


def test_open_cases_pass_to_the_other_school_and_their_chain_goes_on(stage: Stage, old: Scene) -> None:
    (case,) = open_at(stage, old)
    assert merge(stage, old).json == {"open_cases": 1}
    with stage.work() as session:
        assert session.get_one(Case, case.id).lead_unit_id == stage.scene.school.id
        assert session.get_one(Case, case.id).school_id == old.school.id
        assert verify_all(session) == (2, [])
    safety = stage.phone("school_safety")
    shown = safety.get(f"/cases/{case.id}").json
    assert "示范县第二小学并入示范县启明小学，责任单位随之改为示范县启明小学" in [s["note"] for s in shown["timeline"]]
    answer = safety.move(shown, "acknowledge", responsible_name="王工", planned_measure="更换围栏")
    assert answer.status_code == 200, answer.text
    with stage.work() as session:
        assert verify_all(session) == (2, [])


def test_both_chains_name_each_others_head(stage: Stage, old: Scene) -> None:
    merge(stage, old)
    with stage.work() as session:
        chains = {chain.school_id: chain for chain in session.scalars(select(LedgerChain))}
        told = {
            (entry.chain_id, entry.action): (entry, json.loads(content))
            for entry, content in session.execute(
                select(LedgerEntry, LedgerContent.content).join(LedgerContent, LedgerContent.entry_id == LedgerEntry.id)
            )
        }
        one, other = chains[old.school.id], chains[stage.scene.school.id]
        left, left_said = told[one.id, "school_merged"]
        joined, joined_said = told[other.id, "school_joined"]
        assert (joined_said["chain"], joined_said["seq"], joined_said["hash"]) == (str(one.id), left.seq, left.hash)
        before = session.scalars(
            select(LedgerEntry.hash).where(LedgerEntry.chain_id == other.id, LedgerEntry.seq == joined.seq - 1)
        ).one()
        assert (left_said["chain"], left_said["seq"], left_said["hash"]) == (str(other.id), joined.seq - 1, before)
        assert joined_said["school_code"] == old.school.school_code


def test_the_closed_schools_plate_still_takes_reports_and_they_are_assigned_to_the_other(
    stage: Stage, old: Scene
) -> None:
    merge(stage, old)
    office = stage.phone("joint_office")
    case = stage.case_of(office, stage.report(code=old.code))
    options = office.get(f"/cases/{case['id']}/assignment_options", category="BLD02").json
    assert options["default"]["lead_unit_id"] == str(stage.scene.school.id)
    assert str(old.school.id) not in {unit["id"] for unit in options["units"]}
    asked = {"category": "BLD02", "severity": "general", "handling": "deadline"}
    to_old = office.move(case, "assign", **asked, lead_unit_id=str(old.school.id))
    assert refused(to_old) == (403, "case_outside_own_line")
    to_new = office.move(case, "assign", **asked, lead_unit_id=str(stage.scene.school.id))
    assert to_new.status_code == 200, to_new.text
    assert to_new.json["school"]["id"] == str(old.school.id)


def test_an_outside_finding_there_is_one_about_the_other_school_now(stage: Stage, old: Scene) -> None:
    merge(stage, old)
    safety = stage.phone("school_safety")
    case = stage.case_of(safety, stage.report(code=old.code))
    assert refused(safety.move(case, "reject", reason="test", note="试一下")) == (403, "case_school_on_outside_finding")


def test_its_people_belong_to_the_other_unit_and_may_do_what_they_might_and_no_more(stage: Stage, old: Scene) -> None:
    merge(stage, old)
    phone = stage.phone("school_safety", scene=old)
    (case,) = open_at(stage, old)
    shown = phone.get(f"/cases/{case.id}").json
    assert "acknowledge" in {each["action"] for each in shown["allowed_actions"]}
    with stage.work() as session:
        account = session.get_one(Account, old.account(session, "school_safety").id)
        assert account.unit_id == stage.scene.school.id
        elsewhere = session.scalars(select(Case.id).where(Case.school_id == stage.scene.school.id)).one()
    assert phone.get(f"/cases/{elsewhere}").status_code == 404


def test_python_and_sql_agree_on_what_the_other_schools_people_may_do_there(stage: Stage, old: Scene) -> None:
    merge(stage, old)
    chance = random.Random(5)
    with stage.work() as session:
        cases = list(session.scalars(select(Case)))
        for role in ("school_safety", "principal", "guard", "precinct_officer", "dept_handler", "edu_officer"):
            for actor in (stage.scene.actor(session, role), old.actor(session, role)):
                for verb in chance.sample(sorted(v for v in VERBS if v.startswith("case.")), 8):
                    in_sql = set(session.scalars(select(Case.id).where(readable(actor, verb))))
                    in_python = {case.id for case in cases if may(actor, verb, place_of_case(session, case))}
                    assert in_sql == in_python, (role, verb)


def test_the_school_is_closed_today_shown_as_merged_and_no_campus(stage: Stage, old: Scene) -> None:
    merge(stage, old)
    edu = stage.phone("edu_officer")
    shown = edu.get(f"/schools/{old.school.id}").json
    today = str(local_date(now()))
    assert (shown["closed_on"], shown["merged_into"]["name"], shown["merged_into"]["on"]) == (
        today,
        "示范县启明小学",
        today,
    )
    assert "school.merge" not in shown["may"]
    other = edu.get(f"/schools/{stage.scene.school.id}").json
    assert (other["campuses"], [each["name"] for each in other["taken_in"]]) == ([], ["示范县第二小学"])
    assert {each["name"] for each in edu.get("/schools", q="第二小学").json["items"]} == {"示范县启明小学"}


def test_its_campuses_and_what_it_had_taken_in_go_along(stage: Stage, old: Scene) -> None:
    with stage.work() as session:
        campus = a_scene(session, county=old.county, name="教学点", parent_school_id=old.school.id).school.id
        first = a_scene(session, county=old.county, name="示范县第三小学")
    edu = stage.phone("edu_officer")
    assert merge(stage, first, edu, into=old.school.id).json == {"open_cases": 0}
    merge(stage, old, edu)
    with stage.work() as session:
        schools = [session.get_one(School, each).parent_school_id for each in (campus, first.school.id, old.school.id)]
        assert schools == [stage.scene.school.id] * 3
        mergers = session.scalars(select(SchoolMerger.into_school_id)).all()
        assert mergers == [stage.scene.school.id] * 2


def test_what_cannot_merge_is_refused_and_nothing_is_written(stage: Stage, old: Scene) -> None:
    edu = stage.phone("edu_officer")
    with stage.work() as session:
        campus = a_scene(session, county=old.county, name="教学点", parent_school_id=stage.scene.school.id).school.id
        abroad = a_scene(session).school.id
    for into in (old.school.id, campus, abroad):
        assert refused(merge(stage, old, edu, into=into)) == (422, "school_merger_unfit")
    assert refused(merge(stage, old, stage.phone("principal"))) == (404, "not_found")
    assert merge(stage, old, edu).status_code == 200
    assert refused(merge(stage, old, edu)) == (409, "school_merged_already")
    assert refused(edu.post(f"/schools/{stage.scene.school.id}/merger", {"into_id": str(old.school.id)})) == (
        422,
        "school_merger_unfit",
    )


def test_a_school_without_a_single_case_merges_too(stage: Stage) -> None:
    with stage.work() as session:
        empty = a_scene(session, county=stage.scene.county, name="示范县第九小学")
    assert merge(stage, empty).json == {"open_cases": 0}
    with stage.work() as session:
        assert verify_all(session) == (0, [])


def test_bundles_of_both_schools_are_consistent_after_a_merger(
    committed_database: Database, config: Config, tmp_path: Path
) -> None:
    stage = set_stage(create_app(config, database=committed_database), committed_database)
    with stage.work() as session:
        old = a_scene(session, county=stage.scene.county, name="示范县第二小学")
        assigned(session, old, a_case(session, old))
        a_case(session, stage.scene)
    merge(stage, old)
    for scene in (old, stage.scene):
        bundle = bundles.export(Stage(stage.app, stage.database, scene), config, tmp_path / f"{scene.code}.zip")
        assert verify(bundle).verdict == "consistent"
