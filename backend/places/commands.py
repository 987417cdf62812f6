"""What the command line does with places: print the plates of a school."""

from __future__ import annotations

from typing import BinaryIO

from sqlalchemy import select

from backend.config import Config
from backend.core.actor import SYSTEM
from backend.core.db import Database
from backend.core.errors import Problem
from backend.places import placards
from backend.places.models import SCHOOL


def print_placards(database: Database, config: Config, *, school_code: str, out: BinaryIO, layout: str = "a4x2") -> int:
    """Write the plates of a school's points in use to `out` as PDF, making missing codes; returns how many there are."""
    with database.work() as session:
        school_id = session.execute(select(SCHOOL.c.id).where(SCHOOL.c.school_code == school_code)).scalar()
        if school_id is None:
            raise Problem("not_found")
        plates = placards.plates_of(
            session,
            SYSTEM,
            school_id=school_id,
            signing_key=config.secrets.signing_key,
            host=config.plate_host,
        )
    out.write(placards.draw(plates, layout=layout, file_format="pdf"))
    return len(plates)
