from __future__ import annotations

import re

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from backend.demo.county import SCHOOLS
from backend.people import passwords
from backend.people.models import Account, AccountGrant
from backend.places.models import Checkpoint, Division, Organisation, School, SiteCode
from qr_codes.token import parse
from tests.demo.conftest import Filled


def test_nobody_real_lives_in_the_county(county: Session) -> None:
    people = county.scalars(select(Account)).all()

    assert people
    assert all(person.display_name.startswith("演示·") for person in people)
    assert all(re.fullmatch(r"1000000\d{4}", person.phone or "") for person in people)
    assert all(person.county_id is not None for person in people)


def test_everybody_signs_in_with_the_printed_password_and_is_not_asked_to_change_it(
    county: Session, filled: Filled
) -> None:
    people = county.scalars(select(Account)).all()

    assert not any(person.must_change_password for person in people)
    assert {person.phone for person in people} == {account.phone for account in filled.summary.accounts}
    assert all(passwords.is_right(filled.summary.password, stored) for stored in {p.password_hash for p in people})


def test_every_school_has_a_precinct_points_and_one_live_code_a_point(county: Session) -> None:
    live = SiteCode.state == "mounted"
    points = select(func.count()).where(Checkpoint.school_id == School.id).scalar_subquery()
    codes = (
        select(func.count())
        .select_from(SiteCode)
        .join(Checkpoint, Checkpoint.id == SiteCode.checkpoint_id)
        .where(Checkpoint.school_id == School.id, live)
        .scalar_subquery()
    )
    rows = county.execute(select(School.school_code, School.precinct_id, points, codes)).all()

    assert {row[0] for row in rows} == {school.code for school in SCHOOLS}
    assert all(precinct is not None and count >= 4 and count == live for _, precinct, count, live in rows)


def test_the_first_school_has_twelve_points_inside_and_eight_around(county: Session) -> None:
    kinds = county.scalars(
        select(Checkpoint.kind)
        .join(School, School.id == Checkpoint.school_id)
        .where(School.school_code == "2199000001")
    ).all()

    assert (kinds.count("internal"), len(kinds)) == (12, 20)


def test_a_school_may_belong_to_a_precinct_of_another_township(county: Session) -> None:
    township, precinct = county.execute(
        select(Division.name, Organisation.short_name)
        .select_from(School)
        .join(Division, Division.id == School.township_id)
        .join(Organisation, Organisation.id == School.precinct_id)
        .where(School.school_code == "5199000008")
    ).one()

    assert (township, precinct) == ("临河镇", "城关所")


def test_the_county_lies_in_an_empty_desert(county: Session) -> None:
    places = [*county.execute(select(School.lat, School.lng)), *county.execute(select(Checkpoint.lat, Checkpoint.lng))]

    assert all(abs(lat - 38.9) < 0.1 and abs(lng - 83.1) < 0.2 for lat, lng in places)


def test_every_role_of_the_county_has_somebody_with_a_unit_where_one_acts_for_a_unit(county: Session) -> None:
    rows = county.execute(
        select(AccountGrant.role, Account.unit_id).join(Account, Account.id == AccountGrant.account_id)
    ).all()

    acting = {"joint_office", "edu_officer", "police_officer", "precinct_officer", "dept_handler", "dept_manager"}
    acting |= {"township_officer", "inspector", "principal", "school_safety", "duty_leader", "guard"}
    assert acting <= {role for role, _ in rows}
    assert all(unit_id is not None for role, unit_id in rows if role in acting)


def test_the_printed_plates_are_in_the_database(county: Session, filled: Filled) -> None:
    stored = {row.code: row.state for row in county.execute(select(SiteCode.code, SiteCode.state))}

    for plate in filled.summary.plates:
        assert stored[parse(plate.link).code] == plate.state
        assert parse(plate.code) == parse(plate.link)
    assert {plate.state for plate in filled.summary.plates} == {"mounted", "lost", "replaced"}


def test_the_sheet_holds_every_plate_of_the_first_school_two_on_a_page(filled: Filled) -> None:
    import pypdfium2

    document = pypdfium2.PdfDocument(filled.summary.sheet)

    assert len(document) == 10
