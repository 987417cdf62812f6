"""What inspections look like going out."""

from __future__ import annotations

from marshmallow import fields

from backend.core.api import Schema


class NamedThingSchema(Schema):
    """A thing by id and name."""

    id = fields.UUID(required=True)
    name = fields.String(required=True)


class SheetSchoolSchema(NamedThingSchema):
    """The school of a sheet."""

    short_name = fields.String(required=True)


class TypedSchoolSchema(SheetSchoolSchema):
    """The same with its kind."""

    type_label = fields.String(required=True)


class CandidateSchema(Schema):
    """Somebody who can be named to inspect, with the unit."""

    account_id = fields.UUID(required=True)
    name = fields.String(required=True)
    unit = fields.Nested(NamedThingSchema(), required=True)


class InspectorSchema(CandidateSchema):
    """Somebody named; `group_code`: the participant of a cross inspection that they stand for."""

    group_code = fields.String(required=True, allow_none=True)


class CandidatesSchema(Schema):
    """People who can be named."""

    items = fields.List(fields.Nested(CandidateSchema()), required=True)


class InspectionAboutSchema(Schema):
    """What is said of an inspection everywhere."""

    id = fields.UUID(required=True)
    type = fields.String(required=True)
    type_label = fields.String(required=True)
    title = fields.String(required=True)
    phase = fields.String(required=True)
    template = fields.String(required=True)
    starts_on = fields.Date(required=True)
    ends_on = fields.Date(required=True)
    state = fields.String(required=True)
    state_label = fields.String(required=True)


class InspectionSummarySchema(InspectionAboutSchema):
    """An inspection in a list: how many of its schools are signed."""

    version = fields.Integer(required=True)
    schools = fields.Integer(required=True)
    signed = fields.Integer(required=True)


class InspectionPageSchema(Schema):
    """A page of inspections; `next` is null on the last."""

    items = fields.List(fields.Nested(InspectionSummarySchema()), required=True)
    next = fields.String(required=True, allow_none=True)


class DrawnLotSchema(Schema):
    """A participant's code and the hash that gives its place."""

    code = fields.String(required=True)
    digest = fields.String(required=True)


class InspectionDrawSchema(Schema):
    """A draw that anybody can repeat: seed, participants in their order, and what came of it (`pairs` or `drawn`)."""

    kind = fields.String(required=True)
    by = fields.String()
    seed = fields.String(required=True)
    lots = fields.List(fields.Nested(DrawnLotSchema()), required=True)
    pairs = fields.List(fields.List(fields.String()))
    drawn = fields.List(fields.String())
    names = fields.Dict(keys=fields.String(), values=fields.String(), required=True)
    at = fields.String(required=True)
    by_name = fields.String(required=True)


class SheetTallySchema(Schema):
    """How far a sheet is; `score` is the share of 是 in per cent."""

    lines = fields.Integer(required=True)
    yes = fields.Integer(required=True)
    no = fields.Integer(required=True)
    na = fields.Integer(required=True)
    open = fields.Integer(required=True)
    conflicts = fields.Integer(required=True)
    answered = fields.Integer(required=True)
    score = fields.Integer(required=True, allow_none=True)


class SheetDeadlinesSchema(Schema):
    """When a sheet was signed and when its reply is due."""

    signed_at = fields.AwareDateTime(required=True, allow_none=True)
    reply_due_at = fields.AwareDateTime(required=True, allow_none=True)
    reply_overdue = fields.Boolean(required=True)


class SheetProgressSchema(SheetDeadlinesSchema):
    """One school's line on the progress board."""

    id = fields.UUID(required=True)
    school = fields.Nested(SheetSchoolSchema(), required=True)
    township = fields.String(required=True)
    inspectors = fields.List(fields.String(), required=True)
    tally = fields.Nested(SheetTallySchema(), required=True)
    hazards = fields.Integer(required=True)
    hazards_open = fields.Integer(required=True)


class InspectionSchema(InspectionSummarySchema):
    """An inspection with the sheets that the reader may see."""

    county_id = fields.UUID(required=True)
    units = fields.List(fields.Nested(NamedThingSchema()), required=True)
    inspectors = fields.List(fields.Nested(InspectorSchema()), required=True)
    records = fields.List(fields.Nested(SheetProgressSchema()), required=True)
    draw = fields.Nested(InspectionDrawSchema(), required=True, allow_none=True)
    draws = fields.List(fields.Nested(InspectionDrawSchema()), required=True)
    may_plan = fields.Boolean(required=True)


