"""Addresses of confidential referrals. Everything but the form and the figures is a POST, because every reading writes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from flask import Response
from marshmallow import Schema

from backend.core.api import (
    Blueprint,
    current_actor,
    current_config,
    current_database,
    current_session,
    release_session,
)
from backend.evidence.serving import HEADERS, current_storage
from backend.rectifications import queries
from backend.rectifications import views as cases
from backend.rectifications.commands import Command
from backend.rectifications.rules import needs_of
from backend.referrals import conversion, openings, operations, retention, schemas, views

referrals = Blueprint("referrals", __name__, url_prefix="/api/v1/referrals", description="保密转介")
conversions = Blueprint("conversions", __name__, url_prefix="/api/v1/cases", description="转为保密事项")
BLUEPRINTS = [referrals, conversions]
Step = Callable[..., operations.Outcome]


@referrals.get("/form")
@referrals.response(200, schemas.KindListSchema())
def read_form() -> dict[str, Any]:
    """Return the kinds that I may create and who takes them."""
    return {"items": views.form_for(current_session(), current_actor())}


@referrals.get("/figures")
@referrals.response(200, schemas.FiguresSchema())
def read_figures() -> dict[str, Any]:
    """Return finished months of my counties, cells of five and more only."""
    return {"items": views.figures(current_session(), current_actor())}


@referrals.post("")
@referrals.arguments(schemas.NewReferralSchema())
@referrals.response(201, schemas.SentSchema())
def create_referral(body: dict[str, Any]) -> operations.Outcome:
    """Hand a matter to the unit in charge; all that is kept here is its number."""
    new = operations.NewReferral(**body)
    return operations.create_referral(current_session(), current_actor(), new=new)


@referrals.post("/listings")
@referrals.arguments(schemas.ListingSchema())
@referrals.response(200, schemas.ReferralListSchema())
def list_referrals(body: dict[str, Any]) -> dict[str, Any]:
    """Return the referrals of my units; the reading is in the audit book."""
    release_session()
    return {"items": openings.list_referrals(current_database(), current_actor(), **body)}


@referrals.post("/<uuid:referral_id>/openings")
@referrals.arguments(schemas.PurposeSchema())
@referrals.response(200, schemas.ReferralSchema())
def open_referral(body: dict[str, Any], referral_id: UUID) -> dict[str, Any]:
    """Return one referral whole; the reading and its purpose are in the audit book."""
    release_session()
    return openings.open_referral(current_database(), current_actor(), referral_id=referral_id, **body)


@referrals.post("/<uuid:referral_id>/sealed_report/openings")
@referrals.arguments(schemas.PurposeSchema())
@referrals.response(200, schemas.SealedReportSchema())
def open_sealed_report(body: dict[str, Any], referral_id: UUID) -> dict[str, Any]:
    """Open the sealed report of a referral of my unit."""
    release_session()
    secret = current_config().secrets.app
    return openings.open_sealed_report(
        current_database(), current_actor(), referral_id=referral_id, secret=secret, **body
    )


@referrals.post("/<uuid:referral_id>/sealed_report/photos/<int:number>/openings")
@referrals.arguments(schemas.PurposeSchema())
@referrals.response(200, content_type="image/*")
def open_sealed_photo(body: dict[str, Any], referral_id: UUID, number: int) -> Response:
    """Open one photo of a sealed report, counted from 0."""
    release_session()
    about: dict[str, Any] = {"referral_id": referral_id, "number": number, "storage": current_storage()}
    photo, media_type = openings.open_sealed_photo(
        current_database(), current_actor(), secret=current_config().secrets.app, **about, **body
    )
    return Response(photo, mimetype=media_type, headers=HEADERS | {"Cache-Control": "no-store"})


@conversions.get("/<uuid:case_id>/conversion_options")
@conversions.response(200, schemas.TargetListSchema())
def read_conversion_options(case_id: UUID) -> dict[str, Any]:
    """Return the kinds that a case may be converted to and who takes them."""
    session = current_session()
    case = queries.read_case(session, current_actor(), case_id).Case
    return {"items": views.targets_for(session, county_id=case.county_id, school_id=case.school_id)}


@conversions.post("/<uuid:case_id>/convert")
@conversions.doc(**{"x-needs": needs_of("convert")})
@conversions.arguments(schemas.ConvertSchema())
@conversions.response(200, schemas.ConvertedSchema())
def convert_case(body: dict[str, Any], case_id: UUID) -> dict[str, Any]:
    """T09: seal a report about a person that was filed as a hazard, and hand it to who is in charge."""
    session, actor = current_session(), current_actor()
    command = Command(body["id"], body["version"], body["occurred_at"])
    asked = conversion.Asked(body["psn_category"], body["to_unit"], body["phoned_at"])
    outcome = conversion.convert_case(
        session,
        actor,
        case_id,
        command=command,
        asked=asked,
        storage=current_storage(),
        secret=current_config().secrets.app,
    )
    shown = cases.detail(session, actor, queries.read_case(session, actor, case_id))
    return shown | {"photos_to_send": [], "ref_no": outcome.ref_no}


def _step(address: str, operation: Step, form: Schema | None = None) -> None:
    """Give one step its address: POST /referrals/{id}/{address}."""

    def view(body: dict[str, Any], referral_id: UUID) -> operations.Outcome:
        return operation(current_session(), current_actor(), referral_id, **body)

    view.__name__ = operation.__name__
    view.__doc__ = operation.__doc__
    taken = referrals.arguments(form or schemas.NothingSchema())(view)
    referrals.post(f"/<uuid:referral_id>/{address}")(referrals.response(200, schemas.StepTakenSchema())(taken))


_step("accept", operations.accept_referral)
_step("hand_on", operations.hand_on_referral, schemas.HandOnSchema())
_step("return", operations.return_referral)
_step("withdraw", operations.withdraw_referral)
_step("close", operations.close_referral, schemas.CloseSchema())
_step("case_number", operations.note_case_number, schemas.CaseNumberSchema())
_step("phoned", operations.record_phoned, schemas.PhonedSchema())
_step("sealed_report/handover", retention.confirm_handover)
