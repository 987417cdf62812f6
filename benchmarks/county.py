"""The county a benchmark runs in: eight schools with many plates, made by the tests' builders."""

from __future__ import annotations

from backend.core.db import Database
from tests import builders

SCHOOLS = 8
PLATES_A_SCHOOL = 30


def build(database: Database) -> list[str]:
    """Fill an empty database and return the codes of all plates, schools taking turns."""
    with database.work() as session:
        county = builders.a_county(session)
        schools = [builders.a_school(session, county, name=f"示范县第{n + 1}小学") for n in range(SCHOOLS)]
        points = [builders.a_checkpoint(session, school) for _ in range(PLATES_A_SCHOOL) for school in schools]
        return [builders.a_site_code(session, point) for point in points]
