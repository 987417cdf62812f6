"""A site with a ledger and photos on a database of its own, and empty places to restore into."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from backend.backups.making import make_backup
from backend.backups.restoring import Restored, restore
from backend.config import Config
from backend.core.db import Database
from backend.evidence.storage import open_storage
from backend.evidence.versions import make_pending_versions
from tests import databases
from tests.phones import Stage
from tests.rectifications import bundles
from tests.sites import a_config


@dataclass(frozen=True)
class Site:
    """A filled site, the folder where its backups go, and how to make one."""

    stage: Stage
    config: Config
    backups: Path

    @property
    def database(self) -> Database:
        return self.stage.database

    def back_up(self, **how: object) -> Path:
        storage = open_storage(self.config.storage_url)
        return make_backup(self.database, storage, self.config, to=self.backups, **how)  # type: ignore[arg-type]


@pytest.fixture
def site(committed_database: Database, tmp_path: Path) -> Site:
    home = tmp_path / "home"
    home.mkdir()
    config = replace(a_config(home), database_url=committed_database.url.render_as_string(hide_password=False))
    stage = bundles.a_ledger(committed_database, config)
    make_pending_versions(committed_database, open_storage(config.storage_url))
    return Site(stage, config, tmp_path / "backups")


Restore = Callable[..., tuple[Restored, Config]]


@pytest.fixture
def bring_back(site: Site, tmp_path: Path, worker_id: str) -> Iterator[Restore]:
    """Restore a backup into a new home and a new, empty database."""
    with ExitStack() as stack:

        def run(backup: Path, *, home: str = "restored", **how: Path) -> tuple[Restored, Config]:
            kind, place = site.database.url.get_backend_name(), tmp_path / home
            url = f"sqlite:///{place / 'xiaoanma.sqlite3'}"
            if kind == "postgresql":
                name = f"xiaoanma_test_{os.getpid()}_{worker_id}_{home}"
                url = stack.enter_context(databases.created(kind, tmp_path, name))
            done = restore(backup, to=place, environment={"XIAOANMA_DATABASE_URL": url}, **how)
            return done, a_config(place, database_url=url)

        yield run
