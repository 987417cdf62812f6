"""What the rules look at: a case, and the person who asks. Frozen and pure."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from backend.rectifications.states import State


@dataclass(frozen=True)
class CaseFacts:
    """What the rules look at in a case.

    `finder_unit_id` is None when a passer-by found it; a campus and its `parent_school_id` are one school here.
    `photos_missing` counts the photos announced by the last move that have not arrived: the move was taken at its word,
    the next one waits. `days_closed`: whole days since it was struck off or turned down.
    """

    state: State
    version: int
    severity: str
    school_id: UUID | None
    finder_unit_id: UUID | None
    parent_school_id: UUID | None = None
    category_lead: str | None = None
    lead_unit_id: UUID | None = None
    submitted_by: UUID | None = None
    submitted_unit_id: UUID | None = None
    verified_by: UUID | None = None
    verified_unit_id: UUID | None = None
    photos_missing: int = 0
    frozen: bool = False
    overdue: bool = False
    interim_controlled: bool = False
    extension_pending: bool = False
    extension_count: int = 0
    transfer_pending: bool = False
    transfer_count: int = 0
    transfer_too_late: bool = False
    escalation_level: int = 0
    whistled: bool = False
    on_agenda: bool = False
    government_project: bool = False
    appealed: bool = False
    disputed: bool = False
    quarantined: bool = False
    days_closed: int = 0

    @property
    def external(self) -> bool:
        """Whether somebody outside the school found it, so that the school neither rejects nor closes it."""
        return is_external(self.finder_unit_id, school_id=self.school_id, parent_school_id=self.parent_school_id)


@dataclass(frozen=True)
class Person:
    """Who asks: the account, its unit, that unit's kind, and the verbs that its grants give at this case.

    `reporter`: whether they reported it (a passer-by shows that with the pickup code). `typed_in`: they type what the
    responsible unit handed over on paper, so they act in its place.
    """

    account_id: UUID | None
    unit_id: UUID | None
    unit_kind: str | None
    verbs: frozenset[str]
    reporter: bool = False
    typed_in: bool = False


def is_external(finder_unit_id: UUID | None, *, school_id: UUID | None, parent_school_id: UUID | None) -> bool:
    """Say whether a finding comes from outside the school; a campus and its school are one."""
    return finder_unit_id is None or finder_unit_id not in (school_id, parent_school_id)


def same(a: UUID | None, b: UUID | None) -> bool:
    """Whether both are known and equal."""
    return a is not None and a == b


def of_school(case: CaseFacts, person: Person) -> bool:
    """Whether the person works for the school that the case is about, or for the school whose campus that is."""
    return same(person.unit_id, case.school_id) or same(person.unit_id, case.parent_school_id)
