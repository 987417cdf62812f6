"""The migration rebuilds the table of photos on SQLite; nothing that refers to a photo may go with the old one."""

from __future__ import annotations

from datetime import UTC, datetime

from alembic.script import ScriptDirectory
from sqlalchemy import insert, select

from backend import migrations
from backend.core.db import Database
from backend.core.ids import new_id
from backend.evidence.models import PHOTO, REDACTION

REVISION = "0014_inspections"


def _before() -> str:
    script = ScriptDirectory.from_config(migrations.settings())
    return str(script.get_revision(REVISION).down_revision)


def test_redactions_survive_up_and_down(committed_database: Database) -> None:
    photo, redaction, county, at = new_id(), new_id(), new_id(), datetime(2026, 9, 1, tzinfo=UTC)
    with committed_database.work() as session:
        declared = {"id": photo, "county_id": county, "school_id": None, "record_type": "hazard", "record_id": new_id()}
        session.execute(
            insert(PHOTO), declared | {"sha256_sent": "ab" * 32, "ordinal": 0, "privacy": "P1", "declared_at": at}
        )
        covered = {
            "id": redaction,
            "photo_id": photo,
            "county_id": county,
            "boxes": [],
            "checked": True,
            "released": False,
        }
        session.execute(insert(REDACTION), covered | {"redacted_at": at, "redacted_by": new_id()})
    for step in (lambda c: migrations.downgrade(c, _before()), migrations.upgrade):
        with committed_database.work() as session:
            step(session.connection())
        with committed_database.work(write=False) as session:
            assert list(session.execute(select(REDACTION.c.id)).scalars()) == [redaction]
            assert list(session.execute(select(PHOTO.c.id)).scalars()) == [photo]
