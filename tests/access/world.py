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

from backend.core.db import Database
from backend.core.ids import new_id
from backend.evidence.models import Photo
from backend.evidence.rules import PhotoClaim
from backend.messages.models import INBOX, MESSAGE
from backend.messages.operations import Notice, send
from backend.people.models import Account
from backend.rectifications.models import Case
from backend.rectifications.operations.judging import verify_rectification
from tests.builders import an_account, an_organisation, bearer
from tests.cases import Scene, a_case, a_command, a_scene, acknowledged, assigned, fixed
from tests.databases import RolledBackDatabase
from tests.phones import Phone, Stage, a_picture, claims, sha256

HERE = (
    *("volunteer", "guard", "school_safety", "principal", "precinct_officer", "dept_handler", "joint_office"),
    *("edu_officer", "inspector", "leader_viewer", "platform_admin", "security_admin", "audit_admin"),
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
        things = _things(session, scene)
        people = _people(session, scene) | _people_elsewhere(session, scene)
        phones = {name: Phone(app, bearer(session, account)) for name, account in people.items()}
    stage = Stage(app, database, scene)
    things |= _photos(stage) | _inbox(database, people["school_safety"])
    return World(database, phones | {"stranger": stage.passer_by}, things)


def _people(session: Session, scene: Scene) -> dict[str, Account]:
    return {role: scene.account(session, role) for role in HERE}


def _people_elsewhere(session: Session, scene: Scene) -> dict[str, Account]:
    """The school next door, a police station that does not look after the school, and another county's offices."""
    neighbour = a_scene(session, county=scene.county, name="示范县第二小学")
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
    guard = an_account(session, role="guard", scope=("school", scene.school.id), county_id=scene.county.id)
    cases = {
        "reported": a_case(session, scene),
        "master": a_case(session, scene),
        "assigned": assigned(session, scene, a_case(session, scene)),
        "rectifying": acknowledged(session, scene, assigned(session, scene, a_case(session, scene))),
        "pending": _pending(session, scene, photo=""),
        "awaiting": _pending(session, scene, photo=sha256(a_picture(5))),
        "verified": _verified(session, scene),
    }
    names = {name: case.id for name, case in cases.items()} | {"guard": guard.id, "nothing": new_id()}
    versions = {f"{name}_version": case.version for name, case in cases.items()}
    places = {"school": scene.school.id, "checkpoint": scene.checkpoint.id, "code": scene.code}
    return names | versions | places | {"county": scene.county.id}


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


def _photos(stage: Stage) -> dict[str, UUID]:
    report = stage.report(photos=claims(a_picture(6)))
    stage.passer_by.send_photo(f"/reports/{report['id']}", a_picture(6), token=report["upload_token"])
    with stage.work() as session:
        wanted = Photo.record_id == UUID(report["id"])
        return {"photo": session.execute(select(Photo.id).where(wanted)).scalar_one(), "report": UUID(report["id"])}
