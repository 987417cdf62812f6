"""A scan is never refused: where, when, by which plate and in which order it was made is judged, not asked."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session

from backend.core.actor import Actor
from backend.core.errors import Problem
from backend.core.geo import wgs84_to_gcj02
from backend.core.ids import new_id
from backend.patrols.models import CHECKLIST, PatrolRoute, PatrolRun
from backend.places.models import CODE, Checkpoint
from tests.builders import a_county, a_site_code, an_actor
from tests.cases import a_scene
from tests.patrols.visits_made import DAWN, Walk, a_round, a_said, a_walk, codes_of, near, sent, stored


@pytest.fixture
def walk(session: Session) -> Walk:
    return a_walk(session, starts_at=DAWN)


@pytest.fixture
def guard(session: Session, walk: Walk) -> Actor:
    return walk.scene.actor(session, "guard")


def test_a_scan_at_the_plate_is_confirmed_and_opens_the_round(session: Session, walk: Walk, guard: Actor) -> None:
    found = sent(session, guard, a_said(walk))
    assert (found.first, found.run_id, found.verdict, codes_of(found)) == (True, walk.run_id, "confirmed", {"near"})
    run = session.get_one(PatrolRun, walk.run_id, populate_existing=True)
    assert run.visited == 1
    kept = stored(session, found.id)
    assert (kept.distance_m or 0) < 15
    assert kept.place == {"lat": 38.9, "lng": 83.1, "accuracy_m": 8.0, "radius_m": 50.0, "on_site": True}


def test_the_same_visit_again_changes_nothing_and_other_content_is_refused(
    session: Session, walk: Walk, guard: Actor
) -> None:
    said = a_said(walk)
    first = sent(session, guard, said)
    for number in range(4):
        again = sent(session, guard, said, at=DAWN + timedelta(hours=number + 1), device="another mark")
        assert again == replace(first, first=False)
    assert session.get_one(PatrolRun, walk.run_id, populate_existing=True).visited == 1
    with pytest.raises(Problem, match="visit_id_taken"):
        sent(session, guard, replace(said, note="别的话"))
    with pytest.raises(Problem, match="visit_id_taken"):
        sent(session, walk.scene.actor(session, "school_safety"), said)


@pytest.mark.parametrize(
    ("state", "days", "kept"), [("replaced", 0, "grace"), ("replaced", 9, "replaced"), ("lost", 0, "lost")]
)
def test_a_plate_out_of_use_is_recorded_with_its_state(
    session: Session, walk: Walk, guard: Actor, state: str, days: int, kept: str
) -> None:
    old = a_site_code(session, walk.checkpoints[0], state=state, changed_at=DAWN - timedelta(days=days))
    found = sent(session, guard, a_said(walk, code=old))
    assert (stored(session, found.id).code_state, f"code_{kept}" in codes_of(found)) == (kept, True)


def test_a_point_retired_during_the_round_is_still_recorded(session: Session, walk: Walk, guard: Actor) -> None:
    sent(session, guard, a_said(walk))
    session.execute(update(Checkpoint).where(Checkpoint.id == walk.checkpoints[1].id).values(retired_at=DAWN))
    session.execute(update(CODE).where(CODE.c.code == walk.codes[1]).values(state="retired", changed_at=DAWN))
    found = sent(session, guard, a_said(walk, 1))
    assert (found.run_id, stored(session, found.id).code_state) == (walk.run_id, "retired")


def test_a_point_that_moves_during_the_round_leaves_the_visits_before_as_they_were(
    session: Session, walk: Walk, guard: Actor
) -> None:
    first = sent(session, guard, a_said(walk))
    moved = {"lat": 38.95, "captured_at": DAWN + timedelta(minutes=2)}
    session.execute(update(Checkpoint).where(Checkpoint.id == walk.checkpoints[0].id).values(**moved))
    sent(session, guard, a_said(walk, 1))
    assert stored(session, first.id).verdict == "confirmed", "judged anew with its neighbour, by the place as it was"


def test_a_code_of_another_point_wins_over_the_choice_on_the_phone(session: Session, walk: Walk, guard: Actor) -> None:
    found = sent(session, guard, a_said(walk, 1, checkpoint_id=walk.checkpoints[0].id))
    assert stored(session, found.id).checkpoint_id == walk.checkpoints[1].id
    assert "code_elsewhere" in codes_of(found)


def test_a_code_that_nobody_knows_is_recorded_at_the_chosen_point(session: Session, walk: Walk, guard: Actor) -> None:
    found = sent(session, guard, a_said(walk, code="HTTPS://elsewhere.example/x", checkpoint_id=walk.checkpoints[0].id))
    assert (stored(session, found.id).code_state, "code_unknown" in codes_of(found)) == (None, True)


def test_a_visit_nowhere_is_refused_in_words_that_help(session: Session, walk: Walk, guard: Actor) -> None:
    with pytest.raises(Problem, match="visit_place_missing"):
        sent(session, guard, a_said(walk, code=None))
    with pytest.raises(Problem, match="site_code_forged"):
        sent(session, guard, a_said(walk, code=_mistaken(walk)))


def _mistaken(walk: Walk) -> str:
    from qr_codes.token import SigningKey, new_code

    return new_code(SigningKey("ZZ", b"of nobody at all here"))


def test_the_wrong_round_of_the_phone_becomes_the_right_one(session: Session, walk: Walk, guard: Actor) -> None:
    other = a_walk(session, walk.scene, starts_at=DAWN)
    found = sent(session, guard, a_said(other, run_id=walk.run_id))
    assert (found.run_id, "other_run" in codes_of(found)) == (other.run_id, True)


def test_of_two_rounds_the_nearest_in_time_is_taken(session: Session, walk: Walk, guard: Actor) -> None:
    route = session.get_one(PatrolRoute, walk.route_id)
    later = a_round(session, route, points=3, starts_at=DAWN + timedelta(hours=4))
    found = sent(session, guard, a_said(walk, run_id=None, occurred_at=DAWN + timedelta(hours=4, minutes=5)))
    assert found.run_id == later.id
    named = sent(session, guard, a_said(walk, occurred_at=DAWN + timedelta(hours=4, minutes=9)))
    assert named.run_id == walk.run_id, "the phone knows which one was meant, and it is near enough"


def test_an_inspector_without_a_round_leaves_a_fact_of_its_own(session: Session, walk: Walk) -> None:
    found = sent(session, walk.scene.actor(session, "dept_handler"), a_said(walk, run_id=None))
    assert (found.run_id, "no_run" in codes_of(found)) == (None, True)
    assert session.get_one(PatrolRun, walk.run_id, populate_existing=True).visited == 0


def test_another_school_s_guard_gets_no_round_here_by_his_role_alone(session: Session, walk: Walk) -> None:
    neighbour = a_scene(session, county=walk.scene.county, name="示范县第二小学")
    found = sent(session, neighbour.actor(session, "guard"), a_said(walk, run_id=None))
    assert found.run_id is None


def test_who_does_not_patrol_in_the_county_is_told_so(session: Session, walk: Walk) -> None:
    abroad = a_scene(session, county=a_county(session, name="别县"))
    for actor in (abroad.actor(session, "guard"), walk.scene.actor(session, "leader_viewer"), an_actor(session)):
        with pytest.raises(Problem, match="visit_not_permitted"):
            sent(session, actor, a_said(walk))


def test_a_phone_a_year_off_counts_by_its_page_session(session: Session, walk: Walk, guard: Actor) -> None:
    said = a_said(walk, occurred_at=DAWN - timedelta(days=365), clock_basis="page_session")
    arrives = DAWN + timedelta(minutes=10)
    found = sent(session, guard, said, at=arrives, seconds_since=600.0, phone_now=arrives - timedelta(days=365))
    kept = stored(session, found.id)
    assert (kept.happened_at, kept.late, kept.clock_skew_s) == (DAWN, False, -365 * 86_400)
    assert (found.run_id, "clock_off" in codes_of(found)) == (walk.run_id, True)


def test_a_phone_a_year_off_counts_by_its_clock_while_sending(session: Session, walk: Walk, guard: Actor) -> None:
    said = a_said(walk, occurred_at=DAWN + timedelta(days=365))
    arrives = DAWN + timedelta(minutes=10)
    found = sent(session, guard, said, at=arrives, phone_now=arrives + timedelta(days=365))
    assert (stored(session, found.id).happened_at, found.run_id) == (DAWN, walk.run_id)


def test_three_days_late_is_accepted_marked_and_counted(session: Session, walk: Walk, guard: Actor) -> None:
    found = sent(session, guard, a_said(walk), at=DAWN + timedelta(days=3, hours=2))
    assert (found.run_id, stored(session, found.id).late, "late_sync" in codes_of(found)) == (walk.run_id, True, True)
    assert session.get_one(PatrolRun, walk.run_id, populate_existing=True).visited == 1


@pytest.mark.parametrize("state", ["refused", "unavailable", "timeout", "unsupported", "not_asked"])
def test_without_a_position_it_is_recorded_and_said(session: Session, walk: Walk, guard: Actor, state: str) -> None:
    found = sent(session, guard, a_said(walk, position=None, position_state=state))
    assert (found.verdict, stored(session, found.id).position_state) == ("plausible", state)


def test_a_vendor_browser_that_gives_gcj02_is_named_not_blamed(session: Session, walk: Walk, guard: Actor) -> None:
    here = near(walk.checkpoints[0])
    lat, lng = wgs84_to_gcj02(here.lat, here.lng)
    shifted = replace(here, lat=round(lat, 6), lng=round(lng, 6))
    found = sent(session, guard, a_said(walk, position=shifted))
    assert (found.verdict, "maybe_gcj02" in codes_of(found)) == ("plausible", True)


def test_answers_are_kept_and_a_no_offers_its_hazard(session: Session, walk: Walk) -> None:
    about = {
        "county_id": walk.scene.county.id,
        "school_id": None,
        "name": "消防",
        "changed_at": DAWN,
        "retired_at": None,
    }
    lines = [{"key": "exit", "text": "安全出口畅通", "category": "FIR01"}, {"key": "light", "text": "照明完好"}]
    session.execute(CHECKLIST.insert().values(id=new_id(), key="fire", revision=1, items=lines, **about))
    listed = a_walk(session, walk.scene, starts_at=DAWN, checklist="fire")
    said = tuple({"item": item, "answer": answer} for item, answer in (("exit", "no"), ("light", "na"), ("gone", "no")))
    found = sent(session, walk.scene.actor(session, "guard"), a_said(listed, answers=said, result="problem"))
    assert found.offers == [{"item": "exit", "category": "FIR01", "text": "安全出口畅通"}]
    assert stored(session, found.id).answers[2] == {
        "item": "gone",
        "answer": "no",
        "text": "gone",
        "unlisted": True,
    }
