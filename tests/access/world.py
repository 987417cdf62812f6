"""One school with everything that can be asked for, and a person of every kind: here, next door, and in another county."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.core.actor import SYSTEM
from backend.core.clock import now
from backend.core.db import Database
from backend.core.ids import new_id
from backend.evidence.models import Photo
from backend.evidence.rules import PhotoClaim
from backend.inspections.planning import create_inspection, open_inspection
from backend.inspections.queries import records_of
from backend.messages.models import INBOX, MESSAGE
from backend.messages.operations import Notice, send
from backend.patrols.checklist_changes import ListFacts, create_checklist
from backend.people.models import Account
from backend.protection.operations import declare
from backend.rectifications.erasure import Erasure, ask_erasure
from backend.rectifications.models import Case
from backend.rectifications.operations.judging import verify_rectification
from backend.rectifications.operations.triage import merge_case, reject_case
from backend.rectifications.supervision_models import Letter
from backend.referrals.operations import NewReferral, accept_referral, create_referral
from tests.builders import an_account, an_organisation, bearer, the_actor
from tests.cases import Scene, a_case, a_command, a_scene, acknowledged, assigned, fixed
from tests.databases import RolledBackDatabase
from tests.factors import step_up, stepped_up
from tests.inspections.county import a_plan as an_inspection_plan
from tests.patrols.builders_rounds import a_run, a_way
from tests.patrols.plans_builders import a_plan, a_route
from tests.patrols.visits_made import FAR_AWAY, visit, walk_on
from tests.phones import Phone, Stage, a_picture, claims, sha256

HERE = (
    *("volunteer", "guard", "school_safety", "principal", "precinct_officer", "dept_handler", "joint_office"),
    *("edu_officer", "inspector", "leader_viewer", "platform_admin", "security_admin", "audit_admin"),
    "confidential_officer",
)
ELSEWHERE = ("school_safety next door", "precinct_officer next door", "joint_office abroad", "edu_officer abroad")
EVERYBODY = frozenset((*HERE, *ELSEWHERE))


@dataclass
class World:
    """Phones by person, and the ids of one school's things by what they are called in the table's paths."""

    database: RolledBackDatabase
    phones: dict[str, Phone]
    things: dict[str, Any]

    @contextmanager
    def tried(self) -> Iterator[None]:
        """Whatever happens inside has not happened afterwards, so that every person finds the same world."""
        point = self.database._outer.begin_nested()
        try:
            yield
        finally:
            point.rollback()


def make_world(app: Flask, database: Database) -> World:
    """A school with a case in each state, photos, a checkpoint, a plate and a guard's account."""
    assert isinstance(database, RolledBackDatabase)
    with database.work() as session:
        scene = a_scene(session)
        neighbour = a_scene(session, county=scene.county, name="示范县第二小学")
        things = _things(session, scene) | {"neighbour": neighbour.school.id}
        people = _people(session, scene) | _people_elsewhere(session, scene, neighbour)
        phones = {name: Phone(app, bearer(session, account)) for name, account in people.items()}
        things |= _referrals(session, scene) | _inspection(session, scene)
    stage = Stage(app, database, scene)
    things |= _visit(stage) | _photos(stage) | _inbox(database, people["school_safety"])
    return World(database, phones | {"stranger": stage.passer_by}, things)


def _people(session: Session, scene: Scene) -> dict[str, Account]:
    return {role: scene.account(session, role) for role in HERE}


def _people_elsewhere(session: Session, scene: Scene, neighbour: Scene) -> dict[str, Account]:
    """The school next door, a police station that does not look after the school, and another county's offices."""
    station = an_organisation(session, scene.county.id, kind="PCS")
    abroad = a_scene(session)
    of_station = {"role": "precinct_officer", "scope": ("precinct", station), "unit_id": station}
    return {
        "school_safety next door": neighbour.account(session, "school_safety", number=2),
        "precinct_officer next door": an_account(session, county_id=scene.county.id, **of_station),  # type: ignore[arg-type]
        "joint_office abroad": abroad.account(session, "joint_office"),
        "edu_officer abroad": abroad.account(session, "edu_officer"),
    }


