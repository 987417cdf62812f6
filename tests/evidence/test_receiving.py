"""Photos arrive by hash under their record, any number of times."""

from __future__ import annotations

import threading
from datetime import UTC, datetime

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from backend.audit.models import AuditRow
from backend.core.db import Database
from backend.core.errors import Problem
from backend.evidence.models import Photo
from backend.evidence.operations import ReceivedPhoto, declare_photos
from backend.evidence.pictures import strip
from backend.evidence.queries import missing_hashes
from backend.evidence.rules import PhotoClaim
from backend.evidence.storage import FolderStorage

from . import samples
from .photos import Record, sha256


def files(storage: FolderStorage) -> list[bytes]:
    return [path.read_bytes() for path in storage.root.rglob("*") if path.is_file()]


def test_a_declared_photo_is_missing_until_its_bytes_arrive(
    session: Session, storage: FolderStorage, record: Record
) -> None:
    first, second = samples.jpeg(), samples.png()
    assert record.declares(session, first, second) == [sha256(first), sha256(second)]
    received = record.receives(session, storage, body=first, declared_type="image/jpeg")
    assert received.first
    assert missing_hashes(session, "hazard", record.id) == [sha256(second)]


def test_what_is_stored_is_the_stripped_picture_and_its_hash(
    session: Session, storage: FolderStorage, record: Record
) -> None:
    body = samples.jpeg()
    record.declares(session, body)
    received = record.receives(session, storage, body=body)
    photo = session.get_one(Photo, received.photo_id)
    assert files(storage) == [strip(body).data]
    assert received.sha256_stored == photo.sha256_stored == sha256(strip(body).data) != sha256(body)
    assert (photo.width, photo.height, photo.orientation, photo.media_type) == (96, 64, 6, "image/jpeg")
    assert photo.size_bytes == len(strip(body).data)


def test_the_same_bytes_again_give_the_same_answer(session: Session, storage: FolderStorage, record: Record) -> None:
    body = samples.jpeg()
    record.declares(session, body)
    first = record.receives(session, storage, body=body)
    again = record.receives(session, storage, body=body)
    assert (again.photo_id, again.sha256_stored, again.first) == (first.photo_id, first.sha256_stored, False)
    assert len(files(storage)) == 1


def test_receiving_is_audited_once(session: Session, storage: FolderStorage, record: Record) -> None:
    body = samples.jpeg()
    record.declares(session, body)
    received = [record.receives(session, storage, body=body) for _ in range(3)].pop()
    rows = session.scalars(select(AuditRow).where(AuditRow.object_id == received.photo_id)).all()
    assert [(row.action, row.county_id) for row in rows] == [("photo.received", record.county_id)]


def test_the_same_picture_in_two_records_lies_there_twice(session: Session, storage: FolderStorage) -> None:
    """Sharing would tell that a hash exists elsewhere, and one record's retention would erase the other's evidence."""
    body = samples.jpeg()
    keys = set()
    for _ in range(2):
        record = Record()
        record.declares(session, body)
        received = record.receives(session, storage, body=body)
        keys.add(session.get_one(Photo, received.photo_id).storage_key)
    assert len(keys) == len(files(storage)) == 2


def test_the_same_photo_twice_in_one_record_counts_once(session: Session, record: Record) -> None:
    body = samples.jpeg()
    assert record.declares(session, body, body) == [sha256(body)]


def test_more_photos_than_allowed_are_refused(session: Session, record: Record) -> None:
    pictures = [samples.jpeg() + bytes(count) for count in range(1, 5)]
    with pytest.raises(Problem) as caught:
        record.declares(session, *pictures, limit=3)
    assert (caught.value.code, caught.value.values["limit"]) == ("photo_too_many", 3)


def test_a_matter_about_a_person_takes_no_photo(session: Session, record: Record) -> None:
    with pytest.raises(Problem) as caught:
        record.declares(session, samples.jpeg(), privacy="P3")
    assert caught.value.code == "photo_forbidden"


def test_a_malformed_hash_is_refused(session: Session, record: Record) -> None:
    claim = PhotoClaim("../../x", datetime(2026, 11, 2, tzinfo=UTC))
    with pytest.raises(Problem) as caught:
        declare_photos(session, record.as_declaring(), [claim], limit=6)
    assert caught.value.code == "photo_hash_malformed"


def refusal(session: Session, storage: FolderStorage, record: Record, *, body: bytes, **options: str) -> str:
    with pytest.raises(Problem) as caught:
        record.receives(session, storage, body=body, named=options.get("named", ""))
    assert files(storage) == []
    return caught.value.code


def test_bytes_damaged_on_the_way_are_refused(session: Session, storage: FolderStorage, record: Record) -> None:
    body = samples.jpeg()
    record.declares(session, body)
    damaged = body[:-9] + b"x" + body[-8:]
    assert refusal(session, storage, record, body=damaged, named=sha256(body)) == "photo_hash_differs"
    assert record.receives(session, storage, body=body).first, "and can simply be sent again"


def test_an_undeclared_photo_and_an_unknown_record_sound_the_same(
    session: Session, storage: FolderStorage, record: Record
) -> None:
    elsewhere = samples.jpeg()
    Record().declares(session, elsewhere)
    record.declares(session, samples.png())
    assert refusal(session, storage, record, body=elsewhere) == "photo_not_declared"
    assert refusal(session, storage, Record(), body=elsewhere) == "photo_not_declared"
    assert refusal(session, storage, record, body=elsewhere, named="no hash") == "photo_not_declared"


def test_a_hazards_photo_is_not_a_ledger_entrys(session: Session, storage: FolderStorage, record: Record) -> None:
    body = samples.jpeg()
    record.declares(session, body)
    assert refusal(session, storage, Record(id=record.id, type="ledger_entry"), body=body) == "photo_not_declared"


def test_a_text_file_named_jpg_is_refused(session: Session, storage: FolderStorage, record: Record) -> None:
    body = "这不是照片".encode()
    record.declares(session, body)
    assert refusal(session, storage, record, body=body) == "photo_not_a_picture"


def test_five_uploads_of_one_photo_at_once_leave_one_file(
    committed_database: Database, storage: FolderStorage, record: Record
) -> None:
    body = samples.jpeg()
    with committed_database.work() as session:
        record.declares(session, body)
    answers: list[ReceivedPhoto] = []

    def send() -> None:
        with committed_database.work() as session:
            answers.append(record.receives(session, storage, body=body))

    threads = [threading.Thread(target=send) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=20)
    assert sorted(answer.first for answer in answers) == [False] * 4 + [True]
    assert len({(answer.photo_id, answer.sha256_stored) for answer in answers}) == 1
    assert len(files(storage)) == 1
    with committed_database.work(write=False) as session:
        assert session.scalar(select(func.count()).select_from(AuditRow)) == 1
        (photo,) = session.scalars(select(Photo))
        assert storage.get(photo.storage_key or "") == strip(body).data
