"""The migration that lets a checkpoint have photos keeps what photos and redactions there are, on either database."""

from __future__ import annotations

import pytest
from sqlalchemy import insert, select, text
from sqlalchemy.exc import IntegrityError

from backend import migrations
from backend.core.clock import now
from backend.core.db import Database
from backend.core.ids import new_id
from backend.evidence.models import PHOTO, REDACTION


def test_photos_and_redactions_survive_up_and_down(committed_database: Database) -> None:
    photo, at = new_id(), now()
    whole = {"county_id": new_id(), "record_type": "hazard", "record_id": new_id(), "sha256_sent": "a" * 64}
    whole |= {"id": photo, "ordinal": 0, "privacy": "P1", "declared_at": at}
    cover = {"id": new_id(), "photo_id": photo, "county_id": new_id(), "boxes": [], "checked": True, "released": False}
    with committed_database.work() as session:
        session.execute(insert(PHOTO), whole)
        session.execute(insert(REDACTION), cover | {"redacted_at": at, "redacted_by": new_id()})
        plate = whole | {"id": new_id(), "record_type": "checkpoint"}
        session.execute(insert(PHOTO), plate)
    with committed_database.work() as session:
        migrations.downgrade(session.connection(), "0011_patrols")
    with committed_database.work(write=False) as session:
        assert session.execute(select(PHOTO.c.id)).scalars().all() == [photo]
        assert len(session.execute(text("SELECT id FROM photo_redaction")).all()) == 1
    for record_type in ("checkpoint", "nonsense"):
        with pytest.raises(IntegrityError), committed_database.work() as session:
            session.execute(insert(PHOTO), whole | {"id": new_id(), "record_type": record_type, "ordinal": 1})
    with committed_database.work() as session:
        migrations.upgrade(session.connection())
    with committed_database.work() as session:
        session.execute(insert(PHOTO), plate)
    with pytest.raises(IntegrityError), committed_database.work() as session:
        session.execute(insert(PHOTO), plate | {"id": new_id(), "record_type": "nonsense"})
