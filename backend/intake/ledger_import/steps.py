"""The steps of the import as the screen takes them: upload, look page by page, confirm."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any
from uuid import UUID

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from backend.audit import operations as audit
from backend.core import imports
from backend.core.actor import Actor
from backend.core.clock import local_date, now
from backend.core.errors import Problem
from backend.core.spreadsheets import CellMistake, Row, read_every
from backend.intake.ledger_import import births
from backend.intake.ledger_import.columns import COLUMNS
from backend.intake.ledger_import.known import directory_of, mark_those_there
from backend.intake.ledger_import.plan import Judging, Planned, plan, years_of
from backend.people.rules import may, verbs_anywhere
from backend.places.queries import county_scopes

KIND = "ledger"
VERB = "case.import"
WHOM = "县联席会议办公室或教育局"
MOST_ROWS = 10_000
"""A county's ledger of many years; more than that is several files, so that a preview stays quick and memory small."""


@dataclass(frozen=True)
class Upload:
    """A file as read, not judged yet; JSON as it waits for its confirmation."""

    file_name: str
    titles: dict[str, str]
    rows: dict[str, list[Row]]
    ignored: tuple[str, ...] = ()
    skipped_sheets: tuple[str, ...] = ()


def read_upload(data: bytes, *, file_name: str) -> Upload:
    """Read every sheet that looks like a ledger."""
    tables, skipped = read_every(data, COLUMNS, most_rows=MOST_ROWS)
    ignored = dict.fromkeys(title for table in tables for title in table.ignored)
    return Upload(
        file_name=file_name,
        titles={table.sheet: table.title for table in tables},
        rows={table.sheet: table.rows for table in tables},
        ignored=tuple(ignored),
        skipped_sheets=tuple(skipped),
    )


def county_of(actor: Actor, county_id: UUID | None) -> UUID:
    """Return the county to import into, the actor's own by default."""
    if VERB not in verbs_anywhere(actor):
        raise Problem("not_permitted", whom=WHOM)
    county = county_id or actor.county_id
    if county is None:
        raise Problem("ledger_import_county_unknown")
    return county


def judge(session: Session, actor: Actor, upload: Upload, *, county_id: UUID) -> list[Planned]:
    """Say what each row would do, as things are now; writes nothing."""
    _ensure_may(session, actor, county_id)
    years = years_of(upload.rows, upload.titles)
    planned = plan(upload.rows, Judging(directory_of(session, county_id), local_date(now()), years))
    mark_those_there(session, county_id, planned)
    return planned


def keep(session: Session, actor: Actor, kept: list[dict[str, Any]], *, county_id: UUID) -> UUID:
    """Keep an upload (`kept_of`) for its confirmation."""
    return imports.keep(session, actor, county_id=county_id, kind=KIND, rows=kept)


def kept_of(upload: Upload) -> list[dict[str, Any]]:
    """Return the upload as JSON: what it is, then its rows. To be made before judging, which adds to the rows."""
    about = {name: value for name, value in asdict(upload).items() if name != "rows"}
    return [about, *({"sheet": sheet, **asdict(row)} for sheet, rows in upload.rows.items() for row in rows)]


def upload_of(kept: Sequence[dict[str, Any]]) -> Upload:
    """Return the upload that `kept_of` wrote."""
    about, *lines = kept
    rows: dict[str, list[Row]] = {sheet: [] for sheet in about["titles"]}
    for line in lines:
        errors = [CellMistake(**mistake) for mistake in line["errors"]]
        warnings = [CellMistake(**mistake) for mistake in line["warnings"]]
        rows[line["sheet"]].append(Row(line["row_number"], line["values"], errors, warnings))
    lists = {name: tuple(about[name]) for name in ("ignored", "skipped_sheets")}
    return Upload(about["file_name"], about["titles"], rows, **lists)


def look(session: Session, actor: Actor, *, batch_id: UUID) -> tuple[Upload, list[Planned]]:
    """Return an upload that waits, judged as things are now."""
    county_id, kept = imports.peek(session, actor, batch_id=batch_id, kind=KIND)
    upload = upload_of(kept)
    return upload, judge(session, actor, upload, county_id=county_id)


def confirm(session: Session, actor: Actor, *, batch_id: UUID, only_clean: bool) -> dict[str, int]:
    """Write the rows that are right and new, all of them or none; what is in the ledger already stays as it is."""
    county_id, kept = imports.take(session, actor, batch_id=batch_id, kind=KIND)
    upload = upload_of(kept)
    planned = judge(session, actor, upload, county_id=county_id)
    births.lock_chains(session, county_id, planned)
    mark_those_there(session, county_id, planned)  # again: another import may have been first
    counts = Counter(each.action for each in planned)
    if counts["error"] and not only_clean:
        raise Problem("ledger_import_not_clean", failed=counts["error"])
    try:
        created = births.write(session, actor, county_id, planned=planned, file_name=upload.file_name)
    except IntegrityError:
        raise Problem("ledger_import_overtaken") from None
    done = {"created": created, "existing": counts["exists"], "failed": counts["error"]}
    changes = {name: [None, value] for name, value in ({"file": upload.file_name} | done).items()}
    audit.record(
        session,
        actor,
        action="ledger.imported",
        object_type="import",
        object_id=batch_id,
        county_id=county_id,
        changes=changes,
    )
    return done


def _ensure_may(session: Session, actor: Actor, county_id: UUID) -> None:
    scopes = county_scopes(session, county_id)
    if not may(actor, VERB, scopes):
        raise Problem("not_permitted", whom=WHOM) if may(actor, "place.read", scopes) else Problem("not_found")
