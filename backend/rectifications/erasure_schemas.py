"""Erasures on the wire."""

from __future__ import annotations

from marshmallow import fields, validate

from backend.core.api import Schema
from backend.rectifications.erasure_models import REASONS

_ONE_LINE = [validate.Length(min=2, max=80), validate.Regexp(r"[^\r\n]*\S[^\r\n]*\Z")]


class NewErasureSchema(Schema):
    """What is to be erased: entries and photos by id, the legal reason, and the number of the document that orders it."""

    id = fields.UUID(required=True)
    entry_ids = fields.List(fields.UUID(), load_default=list, validate=validate.Length(max=200))
    photo_ids = fields.List(fields.UUID(), load_default=list, validate=validate.Length(max=100))
    reason = fields.String(required=True, validate=validate.OneOf(list(REASONS)))
    document_no = fields.String(
        required=True, validate=[validate.Length(min=2, max=80), validate.Regexp(r"[^\r\n]*\S[^\r\n]*\Z")]
    )


class ErasureQuerySchema(Schema):
    """Of which case; all of them when left out."""

    case_id = fields.UUID(load_default=None)


class ErasedEntrySchema(Schema):
    """An entry that is to lose its words."""

    id = fields.UUID(required=True)
    seq = fields.Integer(required=True)
    action = fields.String(required=True)
    at = fields.AwareDateTime(required=True)
    action_label = fields.String(required=True)


class ErasureSchema(Schema):
    """A request; `may_approve` is for the reader, and `refusal_…` says why not."""

    id = fields.UUID(required=True)
    case_id = fields.UUID(required=True)
    ledger_no = fields.String(required=True, allow_none=True)
    school_name = fields.String(required=True)
    reason = fields.String(required=True)
    reason_label = fields.String(required=True)
    document_no = fields.String(required=True)
    asked_by_name = fields.String(required=True)
    asked_at = fields.AwareDateTime(required=True)
    entries = fields.List(fields.Nested(ErasedEntrySchema()), required=True)
    photo_ids = fields.List(fields.UUID(), required=True)
    decision = fields.String(required=True, allow_none=True)
    may_approve = fields.Boolean(required=True)
    refusal_label = fields.String(required=True, allow_none=True)
    refusal_detail = fields.String(required=True, allow_none=True)


class ErasureListSchema(Schema):
    """What waits for a decision."""

    items = fields.List(fields.Nested(ErasureSchema()), required=True)
