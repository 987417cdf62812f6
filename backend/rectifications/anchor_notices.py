"""The newest anchor's digest, told to each county's joint office: an inbox, a robot or a bulletin is outside this machine."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.messages.operations import Notice, send
from backend.rectifications.anchors import anchor_files
from backend.rectifications.audiences import joint_office_of
from backend.rectifications.models import CHAIN

_GROUP, _HALF = 8, 32


def announce_anchor(session: Session, folder: Path) -> int:
    """Tell every county with a ledger of the newest anchor, once each however often this runs; returns how many."""
    files = anchor_files(folder)
    if not files:
        return 0
    values = values_of(files[-1].name, files[-1].read_bytes())
    counties = session.execute(select(CHAIN.c.county_id).distinct()).scalars()
    return sum(_tell(session, county_id, files[-1].name, values=values) for county_id in sorted(counties))


def values_of(name: str, anchor: bytes) -> dict[str, str]:
    """Return what the notice shows. Dots part the hash: a long row of digits in it would be taken for a telephone number."""
    digest = hashlib.sha256(anchor).hexdigest()
    day = name.removeprefix("anchor-").removesuffix(".json")
    chains = str(len(json.loads(anchor)["heads"]))
    return {"day": day, "chains": chains, "hash": _parted(digest[:_HALF]), "hash_rest": _parted(digest[_HALF:])}


def _parted(digits: str) -> str:
    return "·".join(digits[place : place + _GROUP] for place in range(0, len(digits), _GROUP))


def _tell(session: Session, county_id: UUID, name: str, *, values: dict[str, str]) -> bool:
    office = joint_office_of(session, county_id)
    notice = Notice(
        kind="anchor_written",
        county_id=county_id,
        account_ids=tuple(sorted(office.account_ids)),
        unit_ids=tuple(sorted(office.unit_ids)),
        roles=office.roles,
        values=values,
        dedupe_key=f"{name}:{county_id}",
    )
    return bool(office.unit_ids or office.account_ids) and send(session, notice)
