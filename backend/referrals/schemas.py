"""Confidential referrals on the wire. No form takes a text but a file number, which is judged by `rules.case_no_objection`."""

from __future__ import annotations

from marshmallow import fields, validate

from backend.core.api import Schema
from backend.core.moments import Moment
from backend.rectifications.schemas import MovedSchema, ReferenceSchema
from backend.referrals.rules import CLOSE_CODES, PURPOSES, URGENCIES

_CODE = validate.Regexp(r"PSN\d\d\Z")


class NewReferralSchema(Schema):
    """A matter to be handed on; `id` is made on the phone, so that sending it twice makes one."""

    id = fields.UUID(required=True)
    category = fields.String(required=True, validate=_CODE)
    urgency = fields.String(load_default=None, allow_none=True, validate=validate.OneOf(list(URGENCIES)))
    phoned_at = Moment(load_default=None, allow_none=True)
    to_unit = fields.UUID(load_default=None, allow_none=True)


class ConvertSchema(Schema):
    """T09: a case is about a person. It takes no words and no photos: they would stand in the ledger."""

    id = fields.UUID(required=True)
    version = fields.Integer(required=True, validate=validate.Range(1, 1_000_000))
    occurred_at = Moment(required=True)
    psn_category = fields.String(required=True, validate=_CODE)
    to_unit = fields.UUID(load_default=None, allow_none=True)
    phoned_at = Moment(load_default=None, allow_none=True)
    seconds_since = fields.Float(load_default=None, allow_none=True, validate=validate.Range(0, 31_536_000))
    attempt = fields.Integer(load_default=1, validate=validate.Range(1, 1_000_000))


class ConvertedSchema(MovedSchema):
    """The case after it was converted, and the number of its referral (empty when that is gone already)."""

    ref_no = fields.String(required=True)


class SentSchema(Schema):
    """All that a creator keeps: 已转交，编号 BM-…"""

    ref_no = fields.String(required=True)


class PurposeSchema(Schema):
    """Why somebody reads: 处置, 督办 or 核查."""

    purpose = fields.String(required=True, validate=validate.OneOf(list(PURPOSES)))


class ListingSchema(PurposeSchema):
    """Which list: what is open, or the closed ones of the last half year too."""

    only_open = fields.Boolean(load_default=True)


class LineSchema(Schema):
    """A referral in a list; of which kind it is shows on opening."""

    id = fields.UUID(required=True)
    ref_no = fields.String(required=True)
    status = fields.String(required=True)
    status_label = fields.String(required=True)
    urgency = fields.String(required=True)
    created_at = fields.AwareDateTime(required=True)
    due_at = fields.AwareDateTime(required=True)
    overdue = fields.Boolean(required=True)
    closed_at = fields.AwareDateTime(required=True, allow_none=True)
    from_unit = fields.Nested(ReferenceSchema(), required=True)
    to_unit = fields.Nested(ReferenceSchema(), required=True)
    incoming = fields.Boolean(required=True)


class ReferralListSchema(Schema):
    """The referrals of my units."""

    items = fields.List(fields.Nested(LineSchema()), required=True)


class TakingUnitSchema(Schema):
    """A unit that has a confidential officer."""

    id = fields.UUID(required=True)
    name = fields.String(required=True)
    kind = fields.String(required=True)


class ReferralSchema(LineSchema):
    """A referral whole; `sealed_until`: when its sealed report is purged at the latest, null when there is none for me."""

    category = fields.String(required=True)
    category_label = fields.String(required=True)
    phoned_at = fields.AwareDateTime(required=True, allow_none=True)
    external_case_no = fields.String(required=True, allow_none=True)
    close_code = fields.String(required=True, allow_none=True)
    close_label = fields.String(required=True, allow_none=True)
    actions = fields.List(fields.String(), required=True)
    hand_on_to = fields.List(fields.Nested(TakingUnitSchema()), required=True)
    sealed_until = fields.AwareDateTime(required=True, allow_none=True)


class StepTakenSchema(Schema):
    """Where a referral stands after a step."""

    id = fields.UUID(required=True)
    ref_no = fields.String(required=True)
    status = fields.String(required=True)


class NothingSchema(Schema):
    """A step that says nothing beside itself."""


class HandOnSchema(Schema):
    """To which unit."""

    to_unit = fields.UUID(required=True)


class CloseSchema(Schema):
    """With which result."""

    close_code = fields.String(required=True, validate=validate.OneOf(sorted(set(CLOSE_CODES) - {"handed_on"})))


class CaseNumberSchema(Schema):
    """The number in the receiving unit's own system."""

    external_case_no = fields.String(required=True, validate=validate.Length(min=4, max=40))


class PhonedSchema(Schema):
    """When somebody telephoned."""

    phoned_at = Moment(required=True)


class TargetSchema(Schema):
    """A kind, what must happen before anybody types (`110`, `phone`, `none`), and the units that may take it."""

    code = fields.String(required=True)
    label = fields.String(required=True)
    first = fields.String(required=True)
    units = fields.List(fields.Nested(TakingUnitSchema()), required=True)


class TargetListSchema(Schema):
    """Every kind that a case may be converted to."""

    items = fields.List(fields.Nested(TargetSchema()), required=True)


class KindSchema(TargetSchema):
    """A kind that I may create, with its clock."""

    urgency = fields.String(required=True)
    accept_within_min = fields.Integer(required=True)


class KindListSchema(Schema):
    """The kinds that I may create."""

    items = fields.List(fields.Nested(KindSchema()), required=True)


class SealedReportPartSchema(Schema):
    """One report as it was made."""

    received_at = fields.String(required=True)
    reporter = fields.String(required=True)
    note = fields.String(required=True)
    place_text = fields.String(required=True)
    lat = fields.Float(required=True, allow_none=True)
    lng = fields.Float(required=True, allow_none=True)
    accuracy_m = fields.Float(required=True, allow_none=True)


class SealedEntrySchema(Schema):
    """What was written on the case before it was sealed."""

    action = fields.String(required=True)
    at = fields.String(required=True)
    actor = fields.String(required=True)
    content = fields.Dict(required=True)


class SealedReportSchema(Schema):
    """The words of a sealed report; `photos` lists the type of each photo, to be opened one by one."""

    reports = fields.List(fields.Nested(SealedReportPartSchema()), required=True)
    entries = fields.List(fields.Nested(SealedEntrySchema()), required=True)
    photos = fields.List(fields.String(), required=True)


class FigureSchema(Schema):
    """How many of a kind a county saw in a finished month: five or more."""

    county_id = fields.UUID(required=True)
    month = fields.String(required=True)
    category = fields.String(required=True)
    label = fields.String(required=True)
    count = fields.Integer(required=True)


class FiguresSchema(Schema):
    """Cells below five are not there."""

    items = fields.List(fields.Nested(FigureSchema()), required=True)
