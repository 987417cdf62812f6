"""Walks past plates: a school's route with a round that is open now, and visits as phones send them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import time_machine
from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.core.actor import Actor
from backend.core.clock import local_date, now
from backend.core.geo import Position
from backend.core.ids import new_id
from backend.intake.visits import Sending, submit_visit
from backend.patrols.models import PatrolRoute, PatrolRun, RoutePoint
from backend.patrols.said import Said
from backend.patrols.visit_models import CheckpointVisit
from backend.patrols.visits import Recorded
from backend.places.models import Checkpoint
from tests.builders import a_checkpoint, a_site_code
from tests.cases import SECRETS, Scene, a_scene
from tests.phones import Phone, Stage

DAWN = datetime(2026, 3, 9, 1, 0, tzinfo=UTC)
"""A Monday, nine o'clock in Shanghai."""
STEP_LAT = 0.0009
"""A hundred metres to the north."""


@dataclass
class Walk:
    """A route of plates a hundred metres apart, and a round of it that is open around `starts_at`."""

    scene: Scene
    checkpoints: list[Checkpoint]
    codes: list[str]
    route_id: UUID
    run_id: UUID
    starts_at: datetime
    said: list[UUID] = field(default_factory=list)


def a_walk(
    session: Session,
    scene: Scene | None = None,
    *,
    points: int = 3,
    starts_at: datetime | None = None,
    walker: UUID | None = None,
    **of_point: Any,
) -> Walk:
    """A guards' round (or that of `walker`): half an hour before `starts_at` to two hours after."""
    scene, at = scene or a_scene(session), starts_at or now()
    school = scene.school
    places = [
        a_checkpoint(session, school, lat=38.9 + n * STEP_LAT, lng=83.1, accuracy_m=8.0, captured_at=at - _DAY)
        for n in range(points)
    ]
    route = PatrolRoute(
        id=new_id(),
        county_id=school.county_id,
        school_id=school.id,
        name=f"围墙巡查{new_id().hex[-6:]}",
        kind="internal",
        ordered=True,
        est_minutes=20,
        revision=1,
        changed_at=at,
    )
    session.add(route)
    session.flush()
    asked = {"checklist": None, "photo_rule": "never", "not_before": None, "min_dwell_s": 0} | of_point
    key = {"route_id": route.id, "revision": 1}
    session.add_all([RoutePoint(**key, position=n, checkpoint_id=each.id, **asked) for n, each in enumerate(places)])
    session.flush()
    run = a_round(session, route, points=points, starts_at=at, walker=walker)
    return Walk(scene, places, [a_site_code(session, each) for each in places], route.id, run.id, at)


def a_round(
    session: Session, route: PatrolRoute, *, points: int, starts_at: datetime, walker: UUID | None = None, **about: Any
) -> PatrolRun:
    """One round of a route, opened by hand."""
    whose = {"assignee_kind": "account", "assignee_account_id": walker} if walker else {"assignee_role": "guard"}
    run = PatrolRun(
        id=new_id(),
        county_id=route.county_id,
        school_id=route.school_id,
        route_id=route.id,
        revision=1,
        on_date=local_date(starts_at),
        round_no=1,
        starts_at=starts_at,
        opens_at=starts_at - timedelta(minutes=30),
        closes_at=starts_at + timedelta(hours=2),
        settles_at=starts_at + timedelta(hours=3),
        **({"assignee_kind": "role"} | whose),
        joint_units=[],
        state="planned",
        points=points,
        visited=0,
        excuse_note="",
        **about,
    )
    session.add(run)
    session.flush()
    return run


_DAY = timedelta(days=1)
FAR_AWAY: dict[str, Any] = {"position": {"lat": 38.92, "lng": 83.1, "accuracy_m": 10.0}}
"""Two kilometres from every plate."""


def near(checkpoint: Checkpoint, *, metres: float = 5.0, accuracy_m: float = 12.0) -> Position:
    """A reading so many metres north of a checkpoint; the last digits differ each time, as a phone's do."""
    jitter = (new_id().int % 1000) / 1e6 * 0.05
    assert checkpoint.lat is not None
    assert checkpoint.lng is not None
    lat = checkpoint.lat + metres / 111_000 + jitter
    return Position(round(lat, 6), round(checkpoint.lng + jitter, 6), accuracy_m, provider="gps")


def a_said(walk: Walk, point: int = 0, **about: Any) -> Said:
    """A visit at a point of the walk as its page says it: at the plate, with a good reading, all in order."""
    fields: dict[str, Any] = {"id": new_id(), "run_id": walk.run_id, "code": walk.codes[point], "checkpoint_id": None}
    fields |= {"via": "phone_scan", "mode": "foot", "result": "normal", "answers": (), "note": ""}
    fields |= {"position": near(walk.checkpoints[point]), "position_state": "got", "position_age_s": 2.0}
    fields |= {"occurred_at": walk.starts_at + timedelta(minutes=3 * point), "clock_basis": "device", "dwell_s": 20.0}
    if about.get("position", fields["position"]) is None:
        fields |= {"position_state": "refused", "position_age_s": None}
    return Said(**(fields | about))


@contextmanager
def at_time(moment: datetime) -> Iterator[None]:
    """The server's clock stands at `moment`."""
    with time_machine.travel(moment, tick=False):
        yield


def sent(
    session: Session,
    actor: Actor,
    said: Said,
    *,
    at: datetime | None = None,
    device: str | None = "a phone",
    **about: Any,
) -> Recorded:
    """Send a visit; by default it arrives five seconds after it was made, from a phone whose clock is right."""
    arrives = at or said.occurred_at + timedelta(seconds=5)
    sending = Sending(**({"phone_now": arrives, "device_key": device} | about))
    with at_time(arrives):
        recorded, _ = submit_visit(session, actor, said=said, sending=sending, secrets=SECRETS)
    return recorded


def stored(session: Session, visit_id: UUID) -> CheckpointVisit:
    """A visit as it stands now."""
    session.expire_all()
    return session.execute(select(CheckpointVisit).where(CheckpointVisit.id == visit_id)).scalar_one()


def codes_of(found: Recorded | CheckpointVisit) -> set[str]:
    """The codes of a visit's reasons and remarks."""
    return {reason["code"] for reason in found.reasons} | set(found.remarks)


def body(walk: Walk, point: int = 0, **about: Any) -> dict[str, Any]:
    """A visit as the page sends it; `code=None` and the like take a field out."""
    here = near(walk.checkpoints[point])
    fields: dict[str, Any] = {"id": str(new_id()), "run_id": str(walk.run_id), "code": walk.codes[point]}
    fields |= {"via": "phone_scan", "mode": "foot", "result": "normal", "dwell_s": 12.5, "position_state": "got"}
    fields |= {"position": {"lat": here.lat, "lng": here.lng, "accuracy_m": 12.0}, "position_age_s": 1.5}
    at = now().isoformat()
    fields |= {"occurred_at": at, "phone_now": at, "clock_basis": "device", "device_key": "a phone"}
    return {name: value for name, value in (fields | about).items() if value is not None}


def walk_on(stage: Stage, **about: Any) -> Walk:
    """A walk at the stage's school, open now."""
    with stage.work() as session:
        return a_walk(session, stage.scene, **about)


def visit(phone: Phone, walk: Walk, point: int = 0, **about: Any) -> dict[str, Any]:
    """Send a visit over HTTP and return the answer, which must be the first one."""
    answer = phone.post("/visits", body(walk, point, **about))
    assert answer.status_code == 201, answer.text
    return answer.json  # type: ignore[no-any-return]
