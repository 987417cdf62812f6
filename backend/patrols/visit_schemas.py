"""The shapes in which visits are reviewed and shown."""

from __future__ import annotations

from marshmallow import fields, validate

from backend.core.api import Schema
from backend.evidence.schemas import PhotoSchema

EXPLANATIONS = ("indoor", "signal", "moved_plate", "escort", "other")


class ExplanationSchema(Schema):
    """The patroller's one tap; the id is made on the phone."""

    id = fields.UUID(required=True)
    reason = fields.String(required=True, validate=validate.OneOf(EXPLANATIONS))
    note = fields.String(load_default="", validate=validate.Length(max=200))


class ReviewSchema(Schema):
    """A supervisor's answer; `recheck_visit_id` only with `rechecked`."""

    id = fields.UUID(required=True)
    kind = fields.String(required=True, validate=validate.OneOf(["accepted", "recheck_asked", "rechecked"]))
    note = fields.String(load_default="", validate=validate.Length(max=200))
    recheck_visit_id = fields.UUID(load_default=None, allow_none=True)


class VisitReasonSchema(Schema):
    """One reason of a verdict: its code, and the sentence that a person reads."""

    code = fields.String(required=True)
    text = fields.String(required=True)


class VisitSchoolSchema(Schema):
    """The school of a visit."""

    id = fields.UUID(required=True)
    short_name = fields.String(required=True)


class VisitPointSchema(Schema):
    """The checkpoint of a visit."""

    id = fields.UUID(required=True)
    name = fields.String(required=True)


class NextPointSchema(Schema):
    """Where a round goes on."""

    position = fields.Integer(required=True)
    checkpoint_id = fields.UUID(required=True)
    name = fields.String(required=True)


class RoundProgressSchema(Schema):
    """How far a round is."""

    id = fields.UUID(required=True)
    points_count = fields.Integer(required=True)
    visited_count = fields.Integer(required=True)
    next_point = fields.Nested(NextPointSchema(), allow_none=True, required=True)


class OfferSchema(Schema):
    """A hazard that a "no" proposes; reported only if the person says so."""

    item = fields.String(required=True)
    category = fields.String(allow_none=True, required=True)
    text = fields.String(required=True)


class VisitAnswerSchema(Schema):
    """What the phone is told of its visit. `ask_why`: ask for the one tap of an explanation."""

    id = fields.UUID(required=True)
    run = fields.Nested(RoundProgressSchema(), allow_none=True, required=True)
    verdict = fields.String(required=True)
    verdict_label = fields.String(required=True)
    reasons = fields.List(fields.Nested(VisitReasonSchema()), required=True)
    ask_why = fields.Boolean(required=True)
    offers = fields.List(fields.Nested(OfferSchema()), required=True)
    photos_missing = fields.List(fields.String(), required=True)
    upload_token = fields.String(required=True)


class DoubtfulQuerySchema(Schema):
    """Which school; all that one may review when it is left out."""

    school_id = fields.UUID(load_default=None)
    cursor = fields.String(load_default=None, validate=validate.Length(max=200))


class DoubtfulLineSchema(Schema):
    """A visit that somebody should look at; whose it was stands on its page, not in the list."""

    id = fields.UUID(required=True)
    school = fields.Nested(VisitSchoolSchema(), required=True)
    checkpoint = fields.Nested(VisitPointSchema(), required=True)
    route_name = fields.String(allow_none=True, required=True)
    happened_at = fields.AwareDateTime(required=True)
    late = fields.Boolean(required=True)
    mode_label = fields.String(required=True)
    verdict = fields.String(required=True)
    verdict_label = fields.String(required=True)
    reasons = fields.List(fields.Nested(VisitReasonSchema()), required=True)
    distance_m = fields.Float(allow_none=True, required=True)
    proof = fields.String(required=True)
    explanation = fields.String(allow_none=True, required=True)
    recheck_wanted = fields.Boolean(required=True)


