"""A site to be killed: two schools with a plate each, the joint office, a person of each school, signed in."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from backend.core.db import Database
from tests import builders
from tests.durability.writers import Scene


@dataclass(frozen=True)
class Site:
    """A database, what configures the servers on it, and where its phones are."""

    database: Database
    environment: dict[str, str]
    scenes: list[Scene]
    log: Path


def a_site(database: Database, folder: Path) -> Site:
    metrics = folder / "metrics"
    metrics.mkdir()
    environment = {
        "XIAOANMA_HOME": str(folder),
        "XIAOANMA_DATABASE_URL": database.url.render_as_string(hide_password=False),
        "XIAOANMA_STORAGE_URL": f"file://{folder / 'photos'}",
        "PROMETHEUS_MULTIPROC_DIR": str(metrics),
    }
    return Site(database, environment, a_county_at_work(database), folder / "server.log")


def a_county_at_work(database: Database) -> list[Scene]:
    with database.work() as session:
        county = builders.a_county(session)
        jmo = county.offices["JMO"]
        office = builders.an_account(session, role="joint_office", scope=("county", county.id), unit_id=jmo)
        scenes = []
        for name in ("示范县第一小学", "示范县第二小学"):
            school = builders.a_school(session, county, name=name)
            person = builders.an_account(session, role="school_safety", scope=("school", school.id), unit_id=school.id)
            code = builders.a_site_code(session, builders.a_checkpoint(session, school))
            headers = builders.bearer(session, office), builders.bearer(session, person)
            scenes.append(Scene(code, school.id, *headers))
    return scenes
