"""Forms that phones send to the door, and the answers they get."""

from __future__ import annotations

import re
from typing import Any

from marshmallow import fields, validate

from backend.core.api import Schema
from backend.core.geo import from_phone, rounded
from backend.core.moments import Moment
from backend.evidence.rules import PUBLIC_LIMIT, PhotoClaim
from backend.evidence.schemas import PhotoClaimSchema
from backend.hazards import rules
from backend.inspections.findings import Line

_CODE = validate.Length(max=200)
_PHONE = validate.Regexp(r"^(1\d{10}|0\d{9,11})\Z", re.ASCII, error="callback_phone_malformed")
_AS_SAID = (
    *("id", "tile", "category", "danger", "note", "occurred_at", "clock_basis", "code", "checkpoint_id", "school_id"),
    *("joins_case_id", "place_text", "found_via", "self_assign", "visit_id"),
)


class PositionSchema(Schema):
    """Where the phone says it is: degrees in `datum`, accuracy in metres."""

    lat = fields.Float(required=True, validate=validate.Range(-90, 90))
    lng = fields.Float(required=True, validate=validate.Range(-180, 180))
    accuracy_m = fields.Float(load_default=None, allow_none=True, validate=validate.Range(0, 1_000_000))
    datum = fields.String(load_default="wgs84", validate=validate.OneOf(["wgs84", "gcj02"]))
    provider = fields.String(load_default=None, allow_none=True, validate=validate.Length(max=24))


class ReportSchema(Schema):
    """A report. `seconds_since` and `attempt` are transport, `website` is a trap that people never see.

    `confirmed_not_personal` answers the question `report_looks_confidential`. `visit_id`: the reporter's own visit to a
    checkpoint that came upon it; one that is not there (yet) or not theirs is left out, a hazard matters more than its link.
    `inspection_…`: the line of a sheet it comes from.
    """

    id = fields.UUID(required=True)
    code = fields.String(load_default=None, allow_none=True, validate=_CODE)
    checkpoint_id = fields.UUID(load_default=None, allow_none=True)
    school_id = fields.UUID(load_default=None, allow_none=True)
    position = fields.Nested(PositionSchema(), load_default=None, allow_none=True)
    place_text = fields.String(load_default="", validate=validate.Length(max=200))
    tile = fields.String(load_default="unsure", validate=validate.Length(max=24))
    category = fields.String(load_default=None, allow_none=True, validate=validate.Length(max=5))
    danger = fields.Boolean(required=True)
    note = fields.String(load_default="", validate=validate.Length(max=rules.MAX_NOTE))
    photos = fields.List(fields.Nested(PhotoClaimSchema()), load_default=list, validate=validate.Length(max=30))
    joins_case_id = fields.UUID(load_default=None, allow_none=True)
    occurred_at = Moment(required=True)
    clock_basis = fields.String(load_default="device", validate=validate.OneOf(["device", "page_session"]))
    seconds_since = fields.Float(load_default=None, allow_none=True, validate=validate.Range(0, 31_536_000))
    attempt = fields.Integer(load_default=1, validate=validate.Range(1, 1_000_000))
    device_key = fields.String(load_default=None, allow_none=True, validate=validate.Length(max=80))
    website = fields.String(load_default="", validate=validate.Length(max=200))
    found_via = fields.String(load_default=None, allow_none=True, validate=validate.OneOf(list(rules.FOUND_VIA)))
    self_assign = fields.Boolean(load_default=False)
    confirmed_not_personal = fields.Boolean(load_default=False)
    visit_id = fields.UUID(load_default=None, allow_none=True)
    callback_phone = fields.String(load_default=None, allow_none=True, validate=_PHONE)
    inspection_record_id = fields.UUID(load_default=None, allow_none=True)
    inspection_item = fields.String(load_default="", validate=validate.Length(max=16))


class StatusSchema(Schema):
    """A public status in plain words."""

    key = fields.String(required=True)
    label = fields.String(required=True)


class ReceiptSchema(Schema):
    """What the phone gets for a report; photos are then sent one by one."""

    id = fields.UUID(required=True)
    pickup_code = fields.String(required=True)
    upload_token = fields.String(required=True)
    photos_missing = fields.List(fields.String(), required=True)
    case_id = fields.UUID(allow_none=True, required=True)
    received_at = fields.AwareDateTime(required=True)
    status = fields.Nested(StatusSchema(), required=True)


class MissingSchema(Schema):
    """The hashes of the photos still to be sent."""

    photos_missing = fields.List(fields.String(), required=True)


class PickupSchema(Schema):
    """A typed pickup code."""

    pickup_code = fields.String(required=True, validate=validate.Length(min=1, max=40))


