"""A county's tables become schools and points: seen first, written once, and nothing of another county touched."""

from __future__ import annotations

import time
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from backend.audit.models import AuditRow
from backend.core.actor import Actor
from backend.core.errors import Problem
from backend.core.geo import wgs84_to_gcj02
from backend.core.spreadsheets import read_tables, write_templates
from backend.places.imports import Preview, confirm_import, judge_import, keep_import
from backend.places.models import Checkpoint, Organisation, School
from backend.places.tables import TEMPLATE, WANTED
from tests.builders import County, a_county, a_school, an_actor
from tests.places.tables import point_row, school_row, table


def office(session: Session, county: County) -> Actor:
    return an_actor(session, role="edu_officer", scope=("county", county.id))


def uploaded(session: Session, actor: Actor, data: bytes) -> tuple[UUID, Preview]:
    preview = judge_import(session, actor, read_tables(data, WANTED))
    return keep_import(session, actor, preview), preview


def imported(session: Session, actor: Actor, data: bytes) -> dict[str, int]:
    batch_id, _ = uploaded(session, actor, data)
    return confirm_import(session, actor, batch_id=batch_id, only_clean=False)


def mistakes(session: Session, *rows: list[Any], points: list[list[Any]] | None = None) -> list[tuple[str, str]]:
    """The mistakes of the last row."""
    _, preview = uploaded(session, office(session, a_county(session)), table(rows, points or []))
    return [(mistake.column, mistake.message) for mistake in preview.planned[-1].row.errors]


def count(session: Session, model: Any) -> int:
    return session.scalar(select(func.count()).select_from(model)) or 0


def test_schools_campuses_and_points_of_one_file_come_in_together(session: Session) -> None:
    county = a_county(session)
    data = table(
        [
            school_row("２１９９０００００５-01", "柳溪教学点", precinct=None, lat=None, lng=None),
            school_row(2199000005, "青禾乡中心小学"),
        ],
        [point_row("2199000005-01", "教室", "校内")],
    )
    assert imported(session, office(session, county), data) == {"created": 3, "updated": 0}
    schools = {school.school_code: school for school in session.scalars(select(School))}
    assert schools["2199000005-01"].parent_school_id == schools["2199000005"].id
    assert schools["2199000005"].precinct_id == county.precinct_id
    assert session.scalars(select(Checkpoint.school_id)).one() == schools["2199000005-01"].id
    names = session.scalars(select(Organisation.initials).where(Organisation.name == "青禾乡中心小学"))
    assert names.one().startswith("qhxzxxx")


def test_every_row_written_is_in_the_audit_book(session: Session) -> None:
    actor = office(session, a_county(session))
    imported(session, actor, table([school_row()], [point_row(), point_row(name="西门")]))
    actions = session.scalars(select(AuditRow.action).where(AuditRow.actor_id == actor.account_id)).all()
    assert sorted(actions) == ["checkpoint.imported", "checkpoint.imported", "school.imported"]


def test_nothing_is_written_before_it_is_confirmed(session: Session) -> None:
    uploaded(session, office(session, a_county(session)), table([school_row()], [point_row()]))
    assert (count(session, School), count(session, Checkpoint)) == (0, 0)


def test_the_same_file_again_is_unchanged_and_adds_nothing(session: Session) -> None:
    actor, data = office(session, a_county(session)), table([school_row()], [point_row(lat=38.9, lng=83.1)])
    imported(session, actor, data)
    batch_id, preview = uploaded(session, actor, data)
    assert [row.action for row in preview.planned] == ["unchanged", "unchanged"]
    assert confirm_import(session, actor, batch_id=batch_id, only_clean=False) == {"created": 0, "updated": 0}
    assert (count(session, School), count(session, Checkpoint)) == (1, 1)


def test_what_differs_is_updated_and_an_empty_cell_leaves_what_is_there(session: Session) -> None:
    county = a_county(session)
    actor = office(session, county)
    imported(session, actor, table([school_row()], [point_row()]))
    changed = table([school_row(name="示范县启明学校", short_name=None, precinct=None)], [point_row(kind="周边")])
    assert imported(session, actor, changed) == {"created": 0, "updated": 2}
    organisation = session.scalars(select(Organisation).where(Organisation.kind == "SCH")).one()
    assert (organisation.name, organisation.short_name) == ("示范县启明学校", "启明小学")
    assert session.scalars(select(School.precinct_id)).one() == county.precinct_id
    edits = session.scalars(select(AuditRow.changes).where(AuditRow.action.in_(["school.edited", "checkpoint.edited"])))
    assert {"name": ["示范县启明小学", "示范县启明学校"]} in list(edits)


def test_one_wrong_row_holds_all_back_unless_the_clean_ones_are_asked_for(session: Session) -> None:
    actor = office(session, a_county(session))
    data = table([school_row(), school_row("2199000002", "乙小学", township="别县镇")])
    batch_id, _ = uploaded(session, actor, data)
    with session.begin_nested() as attempt, pytest.raises(Problem, match="place_import_not_clean") as caught:
        confirm_import(session, actor, batch_id=batch_id, only_clean=False)
    assert caught.value.values == {"failed": 1}
    assert count(session, School) == 0
    assert attempt.is_active is False
    batch_id, _ = uploaded(session, actor, data)
    assert confirm_import(session, actor, batch_id=batch_id, only_clean=True) == {"created": 1, "updated": 0}


