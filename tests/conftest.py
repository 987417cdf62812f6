"""Fixtures: two real databases, a rolled-back session for each test, and an application on top."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from backend.config import Config
from backend.core import logs
from backend.core.db import Database
from tests import databases, network
from tests.sites import a_config

network.forbid()
logs.configure(level="CRITICAL")


@pytest.fixture(scope="session")
def template_urls(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Iterator[dict[str, str]]:
    """Migrated, empty databases by kind, made at first use."""
    folder = tmp_path_factory.mktemp("databases")
    made: dict[str, str] = {}
    contexts = []

    class Lazy(dict[str, str]):
        def __missing__(self, kind: str) -> str:
            context = databases.migrated(kind, folder, f"xiaoanma_test_{os.getpid()}_{worker_id}")
            made[kind] = self[kind] = context.__enter__()
            contexts.append(context)
            return made[kind]

    yield Lazy()
    for context in contexts:
        context.__exit__(None, None, None)


@pytest.fixture(params=databases.KINDS)
def database(request: pytest.FixtureRequest, template_urls: dict[str, str]) -> Iterator[Database]:
    """A database whose every change is undone after the test; the test runs once for each kind."""
    rolled_back = databases.RolledBackDatabase(template_urls[request.param])
    yield rolled_back
    rolled_back.dispose()


@pytest.fixture(params=databases.KINDS)
def committed_database(
    request: pytest.FixtureRequest, template_urls: dict[str, str], tmp_path: Path, worker_id: str
) -> Iterator[Database]:
    """A database of the test's own, with real commits: for races and for several processes."""
    with databases.copied(
        template_urls[request.param], tmp_path, f"xiaoanma_test_{os.getpid()}_{worker_id}_own"
    ) as url:
        database = Database(url)
        yield database
        database.engine.dispose()


@pytest.fixture
def session(database: Database) -> Iterator[Session]:
    """A writing session on the rolled-back database."""
    opened = database.open(write=True)
    yield opened
    database.close(opened)


@pytest.fixture
def config(tmp_path: Path) -> Config:
    """A site in a folder of the test's own."""
    return a_config(tmp_path)


@pytest.fixture(scope="session")
def built_app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """The application as `create_app` builds it, once: compiling its routes again for each test took most of a test."""
    from backend.app import create_app

    built = create_app(a_config(tmp_path_factory.mktemp("built")), database=Database("sqlite://"))
    built.test_client().get(
        "/healthz"
    )  # from its first request on Flask refuses new routes: no test can leave one here
    return built


@pytest.fixture
def app(built_app: Flask, config: Config, database: Database) -> Iterator[Flask]:
    """The whole application on the rolled-back database, every setting as it was built."""
    from backend.app import furnish

    settings = dict(built_app.config)
    furnish(built_app, config, database)
    yield built_app
    built_app.config.clear()
    built_app.config.update(settings)


@pytest.fixture
def own_app(config: Config, database: Database) -> Flask:
    """An application built for this test alone, which may add routes to it."""
    from backend.app import create_app

    return create_app(config, database=database)


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A browser that nobody has signed in on."""
    return app.test_client()
