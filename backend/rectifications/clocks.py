"""Which clocks run in a case, until when, and what is to ring now: decided from facts, a clock book and a calendar. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from backend.core.clock import SHANGHAI
from backend.core.working_time import Reckoned, Reckoner
from backend.rectifications.clock_book import ClockBook, Rung, Span
from backend.rectifications.states import DUE_CLOCK_STATES, State

STEPS = {
    State.REPORTED: "assess",
    State.NEED_INFO: "need_info",
    State.ASSIGNED: "acknowledge",
    State.RECTIFYING: "plan",
    State.PENDING_VERIFICATION: "verify",
    State.VERIFIED: "close",
}
"""The step that is due in each state; a case being rectified owes a plan (major hazards) beside its own deadline."""
STEP_WORDS = {
    "assess": "研判",
    "need_info": "上报人补充",
    "acknowledge": "签收",
    "plan": "报整改方案",
    "verify": "验收",
    "close": "销号",
}
_MISSED = timedelta(days=1)
_PROTECTED = frozenset({*DUE_CLOCK_STATES, State.PENDING_VERIFICATION})

Key = tuple[str, str, datetime]
"""Clock, rung and deadline: what rings once."""


@dataclass(frozen=True)
class ClockFacts:
    """What the clocks look at in a case. `since`: when its present step began. `look_backs`: (kind, due_at) still to do."""

    state: State
    severity: str
    since: datetime
    handling: str | None = None
    quarantined: bool = False
    frozen: bool = False
    step_due_at: datetime | None = None
    due_at: datetime | None = None
    assigned_at: datetime | None = None
    interim_until: datetime | None = None
    interim_checked_at: datetime | None = None
    government_project: bool = False
    disputed: bool = False
    extension_asked_at: datetime | None = None
    transfer_asked_at: datetime | None = None
    closed_at: datetime | None = None
    look_backs: tuple[tuple[str, datetime], ...] = field(default=())


@dataclass(frozen=True)
class Alarm:
    """Something that rings at `rings_at`, once for its deadline; `ladder` is the rung of the overdue ladder, if it is one."""

    clock: str
    rung: str
    deadline_at: datetime
    rings_at: datetime
    ladder: Rung | None = None

    @property
    def key(self) -> Key:
        """What makes it ring only once."""
        return self.clock, self.rung, self.deadline_at


@dataclass(frozen=True)
class Ringing:
    """What is to ring now, the lower rungs that are only noted as passed, and when to look again."""

    loud: tuple[Alarm, ...]
    passed: tuple[Alarm, ...]
    next_at: datetime | None


def run(span: Span, start: datetime, reckoner: Reckoner) -> Reckoned:
    """Return when a clock that started at `start` has run out."""
    match span.unit:
        case "wh":
            return reckoner.after_working_hours(start, span.amount)
        case "wd":
            return reckoner.after_working_days(start, span.amount)
    return Reckoned(start + span.plain)


def step_due(
    state: State, severity: str, *, since: datetime, planned: bool, book: ClockBook, reckoner: Reckoner
) -> Reckoned | None:
    """Return until when the step that a case waits for should be done; None where no such clock runs."""
    step = STEPS.get(state)
    span = book.span(step, severity) if step else None
    if span is None or (step == "plan" and planned):
        return None
    return run(span, since, reckoner)


def transfer_until(acknowledge_by: Reckoned | None, *, book: ClockBook, reckoner: Reckoner) -> datetime | None:
    """Return until when a unit may still say that a case is not its line; None: any time."""
    span = book.spans["transfer"]
    return run(span, acknowledge_by.at, reckoner).at if acknowledge_by and span else None


def alarms(facts: ClockFacts, *, book: ClockBook, reckoner: Reckoner) -> tuple[Alarm, ...]:
    """Return everything that rings in the case as it stands, each clock's alarms in order; a frozen case is silent."""
    if facts.frozen:
        return ()
    found = [*_step(facts), *_ladder(facts, book), *_interim(facts, book)]
    found += [*_requests(facts, book, reckoner), *_after_closing(facts, book)]
    return tuple(found)


