"""Addresses of the letters: list, sign, void, and each one as PDF or .docx."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote
from uuid import UUID

from flask import Response
from marshmallow import fields, validate

from backend.core.api import Blueprint, Schema, current_actor, current_session
from backend.core.errors import Problem
from backend.rectifications import letters_signing as signing
from backend.rectifications.letter_print.docx import letter_docx
from backend.rectifications.letter_print.page import page_of
from backend.rectifications.letter_print.pdf import letter_pdf
from backend.rectifications.states import LETTER_KINDS
from backend.rectifications.supervision_models import LETTER_STATES, Letter

letters = Blueprint("letters", __name__, url_prefix="/api/v1/letters", description="文书")
_FORMATS = {
    "pdf": (letter_pdf, "application/pdf"),
    "docx": (letter_docx, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
}


class LetterQuerySchema(Schema):
    """Which letters; newest first."""

    state = fields.String(load_default=None, validate=validate.OneOf(list(LETTER_STATES)))
    case_id = fields.UUID(load_default=None)
    cursor = fields.String(load_default=None, validate=validate.Length(max=200))


class LetterSchema(Schema):
    """A letter in a list: `body` holds the words it was drafted with."""

    id = fields.UUID(required=True)
    case_id = fields.UUID(required=True)
    ledger_no = fields.String(required=True, allow_none=True)
    kind = fields.String(required=True)
    kind_label = fields.String(required=True)
    state = fields.String(required=True)
    state_label = fields.String(required=True)
    to = fields.String(required=True)
    drafted_at = fields.AwareDateTime(required=True)
    document_no = fields.String(required=True, allow_none=True)
    signed_name = fields.String(required=True, allow_none=True)
    signed_at = fields.AwareDateTime(required=True, allow_none=True)


class LetterPageSchema(Schema):
    """A page of letters; `next` is null on the last."""

    items = fields.List(fields.Nested(LetterSchema()), required=True)
    next = fields.String(required=True, allow_none=True)


class NewLetterSchema(Schema):
    """起草文书: about which case, and which one."""

    case_id = fields.UUID(required=True)
    kind = fields.String(required=True, validate=validate.OneOf(list(LETTER_KINDS)))


class SignatureSchema(Schema):
    """签发: the number it goes out under and who signed it on paper."""

    document_no = fields.String(required=True, validate=validate.Length(min=2, max=60))
    signed_name = fields.String(required=True, validate=validate.Length(min=1, max=40))


@letters.get("")
@letters.arguments(LetterQuerySchema(), location="query")
@letters.response(200, LetterPageSchema())
def list_letters(query: dict[str, Any]) -> dict[str, Any]:
    """Return letters about cases that the reader may see."""
    page = signing.list_letters(current_session(), current_actor(), **query)
    return {"items": [shown(row.Letter, row.ledger_no) for row in page.items], "next": page.next}


@letters.post("")
@letters.arguments(NewLetterSchema())
@letters.response(201, LetterSchema())
def draft_letter(body: dict[str, Any]) -> dict[str, Any]:
    """Draft a letter about a case."""
    return shown(signing.draft_by_hand(current_session(), current_actor(), body["case_id"], kind=body["kind"]))


@letters.post("/<uuid:letter_id>/signature")
@letters.arguments(SignatureSchema())
@letters.response(200, LetterSchema())
def sign_letter(body: dict[str, Any], letter_id: UUID) -> dict[str, Any]:
    """Record that somebody has signed a letter."""
    return shown(signing.sign_letter(current_session(), current_actor(), letter_id, **body))


@letters.post("/<uuid:letter_id>/voidance")
@letters.response(200, LetterSchema())
def void_letter(letter_id: UUID) -> dict[str, Any]:
    """Put a draft aside."""
    return shown(signing.void_letter(current_session(), current_actor(), letter_id))


@letters.get("/<uuid:letter_id>/<file_format>")
@letters.response(200, content_type="application/pdf")
def print_letter(letter_id: UUID, file_format: str) -> Response:
    """Return a letter as PDF (to print) or .docx (to edit)."""
    if file_format not in _FORMATS:
        raise Problem("not_found")
    session = current_session()
    letter = signing.read_letter(session, current_actor(), letter_id)
    row, issuer = signing.printed_row(session, letter)
    write, media_type = _FORMATS[file_format]
    name = quote(f"{LETTER_KINDS[letter.kind]}-{letter.body.get('ledger_no') or ''}.{file_format}")
    headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{name}"}
    return Response(write(page_of(row, issuer=issuer)), mimetype=media_type, headers=headers)


def shown(letter: Letter, ledger_no: str | None = None) -> dict[str, Any]:
    """Return a letter as a list shows it."""
    names = ("id", "case_id", "kind", "state", "drafted_at", "document_no", "signed_name", "signed_at")
    return {
        **{name: getattr(letter, name) for name in names},
        "ledger_no": ledger_no or letter.body.get("ledger_no"),
        "kind_label": LETTER_KINDS[letter.kind],
        "state_label": LETTER_STATES[letter.state],
        "to": letter.body.get("to", ""),
    }
