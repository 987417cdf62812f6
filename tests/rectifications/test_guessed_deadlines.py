"""At the turn of a year whose holidays nobody has imported: deadlines are guessed loudly, and set right afterwards."""

from __future__ import annotations

from datetime import UTC, date, datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from backend.core import calendar
from backend.core.clock import SHANGHAI
from backend.core.db import Database
from backend.hazards.taxonomy import load
from backend.messages.models import MESSAGE
from backend.rectifications.guesses import settle_guesses, warn_of_missing_years
from backend.rectifications.models import CASE, ENTRY, Case
from backend.rectifications.operations.assigning import default_due
from backend.rectifications.timing import timing_of
from tests.cases import Scene, a_case, a_scene, assigned
from tests.rectifications.clock_scenes import at

EVE = datetime(2026, 12, 28, 2, tzinfo=UTC)


def _assigned_at_new_year(session: Session, **details: object) -> tuple[Scene, Case]:
    with at(EVE):
        scene = a_scene(session)
        session.execute(calendar.CalendarYear.__table__.delete())
        calendar.mark_year_known(session, 2026, source="国办发明电")
        session.flush()
        return scene, assigned(session, scene, a_case(session, scene), **details)


def _local_day(case: Case) -> date:
    assert case.due_at is not None
    return case.due_at.astimezone(SHANGHAI).date()


def _entries_of(session: Session, case: Case, action: str) -> int:
    return len(session.execute(select(ENTRY.c.id).where(ENTRY.c.case_id == case.id, ENTRY.c.action == action)).all())


def test_nothing_stops_at_new_year_and_the_case_says_what_was_guessed(session: Session) -> None:
    _, case = _assigned_at_new_year(session)
    assert _local_day(case) == date(2027, 1, 4)
    shown = timing_of(case, at=EVE)
    assert (shown["due_guessed"], shown["due_note"]) == (True, "按工作日推算，2027 年放假安排尚未导入")


def test_a_deadline_in_a_known_year_is_not_called_a_guess(session: Session) -> None:
    with at(datetime(2026, 11, 23, 2, tzinfo=UTC)):
        scene = a_scene(session)
        case = assigned(session, scene, a_case(session, scene))
    assert (case.due_guessed_year, timing_of(case, at=EVE)["due_note"]) == (None, None)


def test_the_suggested_date_sent_back_by_a_screen_is_still_a_guess_and_another_one_is_not(session: Session) -> None:
    scene, _ = _assigned_at_new_year(session)
    with at(EVE):
        suggested = default_due(session, scene.county.id, load().categories["BLD02"], found_at=EVE)
        same = assigned(session, scene, a_case(session, scene), due_at=suggested["due_at"])
        other = assigned(session, scene, a_case(session, scene), due_at=datetime(2027, 1, 8, tzinfo=UTC))
    assert (same.due_guessed_year, other.due_guessed_year) == (2027, None)


def test_the_joint_office_is_warned_once_a_day_until_the_year_is_there(database: Database, session: Session) -> None:
    scene, _ = _assigned_at_new_year(session)
    scene.account(session, "joint_office")
    with at(EVE):
        assert [warn_of_missing_years(session), warn_of_missing_years(session)] == [1, 0]
    with at(EVE.replace(day=29)):
        assert warn_of_missing_years(session) == 1
    facts = session.execute(select(MESSAGE.c.facts).where(MESSAGE.c.kind == "calendar_missing")).scalars().all()
    assert facts == [{"year": "2027"}] * 2


def _import_2027(session: Session, *, off: tuple[int, ...] = (), work: tuple[int, ...] = ()) -> None:
    for kind, days in (("off", off), ("work", work)):
        for day in days:
            calendar.set_day(session, county_id=calendar.NATIONAL, day=date(2027, 1, day), kind=kind, name="测试")  # type: ignore[arg-type]
    calendar.mark_year_known(session, 2027, source="测试")
    session.commit()


def test_when_the_year_is_imported_the_deadline_moves_with_an_entry_in_the_ledger(
    database: Database, session: Session
) -> None:
    _, case = _assigned_at_new_year(session)
    version = case.version
    session.commit()
    assert settle_guesses(database) == 0
    _import_2027(session, off=(4, 5))
    with at(EVE):
        assert [settle_guesses(database), settle_guesses(database)] == [1, 0]
    session.expire_all()
    assert _local_day(case) == date(2027, 1, 6)
    assert case.first_due_at == case.due_at
    assert (case.due_guessed_year, case.due_base_on, case.version) == (None, None, version)
    assert _entries_of(session, case, "recompute_due") == 1


def test_a_deadline_never_moves_to_an_earlier_day_than_people_were_told(database: Database, session: Session) -> None:
    with at(EVE):
        _, case = _assigned_at_new_year(session, category="CAN01")  # three days: Thursday the 31st is known
    session.execute(update(CASE).values(due_base_on=date(2027, 1, 2), due_guessed_year=2027))
    session.execute(update(CASE).values(due_at=datetime(2027, 1, 4, 15, 59, 59, tzinfo=UTC)))
    session.commit()
    _import_2027(session, off=(1,), work=(2,))  # a Saturday
    with at(EVE):
        assert settle_guesses(database) == 1
    session.expire_all()
    assert _local_day(case) == date(2027, 1, 4)
    assert case.due_guessed_year is None


def test_a_step_over_new_year_is_guessed_and_set_right_too(database: Database, session: Session) -> None:
    with at(datetime(2026, 12, 31, 2, tzinfo=UTC)):
        scene = a_scene(session)
        session.execute(calendar.CalendarYear.__table__.delete())
        calendar.mark_year_known(session, 2026, source="国办发明电")
        session.flush()
        case = assigned(session, scene, a_case(session, scene))
        assert (case.step_due_at, case.step_guessed_year) == (datetime(2027, 1, 4, 9, 30, tzinfo=UTC), 2027)
        session.commit()
        _import_2027(session, off=(1, 4))
        assert settle_guesses(database) == 1
        session.expire_all()
    assert (case.step_due_at, case.step_guessed_year) == (datetime(2027, 1, 5, 9, 30, tzinfo=UTC), None)
