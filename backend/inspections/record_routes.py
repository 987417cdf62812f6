"""Addresses of a school's sheet: reading, answering with photos, linking hazards, signing, correcting, and its issue list."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote
from uuid import UUID

from flask import Response, request

from backend.core.api import Blueprint, current_actor, current_database, current_session, release_session
from backend.core.errors import Problem
from backend.core.spreadsheets import MEDIA_TYPE
from backend.evidence.bodies import read_body
from backend.evidence.operations import Upload, store_photo
from backend.evidence.queries import get_photo
from backend.evidence.rules import VERSIONS, Viewer
from backend.evidence.serving import current_storage, serve_photo
from backend.hazards.taxonomy import load as taxonomy
from backend.inspections import answer_schemas as out
from backend.inspections import answering, queries, schemas, sheet_views, signing
from backend.inspections.findings import Line, findings_of, link_case
from backend.inspections.issue_list.docx import issue_list_docx
from backend.inspections.issue_list.page import page_of
from backend.inspections.issue_list.pdf import issue_list_pdf
from backend.inspections.issue_list.xlsx import issue_list_xlsx

mine = Blueprint("my_inspections", __name__, url_prefix="/api/v1/my_inspections", description="我的检查")
records = Blueprint("inspection_records", __name__, url_prefix="/api/v1/inspection_records", description="检查表")
photos = Blueprint("inspection_photos", __name__, url_prefix="/api/v1", description="检查照片")
_FORMATS = {
    "pdf": (issue_list_pdf, "application/pdf"),
    "docx": (issue_list_docx, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "xlsx": (issue_list_xlsx, MEDIA_TYPE),
}


@mine.get("")
@mine.response(200, out.SheetsSchema())
def list_mine() -> dict[str, Any]:
    """Return the sheets that I am sent to fill in: what a phone keeps before it leaves."""
    session, actor = current_session(), current_actor()
    rows = queries.my_records(session, actor)
    answers = queries.answers_of(session, [row.id for row in rows])
    return {"items": [sheet_views.shown(session, actor, row, answers=answers[row.id]) for row in rows]}


@records.get("/<uuid:record_id>")
@records.response(200, out.SheetSchema())
def read_record(record_id: UUID) -> dict[str, Any]:
    """Return a school's sheet."""
    return _shown(record_id)


@records.post("/<uuid:record_id>/answers")
@records.arguments(schemas.AnswerFormSchema())
@records.response(201, out.AnswerTakenSchema())
@records.alt_response(200, schema=out.AnswerTakenSchema(), description="the same answer again: as the first time")
def take_answer(body: dict[str, Any], record_id: UUID) -> Any:
    """Take an answer in; sending it again changes nothing."""
    new = schemas.answer_of(body)
    since = body["seconds_since"]
    taken = answering.take_answer(current_session(), current_actor(), record_id, new=new, seconds_since=since)
    return {"id": new.id, "photos_missing": taken.photos_missing}, 201 if taken.first else 200


@records.post("/<uuid:record_id>/findings")
@records.arguments(schemas.LinkFormSchema())
@records.response(200, out.SheetSchema())
def link_finding(body: dict[str, Any], record_id: UUID) -> dict[str, Any]:
    """Link a case that the ledger knows already to a line."""
    line = Line(record_id, body["item"])
    link_case(current_session(), current_actor(), line, case_id=body["case_id"])
    return _shown(record_id)


@records.post("/<uuid:record_id>/signatures")
@records.arguments(schemas.SignatureFormSchema())
@records.response(200, out.SheetSchema())
def sign_record(body: dict[str, Any], record_id: UUID) -> dict[str, Any]:
    """Sign what stands on the sheet."""
    signing.sign_record(current_session(), current_actor(), record_id, signing.NewSignature(**body))
    return _shown(record_id)


@records.post("/<uuid:record_id>/corrections")
@records.arguments(schemas.CorrectionFormSchema())
@records.response(200, out.SheetSchema())
def add_correction(body: dict[str, Any], record_id: UUID) -> dict[str, Any]:
    """Add words to a signed sheet."""
    signing.add_correction(current_session(), current_actor(), record_id, signing.NewCorrection(**body))
    return _shown(record_id)


@records.get("/<uuid:record_id>/issue_list/<file_format>")
@records.response(200, content_type="application/pdf")
def print_issue_list(record_id: UUID, file_format: str) -> Response:
    """Return the school's issue list as PDF, .docx or .xlsx."""
    if file_format not in _FORMATS:
        raise Problem("not_found")
    session, sheet = current_session(), _shown(record_id)
    labels = {code: category.zh for code, category in taxonomy().categories.items()}
    page = page_of(sheet, findings_of(session, [record_id]), labels)
    write, media_type = _FORMATS[file_format]
    name = quote(f"{page.title}.{file_format}")
    headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{name}"}
    return Response(write(page), mimetype=media_type, headers=headers)


@photos.put("/inspection_answers/<uuid:answer_id>/photos/<sha256>")
@photos.response(200, out.AnswerPhotosMissingSchema())
def put_photo(answer_id: UUID, sha256: str) -> dict[str, Any]:
    """Take a photo that an answer of mine announced, whole, any number of times."""
    release_session()  # a phone that sends slowly must not keep every other writer out
    body = read_body(request.stream, content_length=request.content_length)
    actor, storage = current_actor(), current_storage()
    with current_database().work(write=False) as reading:  # closed before the write: one connection at a time
        answering.awaited_photo(reading, actor, answer_id)
        upload = Upload("inspection_answer", answer_id, sha256, body, request.mimetype or None)
        stored = store_photo(reading, storage=storage, upload=upload)
    missing = answering.receive_answer_photo(
        current_session(), actor, storage=storage, answer_id=answer_id, stored=stored
    )
    return {"photos_missing": missing}


@photos.get("/inspection_photos/<uuid:photo_id>/<version>")
@photos.response(200, content_type="image/*")
def read_photo(photo_id: UUID, version: str) -> Response:
    """Return a photo of an answer to those who may read its sheet; its inspectors see it uncovered."""
    if version not in VERSIONS:
        raise Problem("not_found")
    session, actor = current_session(), current_actor()
    photo = get_photo(session, photo_id)
    if photo.record_type != "inspection_answer":
        raise Problem("not_found")
    row = answering.record_of_answer(session, actor, photo.record_id)
    handles = queries.is_inspector(session, actor.account_id, row) or signing.is_of_school(session, actor, row)
    viewer = Viewer(reads_record=True, handles_record=handles, reads_originals=False)
    return serve_photo(photo, version, viewer=viewer, storage=current_storage(), request=request)


def _shown(record_id: UUID) -> dict[str, Any]:
    session, actor = current_session(), current_actor()
    return sheet_views.shown(session, actor, queries.read_record(session, actor, record_id))
