"""Looking back: drawn by a rule that anybody can repeat, due for those who did not fix it, and archived in the end."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from backend.core.actor import SYSTEM
from backend.core.clock import local_date
from backend.core.db import Database
from backend.evidence.models import Photo
from backend.evidence.rules import PhotoClaim
from backend.rectifications.clock_settings import set_clocks
from backend.rectifications.look_backs import is_drawn
from backend.rectifications.models import Case
from backend.rectifications.operations import after_closing, judging
from backend.rectifications.supervision_models import LookBack
from tests.cases import a_case, a_command, a_scene, acknowledged, assigned, fixed
from tests.rectifications.clock_scenes import DAY, MAJOR, MONDAY, Watched, at, watched

SEED = {"look_back.seed": "2026-A"}


def closed(case: Watched) -> Case:
    """Bring a watched case to its closing."""
    session, scene = case.session, case.scene
    photo = (PhotoClaim("ad" * 32),)
    with at(MONDAY):
        fixed(session, scene, case.case)
        session.execute(delete(Photo))
        major = case.case.severity == "major"
        checker = scene.actor(session, "edu_officer")
        command = a_command(case.case, details={"on_site": True}, photos=photo, note="到现场看过，已修好")
        judging.verify_rectification(session, checker, case.case.id, command=command)
        session.execute(delete(Photo))
        if major:
            judging.close_out(session, scene.actor(session, "joint_office"), case.case.id, command=a_command(case.case))
    assert case.case.state == "closed"
    return case.case


def planned(session: Session, case: Case) -> list[LookBack]:
    statement = select(LookBack).where(LookBack.case_id == case.id).order_by(LookBack.due_at)
    return list(session.execute(statement).scalars())


def test_the_draw_is_the_one_that_the_guide_does_by_hand() -> None:
    case_id = UUID("0193a5f0-0000-7000-8000-000000000001")
    share = int(hashlib.sha256(f"2026-A|{case_id}".encode()).hexdigest()[:8], 16) / 2**32
    assert is_drawn(case_id, seed="2026-A", rate=int(share * 100) + 1)
    assert not is_drawn(case_id, seed="2026-A", rate=int(share * 100))


def test_all_and_none_are_what_they_say_and_a_fifth_is_about_a_fifth() -> None:
    cases = [uuid4() for _ in range(4000)]
    assert all(is_drawn(each, seed="x", rate=100) for each in cases)
    assert not any(is_drawn(each, seed="x", rate=0) for each in cases)
    assert 680 < sum(is_drawn(each, seed="x", rate=20) for each in cases) < 920


def test_a_major_hazard_is_looked_at_after_30_and_90_days(database: Database, session: Session) -> None:
    case = closed(watched(database, session, **MAJOR))
    rows = planned(session, case)
    days = [(local_date(row.due_at) - local_date(MONDAY)).days for row in rows]
    assert [(row.kind, row.rate) for row in rows] == [("d30", 100), ("d90", 100)]
    assert days == [30, 91]  # day 90 is a Sunday


@pytest.mark.parametrize("rate", [0, 100])
def test_a_general_hazard_is_drawn_with_the_countys_seed_and_rate(
    database: Database, session: Session, rate: int
) -> None:
    case = watched(database, session)
    set_clocks(session, SYSTEM, case.scene.county.id, values=SEED | {"look_back.general.rate": str(rate)})
    rows = planned(session, closed(case))
    assert [(row.kind, row.seed, row.rate) for row in rows] == ([("d30", "2026-A", 100)] if rate else [])


def test_a_county_without_a_seed_gets_one_that_nobody_could_foresee(database: Database, session: Session) -> None:
    first, second = (closed(watched(database, session, **MAJOR)) for _ in range(2))
    seeds = {row.seed for case in (first, second) for row in planned(session, case)}
    assert len(seeds) == 2  # two counties
    assert all(seed and len(seed) == 16 for seed in seeds)


def test_after_the_last_look_back_passed_the_case_is_archived_at_once(database: Database, session: Session) -> None:
    case = watched(database, session, **MAJOR)
    closed(case)
    for days, state in ((31, "closed"), (92, "archived")):
        with at(MONDAY + days * DAY):
            command = a_command(case.case, note="仍然完好", photos=(PhotoClaim("ae" * 32),))
            inspector = case.scene.actor(session, "inspector")
            after_closing.pass_look_back(session, inspector, case.case.id, command=command)
        assert case.case.state == state
    assert case.case.rings_at is None


def test_otherwise_it_is_archived_by_the_clock_after_180_days(database: Database, session: Session) -> None:
    case = watched(database, session, **MAJOR)
    closed(case)
    case.pass_by(MONDAY + 180 * DAY - timedelta(seconds=1))
    assert case.case.state == "closed"
    case.pass_by(MONDAY + 180 * DAY)
    assert (case.case.state, [row.result for row in planned(session, case.case)]) == ("archived", ["void", "void"])


def test_a_case_whose_reporter_says_it_is_not_solved_stays_open_to_review(database: Database, session: Session) -> None:
    case = watched(database, session)
    closed(case).disputed_at = MONDAY
    case.pass_by(MONDAY + 200 * DAY)
    assert case.case.state == "closed"


def test_the_reminder_of_a_look_back_comes_when_it_is_due(database: Database, session: Session) -> None:
    case = watched(database, session, **MAJOR)
    due_at = planned(session, closed(case))[0].due_at
    case.pass_by(due_at)
    assert case.told("joint_office")[-1] == "case_look_back_due"


def test_what_came_back_is_planned_anew_after_its_next_closing(database: Database, session: Session) -> None:
    case = watched(database, session, **MAJOR)
    closed(case)
    with at(MONDAY + 31 * DAY):
        command = a_command(case.case, details={"reason": "又松动了"}, photos=(PhotoClaim("ae" * 32),))
        after_closing.fail_look_back(session, case.scene.actor(session, "inspector"), case.case.id, command=command)
    assert (case.case.state, case.case.reopen_count) == ("rectifying", 1)
    closed(case)
    assert [(row.round, row.result) for row in planned(session, case.case)] == [
        (0, "fail"), (1, None), (0, "void"), (1, None),
    ]  # fmt: skip


def test_a_closed_case_costs_the_worker_nothing_until_something_is_due(database: Database, session: Session) -> None:
    case = watched(database, session, **MAJOR)
    due_at = planned(session, closed(case))[0].due_at
    assert case.case.rings_at == due_at
    assert case.pass_by(due_at - timedelta(seconds=1)) == 0


def test_the_seed_stays_for_the_next_draw(session: Session) -> None:
    scene = a_scene(session)
    found = set()
    for _ in range(2):
        case = assigned(session, scene, a_case(session, scene), **MAJOR)
        fixed(session, scene, acknowledged(session, scene, case))
        session.execute(delete(Photo))
        command = a_command(case, details={"on_site": True}, photos=(PhotoClaim("ad" * 32),), note="到现场看过")
        judging.verify_rectification(session, scene.actor(session, "edu_officer"), case.id, command=command)
        session.execute(delete(Photo))
        judging.close_out(session, scene.actor(session, "joint_office"), case.id, command=a_command(case))
        found |= {row.seed for row in planned(session, case)}
    assert len(found) == 1
