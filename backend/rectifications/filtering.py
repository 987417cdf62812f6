"""What a reader of the ledger looks for, as SQL conditions: those an index carries, and those that rows are sieved by."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, bindparam, func, or_, select, text, true
from sqlalchemy.orm import aliased

from backend.core.clock import end_of_local_day, local_date, now, start_of_local_day
from backend.hazards.models import Hazard
from backend.places.models import SCHOOL, Checkpoint, Organisation
from backend.places.names import was_named_like
from backend.rectifications.models import FLAGGED, Case
from backend.rectifications.states import DUE_CLOCK_STATES, OPEN_STATES, SET_ASIDE, STRUCK_OFF
from backend.rectifications.supervision_models import LOOK_BACK

SCHOOL_NAME = aliased(Organisation)
NO_UPDATE_AFTER = timedelta(days=7)
_NUMBER = re.compile(r"(?P<head>[A-Z]{2}-[A-Z]+-\d{4})-(?P<digits>\d{1,6})(?P<round>-R\d+)?", re.IGNORECASE)
_DIGITS = 6


def _written_out(name: str, states: Any) -> ColumnElement[bool]:
    """State IN (…) with the words in the statement: a partial index fits only what can be read there."""
    words: Any = bindparam(name, sorted(state.value for state in states), expanding=True, literal_execute=True)
    return Case.state.in_(words)


IS_OPEN = _written_out("open_states", OPEN_STATES)
CLOCK_RUNS = and_(_written_out("clock_states", DUE_CLOCK_STATES), Case.due_at.is_not(None))
IS_STRUCK_OFF = _written_out("struck_off", STRUCK_OFF)
_IS_SET_ASIDE = _written_out("set_aside", SET_ASIDE)
_IS_MARKED = text(f"({FLAGGED})")
LAST_MOVED_AT = func.coalesce(Case.moved_at, Case.reported_at)


@dataclass(frozen=True)
class Filters:
    """What a reader of the ledger looks for; None means any. Days are civil days in Shanghai, both ends included.

    `overdue` False means that the deadline runs and has not passed. `level` is the least escalation. `sort` "due" lists
    the cases whose deadline runs, the next one first; `closed_from` and `closed_to` those struck off.
    """

    school_id: UUID | None = None
    township_id: UUID | None = None
    unit_id: UUID | None = None
    state: str | None = None
    open: bool | None = None
    severity: str | None = None
    category: str | None = None
    overdue: bool | None = None
    level: int | None = None
    found_via: str | None = None
    reported_from: date | None = None
    reported_to: date | None = None
    due_from: date | None = None
    due_to: date | None = None
    closed_from: date | None = None
    closed_to: date | None = None
    flags: tuple[str, ...] | list[str] = ()
    quarantined: bool | None = False
    q: str | None = None
    sort: str = "reported"

    @property
    def counts_down(self) -> bool:
        """Whether only cases with a running deadline can be meant."""
        return self.overdue is not None or self.sort == "due"


def _look_back_due() -> ColumnElement[bool]:
    undone = and_(LOOK_BACK.c.result.is_(None), LOOK_BACK.c.due_at <= end_of_local_day(local_date(now())))
    return Case.id.in_(select(LOOK_BACK.c.case_id).where(undone))


def _marked(column: Any) -> Callable[[], ColumnElement[bool]]:
    return lambda: and_(column.is_not(None), _IS_MARKED)


FLAGS: dict[str, Callable[[], ColumnElement[bool]]] = {
    "whistle": _marked(Case.whistled_at),
    "on_agenda": _marked(Case.on_agenda_at),
    "government_project": _marked(Case.government_document_no),
    "frozen": _marked(Case.frozen_document_no),
    "disputed": _marked(Case.disputed_at),
    "extension_pending": _marked(Case.extension_to),
    "transfer_pending": _marked(Case.transfer_to_id),
    "look_back_due": _look_back_due,
    "no_update": lambda: and_(IS_OPEN, CLOCK_RUNS, now() - NO_UPDATE_AFTER > LAST_MOVED_AT),
    "unassigned": lambda: and_(IS_OPEN, Case.lead_unit_id.is_(None)),
    "no_school": lambda: Case.school_id.is_(None),
}
"""Marks of a case that may be asked for by name, several at once."""


def carried(filters: Filters) -> list[ColumnElement[bool]]:
    """Return the conditions that an index carries, or that are met by a fair share of the rows."""
    found = [
        *_exact(filters),
        *_groups(filters),
        *_between(Case.reported_at, filters.reported_from, filters.reported_to),
    ]
    found += [FLAGS[name]() for name in filters.flags]
    if _closes_in_range(filters):
        found += [IS_STRUCK_OFF, *_between(Case.closed_at, filters.closed_from, filters.closed_to)]
    if filters.counts_down or filters.open:
        found += _between(Case.due_at, filters.due_from, filters.due_to)
    if filters.level is not None:
        found.append(and_(Case.escalation_level >= filters.level, _IS_MARKED if filters.level else true()))
    if number := _NUMBER.fullmatch(filters.q or ""):
        found.append(_number_begins(number))
    return found


def sieved(filters: Filters) -> list[ColumnElement[bool]]:
    """Return the conditions that no index carries: whoever uses them must say how many rows he looks at."""
    found = [] if filters.counts_down or filters.open else _between(Case.due_at, filters.due_from, filters.due_to)
    if filters.quarantined:
        found.append(Case.quarantined.is_(True))
    if filters.found_via is not None:
        found.append(Hazard.found_via == filters.found_via)
    if filters.q and not _NUMBER.fullmatch(filters.q):
        texts = (Case.ledger_no, Case.place_text, Hazard.note, Hazard.place_text, SCHOOL_NAME.name, Checkpoint.name)
        said = (words.icontains(filters.q, autoescape=True) for words in texts)
        found.append(or_(*said, was_named_like(Case.school_id, filters.q)))
    return found


def matching(filters: Filters) -> list[ColumnElement[bool]]:
    """Return all conditions, for whoever reads the whole list anyway; `queries.summaries` has the tables they speak of."""
    return [*carried(filters), *sieved(filters)]


def _exact(filters: Filters) -> list[ColumnElement[bool]]:
    exact: dict[Any, Any] = {
        Case.school_id: filters.school_id,
        Case.lead_unit_id: filters.unit_id,
        Case.state: filters.state,
        Case.severity: filters.severity,
        Case.category: filters.category,
    }
    found = [column == value for column, value in exact.items() if value is not None]
    return [*found, Case.quarantined.is_(False)] if filters.quarantined is False else found


def _groups(filters: Filters) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if filters.open or filters.state in OPEN_STATES:
        found.append(IS_OPEN)
    elif filters.state in SET_ASIDE:
        found.append(_IS_SET_ASIDE)
    elif filters.open is False:
        found.append(Case.state.not_in(sorted(OPEN_STATES)))
    if filters.township_id is not None:
        found.append(Case.school_id.in_(select(SCHOOL.c.id).where(SCHOOL.c.township_id == filters.township_id)))
    if filters.counts_down:
        found.append(CLOCK_RUNS)
    if filters.overdue is not None:
        found.append(Case.due_at < now() if filters.overdue else Case.due_at >= now())
    return found


def _closes_in_range(filters: Filters) -> bool:
    return filters.closed_from is not None or filters.closed_to is not None


def _between(column: Any, first: date | None, last: date | None) -> list[ColumnElement[bool]]:
    after: datetime | None = start_of_local_day(first) if first else None
    before = start_of_local_day(last + timedelta(days=1)) if last else None
    return [*([column >= after] if after else []), *([column < before] if before else [])]


def _number_begins(number: re.Match[str]) -> ColumnElement[bool]:
    """A ledger number's beginning as a range, which the unique index serves; bounds of one length sort alike everywhere."""
    head, digits = number["head"].upper(), number["digits"]
    lowest, highest = digits.ljust(_DIGITS, "0"), digits.ljust(_DIGITS, "9")
    within = Case.ledger_no.between(f"{head}-{lowest}", f"{head}-{highest}-R99")
    return and_(within, Case.ledger_no.istartswith(f"{head}-{digits}{number['round'] or ''}", autoescape=True))
