"""A county with two townships of two schools each, and inspectors of its offices: what inspections are made of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from backend.core.clock import local_date, now
from backend.core.db import Database
from backend.core.ids import new_id
from backend.inspections.plans import Named, Plan
from backend.people.models import AccountGrant
from backend.places.models import Division
from tests.builders import a_division, an_account, an_organisation
from tests.cases import Scene, a_scene
from tests.phones import Phone, Stage


def today() -> date:
    return local_date(now())


def a_plan(school_ids: list[UUID], *, inspectors: list[UUID] | None = None, **about: Any) -> Plan:
    """A joint inspection of a week from today; `about` are fields of `Plan`."""
    fields: dict[str, Any] = {"id": new_id(), "type": "joint", "title": "秋季开学联合检查", "phase": "开学"}
    fields |= {"template": "base-v1", "starts_on": today(), "ends_on": today() + timedelta(days=7)}
    fields |= {"unit_ids": (), "school_ids": tuple(school_ids)}
    fields |= {"inspectors": tuple(Named(each) for each in inspectors or [])}
    return Plan(**(fields | about))


def as_form(plan: Plan, **more: Any) -> dict[str, Any]:
    """The plan as the screen sends it."""
    body = {name: str(value) for name, value in vars(plan).items() if isinstance(value, (str, UUID, date))}
    body |= {"unit_ids": [str(each) for each in plan.unit_ids], "school_ids": [str(each) for each in plan.school_ids]}
    people = [{"account_id": str(each.account_id), "group_code": each.group_code} for each in plan.inspectors]
    return body | {"inspectors": people} | more


@dataclass
class Land(Stage):
    """The stage with four schools: two in 城关镇 (the scene's first), two in 青禾乡."""

    scenes: tuple[Scene, ...] = ()

    @property
    def schools(self) -> list[UUID]:
        return [scene.school.id for scene in self.scenes]

    def phone_of(self, account: Any) -> Phone:
        from tests.builders import bearer

        with self.work() as session:
            return Phone(self.app, bearer(session, account))

    def somebody(self, role: str, unit_id: UUID, scope: tuple[str, UUID]) -> Any:
        with self.work() as session:
            return an_account(session, role=role, scope=scope, unit_id=unit_id, county_id=self.scene.county.id)

    def two_inspectors(self) -> tuple[Any, Any]:
        """A police officer of the county and somebody of the market regulator: neither has rights on the schools' sheets."""
        offices, county = self.scene.county.offices, self.scene.county.id
        police = self.somebody("dept_handler", offices["TRF"], ("department", offices["TRF"]))
        market = self.somebody("dept_handler", offices["SAMR"], ("department", offices["SAMR"]))
        assert county
        return police, market

    def planned(self, office: Phone, plan: Plan) -> dict[str, Any]:
        answer = office.post("/inspections", as_form(plan))
        assert answer.status_code == 201, answer.text
        return answer.json  # type: ignore[no-any-return]

    def opened(self, office: Phone, plan: Plan) -> dict[str, Any]:
        made = self.planned(office, plan)
        return good(office.post(f"/inspections/{made['id']}/opening", {"version": made["version"]}))

    def grants(self, account: Any) -> list[AccountGrant]:
        """The inspector grants of a person that hold or will hold."""
        with self.database.work(write=False) as session:
            query = select(AccountGrant).where(AccountGrant.account_id == account.id, AccountGrant.role == "inspector")
            return list(session.scalars(query.where(AccountGrant.revoked_at.is_(None))))


def set_land(app: Flask, database: Database) -> Land:
    with database.work() as session:
        scenes = _scenes(session)
    return Land(app, database, scenes[0], scenes=scenes)


def _scenes(session: Session) -> tuple[Scene, ...]:
    first = a_scene(session, name="示范县第一小学")
    county = first.county
    session.get_one(Division, county.township_id).code = "990121100"
    far = a_division(session, level="township", parent=county.id, name="青禾乡", code="990121200")
    second = a_scene(session, county=county, name="示范县第二小学")
    third = a_scene(session, county=county, name="青禾乡中心小学", township_id=far)
    nursery = a_scene(session, county=county, name="青禾乡幼儿园", township_id=far, school_type="kindergarten")
    for name, division in (("TOWN1", county.township_id), ("TOWN2", far)):
        county.offices[name] = an_organisation(session, county.id, kind="TOWN")
        from backend.places.models import Organisation

        session.get_one(Organisation, county.offices[name]).division_id = division
    session.flush()
    return first, second, third, nursery


def good(answer: TestResponse) -> dict[str, Any]:
    assert answer.status_code in (200, 201), answer.text
    return answer.json  # type: ignore[no-any-return]


def told(answer: TestResponse) -> tuple[int, str]:
    return answer.status_code, answer.json["code"]


def an_answer(item: str = "rf02", answer: str = "yes", **about: Any) -> dict[str, Any]:
    """An answer as the phone sends it."""
    body = {"id": str(new_id()), "item": item, "answer": answer, "occurred_at": now().isoformat()}
    return body | about


def line_of(sheet: dict[str, Any], item: str) -> dict[str, Any]:
    return next(line for group in sheet["groups"] for line in group["items"] if line["key"] == item)
