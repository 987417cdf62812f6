"""Re-checks: another person looks at the same point after somebody asked for it or the draw fell on a visit."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from backend.audit.operations import record
from backend.core.actor import Actor
from backend.core.clock import now
from backend.core.ids import new_id
from backend.messages.operations import Notice, send
from backend.patrols.visit_models import REVIEW, VISIT
from backend.people.role_table import ROLES
from backend.places.models import ORGANISATION

WALKERS = frozenset(
    name for name, role in ROLES.items() if "patrol.walk" in role.verbs and "school" in role.scope_types
)


def note_recheck(session: Session, actor: Actor, visit_id: UUID, *, by_visit: dict[str, Any]) -> list[str]:
    """Take a visit that says it looks after `visit_id` for its re-check; one that does not fit is kept and says so.

    Returns the remarks of the visit that came.
    """
    asked = locked_visit(session, visit_id)
    if asked is None or not fits(asked, by_visit):
        remarks = [*by_visit["remarks"], "recheck_unfit"]
        session.execute(update(VISIT).where(VISIT.c.id == by_visit["id"]).values(remarks=remarks))
        return remarks
    settle_by_recheck(session, actor, asked, recheck_visit_id=by_visit["id"], review_id=new_id())
    return list(by_visit["remarks"])


def fits(asked: Any, by_visit: Any) -> bool:
    """Say whether one visit (a row) can be the re-check of another that waits for it."""
    return bool(
        asked["recheck_wanted_at"] is not None
        and asked["settled_at"] is None
        and by_visit["account_id"] != asked["account_id"]
        and by_visit["checkpoint_id"] == asked["checkpoint_id"]
        and by_visit["happened_at"] > asked["happened_at"]
    )


def locked_visit(session: Session, visit_id: UUID) -> Any:
    """Lock a visit and return its row by names; None where there is none."""
    rows = session.execute(select(VISIT).where(VISIT.c.id == visit_id).with_for_update(key_share=True))
    return rows.mappings().first()


def settle_by_recheck(
    session: Session, actor: Actor, asked: Any, *, recheck_visit_id: UUID, review_id: UUID, note: str = ""
) -> None:
    """Write down who looked again and by which visit; the first one's verdict stays as it is."""
    review = {"id": review_id, "visit_id": asked["id"], "kind": "rechecked", "reason": None, "note": note}
    append_review(session, actor, review | {"recheck_visit_id": recheck_visit_id}, county_id=asked["county_id"])
    session.execute(update(VISIT).where(VISIT.c.id == asked["id"]).values(settled_at=now()))


def append_review(session: Session, actor: Actor, review: dict[str, Any], *, county_id: UUID) -> None:
    """Append a line to what people said of a visit, and the audit row."""
    whole = review | {"by_id": actor.account_id, "at": now()}
    session.execute(REVIEW.insert().values(whole | {"recheck_visit_id": review.get("recheck_visit_id")}))
    record(
        session,
        actor,
        action=f"visit.{review['kind']}",
        object_type="visit",
        object_id=review["visit_id"],
        county_id=county_id,
    )


def tell_walkers(session: Session, *, county_id: UUID, school_id: UUID, except_id: UUID, dedupe: str) -> None:
    """Tell the school's walkers that a point waits for another look; whose visit it was is said to nobody."""
    name = session.execute(select(ORGANISATION.c.short_name).where(ORGANISATION.c.id == school_id)).scalar_one()
    send(
        session,
        Notice(
            kind="visit_recheck",
            county_id=county_id,
            unit_ids=(school_id,),
            roles=WALKERS,
            except_ids=(except_id,),
            values={"school": name},
            dedupe_key=dedupe,
        ),
    )
