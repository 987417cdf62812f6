"""Pages of the ledger: by time of report or by deadline, from a cursor; words no index knows are looked for in a window."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, func, literal, select, tuple_
from sqlalchemy.orm import InstrumentedAttribute, Session

from backend.core.actor import Actor
from backend.core.pages import Page, cursor_of, page_of
from backend.rectifications.filtering import IS_OPEN, Filters, carried, sieved
from backend.rectifications.models import Case
from backend.rectifications.queries import summaries
from backend.rectifications.scopes import readable

PAGE = 30
WINDOWS = (300, 5_000)
"""How many cases one request looks through for a word: a few, for words that many have, then so many at the most.

The cursor goes on where it stopped, so nothing is hidden."""


@dataclass(frozen=True)
class Order:
    """By which time the list is sorted, the case's id deciding between equals."""

    column: InstrumentedAttribute[Any]
    descending: bool

    def keys(self) -> tuple[ColumnElement[Any], ColumnElement[Any]]:
        """Return what ORDER BY takes."""
        columns = (self.column, Case.id)
        return tuple(c.desc() if self.descending else c.asc() for c in columns)  # type: ignore[return-value]

    def after(self, cursor: str) -> ColumnElement[bool]:
        """Return the condition that keeps what comes after the cursor."""
        at, case_id = cursor_of(cursor)
        row, bound = tuple_(self.column, Case.id), tuple_(literal(at, self.column.type), case_id)
        return row < bound if self.descending else row > bound

    def key_of(self, case: Any) -> tuple[Any, Any]:
        """Return a case's place in the list."""
        return getattr(case, self.column.key), case.id


ORDERS = {"reported": Order(Case.reported_at, descending=True), "due": Order(Case.due_at, descending=False)}


def list_cases(session: Session, actor: Actor, *, filters: Filters, cursor: str | None) -> Page:
    """Return one page of the ledger of what the actor may read; a page may be short and yet have a next one.

    The ids are found first, by an index where it knows all that is asked for, and the names are read for them alone.
    """
    order, strained = ORDERS[filters.sort], sieved(filters)
    conditions = [readable(actor), *carried(filters), *([order.after(cursor)] if cursor else [])]
    ids = select(Case.id).where(*conditions).order_by(*order.keys())
    rows: Sequence[Any] = ()
    for size in WINDOWS if strained else (PAGE + 1,):
        found = summaries().where(Case.id.in_(ids.limit(size)), *strained).order_by(*order.keys())
        rows = session.execute(found.limit(PAGE + 1)).all()
        if len(rows) > PAGE:
            break
    if len(rows) > PAGE or not strained:
        return page_of(rows, size=PAGE, key=lambda row: order.key_of(row.Case))
    last = session.execute(select(Case).where(Case.id.in_(ids.offset(WINDOWS[-1] - 1).limit(1)))).scalar_one_or_none()
    return Page(rows, None if last is None else page_of([last, last], size=1, key=order.key_of).next)


def count_open(session: Session, actor: Actor, *, filters: Filters) -> dict[str, int] | None:
    """Return how many open cases there are in each state, the state's own filter left out; None where words are looked for."""
    if sieved(filters):
        return None
    statement = select(Case.state, func.count()).where(readable(actor), IS_OPEN, *carried(filters)).group_by(Case.state)
    return {row[0]: row[1] for row in session.execute(statement)}
