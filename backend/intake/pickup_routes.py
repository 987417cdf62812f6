"""Addresses for whoever holds a pickup code. The code stands in bodies only: in no address, no log and no history."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from flask import Response, request

from backend.core.actor import PUBLIC
from backend.core.api import (
    Blueprint,
    current_config,
    current_database,
    current_session,
    current_throttle,
    open_to_anyone,
    release_session,
)
from backend.core.errors import Problem
from backend.evidence.operations import Upload
from backend.evidence.queries import get_photo
from backend.evidence.receiving import bring_in
from backend.evidence.redactions import current_redaction
from backend.evidence.rules import PhotoClaim
from backend.evidence.serving import current_storage, serve_redacted
from backend.evidence.tokens import issue_upload_token, read_view_token
from backend.hazards.rules import normalised_pickup
from backend.intake import pickup_answers, public_words, schemas
from backend.intake.pickups import ACTIONS, follow, report_of_code
from backend.intake.uploads import check_upload, photo_body
from backend.rectifications.commands import UNSEEN, Command

pickups = Blueprint("pickups", __name__, url_prefix="/api/v1/pickups", description="查询码")
_ADDRESSES = {action: action.partition("_")[0] for action in ACTIONS}


@pickups.post("")
@open_to_anyone("a passer-by follows a report by its code", ignores_who=True)
@pickups.arguments(schemas.PickupSchema())
@pickups.response(200, schemas.PickupShownSchema())
def read_pickup(body: dict[str, Any]) -> dict[str, Any]:
    """Return how the report behind a pickup code fares. POST, so that the code stands in no log and no history."""
    with _guesses_counted():
        return follow(current_session(), _typed(body), secret=current_config().secrets.app)


@pickups.post("/phone_withdrawal")
@open_to_anyone("the pickup code is the right", ignores_who=True)
@pickups.arguments(schemas.PickupSchema())
@pickups.response(204)
def withdraw_phone(body: dict[str, Any]) -> None:
    """Erase the telephone number that came with the report."""
    with _guesses_counted():
        pickup_answers.withdraw_phone(current_session(), PUBLIC, _typed(body), secret=current_config().secrets.app)


@pickups.put("/<uuid:entry_id>/photos/<sha256>")
@open_to_anyone("the upload token that came with the answer is the right", ignores_who=True)
@pickups.response(200, schemas.MissingSchema())
def put_answer_photo(entry_id: UUID, sha256: str) -> dict[str, Any]:
    """Take a photo of what a reporter said, whole, any number of times."""
    check_upload("ledger_entry", entry_id)
    upload = Upload("ledger_entry", entry_id, sha256, photo_body(), request.mimetype or None)
    storage = current_storage()
    stored = bring_in(current_database(), storage, upload_of=lambda _session: upload)
    missing = pickup_answers.receive_photo(current_session(), PUBLIC, storage=storage, entry_id=entry_id, stored=stored)
    return {"photos_missing": missing}


@pickups.get("/photos/<token>")
@open_to_anyone("a photo released to the public, named by the look-up's answer", ignores_who=True)
@pickups.response(200, content_type="image/jpeg")
def read_released_photo(token: str) -> Response:
    """Return the redacted picture of a released photo."""
    session = current_session()
    photo = get_photo(session, read_view_token(current_config().secrets.app, token))
    redaction = current_redaction(session, photo.id)
    if redaction is None or not redaction.released:
        raise Problem("photo_view_expired")
    return serve_redacted(photo, redaction, storage=current_storage(), request=request)


def _typed(body: dict[str, Any]) -> str:
    """Return the code as it is known."""
    return normalised_pickup(body["pickup_code"])


@contextmanager
def _guesses_counted() -> Iterator[None]:
    """Count wrong codes only: whoever has a right one may look as often as they like, also behind a shared address."""
    source = request.remote_addr or ""
    current_throttle().check("pickup", source)
    try:
        yield
    except Problem as problem:
        if problem.code == "pickup_unknown":
            release_session()  # nothing was written, and the count is a transaction of its own
            current_throttle().hit("pickup", source)
        raise


def _add_answer(action: str) -> None:
    def view(body: dict[str, Any]) -> dict[str, Any]:
        with _guesses_counted():
            session = current_session()
            report = report_of_code(session, _typed(body), secret=current_config().secrets.app)
        command = _command(body, report.id)
        done = pickup_answers.answer(session, PUBLIC, report, action=action, command=command, seen_round=body["round"])
        return _answered(command.id, done)

    view.__name__ = f"{action}_by_code"
    view.__doc__ = f"{pickup_answers.OPERATIONS[action].__doc__}"
    opened = open_to_anyone("the pickup code is the right", ignores_who=True)(
        pickups.arguments(schemas.PickupAnswerSchema())(view)
    )
    pickups.post(f"/{_ADDRESSES[action]}")(pickups.response(200, schemas.PickupAnsweredSchema())(opened))


def _command(body: dict[str, Any], report_id: UUID) -> Command:
    photos = tuple(PhotoClaim(**photo) for photo in body["photos"])
    details = {"hazard_id": report_id}
    return Command(body["id"], UNSEEN, body["occurred_at"], body["note"], photos, details)


def _answered(entry_id: UUID, done: pickup_answers.Answered) -> dict[str, Any]:
    key, label = public_words.status(done.state, asked_here=done.asked_here)
    secret = current_config().secrets.app
    return {
        "id": entry_id,
        "upload_token": issue_upload_token(secret, record_type="ledger_entry", record_id=entry_id),
        "photos_missing": done.photos_missing,
        "status": {"key": key, "label": label},
    }


for _action in ACTIONS:
    _add_answer(_action)
