"""The schema's history, run by alembic: numbered, readable slugs, up and down."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection

HERE = Path(__file__).parent


def upgrade(connection: Connection, revision: str = "head") -> None:
    """Bring the database behind `connection` up to `revision`."""
    command.upgrade(settings(connection), revision)


def downgrade(connection: Connection, revision: str = "base") -> None:
    """Take the database behind `connection` down to `revision`."""
    command.downgrade(settings(connection), revision)


def settings(connection: Connection | None = None) -> Config:
    """Return alembic's configuration, bound to a connection where something is to be changed."""
    config = Config()
    config.set_main_option("script_location", str(HERE))
    config.attributes["connection"] = connection
    return config
