"""Photos of many records come in one query, in order, with what is missing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import uuid4

import pytest
from sqlalchemy import event
from sqlalchemy.orm import Session

from backend.core.errors import Problem
from backend.evidence.queries import get_photo, missing_counts, missing_hashes, photos_of
from backend.evidence.storage import FolderStorage

from . import samples
from .photos import Record, sha256


@contextmanager
def counted(session: Session) -> Iterator[list[str]]:
    statements: list[str] = []

    def note(_conn: object, _cursor: object, statement: str, *_rest: object) -> None:
        statements.append(statement)

    bind = session.get_bind().engine
    event.listen(bind, "before_cursor_execute", note)
    yield statements
    event.remove(bind, "before_cursor_execute", note)


def test_photos_of_many_records_come_in_one_query_in_the_order_declared(
    session: Session, storage: FolderStorage
) -> None:
    records = [Record() for _ in range(5)]
    bodies = [samples.jpeg(), samples.png(), samples.webp()]
    for record in records:
        record.declares(session, *bodies)
    records[2].receives(session, storage, body=bodies[1])
    with counted(session) as statements:
        found = photos_of(session, "hazard", [record.id for record in records])
    assert len(statements) == 1
    assert [photo.missing for photo in found[records[2].id]] == [True, False, True]
    assert [len(found[record.id]) for record in records] == [3] * 5


def test_sizes_are_upright_and_addresses_wait_for_the_bytes(
    session: Session, storage: FolderStorage, record: Record
) -> None:
    body = samples.jpeg(orientation=6)
    record.declares(session, body)
    (waiting,) = photos_of(session, "hazard", [record.id])[record.id]
    assert (waiting.missing, waiting.url, waiting.width) == (True, None, None)
    received = record.receives(session, storage, body=body)
    (photo,) = photos_of(session, "hazard", [record.id])[record.id]
    assert (photo.width, photo.height, photo.orientation) == (64, 96, 6)
    assert photo.url_small == f"/api/v1/photos/{received.photo_id}/small"


def test_a_record_without_photos_has_an_empty_list(session: Session) -> None:
    nothing = uuid4()
    assert photos_of(session, "hazard", [nothing]) == {nothing: []}
    assert photos_of(session, "hazard", []) == {}


def test_missing_photos_are_counted(session: Session, storage: FolderStorage) -> None:
    whole, half, entry = Record(), Record(), Record(type="ledger_entry")
    first, second = samples.jpeg(), samples.png()
    for record in (whole, half, entry):
        record.declares(session, first, second)
    for body in (first, second):
        whole.receives(session, storage, body=body)
    half.receives(session, storage, body=first)
    assert missing_counts(session, "hazard", [whole.id, half.id, entry.id]) == {whole.id: 0, half.id: 1, entry.id: 0}
    assert missing_hashes(session, "ledger_entry", entry.id) == [sha256(first), sha256(second)]


def test_a_photo_that_has_not_arrived_cannot_be_fetched(session: Session, record: Record) -> None:
    record.declares(session, samples.jpeg())
    (photo,) = photos_of(session, "hazard", [record.id])[record.id]
    for photo_id in (photo.id, uuid4()):
        with pytest.raises(Problem) as caught:
            get_photo(session, photo_id)
        assert caught.value.code == "not_found"
