"""Plates: one live code a point, whatever happens at once, and a life that only goes forward."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.core.actor import SYSTEM
from backend.core.db import Database
from backend.core.errors import Problem
from backend.core.geo import Position
from backend.places import queries, site_codes
from backend.places.models import SiteCode
from backend.places.site_codes import issue_site_codes, mark_site_code, replace_site_code
from qr_codes.token import is_ours, new_code
from tests.builders import PLATE_KEY, a_checkpoint, a_school, a_site_code, an_actor


def state_of(session: Session, code: str) -> str | None:
    place = queries.who_and_where(session, code)
    return None if place is None else place.code_state


def test_missing_codes_are_made_and_standing_ones_kept(session: Session) -> None:
    school = a_school(session)
    with_code, without = a_checkpoint(session, school), a_checkpoint(session, school)
    standing = a_site_code(session, with_code)
    codes = issue_site_codes(session, SYSTEM, [without.id, with_code.id], signing_key=PLATE_KEY)
    assert list(codes) == [without.id, with_code.id]
    assert codes[with_code.id] == standing
    assert is_ours(codes[without.id], {"T1": PLATE_KEY})
    assert issue_site_codes(session, SYSTEM, [without.id], signing_key=PLATE_KEY) == {without.id: codes[without.id]}


def test_a_collision_draws_another_code(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    taken = a_site_code(session)
    point = a_checkpoint(session)
    draws = iter([taken, taken, new_code(PLATE_KEY)])
    monkeypatch.setattr(site_codes, "new_code", lambda _key: next(draws))
    code = issue_site_codes(session, SYSTEM, [point.id], signing_key=PLATE_KEY)[point.id]
    assert code != taken


def test_five_who_print_at_once_get_one_code(committed_database: Database) -> None:
    with committed_database.work() as session:
        point_id = a_checkpoint(session).id

    def print_once(_number: int) -> str:
        with committed_database.work() as session:
            return issue_site_codes(session, SYSTEM, [point_id], signing_key=PLATE_KEY)[point_id]

    with ThreadPoolExecutor(5) as pool:
        codes = set(pool.map(print_once, range(5)))
    assert len(codes) == 1
    with committed_database.work(write=False) as session:
        assert list(session.scalars(select(SiteCode.code))) == list(codes)


def test_a_replaced_plate_points_to_its_successor(session: Session) -> None:
    point = a_checkpoint(session)
    old = a_site_code(session, point)
    new = replace_site_code(session, SYSTEM, checkpoint_id=point.id, signing_key=PLATE_KEY)
    place = queries.who_and_where(session, old)
    assert place is not None
    assert (place.code_state, place.replaced_by) == ("replaced", new)
    assert state_of(session, new) == "issued"


def test_a_lost_plate_is_dead_at_once_and_a_new_one_is_made(session: Session) -> None:
    point = a_checkpoint(session)
    old = a_site_code(session, point)
    replace_site_code(session, SYSTEM, checkpoint_id=point.id, signing_key=PLATE_KEY, because="lost")
    assert state_of(session, old) == "lost"


def test_where_a_plate_was_put_up_is_where_the_point_is(session: Session) -> None:
    point = a_checkpoint(session, lat=None, lng=None)
    code = a_site_code(session, point, state="printed")
    mark_site_code(session, SYSTEM, code=code, state="mounted", position=Position(38.95, 83.15, accuracy_m=6.0))
    place = queries.who_and_where(session, code)
    assert place is not None
    assert (place.code_state, place.lat, place.lng, place.accuracy_m) == ("mounted", 38.95, 83.15, 6.0)


def test_the_dead_stay_dead(session: Session) -> None:
    code = a_site_code(session, state="lost")
    with pytest.raises(Problem, match="site_code_wrong_move"):
        mark_site_code(session, SYSTEM, code=code, state="mounted")


def test_another_schools_plates_are_not_mine_to_make(session: Session) -> None:
    point = a_checkpoint(session)
    actor = an_actor(session, role="principal", scope=("school", a_school(session).id))
    with pytest.raises(Problem, match="not_found"):
        issue_site_codes(session, actor, [point.id], signing_key=PLATE_KEY)
    with pytest.raises(Problem, match="not_found"):
        replace_site_code(session, actor, checkpoint_id=point.id, signing_key=PLATE_KEY)