def ringing(found: Sequence[Alarm], *, rung: Collection[Key], at: datetime) -> Ringing:
    """Decide what rings at `at`: of each clock only the last rung that is due, and only if it has not rung before.

    `rung`: what rang or was passed. After a week without a worker nobody gets seven notices about one case.
    """
    due = [alarm for alarm in found if alarm.rings_at <= at]
    last = {alarm.clock: alarm for alarm in due}
    new = [alarm for alarm in due if alarm.key not in rung]
    loud = tuple(alarm for alarm in new if last[alarm.clock] is alarm)
    passed = tuple(alarm for alarm in new if last[alarm.clock] is not alarm)
    later = [alarm.rings_at for alarm in found if alarm.rings_at > at and alarm.key not in rung]
    return Ringing(loud, passed, min(later, default=None))


def wake_at(found: Sequence[Alarm], *, at: datetime) -> datetime | None:
    """Return when to look at a case again, not knowing what rang already: at once if anything is due."""
    soonest = min((alarm.rings_at for alarm in found), default=None)
    return soonest if soonest is None else max(soonest, at)


def _step(facts: ClockFacts) -> Iterator[Alarm]:
    if facts.state is State.REPORTED and facts.quarantined:
        return
    if facts.state is State.REPORTED:
        yield Alarm("arrived", "arrived", facts.since, facts.since)
    undecided = facts.state is State.ASSIGNED and facts.transfer_asked_at is not None
    if facts.step_due_at is not None and not undecided:  # who asked for a transfer cannot acknowledge meanwhile
        yield Alarm("step", STEPS[facts.state], facts.step_due_at, facts.step_due_at)


def _ladder(facts: ClockFacts, book: ClockBook) -> Iterator[Alarm]:
    """The overdue ladder. A reminder whose time had passed when the case was assigned is left out."""
    if facts.due_at is None or facts.state not in DUE_CLOCK_STATES:
        return
    for rung in book.ladder[facts.severity]:
        rings_at = facts.due_at + rung.after
        if rung.name == "remind" and facts.handling == "immediate":
            local = facts.due_at.astimezone(SHANGHAI)
            rings_at = min(facts.due_at, datetime.combine(local.date(), book.same_day_reminder, SHANGHAI))
        if rung.name != "remind" or facts.assigned_at is None or rings_at > facts.assigned_at:
            yield Alarm("due", rung.name, facts.due_at, rings_at, rung)


def _interim(facts: ClockFacts, book: ClockBook) -> Iterator[Alarm]:
    """Protection that stands in for the fix: to be looked at regularly, told of when nobody did, and when it runs out."""
    if facts.interim_until is None or facts.interim_checked_at is None or facts.state not in _PROTECTED:
        return
    every = book.span("interim_check", "project" if facts.government_project else facts.severity)
    if every is not None and (check_at := facts.interim_checked_at + every.plain) < facts.interim_until:
        yield Alarm("interim", "check", check_at, check_at)
        if check_at + _MISSED < facts.interim_until:
            yield Alarm("interim", "missed", check_at, check_at + _MISSED)
    yield Alarm("interim", "expired", facts.interim_until, facts.interim_until)


def _requests(facts: ClockFacts, book: ClockBook, reckoner: Reckoner) -> Iterator[Alarm]:
    span, asked = book.spans["request"], {"extension": facts.extension_asked_at, "transfer": facts.transfer_asked_at}
    for clock, asked_at in asked.items():
        if asked_at is not None and span is not None:
            answer_by = run(span, asked_at, reckoner).at
            yield Alarm(clock, "waiting", answer_by, answer_by)


def _after_closing(facts: ClockFacts, book: ClockBook) -> Iterator[Alarm]:
    """A closed case is looked at again, and archived in the end; not while its reporter says that it is not solved."""
    if facts.state is not State.CLOSED or facts.closed_at is None:
        return
    for kind, due_at in facts.look_backs:
        yield Alarm("look_back", kind, due_at, due_at)
    span = book.spans["archive"]
    if span is not None and not facts.disputed:
        end = facts.closed_at + span.plain
        yield Alarm("archive", "archive", end, end)
