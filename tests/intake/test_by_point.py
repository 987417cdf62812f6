"""A report by a point alone, for those signed in: it belongs to the nearest school, or somebody has to say which."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy.orm import Session

from backend.core.errors import Problem
from backend.hazards.rules import Report
from backend.intake.places import place_of_report
from tests.builders import PLATE_KEY
from tests.cases import Scene, a_report, a_scene

KEYS = {PLATE_KEY.key_id: PLATE_KEY}


def _at(scene: Scene, *, north_m: float) -> Report:
    assert scene.school.lat is not None
    point = {"lat": scene.school.lat + north_m / 111_000, "lng": scene.school.lng}
    return replace(a_report(code=scene.code), code=None, **point)  # type: ignore[arg-type]


def test_a_point_near_a_school_belongs_to_it(session: Session) -> None:
    scene = a_scene(session)
    guard = scene.actor(session, "guard")
    assert place_of_report(session, guard, _at(scene, north_m=300), KEYS).school_id == scene.school.id


def test_a_point_far_from_every_school_needs_a_word(session: Session) -> None:
    scene = a_scene(session)
    with pytest.raises(Problem) as refused:
        place_of_report(session, scene.actor(session, "guard"), _at(scene, north_m=5_000), KEYS)
    assert refused.value.code == "report_place_missing"
