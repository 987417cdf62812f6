"""Playing the stories: every report and every move in the order of time, each by its own person through its own operation."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from backend.core import clock
from backend.core.ids import new_id
from backend.demo import county
from backend.demo.details import details_of
from backend.demo.other_doors import OTHER_DOORS
from backend.demo.pictures import draw
from backend.demo.points import POINTS
from backend.demo.stage import Stage
from backend.demo.stories import STORIES
from backend.demo.stories.shape import Act, Photo, Story
from backend.evidence.operations import Upload, store_photo
from backend.evidence.rules import PhotoClaim
from backend.hazards.rules import Report
from backend.intake.operations import Delivery, receive_case_photo, receive_report_photo, submit_report
from backend.rectifications.commands import Command
from backend.rectifications.models import Case
from backend.rectifications.move_routes import MOVES
from backend.rectifications.ringing import ring_within

_MOVES = {action: operation for action, (operation, _form) in MOVES.items()}
_ON_THE_WAY = timedelta(seconds=25)
"""How long a photo takes to arrive after the words."""


def play(stage: Stage) -> None:
    """Let everything happen, oldest first, so that numbers and chains grow as they would have."""
    scenes: list[tuple[datetime, Callable[[], None]]] = []
    for story in STORIES:
        scenes.append((stage.times.moment(story.at), _scene(_report, stage, story)))
        scenes.extend((stage.times.moment(act.at), _scene(_act, stage, story, act)) for act in story.acts)
    scenes.extend((morning, _scene(ring_within, stage.session)) for morning in stage.times.mornings())
    for moment, scene in sorted(scenes, key=lambda pair: pair[0]):
        with clock.at(moment):
            scene()


def _scene(how: Callable[..., None], *told: Any) -> Callable[[], None]:
    return lambda: how(*told)


def _report(stage: Stage, story: Story) -> None:
    at, actor = clock.now(), stage.actor(story.by)
    point = (story.school, story.point)
    pictures = [_picture(story, photo) for photo in story.photos]
    lat, lng = _where(stage, story)
    report = Report(
        id=new_id(int(at.timestamp() * 1000)),
        tile=story.tile,
        category=story.category,
        danger=story.danger,
        note=story.note,
        photos=tuple(PhotoClaim(_hash(picture), at) for picture in pictures),
        occurred_at=stage.times.moment(story.seen_at or story.at),
        clock_basis="device",
        code=stage.cast.codes[point],
        joins_case_id=stage.cases[story.joins] if story.joins else None,
        lat=lat,
        lng=lng,
        accuracy_m=float(stage.chance.randint(5, 30)),
        source_datum="wgs84",
        provider="browser",
        found_via=story.found_via,
        self_assign=story.self_assign,
    )
    delivery = Delivery(seconds_since=None, device_key=f"demo-{story.key}", trapped=story.trapped)
    receipt = submit_report(stage.session, actor, report=report, delivery=delivery, secrets=stage.secrets)
    stage.reports[story.key] = report.id
    if receipt.case_id is not None:
        stage.cases[story.key] = receipt.case_id
    with clock.at(at + _ON_THE_WAY):
        for photo, picture in zip(story.photos, pictures, strict=True):
            if photo.sent:
                upload = Upload("hazard", report.id, _hash(picture), picture, "image/jpeg")
                stored = store_photo(stage.session, storage=stage.storage, upload=upload)
                receive_report_photo(stage.session, actor, storage=stage.storage, hazard_id=report.id, stored=stored)


def _act(stage: Stage, story: Story, act: Act) -> None:
    OTHER_DOORS.get(act.does, _move)(stage, story, act)


def _move(stage: Stage, story: Story, act: Act) -> None:
    at, actor, case_id = clock.now(), stage.actor(act.by), stage.cases[story.key]
    picture = _picture(story, act.photo) if act.photo else None
    command = Command(
        id=new_id(int(at.timestamp() * 1000)),
        version=stage.session.get_one(Case, case_id).version,
        occurred_at=at,
        note=act.say,
        photos=(PhotoClaim(_hash(picture), at),) if picture else (),
        details=details_of(stage, story, act),
    )
    _MOVES[act.does](stage.session, actor, case_id, command=command)
    if picture and act.photo and act.photo.sent:
        with clock.at(at + _ON_THE_WAY):
            upload = Upload("ledger_entry", command.id, _hash(picture), picture, "image/jpeg")
            stored = store_photo(stage.session, storage=stage.storage, upload=upload)
            receive_case_photo(
                stage.session, actor, storage=stage.storage, case_id=case_id, entry_id=command.id, stored=stored
            )


def _where(stage: Stage, story: Story) -> tuple[float, float]:
    """Return where the phone was: a few metres from the plate."""
    school = county.SCHOOLS[story.school - 1]
    point = next(point for point in POINTS if (point.school, point.name) == (story.school, story.point))
    east, north = (stage.chance.uniform(-6, 6) for _ in range(2))
    return county.degrees(school.east + point.east + east, school.north + point.north + north)


def _picture(story: Story, photo: Photo) -> bytes:
    caption = f"{county.SCHOOLS[story.school - 1].short_name} {story.point}"
    return draw(photo.scene, after=photo.after, caption=caption, at=clock.now())


def _hash(picture: bytes) -> str:
    return hashlib.sha256(picture).hexdigest()
