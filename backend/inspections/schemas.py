"""Forms of inspections as they come in; unknown input is refused."""

from __future__ import annotations

from typing import Any

from marshmallow import fields, validate

from backend.core.api import Schema
from backend.core.moments import Moment
from backend.evidence.rules import PhotoClaim
from backend.evidence.schemas import PhotoClaimSchema
from backend.inspections.answering import NewAnswer
from backend.inspections.kinds import ANSWERS, DRAW_BY, SIDES, STATES, TYPES
from backend.inspections.plans import Named, Plan
from backend.inspections.templates import LATEST

_WORDS = validate.Length(min=1, max=500)
_VERSION = validate.Range(1, 1_000_000)


class NamedInspectorSchema(Schema):
    """An inspector; `group_code` says whom they stand for in a cross inspection, where their unit does not."""

    account_id = fields.UUID(required=True)
    group_code = fields.String(load_default=None, allow_none=True, validate=validate.Length(min=1, max=16))


class InspectionFormSchema(Schema):
    """An inspection as it is planned."""

    type = fields.String(required=True, validate=validate.OneOf(list(TYPES)))
    title = fields.String(required=True, validate=[validate.Length(max=80), validate.Regexp(r"\s*\S")])
    phase = fields.String(load_default="", validate=validate.Length(max=60))
    template = fields.String(load_default=LATEST, validate=validate.Length(max=20))
    starts_on = fields.Date(required=True)
    ends_on = fields.Date(required=True)
    unit_ids = fields.List(fields.UUID(), load_default=list, validate=validate.Length(max=50))
    school_ids = fields.List(fields.UUID(), required=True, validate=validate.Length(min=1, max=500))
    inspectors = fields.List(
        fields.Nested(NamedInspectorSchema()), load_default=list, validate=validate.Length(max=200)
    )


class NewInspectionSchema(InspectionFormSchema):
    """A new one, with an id made by whoever plans."""

    id = fields.UUID(required=True)


class EditInspectionSchema(InspectionFormSchema):
    """A changed one, with the version that was seen."""

    version = fields.Integer(required=True, validate=_VERSION)


class SeenInspectionSchema(Schema):
    """The version that was seen."""

    version = fields.Integer(required=True, validate=_VERSION)


class DrawFormSchema(SeenInspectionSchema):
    """`by`: what pairs are made of (cross); `size`: how many schools are drawn (spot)."""

    by = fields.String(load_default="township", validate=validate.OneOf(DRAW_BY))
    size = fields.Integer(load_default=1, validate=validate.Range(1, 500))


class InspectionsQuerySchema(Schema):
    """Which inspections; newest first."""

    state = fields.String(load_default=None, validate=validate.OneOf(list(STATES)))
    cursor = fields.String(load_default=None, validate=validate.Length(max=200))


class CandidateQuerySchema(Schema):
    """Part of a person's or unit's name."""

    q = fields.String(load_default="", validate=validate.Length(max=40))


class AnswerFormSchema(Schema):
    """An answer to one line. `supersedes`: the answers that stood on this phone. `attempt` and `seconds_since` are transport."""

    id = fields.UUID(required=True)
    item = fields.String(required=True, validate=validate.Length(min=1, max=16))
    answer = fields.String(required=True, validate=validate.OneOf(list(ANSWERS)))
    note = fields.String(load_default="", validate=validate.Length(max=500))
    supersedes = fields.List(fields.UUID(), load_default=list, validate=validate.Length(max=20))
    chosen_id = fields.UUID(load_default=None, allow_none=True)
    photos = fields.List(fields.Nested(PhotoClaimSchema()), load_default=list, validate=validate.Length(max=6))
    occurred_at = Moment(required=True)
    clock_basis = fields.String(load_default="device", validate=validate.OneOf(["device", "page_session"]))
    seconds_since = fields.Float(load_default=None, allow_none=True, validate=validate.Range(0, 31_536_000))
    attempt = fields.Integer(load_default=1, validate=validate.Range(1, 1_000_000))


class SignatureFormSchema(Schema):
    """Name and unit as typed; `digest` names what was on the screen."""

    id = fields.UUID(required=True)
    side = fields.String(required=True, validate=validate.OneOf(list(SIDES)))
    name = fields.String(required=True, validate=[validate.Length(max=40), validate.Regexp(r"\s*\S")])
    unit_name = fields.String(required=True, validate=[validate.Length(max=80), validate.Regexp(r"\s*\S")])
    digest = fields.String(required=True, validate=validate.Length(min=64, max=64))


class CorrectionFormSchema(Schema):
    """Words added to a signed sheet."""

    id = fields.UUID(required=True)
    item = fields.String(load_default=None, allow_none=True, validate=validate.Length(max=16))
    words = fields.String(required=True, validate=_WORDS)


class LinkFormSchema(Schema):
    """A case that the ledger knows already."""

    item = fields.String(required=True, validate=validate.Length(min=1, max=16))
    case_id = fields.UUID(required=True)


def plan_of(body: dict[str, Any]) -> Plan:
    """Turn a checked form into a plan."""
    names = ("id", "type", "phase", "template", "starts_on", "ends_on")
    return Plan(
        **{name: body[name] for name in names},
        title=body["title"].strip(),
        unit_ids=tuple(body["unit_ids"]),
        school_ids=tuple(body["school_ids"]),
        inspectors=tuple(Named(**each) for each in body["inspectors"]),
    )


def answer_of(body: dict[str, Any]) -> NewAnswer:
    """Turn a checked form into an answer."""
    names = ("id", "item", "answer", "chosen_id", "occurred_at", "clock_basis")
    return NewAnswer(
        **{name: body[name] for name in names},
        note=body["note"].strip(),
        supersedes=tuple(body["supersedes"]),
        photos=tuple(PhotoClaim(**photo) for photo in body["photos"]),
    )
