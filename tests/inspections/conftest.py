"""Four schools in two townships, and an open joint inspection with two inspectors."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest
from flask import Flask

from backend.core.db import Database
from tests.inspections.county import Land, a_plan, good, set_land
from tests.phones import Phone


@pytest.fixture
def land(app: Flask, database: Database) -> Land:
    return set_land(app, database)


@dataclass
class Team:
    """An open joint inspection of the first two schools: the office, two inspectors, and the first school's sheet."""

    land: Land
    office: Phone
    people: tuple[Any, Any]
    phones: tuple[Phone, Phone]
    inspection: dict[str, Any]

    @property
    def record(self) -> str:
        first = str(self.land.schools[0])
        return next(str(row["id"]) for row in self.inspection["records"] if row["school"]["id"] == first)

    def sheet(self, by: int = 0) -> dict[str, Any]:
        return good(self.phones[by].get(f"/inspection_records/{self.record}"))

    def answer(self, body: dict[str, Any], by: int = 0) -> Any:
        return self.phones[by].post(f"/inspection_records/{self.record}/answers", body)

    def hazard(self, item: str, by: int = 0, **about: Any) -> Any:
        body = {"school_id": str(self.land.schools[0]), "code": None, "place_text": "东门", "category": "STF05"}
        body |= {"inspection_record_id": self.record, "inspection_item": item, "note": "两名保安没有上岗证"}
        return self.phones[by].post("/reports", self.land.body(**(body | about)))

    def sign(self, by: int = 0, side: str = "inspector", **about: Any) -> Any:
        from backend.core.ids import new_id

        body = {"id": str(new_id()), "side": side, "name": "王安全", "unit_name": "示范县市场监管局"}
        body |= {"digest": self.sheet(by)["digest"]}
        return self.phones[by].post(f"/inspection_records/{self.record}/signatures", body | about)


@pytest.fixture
def team(land: Land) -> Team:
    office, people = land.phone("joint_office"), land.two_inspectors()
    plan = a_plan(land.schools[:2], inspectors=[each.id for each in people])
    opened = land.opened(office, plan)
    phones = (land.phone_of(people[0]), land.phone_of(people[1]))
    return Team(land, office, people, phones, opened)