def test_an_import_is_confirmed_once_and_by_its_uploader_only(session: Session) -> None:
    county = a_county(session)
    actor, colleague = office(session, county), office(session, county)
    batch_id, _ = uploaded(session, actor, table([school_row()]))
    with pytest.raises(Problem, match="import_unknown"):
        confirm_import(session, colleague, batch_id=batch_id, only_clean=False)
    confirm_import(session, actor, batch_id=batch_id, only_clean=False)
    with pytest.raises(Problem, match="import_confirmed"):
        confirm_import(session, actor, batch_id=batch_id, only_clean=False)


def test_rows_are_judged_anew_when_they_are_confirmed(session: Session) -> None:
    actor = office(session, a_county(session))
    batch_id, _ = uploaded(session, actor, table([school_row()]))
    a_school(session, school_code="2199000001")
    assert confirm_import(session, actor, batch_id=batch_id, only_clean=True) == {"created": 0, "updated": 0}


def test_only_those_with_the_right_in_that_county_may_import(session: Session) -> None:
    county, other = a_county(session), a_county(session)
    tables = read_tables(table([school_row()]), WANTED)
    principal = an_actor(session, role="principal", scope=("school", a_school(session, county).id), county_id=county.id)
    with pytest.raises(Problem, match="not_found"):
        judge_import(session, office(session, other), tables, county_id=county.id)
    with pytest.raises(Problem, match=["not_found", "not_permitted"][0]):
        judge_import(session, principal, tables)
    nobody = an_actor(session, role="platform_admin", scope=("city", county.city_id))
    with pytest.raises(Problem, match="place_import_county_unknown"):
        judge_import(session, nobody, tables)
    assert judge_import(session, nobody, tables, county_id=county.id).planned[0].action == "create"


def test_a_code_of_another_county_is_refused(session: Session) -> None:
    a_school(session, school_code="2199000001")
    assert mistakes(session, school_row()) == [("学校标识码", "标识码 2199000001 属于其他县的学校，请核对。")]


def test_an_unknown_township_or_precinct_is_answered_with_those_there_are(session: Session) -> None:
    assert mistakes(session, school_row(township="青禾乡", precinct="青禾所")) == [
        ("乡镇", "本县没有“青禾乡”。现有：城关镇。"),
        ("派出所", "本县没有“青禾所”。现有：城关所。"),
    ]


def test_a_row_that_comes_twice_names_the_first(session: Session) -> None:
    assert mistakes(session, school_row(), school_row()) == [("", "与第 3 行重复，请只保留一行。")]
    assert mistakes(session, school_row(), points=[point_row(), point_row()]) == [("", "与第 3 行重复，请只保留一行。")]


@pytest.mark.parametrize(
    ("about", "column", "says"),
    [
        ({"lat": 83.1, "lng": 38.9}, "纬度", "填反"),
        ({"lat": 48.8, "lng": 2.3}, "纬度", "不在中国境内"),
        ({"lat": 38.9, "lng": None}, "纬度", "要么都填"),
        ({"lat": "38°54′", "lng": 83.1}, "纬度", "小数形式"),
        ({"datum": "百度"}, "坐标系", "WGS-84、GCJ-02"),
        ({"school_type": "大小学"}, "学校类型", "幼儿园、小学"),
        ({"parent": "2199000009"}, "所属学校", "没有标识码为 2199000009"),
        ({"parent": "2199000001"}, "所属学校", "没有标识码为 2199000001"),
    ],
)
def test_a_wrong_cell_is_named_with_what_to_write(
    session: Session, about: dict[str, Any], column: str, says: str
) -> None:
    ((found_column, message),) = mistakes(session, school_row(**about))
    assert found_column == column
    assert says in message


def test_a_code_of_nine_digits_and_a_missing_name_are_both_told(session: Session) -> None:
    assert [column for column, _ in mistakes(session, school_row("219900001", ""))] == ["学校标识码", "学校名称"]


def test_a_campus_needs_its_school_and_cannot_hang_on_a_campus(session: Session) -> None:
    alone = mistakes(session, school_row("2199000005-01", "柳溪教学点"))
    assert alone == [("所属学校", "本县没有标识码为 2199000005 的学校，请先导入它。")]
    chain = [
        school_row(),
        school_row("2199000001-01", "甲教学点"),
        school_row("2199000001-02", "乙", parent="2199000001-01"),
    ]
    assert mistakes(session, *chain) == [("所属学校", "2199000001-01 本身是教学点，请填它所属的学校。")]


def test_a_point_needs_its_school_in_the_county_or_clean_in_the_file(session: Session) -> None:
    wanted = [("学校标识码", "本县没有标识码为 2199000001 的学校，请先导入学校。")]
    assert mistakes(session, points=[point_row()]) == wanted
    assert mistakes(session, school_row(township="别县镇"), points=[point_row()]) == wanted
    assert mistakes(session, school_row(), points=[point_row()]) == []


def test_map_coordinates_are_converted_on_entry(session: Session) -> None:
    lat, lng = wgs84_to_gcj02(38.9, 83.1)
    imported(session, office(session, a_county(session)), table([school_row(lat=lat, lng=lng, datum="高德")]))
    school = session.scalars(select(School)).one()
    assert (school.lat, school.lng) == (38.9, 83.1)


def test_the_template_itself_reads_as_clean_form(session: Session) -> None:
    tables = read_tables(write_templates(TEMPLATE), WANTED)
    assert [len(found.rows) for found in tables.values()] == [2, 2]
    assert not any(row.errors for found in tables.values() for row in found.rows)


def test_five_thousand_points_are_seen_and_written_within_seconds(session: Session) -> None:
    actor = office(session, a_county(session))
    data = table([school_row()], [point_row(name=f"{number}号点", kind="校内") for number in range(5_000)])
    began = time.perf_counter()
    assert imported(session, actor, data) == {"created": 5_001, "updated": 0}
    assert time.perf_counter() - began < 15
