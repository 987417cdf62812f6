from __future__ import annotations

import io
from datetime import UTC, datetime

import pytest
from PIL import Image

from backend.demo.pictures import SCENES, draw
from backend.demo.stories import STORIES

AT = datetime(2026, 11, 20, 1, 0, tzinfo=UTC)


def _shown() -> set[tuple[str, bool]]:
    photos = [photo for story in STORIES for photo in story.photos]
    photos += [act.photo for story in STORIES for act in story.acts if act.photo]
    return {(photo.scene, photo.after) for photo in photos}


@pytest.mark.parametrize(("scene", "after"), sorted(_shown()))
def test_a_scene_is_a_jpeg_small_enough_for_a_phone(scene: str, after: bool) -> None:
    data = draw(scene, after=after, caption="启明小学 A门", at=AT)

    picture = Image.open(io.BytesIO(data))
    assert (picture.format, picture.size) == ("JPEG", (1200, 900))
    assert len(data) < 200_000


def test_every_scene_is_shown_somewhere() -> None:
    assert {scene for scene, _ in _shown()} == set(SCENES)


def test_before_and_after_differ_where_both_are_shown() -> None:
    pairs = [scene for scene, after in _shown() if after and (scene, False) in _shown()]

    assert pairs
    for scene in pairs:
        before, after = (draw(scene, after=late, caption="同一处", at=AT) for late in (False, True))
        assert before != after


def test_the_same_scene_at_another_time_is_another_file() -> None:
    assert draw("lamp", after=False, caption="甲", at=AT) != draw("lamp", after=False, caption="乙", at=AT)
