"""What all commands share: the site they work on, and how they answer."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from uuid import UUID

    from sqlalchemy.orm import Session

    from backend.config import Config
    from backend.core.db import Database

as_json = click.option("--json", "as_json", is_flag=True, help="Answer as one JSON object.")


def site() -> tuple[Config, Database]:
    """Return the site that the XIAOANMA_… variables describe, and its database."""
    from backend import config
    from backend.core.db import Database

    found = config.load()
    return found, Database(found.database_url)


def county_id_of(session: Session, code: str) -> UUID:
    """Return the county with this division code, or end the command in words."""
    from sqlalchemy import select

    from backend.places.models import Division

    found = session.execute(select(Division.id).where(Division.code == code, Division.level == "county")).scalar()
    if found is None:
        raise click.ClickException(f"没有区划代码为 {code} 的县。")
    return found


def say(data: dict[str, Any], text: str, as_json: bool) -> None:
    """Answer in words, or as one JSON object."""
    click.echo(json.dumps(data, ensure_ascii=False) if as_json else text)