class PickupAnswerSchema(PickupSchema):
    """What a reporter says later. `round` is the one that was seen with the look-up, the id is made on the phone."""

    id = fields.UUID(required=True)
    round = fields.Integer(required=True, validate=validate.Range(0, 10_000))
    occurred_at = Moment(required=True)
    note = fields.String(load_default="", validate=validate.Length(max=rules.MAX_NOTE))
    photos = fields.List(
        fields.Nested(PhotoClaimSchema()), load_default=list, validate=validate.Length(max=PUBLIC_LIMIT)
    )
    seconds_since = fields.Float(load_default=None, allow_none=True, validate=validate.Range(0, 31_536_000))
    attempt = fields.Integer(load_default=1, validate=validate.Range(1, 1_000_000))


class PickupAnsweredSchema(Schema):
    """What the phone gets for it; photos are then sent one by one."""

    id = fields.UUID(required=True)
    upload_token = fields.String(required=True)
    photos_missing = fields.List(fields.String(), required=True)
    status = fields.Nested(StatusSchema(), required=True)


class ReleasedPhotoSchema(Schema):
    """A photo that the public may see; its address holds for an hour."""

    url = fields.String(required=True)


class PublicStepSchema(Schema):
    """One step that the public may read."""

    at = fields.AwareDateTime(required=True)
    label = fields.String(required=True)


class PickupShownSchema(Schema):
    """How a report fares, in the public's words; of photos those alone that somebody has looked through and released.

    `said` is what this reporter answered last, `under_review` that a 没解决 is being looked into, `reply` what came of
    one. `allowed` names what the reporter may do: supplement, appeal, dispute, confirm_solved.
    """

    status = fields.Nested(StatusSchema(), required=True)
    place = fields.String(required=True)
    reported_at = fields.AwareDateTime(required=True)
    timeline = fields.List(fields.Nested(PublicStepSchema()), required=True)
    expected_at = fields.AwareDateTime(allow_none=True, required=True)
    merged = fields.Boolean(required=True)
    reason = fields.Nested(StatusSchema(), allow_none=True, required=True)
    call = fields.String(allow_none=True, required=True)
    question = fields.String(allow_none=True, required=True)
    answer_until = fields.AwareDateTime(allow_none=True, required=True)
    said = fields.String(allow_none=True, required=True)
    reply = fields.String(allow_none=True, required=True)
    under_review = fields.Boolean(required=True)
    photos = fields.List(fields.Nested(ReleasedPhotoSchema()), required=True)
    round = fields.Integer(required=True)
    allowed = fields.List(fields.String(), required=True)
    phone_kept = fields.Boolean(required=True)


class NearbyQuerySchema(Schema):
    """Where and of which kind; the plate's own place counts when no position is given."""

    code = fields.String(required=True, validate=_CODE)
    tile = fields.String(required=True, validate=validate.Length(max=24))
    category = fields.String(load_default=None, validate=validate.Length(max=5))
    lat = fields.Float(load_default=None, validate=validate.Range(-90, 90))
    lng = fields.Float(load_default=None, validate=validate.Range(-180, 180))


class NearbySchema(Schema):
    """An open report of the same kind close by: place and age only."""

    case_id = fields.UUID(required=True)
    tile_label = fields.String(required=True)
    distance_m = fields.Integer(required=True)
    reported_at = fields.AwareDateTime(required=True)


class NearbyListSchema(Schema):
    """Open reports near by, nearest first."""

    items = fields.List(fields.Nested(NearbySchema()), required=True)


class TileSchema(Schema):
    """A plain-word kind."""

    key = fields.String(required=True)
    label = fields.String(required=True)
    hint = fields.String(required=True)
    person_related = fields.Boolean(required=True)
    categories = fields.List(fields.String(), required=True)


class CategorySchema(Schema):
    """A hazard code with its defaults; `due_days` in calendar days, 0 for the same day."""

    code = fields.String(required=True)
    label = fields.String(required=True)
    tile = fields.String(required=True)
    severity = fields.String(required=True)
    handling = fields.String(required=True)
    due_days = fields.Integer(required=True)
    photo = fields.String(required=True)
    privacy = fields.String(required=True)
    lead = fields.List(fields.String(), required=True)


class PhoneSchema(Schema):
    """A number to call instead of writing about a person."""

    label = fields.String(required=True)
    tel = fields.String(required=True)


class TaxonomySchema(Schema):
    """The whole list of kinds."""

    version = fields.String(required=True)
    tiles = fields.List(fields.Nested(TileSchema()), required=True)
    categories = fields.List(fields.Nested(CategorySchema()), required=True)
    referral_phones = fields.List(fields.Nested(PhoneSchema()), required=True)


def report_of(body: dict[str, Any]) -> rules.Report:
    """Turn a checked form into the report's facts; GCJ-02 becomes WGS-84 here."""
    said = body["position"]
    position = {} if said is None else vars(rounded(from_phone(**said)))
    return rules.Report(
        **{name: body[name] for name in _AS_SAID},
        **position,
        photos=tuple(PhotoClaim(**photo) for photo in body["photos"]),
    )


def line_of(body: dict[str, Any]) -> Line | None:
    """Return the line of an inspection's sheet that the report comes from."""
    record_id = body["inspection_record_id"]
    return None if record_id is None else Line(record_id, body["inspection_item"])
