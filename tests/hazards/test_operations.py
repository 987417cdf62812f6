"""Recording a report once, whatever the phone and the random letters do."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from backend.core.actor import PUBLIC
from backend.core.clock import now
from backend.core.errors import Problem
from backend.core.geo import wgs84_to_gcj02
from backend.core.ids import new_id
from backend.hazards import operations, queries, rules
from backend.hazards.models import Hazard
from backend.hazards.operations import Arrival, Recorded, check_report, record_hazard
from backend.places.queries import who_and_where
from backend.places.rules import SitePlace
from tests.cases import SECRETS, Scene, a_report, a_scene

ARRIVAL = Arrival(received_at=now(), seconds_since=None, device_hash=None, quarantined=False)


def place_of(session: Session, scene: Scene) -> SitePlace:
    found = who_and_where(session, scene.code)
    assert found is not None
    return found


def recorded(session: Session, scene: Scene, report: rules.Report, **about: Any) -> Recorded:
    place = place_of(session, scene)
    given = {"report": report, "place": place, "arrival": ARRIVAL, "secret": SECRETS.app} | about
    return record_hazard(session, about.pop("actor", PUBLIC), **given)


def test_the_same_report_again_is_the_first_answer(session: Session) -> None:
    scene, report = a_scene(session), a_report()
    first, again = recorded(session, scene, report), recorded(session, scene, report)
    assert (first.first, again.first) == (True, False)
    assert again == replace(first, first=False)
    assert session.execute(select(func.count()).select_from(Hazard)).scalar_one() == 1


def test_another_content_under_the_same_id_is_refused(session: Session) -> None:
    scene, report = a_scene(session), a_report()
    recorded(session, scene, report)
    with pytest.raises(Problem, match="report_id_taken"):
        recorded(session, scene, replace(report, note="别的内容，别的地方"))


def test_two_reports_never_share_a_pickup_code(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    """The letters collide on purpose: the second report takes its next try, and its retry finds that again."""
    scene = a_scene(session)
    monkeypatch.setattr(operations.rules, "pickup_code", lambda _s, _id, attempt: "AAAABBBB"[attempt:] + "C" * attempt)
    one, two = a_report(), a_report()
    codes = [recorded(session, scene, report).pickup_code for report in (one, two, one, two)]
    assert codes == ["AAAABBBB", "AAABBBBC", "AAAABBBB", "AAABBBBC"]
    found = queries.by_pickup_digest(session, rules.pickup_digest(SECRETS.app, "AAABBBBC"))
    assert found is not None
    assert found.id == two.id


def test_four_collisions_in_a_row_are_an_error_not_a_lost_report(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    scene = a_scene(session)
    monkeypatch.setattr(operations.rules, "pickup_code", lambda _s, _id, attempt: "AAAABBBB")
    recorded(session, scene, a_report())
    with pytest.raises(Problem, match="internal_error"):
        recorded(session, scene, a_report())


def test_a_position_is_stored_with_its_distance_from_the_plate(session: Session) -> None:
    scene = a_scene(session)
    report = a_report(lat=38.9009, lng=83.1, accuracy_m=12.0, source_datum="wgs84", provider="gps")
    recorded(session, scene, report)
    row = session.get_one(Hazard, report.id)
    assert row.distance_m == pytest.approx(99.9, abs=0.2)
    assert (row.lat, row.lng, row.accuracy_m, row.source_datum) == (38.9009, 83.1, 12.0, "wgs84")
    assert row.maybe_gcj02 is False


def test_a_position_that_fits_the_plate_in_the_other_datum_is_flagged_not_mended(session: Session) -> None:
    scene = a_scene(session)
    lat, lng = (round(value, 6) for value in wgs84_to_gcj02(38.9, 83.1))
    report = a_report(lat=lat, lng=lng, accuracy_m=12.0, source_datum="wgs84")
    recorded(session, scene, report)
    row = session.get_one(Hazard, report.id)
    assert (row.maybe_gcj02, row.lat, row.lng) == (True, lat, lng)
    assert row.distance_m is not None
    assert row.distance_m > 100


def test_without_a_position_there_is_no_distance(session: Session) -> None:
    scene, report = a_scene(session), a_report()
    recorded(session, scene, report)
    row = session.get_one(Hazard, report.id)
    assert (row.lat, row.distance_m, row.maybe_gcj02) == (None, None, False)


def test_matters_about_a_person_are_refused_with_the_numbers_to_call() -> None:
    with pytest.raises(Problem, match="report_person_related") as refused:
        check_report(a_report(tile="person"), PUBLIC)
    assert "110" in [phone["tel"] for phone in refused.value.shown["phones"]]


def test_only_what_a_database_holds_about_a_report_is_its_digest(session: Session) -> None:
    scene, report = a_scene(session), a_report(id=new_id())
    code = recorded(session, scene, report).pickup_code
    row = session.get_one(Hazard, report.id)
    assert code not in [str(getattr(row, column.name)) for column in Hazard.__table__.columns]