def _things(session: Session, scene: Scene) -> dict[str, Any]:
    cases = {
        "reported": a_case(session, scene),
        "master": a_case(session, scene),
        "assigned": assigned(session, scene, a_case(session, scene)),
        "rectifying": acknowledged(session, scene, assigned(session, scene, a_case(session, scene))),
        "pending": _pending(session, scene, photo=""),
        "awaiting": _pending(session, scene, photo=sha256(a_picture(5))),
        "verified": _verified(session, scene),
    }
    cases |= _ended(session, scene, master=cases["master"])
    of_school = {"role": "guard", "scope": ("school", scene.school.id), "unit_id": scene.school.id}
    leaver, colleague = (an_account(session, county_id=scene.county.id, **of_school) for _ in range(2))  # type: ignore[arg-type]
    names = {name: case.id for name, case in cases.items()} | {
        "guard": leaver.id,
        "colleague": colleague.id,
        "nothing": new_id(),
        "letter": _letter(session, cases["assigned"]),
        "declaration": _declaration(session, scene),
    }
    names |= _erasing(session, scene, cases["assigned"]) | {"entry": cases["reported"].last_entry_id}
    versions = {f"{name}_version": case.version for name, case in cases.items()}
    places = {"school": scene.school.id, "checkpoint": scene.checkpoint.id, "code": scene.code}
    places |= _planning(session, scene)
    way = a_way(session, scene.school)
    places |= {"route": way.id, "run": a_run(session, way, starts_at=now()).id}
    return names | versions | places | {"county": scene.county.id, "ledger_no": cases["assigned"].ledger_no}


def _planning(session: Session, scene: Scene) -> dict[str, Any]:
    """A route of the school with a plan, a checklist of its own, and a day of its calendar."""
    route = a_route(session, scene.school, checkpoints=[scene.checkpoint])
    facts = ListFacts(name="自定检查", items=[{"key": "a", "text": "门已锁好", "category": None}])
    whose = {"list_id": new_id(), "county_id": None, "school_id": scene.school.id}
    row, _ = create_checklist(session, SYSTEM, facts=facts, **whose)  # type: ignore[arg-type]
    plan = a_plan(session, scene.school, route)
    return {"patrol_route": route, "patrol_plan": plan.id, "checklist": row["key"], "day": "2026-12-31"}


def _ended(session: Session, scene: Scene, *, master: Case) -> dict[str, Case]:
    closed, rejected, duplicate = _pending(session, scene, photo=""), a_case(session, scene), a_case(session, scene)
    verify_rectification(session, scene.actor(session, "precinct_officer"), closed.id, command=a_command(closed))
    office = scene.actor(session, "joint_office")
    reason = a_command(rejected, note="试一下", details={"reason": "test"})
    reject_case(session, office, rejected.id, command=reason)
    merge_case(session, office, duplicate.id, command=a_command(duplicate, details={"master_case_id": master.id}))
    return {"closed": closed, "rejected": rejected, "duplicate": duplicate}


def _letter(session: Session, case: Case) -> UUID:
    body = {"kind_label": "提示函", "to": "示范县启明小学", "asks": "请尽快整改。", "ledger_no": case.ledger_no}
    about = {"county_id": case.county_id, "case_id": case.id, "kind": "advisory_letter", "state": "drafted"}
    letter = Letter(id=new_id(), **about, body=body, drafted_at=now())
    session.add(letter)
    session.flush()
    return letter.id


def _declaration(session: Session, scene: Scene) -> UUID:
    said = {"school_id": scene.school.id, "atom": "ind_closed_campus", "declaration_id": new_id(), "note": ""}
    answers = {"perimeter": True, "entries": True, "visitor_log": True}
    declare(session, scene.actor(session, "school_safety", number=3), answers=answers, **said)
    return said["declaration_id"]  # type: ignore[return-value]