class DoubtfulListSchema(Schema):
    """Contradicted ones first, then doubtful ones, then those drawn; `next` is the cursor of the next page."""

    items = fields.List(fields.Nested(DoubtfulLineSchema()), required=True)
    next = fields.String(allow_none=True, required=True)


class RecheckSchema(Schema):
    """A point that waits for another person's look."""

    visit_id = fields.UUID(required=True)
    school = fields.Nested(VisitSchoolSchema(), required=True)
    checkpoint = fields.Nested(VisitPointSchema(), required=True)
    happened_at = fields.AwareDateTime(required=True)
    wanted_at = fields.AwareDateTime(required=True)


class RecheckListSchema(Schema):
    """Open re-checks, the oldest first."""

    items = fields.List(fields.Nested(RecheckSchema()), required=True)


class PlaceKeptSchema(Schema):
    """Where the point was when the visit came."""

    lat = fields.Float(allow_none=True, required=True)
    lng = fields.Float(allow_none=True, required=True)
    accuracy_m = fields.Float(allow_none=True, required=True)
    radius_m = fields.Float(allow_none=True, required=True)
    on_site = fields.Boolean(required=True)


class VisitReadingSchema(Schema):
    """The one reading of the moment of the scan; gone after its retention."""

    lat = fields.Float(required=True)
    lng = fields.Float(required=True)
    accuracy_m = fields.Float(allow_none=True, required=True)
    source_datum = fields.String(allow_none=True, required=True)


class VisitReviewSchema(Schema):
    """A line of what people said of a visit."""

    kind = fields.String(required=True)
    kind_label = fields.String(required=True)
    reason = fields.String(allow_none=True, required=True)
    note = fields.String(required=True)
    by = fields.String(allow_none=True, required=True)
    at = fields.AwareDateTime(required=True)
    recheck_visit_id = fields.UUID(allow_none=True, required=True)


class CheckedLineSchema(Schema):
    """An answer to a line of the checklist, `text` as it read then (or the key); `unlisted`: the list has no such line."""

    item = fields.String(required=True)
    text = fields.String(required=True)
    answer = fields.String(required=True)
    unlisted = fields.Boolean()


class VisitSchema(Schema):
    """One visit. `allowed`: the kinds of review that the reader may add now."""

    id = fields.UUID(required=True)
    school = fields.Nested(VisitSchoolSchema(), required=True)
    checkpoint = fields.Nested(VisitPointSchema(), required=True)
    route_name = fields.String(allow_none=True, required=True)
    by = fields.String(required=True)
    own = fields.Boolean(required=True)
    mode_label = fields.String(required=True)
    via_label = fields.String(required=True)
    result = fields.String(required=True)
    result_label = fields.String(required=True)
    note = fields.String(required=True)
    answers = fields.List(fields.Nested(CheckedLineSchema()), required=True)
    occurred_at = fields.AwareDateTime(required=True)
    happened_at = fields.AwareDateTime(required=True)
    received_at = fields.AwareDateTime(required=True)
    late = fields.Boolean(required=True)
    dwell_s = fields.Float(allow_none=True, required=True)
    position = fields.Nested(VisitReadingSchema(), allow_none=True, required=True)
    position_label = fields.String(required=True)
    place = fields.Nested(PlaceKeptSchema(), allow_none=True, required=True)
    distance_m = fields.Float(allow_none=True, required=True)
    proof = fields.String(required=True)
    proof_label = fields.String(required=True)
    photos = fields.List(fields.Nested(PhotoSchema()), required=True)
    verdict = fields.String(required=True)
    verdict_label = fields.String(required=True)
    reasons = fields.List(fields.Nested(VisitReasonSchema()), required=True)
    thresholds = fields.String(required=True)
    reviews = fields.List(fields.Nested(VisitReviewSchema()), required=True)
    settled_at = fields.AwareDateTime(allow_none=True, required=True)
    recheck_wanted_at = fields.AwareDateTime(allow_none=True, required=True)
    allowed = fields.List(fields.String(), required=True)
    may_explain = fields.Boolean(required=True)
