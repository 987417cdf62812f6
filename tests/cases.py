"""Cases with defaults: a scene (county, school, plate, people by role), reports, and cases born the only way there is."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from backend.config import Secrets
from backend.core.actor import PUBLIC, Actor
from backend.core.calendar import CalendarYear
from backend.core.clock import now
from backend.core.ids import new_id
from backend.evidence.rules import PhotoClaim
from backend.hazards.rules import Report
from backend.intake.operations import Delivery, Receipt, submit_report
from backend.people.models import Account
from backend.places.models import Checkpoint, School
from backend.rectifications.commands import Command
from backend.rectifications.models import Case
from backend.rectifications.operations.assigning import assign_case
from backend.rectifications.operations.fixing import acknowledge_assignment, submit_rectification
from backend.rectifications.queries import case_of_hazard
from tests.builders import (
    PLATE_KEY,
    County,
    a_checkpoint,
    a_county,
    a_school,
    a_site_code,
    an_account,
    an_organisation,
    the_actor,
)

SECRETS = Secrets(app=b"a secret that only tests know", code_keys={PLATE_KEY.key_id: PLATE_KEY}, current_code_key="T1")
_OF_SCHOOL = ("school_safety", "principal", "guard", "duty_teacher", "confidential_officer")
QUIET = Delivery(seconds_since=None, device_key="a-phone", trapped=False)


@dataclass
class Scene:
    """A school with a plate at its gate, and whoever has to do with it, made when first asked for."""

    county: County
    school: School
    checkpoint: Checkpoint
    code: str
    accounts: dict[str, Account] = field(default_factory=dict)

    def unit_of(self, role: str) -> UUID | None:
        """The unit that a person of this role works for."""
        offices = self.county.offices
        units = {"joint_office": offices["JMO"], "edu_officer": offices["EDU"], "dept_handler": offices["SAMR"]}
        units |= {"police_officer": offices["PSB"], "precinct_officer": self.county.precinct_id}
        units |= dict.fromkeys(_OF_SCHOOL, self.school.id)
        return units.get(role)

    def scope_of(self, role: str) -> tuple[str, UUID]:
        """The scope on which a person of this role stands."""
        match role:
            case "volunteer" | "guard" | "duty_teacher" | "school_safety" | "principal" | "confidential_officer":
                return "school", self.school.id
            case "precinct_officer":
                return "precinct", self.county.precinct_id
            case "dept_handler":
                return "department", self.county.offices["SAMR"]
        return "county", self.county.id

    def account(self, session: Session, role: str, *, number: int = 1) -> Account:
        """The account of the first (second …) person of a role."""
        key = f"{role}{number}"
        if key not in self.accounts:
            about = {"role": role, "scope": self.scope_of(role), "unit_id": self.unit_of(role)}
            self.accounts[key] = an_account(session, county_id=self.county.id, **about)  # type: ignore[arg-type]
        return self.accounts[key]

    def actor(self, session: Session, role: str, *, number: int = 1) -> Actor:
        """That person as an actor."""
        return the_actor(session, self.account(session, role, number=number))


def a_scene(session: Session, *, county: County | None = None, name: str = "示范县启明小学", **about: Any) -> Scene:
    """A school of `county` (a new one by default) with a mounted plate; `about` are fields of `School`."""
    county = county or a_county(session)
    if "SUP" not in county.offices:
        county.offices["SUP"] = an_organisation(session, county.id, kind="SUP")
    school = a_school(session, county, name=name, **about)
    checkpoint = a_checkpoint(session, school)
    every_year_is_known(session)
    return Scene(county, school, checkpoint, a_site_code(session, checkpoint))


def every_year_is_known(session: Session) -> None:
    """Deadlines of this year and the next can be computed, with plain weekends."""
    for year in (now().year, now().year + 1):
        if session.get(CalendarYear, year) is None:
            session.add(CalendarYear(year=year, source="tests"))
    session.flush()


def a_report(code: str | None = None, **about: Any) -> Report:
    """A passer-by's report of a broken thing at `code`; `about` are fields of `Report`."""
    fields = {"id": new_id(), "tile": "building", "category": None, "danger": False, "note": "围栏松动，请来看看"}
    fields |= {"photos": (), "occurred_at": now(), "clock_basis": "device", "code": code}
    return Report(**(fields | about))


def submitted(session: Session, actor: Actor = PUBLIC, *, report: Report, delivery: Delivery = QUIET) -> Receipt:
    """Take the report in as the door does."""
    return submit_report(session, actor, report=report, delivery=delivery, secrets=SECRETS)


def a_case(session: Session, scene: Scene | None = None, *, actor: Actor = PUBLIC, **about: Any) -> Case:
    """A case in state reported, born from a report with these fields."""
    scene = scene or a_scene(session)
    report = a_report(scene.code, **about)
    submitted(session, actor, report=report)
    return case_of_hazard(session, report.id)


def a_command(case: Case, **about: Any) -> Command:
    """What somebody asks of a case, having seen it as it is; `details` are the fields of the move."""
    fields: dict[str, Any] = {"id": new_id(), "version": case.version, "occurred_at": now()}
    return Command(**(fields | about))


def assigned(session: Session, scene: Scene, case: Case, *, to: UUID | None = None, **details: Any) -> Case:
    """Let the joint office assign the case (to the school itself by default)."""
    asked = {"category": "BLD02", "severity": "general", "handling": "deadline", "lead_unit_id": to or scene.school.id}
    command = a_command(case, details=asked | details)
    assign_case(session, scene.actor(session, "joint_office"), case.id, command=command)
    return case


def acknowledged(session: Session, scene: Scene, case: Case, *, by: str = "school_safety") -> Case:
    """Let the responsible unit take the assigned case over."""
    details = {"responsible_name": "王工", "planned_measure": "更换松动的围栏"}
    acknowledge_assignment(session, scene.actor(session, by), case.id, command=a_command(case, details=details))
    return case


def fixed(session: Session, scene: Scene, case: Case, *, by: str = "school_safety", photo: str = "ab" * 32) -> Case:
    """Let the responsible unit submit the fix, with a photo still to be sent (none when `photo` is empty)."""
    photos = (PhotoClaim(photo),) if photo else ()
    command = a_command(case, photos=photos, details={"measure": "已更换围栏并加固"})
    submit_rectification(session, scene.actor(session, by), case.id, command=command)
    return case
