"""Nowhere else: every GET as every kind of person, and no number, kind or trace of a referral where it must not be."""

from __future__ import annotations

import re
from uuid import UUID

import pytest
from sqlalchemy import insert, select

from backend.core.clock import SHANGHAI, now
from backend.people.role_table import ROLES
from backend.rectifications.models import Case
from backend.referrals.models import REFERRAL_COUNT
from tests.builders import an_account, bearer
from tests.phones import Phone
from tests.referrals.desk import Desk, opened
from tests.referrals.filed_by_mistake import converted

TRACE = re.compile(r"PSN\d\d|BM-[0-9A-Z]{4}-[0-9A-Z]{4}")
KINDS_ONLY = {
    "/api/v1/referrals/form": "the kinds that one may create, and no referral",
    "/api/v1/cases/<uuid:case_id>/conversion_options": "the kinds that a case may be converted to, and no referral",
    "/api/v1/referrals/figures": "finished months, cells of five and more, for leaders",
}


def everybody(desk: Desk) -> dict[str, Phone]:
    """A phone for each role on the widest scope it has here, and a stranger's."""
    scene = desk.scene
    ids = {"school": scene.school.id, "precinct": scene.county.precinct_id, "department": desk.units["PSB"]}
    ids |= {"county": scene.county.id, "city": scene.county.city_id, "township": scene.county.township_id}
    phones = {"stranger": desk.passer_by, "officer": desk.officer("PSB")}
    with desk.work() as session:
        for role, about in ROLES.items():
            kind = next(scope for scope in ("county", "city", *about.scope_types) if scope in about.scope_types)
            about_person = {"role": role, "scope": (kind, ids[kind]), "county_id": scene.county.id}
            account = an_account(session, unit_id=scene.school.id, **about_person)  # type: ignore[arg-type]
            phones[role] = Phone(desk.app, bearer(session, account))
    return phones


def addresses(desk: Desk, case_id: UUID) -> list[tuple[str, str]]:
    """Every GET of the application, (rule, address), with real things in its places."""
    values = {"case_id": case_id, "school_id": desk.scene.school.id, "code": desk.scene.code, "_path": "referrals"}
    found = []
    for rule in desk.app.url_map.iter_rules():
        if "GET" in (rule.methods or set()):
            named = {name: values.get(name, case_id if "id" in name else "nothing") for name in rule.arguments}
            found.append((rule.rule, str(rule.build(named, append_unknown=False)[1])))  # type: ignore[index]
    return found


def test_no_get_shows_a_trace_of_a_referral_to_anybody(desk: Desk) -> None:
    _, referral_id = converted(desk)
    ref_no = desk.referral(referral_id).ref_no
    desk.created(category="PSN08")
    with desk.work() as session:
        case_id = session.execute(select(Case.id)).scalar_one()
    found = []
    for who, phone in everybody(desk).items():
        client = phone.app.test_client()
        for rule, path in addresses(desk, case_id):
            body = client.get(path, headers=dict(phone.headers)).data.decode(errors="replace")
            if ref_no in body or (rule not in KINDS_ONLY and TRACE.search(body)) or str(referral_id) in body:
                found.append((who, path))
    assert found == []


def test_the_crawl_would_find_a_trace(desk: Desk) -> None:
    answer = opened(desk.officer("PSB"), desk.created(category="PSN08"))
    assert TRACE.findall(answer.text) != []


@pytest.mark.parametrize("role", ["platform_admin", "security_admin", "audit_admin", "joint_office", "edu_officer"])
def test_administrators_and_offices_see_no_figures_either(desk: Desk, role: str) -> None:
    fill(desk, "PSN08", 9)
    assert desk.phone(role).get("/referrals/figures").json == {"items": []}


def fill(desk: Desk, category: str, count: int, *, month: str = "2026-01") -> None:
    """So many of a kind in a month of this county."""
    key = {"county_id": desk.scene.county.id, "month": month, "category": category}
    with desk.work() as session:
        session.execute(insert(REFERRAL_COUNT).values(**key, count=count))


def test_leaders_see_cells_of_five_and_more_of_finished_months_of_their_county_and_no_totals(desk: Desk) -> None:
    fill(desk, "PSN01", 4)
    fill(desk, "PSN08", 5)
    fill(desk, "PSN10", 50, month=f"{now().astimezone(SHANGHAI):%Y-%m}")
    leader = desk.phone("leader_viewer")
    (cell,) = leader.get("/referrals/figures").json["items"]
    assert (cell["month"], cell["category"], cell["count"]) == ("2026-01", "PSN08", 5)
    assert set(cell) == {"county_id", "month", "category", "label", "count"}


def test_a_leader_of_a_township_or_another_county_sees_none(desk: Desk) -> None:
    fill(desk, "PSN08", 9)
    with desk.work() as session:
        for scope in (("township", desk.scene.county.township_id), ("county", UUID(int=7))):
            account = an_account(session, role="leader_viewer", scope=scope)
            phone = Phone(desk.app, bearer(session, account))
            assert phone.get("/referrals/figures").json == {"items": []}
