"""`xiaoanma school …`: a new name, or a school that closes into another."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

import click

from backend.command_line import as_json, say, site

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


@click.group()
def school() -> None:
    """Schools over the years."""


@school.command("rename")
@click.option("--school", "school_code", required=True, help="School code (学校标识码); it stays.")
@click.option("--name", required=True, help="The new name.")
@click.option("--short-name", default="", help="Short name; the name itself when left out.")
@as_json
def school_rename(school_code: str, name: str, short_name: str, as_json: bool) -> None:
    """Give a school its new name; the old one is kept and still finds it."""
    from backend.core.actor import SYSTEM
    from backend.places.operations import edit_school

    _, database = site()
    with database.work() as session:
        edit_school(session, SYSTEM, school_id=_id_of(session, school_code), name=name, short_name=short_name or name)
    say({"school_code": school_code, "name": name}, f"{school_code} 已更名为“{name}”，旧名仍可查到。", as_json)


@school.command("merge")
@click.option("--school", "school_code", required=True, help="Code of the school that closes.")
@click.option("--into", "into_code", required=True, help="Code of the school that takes it in.")
@as_json
def school_merge(school_code: str, into_code: str, as_json: bool) -> None:
    """Close a school into another: plates still take reports, open cases pass over, both chains say so."""
    from backend.core.actor import SYSTEM
    from backend.rectifications.merging import merge_school

    _, database = site()
    with database.work() as session:
        into_id = _id_of(session, into_code)
        cases = merge_school(session, SYSTEM, _id_of(session, school_code), into_id=into_id)
    say({"open_cases": cases}, f"{school_code} 已并入 {into_code}，{cases} 件未办结的隐患随之转去。", as_json)


def _id_of(session: Session, school_code: str) -> UUID:
    from sqlalchemy import select

    from backend.core.errors import Problem
    from backend.places.models import SCHOOL

    found: UUID | None = session.execute(select(SCHOOL.c.id).where(SCHOOL.c.school_code == school_code)).scalar()
    if found is None:
        raise Problem("not_found")
    return found
