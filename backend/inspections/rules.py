"""When a sheet may be signed, whose signatures are wanted, and what a signature covers. Pure."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from backend.inspections.answers import Standing

REPLIED = frozenset(
    {"rectifying", "pending_verification", "verified", "closed", "archived", "rejected", "duplicate", "referred_out"}
)
"""States of a case in which its unit has said what it does, or nothing is wanted of it any more."""


@dataclass(frozen=True)
class Signed:
    """A signature: by whom, for which side, and of which content."""

    account_id: UUID
    side: str
    digest: str


def digest_of(lines: Mapping[str, Standing], findings: Iterable[tuple[str, UUID]]) -> str:
    """Return the SHA-256 of what stands on the sheet: every answer that stands, and every hazard with its line."""
    content = {
        "answers": {key: sorted(str(fact.id) for fact in each.heads) for key, each in sorted(lines.items())},
        "findings": sorted([item, str(hazard)] for item, hazard in findings),
    }
    return hashlib.sha256(json.dumps(content, separators=(",", ":")).encode()).hexdigest()


def why_not_signed(lines: Mapping[str, Standing], with_hazard: Collection[str]) -> tuple[str, tuple[str, ...]] | None:
    """Return the error code that forbids signing now and the lines it is about, or None. Open lines are only shown."""
    conflicts = tuple(key for key, each in lines.items() if each.status == "conflict")
    if conflicts:
        return "inspection_answers_differ", conflicts
    bare = tuple(key for key, each in lines.items() if each.answer == "no" and key not in with_hazard)
    if bare:
        return "inspection_no_without_hazard", bare
    return None if any(each.heads for each in lines.values()) else ("inspection_sheet_empty", ())


def missing_signatures(
    took_part: Collection[UUID], signatures: Iterable[Signed], *, digest: str
) -> tuple[frozenset[UUID], bool]:
    """Return the inspectors who have still to sign what stands now, and whether the school has to."""
    valid = [each for each in signatures if each.digest == digest]
    by_inspectors = {each.account_id for each in valid if each.side == "inspector"}
    return frozenset(took_part) - by_inspectors, not any(each.side == "school" for each in valid)


def is_overdue(states: Iterable[str]) -> bool:
    """Say whether a reply that was due is still missing: some hazard whose unit has said nothing yet."""
    return any(state not in REPLIED for state in states)
