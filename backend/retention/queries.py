"""Reading the table of retention and the report of purges, by whoever looks into the books, stops a purge or erases."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, or_, select, tuple_
from sqlalchemy.orm import Session

from backend.core.actor import Actor
from backend.core.errors import Problem
from backend.core.pages import Page, cursor_of, page_of
from backend.core.retention import RULE
from backend.core.settings import SITE
from backend.people.rules import verbs_anywhere
from backend.people.scopes import ScopeColumns, scope_condition
from backend.places.models import DIVISION
from backend.retention.classes import CLASSES
from backend.retention.models import RUN, RetentionRun

VERBS = ("audit.read", "case.freeze", "case.erase")
PAGE = 50


def demand_reader(actor: Actor) -> None:
    """Refuse whoever has none of the rights, on any scope, that the report is for."""
    if actor.kind != "system" and verbs_anywhere(actor).isdisjoint(VERBS):
        raise Problem("not_permitted", whom="审计管理员、安全管理员或联席办")


def rules_for(session: Session, actor: Actor) -> list[dict[str, Any]]:
    """Return the site's rules and those that the reader's counties have of their own, class by class."""
    visible = _visible(actor, RULE.c.county_id)
    statement = select(RULE, DIVISION.c.name.label("county")).outerjoin(DIVISION, DIVISION.c.id == RULE.c.county_id)
    rows = session.execute(statement.where(visible).order_by(RULE.c.county_id)).all()
    places = {name: number for number, name in enumerate(CLASSES)}
    known = [row for row in rows if row.record_class in CLASSES]
    return [_rule(row) for row in sorted(known, key=lambda row: places[row.record_class])]


def runs_for(session: Session, actor: Actor, *, cursor: str | None) -> Page:
    """Return a page of the report, newest run first; what a run purged of one county stands in one line a class."""
    visible = _visible(actor, RUN.c.county_id)
    runs = select(RUN.c.began_at, RUN.c.run_id).where(visible).distinct()
    if cursor is not None:
        runs = runs.where(tuple_(RUN.c.began_at, RUN.c.run_id) < tuple_(*cursor_of(cursor)))
    newest = runs.order_by(RUN.c.began_at.desc(), RUN.c.run_id.desc()).limit(PAGE + 1)
    page = page_of(session.execute(newest).all(), size=PAGE, key=lambda row: (row.began_at, row.run_id))
    lines = select(RetentionRun).where(visible, RUN.c.run_id.in_([row.run_id for row in page.items]))
    order = (RUN.c.began_at.desc(), RUN.c.run_id.desc(), RUN.c.record_class, RUN.c.county_id)
    return Page([line(row) for row in session.execute(lines.order_by(*order)).scalars()], page.next)


def lines_of(session: Session, run_id: UUID) -> list[dict[str, Any]]:
    """Return what one run purged."""
    rows = session.execute(select(RetentionRun).where(RUN.c.run_id == run_id)).scalars()
    return [line(row) for row in rows]


def line(row: RetentionRun) -> dict[str, Any]:
    """Return a line of the report as it is shown."""
    names = ("run_id", "record_class", "began_at", "ended_at", "count", "bytes", "first_at", "last_at")
    county_id = None if row.county_id == SITE else row.county_id
    return {name: getattr(row, name) for name in names} | {
        "label": CLASSES[row.record_class].zh if row.record_class in CLASSES else row.record_class,
        "county_id": county_id,
    }


def _visible(actor: Actor, county_id: ColumnElement[Any]) -> ColumnElement[bool]:
    columns = ScopeColumns(county_id=county_id)
    return or_(county_id == SITE, *(scope_condition(actor, verb, columns) for verb in VERBS))


def _rule(row: Any) -> dict[str, Any]:
    about = CLASSES[row.record_class]
    return {
        "record_class": about.name,
        "label": about.zh,
        "label_en": about.en,
        "since": about.since,
        "county_id": None if row.county_id == SITE else row.county_id,
        "county": row.county,
        "days": row.days,
        "least_days": row.least_days,
        "most_days": row.most_days,
        "purged": bool(about.purges),
        "changed_at": row.changed_at,
        "changed_by": row.changed_by,
    }
