"""What the answers to one line come to, when several phones have written: an answer replaces those that its author had seen.

An answer that somebody did not know of is never overwritten: both stand, until a person chooses. The result depends on the
set of answers alone, not on the order in which they arrive. Pure.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID

Status = Literal["open", "settled", "conflict"]


@dataclass(frozen=True)
class Fact:
    """An answer as it was given; `supersedes` are the answers that its author saw standing."""

    id: UUID
    item: str
    answer: str
    supersedes: frozenset[UUID]
    received_at: datetime
    note: str = ""


@dataclass(frozen=True)
class Standing:
    """How one line stands: the answers that nobody has replaced, oldest first, and what they agree on."""

    heads: tuple[Fact, ...]

    @property
    def status(self) -> Status:
        """Open without an answer, settled where all that stands says the same, else a conflict."""
        if not self.heads:
            return "open"
        return "settled" if len({fact.answer for fact in self.heads}) == 1 else "conflict"

    @property
    def answer(self) -> str | None:
        """What is answered; None while it is open or two people say different things."""
        return self.heads[0].answer if self.status == "settled" else None


def standing(facts: Iterable[Fact]) -> Standing:
    """Judge the answers to one line."""
    known = list(facts)
    replaced = {old for fact in known for old in fact.supersedes if old != fact.id}
    heads = [fact for fact in known if fact.id not in replaced]
    # Answers that replace each other in a ring can only be made up; then none of them has replaced anything.
    return Standing(tuple(sorted(heads or known, key=lambda fact: (fact.received_at, fact.id))))


def sheet(keys: Iterable[str], facts: Iterable[Fact]) -> dict[str, Standing]:
    """Judge every line of a sheet."""
    by_item: dict[str, list[Fact]] = {key: [] for key in keys}
    for fact in facts:
        if fact.item in by_item:
            by_item[fact.item].append(fact)
    return {key: standing(found) for key, found in by_item.items()}


@dataclass(frozen=True)
class Tally:
    """How far a sheet is; `score` is the share of 是 among 是 and 否 in per cent, None before there is either."""

    lines: int
    yes: int
    no: int
    na: int
    open: int
    conflicts: int

    @property
    def score(self) -> int | None:
        """The checklist's score, rounded half up."""
        judged = self.yes + self.no
        return (200 * self.yes + judged) // (2 * judged) if judged else None


def tally(lines: Mapping[str, Standing]) -> Tally:
    """Count a sheet."""
    found = list(lines.values())
    answered = [each.answer for each in found]
    return Tally(
        lines=len(found),
        yes=answered.count("yes"),
        no=answered.count("no"),
        na=answered.count("na"),
        open=sum(each.status == "open" for each in found),
        conflicts=sum(each.status == "conflict" for each in found),
    )