def _erasing(session: Session, scene: Scene, case: Case) -> dict[str, Any]:
    """A request of the education bureau that waits for somebody else."""
    erasure = Erasure(new_id(), (case.last_entry_id,), (), "illegal_information", "示教函 12 号")
    ask_erasure(session, scene.actor(session, "edu_officer"), case.id, erasure=erasure)
    return {"erasure": erasure.id}


def _pending(session: Session, scene: Scene, *, photo: str, **how: Any) -> Case:
    """A case fixed by a second safety officer; a kind without photos where there shall be none to wait for."""
    category = "BLD02" if photo else "STF01"
    case = assigned(session, scene, a_case(session, scene), category=category, **how)
    scene.account(session, "school_safety", number=9)
    return fixed(session, scene, acknowledged(session, scene, case), photo=photo)


def _verified(session: Session, scene: Scene) -> Case:
    case = _pending(session, scene, photo="", severity="major", criteria_item="3.2")
    said = a_command(case, note="到现场看过", photos=(PhotoClaim("cd" * 32),), details={"on_site": True})
    verify_rectification(session, scene.actor(session, "edu_officer"), case.id, command=said)
    session.execute(Photo.__table__.delete().where(Photo.__table__.c.record_id == said.id))  # arrived, in effect
    return case


def _inbox(database: Database, reader: Account) -> dict[str, UUID]:
    """A message that only the school's safety officer has."""
    assert reader.county_id is not None
    with database.work() as session:
        send(session, Notice(kind="case_urged", county_id=reader.county_id, account_ids=(reader.id,)))
        mine = select(INBOX.c.id).join(MESSAGE).where(MESSAGE.c.kind == "case_urged")
        return {"message": session.execute(mine).scalar_one()}


def _referrals(session: Session, scene: Scene) -> dict[str, Any]:
    """Two referrals for the school's own officer, sent and accepted, and an officer at the bureau."""
    officer, bureau = scene.account(session, "confidential_officer"), scene.county.offices["EDU"]
    about = {"role": "confidential_officer", "scope": ("department", bureau), "county_id": scene.county.id}
    an_account(session, **about)  # type: ignore[arg-type]
    step_up(session, officer.id)
    new = {name: NewReferral(new_id(), "PSN01") for name in ("sent", "accepted_one")}
    for each in new.values():
        create_referral(session, scene.actor(session, "school_safety"), new=each)
    accept_referral(session, stepped_up(the_actor(session, officer)), new["accepted_one"].id)
    return {name: each.id for name, each in new.items()} | {"bureau": bureau}


def _inspection(session: Session, scene: Scene) -> dict[str, Any]:
    """An open joint inspection of the school, for which the police station's officer is named."""
    office, inspector = scene.actor(session, "joint_office"), scene.account(session, "precinct_officer")
    plan = an_inspection_plan([scene.school.id], inspectors=[inspector.id])
    create_inspection(session, office, plan)
    open_inspection(session, office, plan.id, version=1)
    [record] = records_of(session, plan.id)
    return {"inspection": plan.id, "inspection_version": 2, "record": record.id}


def _photos(stage: Stage) -> dict[str, UUID]:
    report = stage.report(photos=claims(a_picture(6)))
    stage.passer_by.send_photo(f"/reports/{report['id']}", a_picture(6), token=report["upload_token"])
    with stage.work() as session:
        wanted = Photo.record_id == UUID(report["id"])
        return {"photo": session.execute(select(Photo.id).where(wanted)).scalar_one(), "report": UUID(report["id"])}


def _visit(stage: Stage) -> dict[str, UUID]:
    """A visit by the guard that somebody should look at."""
    return {"visit": UUID(visit(stage.phone("guard"), walk_on(stage), **FAR_AWAY)["id"])}
