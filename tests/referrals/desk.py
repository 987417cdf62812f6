"""A county whose school, bureau and police have confidential officers, and people who create, read and convert."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from backend.audit.models import AuditRow
from backend.core.actor import Actor
from backend.core.clock import now
from backend.core.db import Database
from backend.core.ids import new_id
from backend.people.models import Account
from backend.referrals.models import ConfidentialReferral
from tests.builders import an_account, an_organisation, bearer, the_actor
from tests.cases import Scene
from tests.factors import step_up, stepped_up
from tests.phones import Phone, Stage, set_stage

WHY = {"purpose": "handling"}


class Desk(Stage):
    """The stage with officers: of the school, of the bureau (EDU), of the police bureau (PSB) and of the station (PCS)."""

    @property
    def units(self) -> dict[str, UUID]:
        """Units by their kind."""
        return self.scene.county.offices | {"SCH": self.scene.school.id, "PCS": self.scene.county.precinct_id}

    def account_of(self, kind: str) -> Account:
        """The confidential officer of the unit of this kind."""
        key = f"officer {kind}"
        if key not in self.scene.accounts:
            with self.work() as session:
                unit_id = self.units[kind]
                self.scene.accounts[key] = an_officer(session, self.scene.county.id, unit_id, school=kind == "SCH")
        return self.scene.accounts[key]

    def officer(self, kind: str, *, proved: bool = True) -> Phone:
        """That officer's phone, the second factor proved."""
        account = self.account_of(kind)
        with self.work() as session:
            phone = Phone(self.app, bearer(session, account))
            if proved:
                step_up(session, account.id)
        return phone

    def officer_actor(self, session: Session, kind: str) -> Actor:
        """That officer as an actor, the second factor proved."""
        return stepped_up(the_actor(session, self.account_of(kind)))

    def created(self, *, by: str = "school_safety", **about: Any) -> UUID:
        """Create a referral (by default bullying, for the school's own officer) and return its id."""
        body = {"id": str(new_id()), "category": "PSN01"} | about
        answer = self.phone(by).post("/referrals", body)
        assert answer.status_code == 201, answer.text
        return UUID(body["id"])

    def referral(self, referral_id: UUID) -> ConfidentialReferral:
        """A referral as it lies in the database."""
        found: ConfidentialReferral = self.read(ConfidentialReferral, referral_id)
        return found

    def audit(self, prefix: str = "referral.") -> list[tuple[str, UUID | None, dict[str, Any]]]:
        """(action, who, changes) of the rows whose action starts so, oldest first."""
        with self.database.work(write=False) as session:
            rows = session.execute(select(AuditRow).order_by(AuditRow.id)).scalars()
            return [(row.action, row.actor_id, row.changes) for row in rows if row.action.startswith(prefix)]


def an_officer(session: Session, county_id: UUID, unit_id: UUID, *, school: bool = False) -> Account:
    """A named person of that unit who is its confidential officer."""
    scope = ("school" if school else "department", unit_id)
    return an_account(session, role="confidential_officer", scope=scope, unit_id=unit_id, county_id=county_id)


def set_desk(app: Flask, database: Database, *kinds: str) -> Desk:
    """A county where the units of these kinds have an officer."""
    stage = set_stage(app, database)
    desk = Desk(stage.app, stage.database, stage.scene)
    for kind in kinds:
        desk.account_of(kind)
    return desk


def an_office(session: Session, scene: Scene, kind: str) -> UUID:
    """One more office of the county."""
    scene.county.offices[kind] = an_organisation(session, scene.county.id, kind=kind)
    return scene.county.offices[kind]


def opened(phone: Phone, referral_id: UUID, **about: Any) -> TestResponse:
    """Open a referral and say why."""
    return phone.post(f"/referrals/{referral_id}/openings", WHY | about)


def took(phone: Phone, referral_id: UUID, step: str, **said: Any) -> TestResponse:
    """Take a step."""
    return phone.post(f"/referrals/{referral_id}/{step}", said)


def told(answer: TestResponse) -> tuple[int, str]:
    """Status and code of a refusal."""
    return answer.status_code, (answer.json or {}).get("code", "")


def a_moment_ago() -> str:
    """Now, as a phone writes it."""
    return now().isoformat()