class AnswerPhotoSchema(Schema):
    """A photo of an answer; no addresses while it is missing."""

    id = fields.UUID(required=True)
    missing = fields.Boolean(required=True)
    url = fields.String(required=True, allow_none=True)
    url_small = fields.String(required=True, allow_none=True)


class SheetAnswerSchema(Schema):
    """An answer with who gave it and when."""

    id = fields.UUID(required=True)
    answer = fields.String(required=True)
    note = fields.String(required=True)
    account_id = fields.UUID(required=True)
    author = fields.String(required=True)
    unit = fields.String(required=True)
    at = fields.AwareDateTime(required=True)
    photos = fields.List(fields.Nested(AnswerPhotoSchema()), required=True)


class SheetFindingSchema(Schema):
    """A hazard of a line as the ledger has it now."""

    hazard_id = fields.UUID(required=True)
    case_id = fields.UUID(required=True)
    ledger_no = fields.String(required=True, allow_none=True)
    category_label = fields.String(required=True, allow_none=True)
    state = fields.String(required=True)
    state_label = fields.String(required=True)
    note = fields.String(required=True)
    after_signing = fields.Boolean(required=True)


class SheetLineSchema(Schema):
    """One line: `heads` are the answers that stand (two that differ are a conflict), `late` those after the signing.

    `photos` are those of every answer, also of one that was replaced: a picture stays.
    """

    key = fields.String(required=True)
    text = fields.String(required=True)
    condition = fields.String(required=True, allow_none=True)
    category = fields.String(required=True)
    category_label = fields.String(required=True)
    tile = fields.String(required=True)
    photo_rule = fields.String(required=True)
    severity = fields.String(required=True)
    status = fields.String(required=True)
    answer = fields.String(required=True, allow_none=True)
    heads = fields.List(fields.Nested(SheetAnswerSchema()), required=True)
    late = fields.List(fields.Nested(SheetAnswerSchema()), required=True)
    photos = fields.List(fields.Nested(AnswerPhotoSchema()), required=True)
    answers = fields.Integer(required=True)
    findings = fields.List(fields.Nested(SheetFindingSchema()), required=True)


class SheetGroupSchema(Schema):
    """A part of the sheet."""

    key = fields.String(required=True)
    label = fields.String(required=True)
    label_en = fields.String(required=True)
    items = fields.List(fields.Nested(SheetLineSchema()), required=True)


class SheetSignatureSchema(Schema):
    """A signature; `covers`: nothing has been written since."""

    side = fields.String(required=True)
    side_label = fields.String(required=True)
    name = fields.String(required=True)
    unit_name = fields.String(required=True)
    at = fields.AwareDateTime(required=True)
    open_lines = fields.Integer(required=True)
    covers = fields.Boolean(required=True)


class SheetCorrectionSchema(Schema):
    """Words added after the signing."""

    item = fields.String(required=True, allow_none=True)
    words = fields.String(required=True)
    author = fields.String(required=True)
    at = fields.AwareDateTime(required=True)


class OfInspectionSchema(InspectionAboutSchema):
    """The inspection of a sheet."""

    found_via = fields.String(required=True)


class SheetSchema(SheetDeadlinesSchema):
    """A school's sheet whole."""

    id = fields.UUID(required=True)
    school = fields.Nested(TypedSchoolSchema(), required=True)
    inspection = fields.Nested(OfInspectionSchema(), required=True)
    team = fields.List(fields.Nested(InspectorSchema()), required=True)
    groups = fields.List(fields.Nested(SheetGroupSchema()), required=True)
    tally = fields.Nested(SheetTallySchema(), required=True)
    digest = fields.String(required=True)
    signatures = fields.List(fields.Nested(SheetSignatureSchema()), required=True)
    wanted_signers = fields.List(fields.String(), required=True)
    wants_me = fields.List(fields.UUID(), required=True)
    wants_school = fields.Boolean(required=True)
    corrections = fields.List(fields.Nested(SheetCorrectionSchema()), required=True)
    may_answer = fields.Boolean(required=True)
    may_sign = fields.Boolean(required=True)
    may_sign_as_inspector = fields.Boolean(required=True)
    may_correct = fields.Boolean(required=True)


class SheetsSchema(Schema):
    """The sheets that somebody is sent to fill in: all that a phone needs for them without a network."""

    items = fields.List(fields.Nested(SheetSchema()), required=True)


class AnswerTakenSchema(Schema):
    """What the phone gets for an answer; photos are then sent one by one."""

    id = fields.UUID(required=True)
    photos_missing = fields.List(fields.String(), required=True)


class AnswerPhotosMissingSchema(Schema):
    """The hashes of the photos still to be sent."""

    photos_missing = fields.List(fields.String(), required=True)
