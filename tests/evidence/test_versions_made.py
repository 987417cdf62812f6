"""The worker makes what is missing, outside any unit of work, and never stumbles twice over the same photo."""

from __future__ import annotations

import io
import re
from typing import get_args

import pytest
from PIL import Image

from backend.core.db import Database
from backend.evidence.errors import problem_of
from backend.evidence.models import Photo
from backend.evidence.pictures import PictureError, PictureProblem
from backend.evidence.storage import FolderStorage
from backend.evidence.versions import make_pending_versions

from . import samples
from .photos import Record


def received(database: Database, storage: FolderStorage, *bodies: bytes) -> list[Photo]:
    record = Record()
    with database.work() as session:
        record.declares(session, *bodies)
        ids = [record.receives(session, storage, body=body).photo_id for body in bodies]
    with database.work(write=False) as session:
        return [session.get_one(Photo, photo_id) for photo_id in ids]


def again(database: Database, photo: Photo) -> Photo:
    with database.work(write=False) as session:
        return session.get_one(Photo, photo.id)


def test_every_waiting_photo_gets_its_versions(database: Database, storage: FolderStorage) -> None:
    photos = received(database, storage, samples.plain_jpeg(2000, 1000), samples.heic(), samples.png())
    assert make_pending_versions(database, storage) == 3
    for photo in photos:
        assert again(database, photo).versions_made_at is not None
    large = Image.open(io.BytesIO(storage.get(f"{photos[0].storage_key}-large")))
    small = Image.open(io.BytesIO(storage.get(f"{photos[0].storage_key}-small")))
    assert (large.size, small.size) == ((1600, 800), (320, 160))
    assert make_pending_versions(database, storage) == 0


def test_it_stops_at_the_limit_and_goes_on_next_time(database: Database, storage: FolderStorage) -> None:
    received(database, storage, samples.jpeg(), samples.png(), samples.webp())
    assert [make_pending_versions(database, storage, limit=2) for _ in range(3)] == [2, 1, 0]


def test_photos_that_have_not_arrived_are_left_alone(database: Database, storage: FolderStorage) -> None:
    with database.work() as session:
        Record().declares(session, samples.jpeg())
    assert make_pending_versions(database, storage) == 0


def test_a_picture_that_cannot_be_decoded_is_marked_and_not_tried_again(
    database: Database, storage: FolderStorage
) -> None:
    without_tables = re.sub(rb"\xff\xdb\x00\x43.{65}", b"", samples.plain_jpeg(), flags=re.DOTALL)
    (photo,) = received(database, storage, without_tables)
    assert make_pending_versions(database, storage) == 1
    assert again(database, photo).unreadable_at is not None
    assert make_pending_versions(database, storage) == 0


def test_a_lost_file_does_not_hold_up_the_others(database: Database, storage: FolderStorage) -> None:
    lost, kept = received(database, storage, samples.jpeg(), samples.png())
    storage.delete(lost.storage_key or "")
    assert make_pending_versions(database, storage) == 2
    assert again(database, lost).unreadable_at is not None
    assert again(database, kept).versions_made_at is not None


def test_a_store_that_does_not_answer_leaves_the_photo_waiting(
    database: Database, storage: FolderStorage, monkeypatch: pytest.MonkeyPatch
) -> None:
    (photo,) = received(database, storage, samples.jpeg())

    def broken(_key: str) -> bytes:
        raise ConnectionError("no answer")

    with monkeypatch.context() as patch:
        patch.setattr(storage, "get", broken)
        with pytest.raises(ConnectionError):
            make_pending_versions(database, storage)
    assert again(database, photo).unreadable_at is None
    assert make_pending_versions(database, storage) == 1


def test_problem_codes_of_pictures_all_stand_in_the_catalogue() -> None:
    for kind in get_args(PictureProblem):
        assert problem_of(PictureError(kind)).error.status in {413, 415, 422}
