"""What the clocks do to a case by themselves: lifting it a level, noting that nobody took it over, reckoning anew."""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Session

from backend.core.actor import SYSTEM
from backend.core.clock import now
from backend.core.ids import new_id
from backend.rectifications.clock_book import Rung
from backend.rectifications.clock_settings import Rulebook
from backend.rectifications.clocks import STEPS, Alarm, run
from backend.rectifications.commands import Command
from backend.rectifications.facts import Person
from backend.rectifications.letters import draft_letter
from backend.rectifications.models import Case
from backend.rectifications.moves import begin_on, finish
from backend.rectifications.scopes import place_of_case
from backend.rectifications.standing import person_at
from backend.rectifications.states import State


def command_of_clock(case: Case, **details: Any) -> Command:
    """Return a command of the system on a case as it is."""
    return Command(new_id(), case.version, now(), details=details)


def the_clock(session: Session, case: Case) -> Person:
    """Return the system as a person of the rules."""
    return person_at(session, SYSTEM, place_of_case(session, case))


def climb(session: Session, case: Case, *, alarm: Alarm, rung: Rung) -> bool:
    """T30 by the ladder: up to the rung's level and never down, its letter drafted.

    Returns whether a letter has come to wait for its signature; a rung that only reminds writes nothing.
    """
    raises = rung.level > case.escalation_level
    to_agenda = rung.agenda and case.on_agenda_at is None
    if not (raises or to_agenda or rung.letter):
        return False
    details = {"rung": rung.name, "level": rung.level, "letter_kind": rung.letter, "deadline_at": alarm.deadline_at}
    command = command_of_clock(case, **details)
    move = begin_on(session, SYSTEM, case, person=the_clock(session, case), action="ring", command=command)
    if move is None:
        return False
    changes: dict[str, Any] = {"escalation_level": max(rung.level, case.escalation_level)}
    if to_agenda:
        changes["on_agenda_at"] = move.at
    finish(session, SYSTEM, move, command=command, changes=changes)
    return rung.letter is not None and draft_letter(session, case, rung.letter, rung.name) is not None


def note_missed_acknowledgement(session: Session, case: Case, *, alarm: Alarm) -> None:
    """T12: nobody took it over in time; the unit is told again, and its head (level 1)."""
    command = command_of_clock(case, deadline_at=alarm.deadline_at)
    move = begin_on(session, SYSTEM, case, person=the_clock(session, case), action="ack_overdue", command=command)
    if move is not None:
        changes = {"escalation_level": max(1, case.escalation_level)}
        finish(session, SYSTEM, move, command=command, changes=changes)


def recompute_due(session: Session, case: Case, *, rules: Rulebook) -> bool:
    """Reckon the case's guessed deadlines with the calendar as it is known now: later, where it must be, never earlier.

    What people were told stays: nobody becomes overdue because a Saturday is worked after all.
    """
    command = command_of_clock(case, year=case.due_guessed_year or case.step_guessed_year)
    move = begin_on(session, SYSTEM, case, person=the_clock(session, case), action="recompute_due", command=command)
    if move is None:
        return False
    finish(session, SYSTEM, move, command=command, changes=_reckoned_anew(case, rules))
    return True


def _reckoned_anew(case: Case, rules: Rulebook) -> dict[str, Any]:
    changes: dict[str, Any] = {}
    if case.due_base_on is not None and case.due_at is not None:
        due = rules.reckoner.roll_forward(case.due_base_on)
        later = max(due.at, case.due_at)
        changes |= {"due_at": later, "due_guessed_year": due.guessed_year}
        changes["due_base_on"] = case.due_base_on if due.guessed else None
        if case.first_due_at == case.due_at:
            changes["first_due_at"] = later
    state = State(case.state)
    span = rules.book.span(STEPS[state], case.severity) if state in STEPS else None
    if case.step_guessed_year is not None and span is not None and case.step_since_at and case.step_due_at:
        step = run(span, case.step_since_at, rules.reckoner)
        changes |= {"step_due_at": max(step.at, case.step_due_at), "step_guessed_year": step.guessed_year}
    return changes
