"""The demo county, filled once a database and then only read."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from sqlalchemy.orm import Session

from backend.config import Config
from backend.core.db import Database
from backend.demo import fill
from backend.demo.summary import DemoSummary
from tests import databases
from tests.sites import a_config


@dataclass(frozen=True)
class Filled:
    """A database with the demo county in it, and what `fill` said."""

    database: Database
    config: Config
    summary: DemoSummary


@pytest.fixture(scope="package", params=databases.KINDS)
def filled(
    request: pytest.FixtureRequest,
    template_urls: dict[str, str],
    tmp_path_factory: pytest.TempPathFactory,
    worker_id: str,
) -> Iterator[Filled]:
    folder = tmp_path_factory.mktemp("demo")
    config = a_config(folder, public_url="http://127.0.0.1:8000", demo=True)
    with databases.copied(template_urls[request.param], folder, f"xiaoanma_test_{os.getpid()}_{worker_id}_demo") as url:
        database = Database(url)
        yield Filled(database, config, fill(database, config))
        database.engine.dispose()


@pytest.fixture
def county(filled: Filled) -> Iterator[Session]:
    """A reading session on the filled database."""
    opened = filled.database.open(write=False)
    yield opened
    filled.database.close(opened)
