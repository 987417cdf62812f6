"""销号之后, 督办, 更正与冻结: over HTTP, on both databases."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

from backend.core.clock import now
from backend.core.ids import new_id
from backend.people.models import Account
from backend.rectifications.models import Case, LedgerChain, LedgerEntry
from tests.builders import an_account, bearer
from tests.cases import a_scene
from tests.lives import SITE, Json, actions, assign, refused, submitted_case
from tests.phones import Phone, Stage, claims
from tests.rectifications.test_ledger import faults_of


def closed_case(stage: Stage, **assigning: Any) -> Json:
    return stage.phone("precinct_officer").move(submitted_case(stage, **assigning), "verify").json  # type: ignore[no-any-return]


def test_a_look_back_that_passes_archives_and_one_that_fails_reopens_under_the_number(stage: Stage) -> None:
    inspector = stage.phone("inspector")
    case = closed_case(stage)
    assert refused(inspector.move(case, "pass_look_back", note="仍完好")) == (422, "case_photo_needed")
    archived = inspector.move(case, "pass_look_back", note="仍完好", photos=claims(SITE)).json
    assert archived["state"] == "archived"
    again = inspector.move(archived, "fail_look_back", reason="又松动了", photos=claims(SITE)).json
    assert (again["state"], again["ledger_no"]) == ("rectifying", f"{case['ledger_no']}-R1")
    assert again["due_at"] is not None


def test_a_second_reopening_counts_on(stage: Stage) -> None:
    office, case = stage.phone("joint_office"), closed_case(stage)
    case = office.move(case, "reopen", reason="现场复核未修好", photos=claims(SITE)).json
    school = stage.phone("school_safety")
    case = school.move(case, "submit", measure="重新加固", photos=claims(SITE)).json
    school.send_photo(f"/cases/{case['id']}", SITE)
    case = stage.phone("precinct_officer").move(case, "verify").json
    assert case["state"] == "closed"
    case = office.move(case, "reopen", reason="再次松动", photos=claims(SITE)).json
    assert case["ledger_no"].endswith("-R2")


def test_the_fixer_never_looks_back_at_an_outside_finding(stage: Stage) -> None:
    said = {"note": "看过", "photos": claims(SITE)}
    assert refused(stage.phone("school_safety").move(closed_case(stage), "pass_look_back", **said))[0] == 403


def test_reopening_takes_a_photo_or_the_reporters_word(stage: Stage) -> None:
    answer = stage.phone("joint_office").move(closed_case(stage), "reopen", reason="有人说没修好")
    assert refused(answer) == (422, "case_photo_needed")


def test_a_reminder_leaves_what_a_phone_prepared_offline_alone(stage: Stage) -> None:
    case = assign(stage, stage.case_of(stage.phone("joint_office"), stage.report())).json
    urged = stage.phone("joint_office").move(case, "urge", note="请尽快签收").json
    assert (urged["version"], urged["timeline"][-1]["action_label"]) == (case["version"], "催办")


def test_levels_rise_one_by_one_to_the_meeting_and_the_government(stage: Stage) -> None:
    office = stage.phone("joint_office")
    case = assign(stage, stage.case_of(office, stage.report())).json
    for level in (1, 2, 3):
        case = office.move(case, "escalate", note=f"提到 {level} 级").json
    case = office.move(case, "put_on_agenda", note="下次会议").json
    assert "take_off_agenda" in actions(case)
    case = office.move(case, "escalate", note="报告政府").json
    assert refused(office.move(case, "escalate", note="再提")) == (409, "case_highest_level")


def test_a_school_whistles_and_a_department_reports_in(stage: Stage) -> None:
    school = stage.phone("school_safety")
    case = assign(stage, stage.case_of(school, stage.report()), category="ENV06",
                  lead_unit_id=str(stage.scene.county.offices["SAMR"])).json  # fmt: skip
    case = school.get(f"/cases/{case['id']}").json
    case = school.move(case, "whistle", note="门口又摆摊，请到场").json
    assert refused(school.move(case, "answer_whistle", note="到了"))[1] == "case_of_own_school"
    assert stage.phone("dept_handler").move(case, "answer_whistle", note="已到现场").status_code == 200


def test_severity_rises_by_a_clause_and_falls_only_before_it_is_overdue(stage: Stage) -> None:
    office = stage.phone("joint_office")
    case = assign(stage, stage.case_of(office, stage.report())).json
    case = office.move(case, "raise_severity", criteria_item="消防-直接-1").json
    assert (case["severity"], case["criteria_item"]) == ("major", "消防-直接-1")
    case = office.move(case, "lower_severity", reason="复核不属于该条").json
    case = office.move(case, "raise_severity", criteria_item="消防-直接-1").json
    with stage.work() as session:
        session.get_one(Case, UUID(case["id"])).due_at = now().replace(year=2020)
    assert refused(office.move(case, "lower_severity", reason="逾期了")) == (409, "case_overdue")


def test_a_ticked_clause_makes_it_major_and_is_kept_with_its_version(stage: Stage) -> None:
    office = stage.phone("joint_office")
    case = stage.case_of(office, stage.report())
    offered = office.get(f"/cases/{case['id']}/assignment_options", category="FIR01").json["criteria"]
    assert {"消防-8", "消防-9"} == {clause["no"] for clause in offered["clauses"] if clause["fits"]}
    case = assign(stage, case, category="FIR01", severity="general", criteria_item="消防-9").json
    kept = stage.read(Case, case["id"])
    assert (kept.severity, kept.criteria_item, kept.criteria_version) == ("major", "消防-9", offered["version"])


def test_a_wrong_school_is_corrected_by_an_entry_that_links_both_chains(stage: Stage) -> None:
    office = stage.phone("joint_office")
    case = assign(stage, stage.case_of(office, stage.report())).json
    with stage.work() as session:
        neighbour = a_scene(session, county=stage.scene.county, name="示范县第二小学").school
    moved = office.move(case, "correct", reason="上报时选错学校", school_id=str(neighbour.id), place_text="东墙").json
    assert (moved["school"]["name"], moved["place"], moved["state"]) == ("示范县第二小学", "东墙", "assigned")
    assert moved["ledger_no"] == case["ledger_no"]
    assert [step["action"] for step in moved["timeline"]] == ["report", "assign", "correct", "moved_in"]
    with stage.work() as session:
        entries = session.execute(select(LedgerEntry).order_by(LedgerEntry.at, LedgerEntry.seq)).scalars().all()
        chains = session.execute(select(LedgerChain.id, LedgerChain.school_id)).all()
        assert faults_of(session) == []
    school_of = {chain.id: chain.school_id for chain in chains}
    assert [school_of[entry.chain_id] == neighbour.id for entry in entries] == [False, False, False, True]


@pytest.mark.parametrize("said", [{}, {"school_id": str(new_id())}, {"category": "ZZZ99"}])
def test_a_correction_that_corrects_nothing_or_names_nothing_is_refused(stage: Stage, said: Json) -> None:
    case = stage.case_of(stage.phone("joint_office"), stage.report())
    assert stage.phone("joint_office").move(case, "correct", reason="更正", **said).status_code == 422


def security_admin(stage: Stage) -> Phone:
    with stage.work() as session:
        county = stage.scene.county.id
        account: Account = an_account(session, role="security_admin", scope=("county", county), county_id=county)
        return Phone(stage.app, bearer(session, account))


def hold(phone: Phone, case: Json, path: str = "/holds") -> Any:
    asked = {"id": str(new_id()), "ledger_no": case["ledger_no"], "document_no": "纪调〔2026〕3号"}
    return phone.post(path, asked | {"occurred_at": now().isoformat()})


def test_a_legal_hold_stops_every_hand_and_its_administrator_reads_nothing(stage: Stage) -> None:
    admin, school = security_admin(stage), stage.phone("school_safety")
    case = assign(stage, stage.case_of(stage.phone("joint_office"), stage.report())).json
    assert hold(admin, case).json == {"ledger_no": case["ledger_no"], "frozen": True}
    assert admin.get(f"/cases/{case['id']}").status_code == 404
    case = school.get(f"/cases/{case['id']}").json
    said = {"responsible_name": "王工", "planned_measure": "更换"}
    assert refused(school.move(case, "acknowledge", **said)) == (409, "case_frozen")
    assert hold(admin, case, "/holds/release").json["frozen"] is False
    case = school.get(f"/cases/{case['id']}").json
    assert school.move(case, "acknowledge", **said).json["state"] == "rectifying"


def test_nobody_but_the_security_administrator_holds_a_case(stage: Stage) -> None:
    case = assign(stage, stage.case_of(stage.phone("joint_office"), stage.report())).json
    for role in ("joint_office", "edu_officer", "principal", "inspector"):
        assert hold(stage.phone(role), case).status_code == 404
