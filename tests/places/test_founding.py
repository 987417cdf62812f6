"""A county's first day: one Excel file of divisions and offices, all of it or nothing."""

from __future__ import annotations

from io import BytesIO

import openpyxl
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from backend.core.actor import SYSTEM
from backend.core.spreadsheets import write_templates
from backend.places.founding import TEMPLATE, found_county
from backend.places.models import Division, DivisionAncestor, Organisation


def _count(session: Session, model: type[Division] | type[Organisation]) -> int:
    return session.execute(select(func.count()).select_from(model)).scalar_one()


def _changed(sheet: str, cell: str, value: str | None) -> bytes:
    book = openpyxl.load_workbook(BytesIO(write_templates(TEMPLATE)))
    book[sheet][cell] = value
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def test_the_template_as_it_is_founds_the_demo_county(session: Session) -> None:
    founded = found_county(session, SYSTEM, workbook=write_templates(TEMPLATE))
    assert (founded.divisions, founded.offices, founded.mistakes) == (5, 3, [])
    township = session.execute(select(Division).where(Division.level == "township")).scalar_one()
    ancestors = select(func.count()).where(DivisionAncestor.division_id == township.id)
    assert session.execute(ancestors).scalar_one() == 5
    station = session.execute(select(Organisation).where(Organisation.kind == "PCS")).scalar_one()
    assert station.division_id == township.id


def test_the_same_file_again_adds_nothing(session: Session) -> None:
    found_county(session, SYSTEM, workbook=write_templates(TEMPLATE))
    again = found_county(session, SYSTEM, workbook=write_templates(TEMPLATE))
    assert (again.divisions, again.offices, again.mistakes) == (0, 0, [])


def test_a_parent_that_comes_later_is_named_and_nothing_is_written(session: Session) -> None:
    founded = found_county(session, SYSTEM, workbook=_changed("区划", "D6", "990199"))
    assert any("990199" in mistake for mistake in founded.mistakes)
    assert (_count(session, Division), _count(session, Organisation)) == (0, 0)


def test_an_office_in_an_unknown_division_is_named(session: Session) -> None:
    founded = found_county(session, SYSTEM, workbook=_changed("单位", "D4", "123456789"))
    assert founded.mistakes == ["“单位”第 4 行：没有区划 123456789。"]


def test_a_file_of_two_counties_is_refused(session: Session) -> None:
    founded = found_county(session, SYSTEM, workbook=_changed("区划", "A6", "县"))
    assert any("有且只有一个县" in mistake for mistake in founded.mistakes)
