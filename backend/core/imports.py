"""What an uploaded table said, kept between its preview and its confirmation; rooms bring their own rows."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, String, insert, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from backend.core.actor import Actor
from backend.core.clock import now
from backend.core.db import Base, Json, UtcDateTime
from backend.core.errors import Error, Problem, register
from backend.core.ids import new_id
from backend.core.retention import Purge, carry_out, deleting, facts, past


class ImportBatch(Base):
    """One upload: `rows` as the room wrote them, emptied at confirmation, because they may hold people's numbers."""

    __tablename__ = "import_batch"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    county_id: Mapped[UUID] = mapped_column(index=True)
    kind: Mapped[str] = mapped_column(String(20))
    uploaded_by: Mapped[UUID | None]
    uploaded_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    rows: Mapped[list[dict[str, Any]]] = mapped_column(Json)
    confirmed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


BATCH = ImportBatch.__table__


def keep(session: Session, actor: Actor, *, county_id: UUID, kind: str, rows: list[dict[str, Any]]) -> UUID:
    """Store an upload until its uploader confirms it; what nobody confirms in two days the worker forgets."""
    batch_id = new_id()
    values = {"id": batch_id, "county_id": county_id, "kind": kind, "rows": rows}
    session.execute(insert(BATCH), values | {"uploaded_by": actor.account_id, "uploaded_at": now()})
    return batch_id


def forget_unconfirmed(session: Session) -> int:
    """Delete uploads that nobody confirmed in time, because they may hold people's numbers; returns how many."""
    return len(carry_out(session, UNCONFIRMED))


def _late(session: Session) -> Select[Any]:
    over = past(session, "import_preview", BATCH.c.uploaded_at, county_id=BATCH.c.county_id)
    columns = facts(BATCH.c.id, BATCH.c.uploaded_at, county_id=BATCH.c.county_id)
    return select(*columns).where(BATCH.c.confirmed_at.is_(None), over).order_by(BATCH.c.uploaded_at)


UNCONFIRMED = Purge("import_preview", _late, deleting(BATCH), batch=100)


def peek(session: Session, actor: Actor, *, batch_id: UUID, kind: str) -> tuple[UUID, list[dict[str, Any]]]:
    """Return (county_id, rows) of the actor's own upload while it waits for its confirmation."""
    mine = (BATCH.c.id == batch_id, BATCH.c.kind == kind, BATCH.c.uploaded_by == actor.account_id)
    found = session.execute(select(BATCH.c.county_id, BATCH.c.rows, BATCH.c.confirmed_at).where(*mine)).first()
    if found is None:
        raise Problem("import_unknown")
    if found.confirmed_at is not None:
        raise Problem("import_confirmed")
    return found.county_id, found.rows


def take(session: Session, actor: Actor, *, batch_id: UUID, kind: str) -> tuple[UUID, list[dict[str, Any]]]:
    """Return (county_id, rows) of the actor's own upload and mark it confirmed; of two confirmations at once, one wins."""
    mine = (BATCH.c.id == batch_id, BATCH.c.kind == kind, BATCH.c.uploaded_by == actor.account_id)
    won = session.execute(
        update(BATCH)
        .where(*mine, BATCH.c.confirmed_at.is_(None))
        .values(confirmed_at=now())
        .returning(BATCH.c.county_id)
    ).first()
    if won is None:
        known = session.execute(select(BATCH.c.id).where(*mine)).first()
        raise Problem("import_confirmed" if known else "import_unknown")
    rows = session.execute(select(BATCH.c.rows).where(BATCH.c.id == batch_id)).scalar_one()
    session.execute(update(BATCH).where(BATCH.c.id == batch_id).values(rows=[]))
    return won.county_id, rows


register(
    {
        "import_unknown": Error(
            404,
            "找不到这次导入",
            "Import not found",
            "预览只保留两天，且只有上传的人能确认。请重新上传表格。",
            "A preview is kept for two days and only its uploader may confirm it. Upload the file again.",
        ),
        "import_confirmed": Error(
            409,
            "这次导入已经确认过了",
            "Import already confirmed",
            "数据已经写入，不会重复写入。如有新的修改，请重新上传表格。",
            "The rows are already in. Upload the file again for further changes.",
        ),
    }
)
