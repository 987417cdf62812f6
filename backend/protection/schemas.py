"""Forms of the indicators, and the answers."""

from __future__ import annotations

from marshmallow import fields, validate

from backend.core.api import Schema
from backend.protection.rules import OUTCOMES

_NOTE = validate.Length(max=200)


class QuestionSchema(Schema):
    """One thing asked; `kind`: count, yes, date or percent."""

    key = fields.String(required=True)
    kind = fields.String(required=True)
    label = fields.String(required=True)


class AtomSchema(Schema):
    """One indicator with its questions."""

    key = fields.String(required=True)
    label = fields.String(required=True)
    met_when = fields.String(required=True)
    questions = fields.List(fields.Nested(QuestionSchema()), required=True)


class IndicatorSetSchema(Schema):
    """A set that a county reports, by its atoms."""

    key = fields.String(required=True)
    label = fields.String(required=True)
    atoms = fields.List(fields.String(), required=True)


class IndicatorCatalogueSchema(Schema):
    """All indicators and sets of this release."""

    version = fields.String(required=True)
    source = fields.String(required=True)
    atoms = fields.List(fields.Nested(AtomSchema()), required=True)
    sets = fields.List(fields.Nested(IndicatorSetSchema()), required=True)


class IndicatorDeclarationSchema(Schema):
    """What the school said last, and what an outsider found."""

    id = fields.UUID(required=True)
    answers = fields.Dict(keys=fields.String(), required=True)
    note = fields.String(required=True)
    declared_at = fields.AwareDateTime(required=True)
    declared_by = fields.String(required=True)
    outcome = fields.String(required=True, allow_none=True)
    found = fields.String(required=True, allow_none=True)
    verified_at = fields.AwareDateTime(required=True, allow_none=True)
    verified_by = fields.String(required=True, allow_none=True)


class ProtectionStandingSchema(Schema):
    """How the school stands on one indicator today; `required`: guards needed, where that is the question."""

    atom = fields.String(required=True)
    standing = fields.String(required=True)
    standing_label = fields.String(required=True)
    required = fields.Integer(required=True, allow_none=True)
    declaration = fields.Nested(IndicatorDeclarationSchema(), required=True, allow_none=True)


class ProtectionRefSchema(Schema):
    """A school by id and name."""

    id = fields.UUID(required=True)
    name = fields.String(required=True)


class SchoolProtectionSchema(Schema):
    """One school's indicators, and what the reader may do here."""

    school = fields.Nested(ProtectionRefSchema(), required=True)
    urban = fields.Boolean(required=True)
    may_declare = fields.Boolean(required=True)
    may_verify = fields.Boolean(required=True)
    may_mark_urban = fields.Boolean(required=True)
    standings = fields.List(fields.Nested(ProtectionStandingSchema()), required=True)


class DeclareSchema(Schema):
    """A declaration; `answers` by the question's key."""

    id = fields.UUID(required=True)
    answers = fields.Dict(
        keys=fields.String(validate=validate.Length(max=40)), required=True, validate=validate.Length(max=20)
    )
    note = fields.String(load_default="", validate=_NOTE)


class VerifyIndicatorSchema(Schema):
    """What was found on the spot."""

    id = fields.UUID(required=True)
    outcome = fields.String(required=True, validate=validate.OneOf(list(OUTCOMES)))
    note = fields.String(load_default="", validate=_NOTE)


class UrbanSchema(Schema):
    """Whether the school counts as urban."""

    urban = fields.Boolean(required=True)


class SetQuerySchema(Schema):
    """Which set."""

    set = fields.String(load_default="four_hundred_percent", validate=validate.Length(max=40))


class RateSchema(Schema):
    """One indicator over some schools; a rate is null where it is counted for none of them."""

    label = fields.String(required=True)
    schools = fields.Integer(required=True)
    verified = fields.Integer(required=True)
    declared = fields.Integer(required=True)
    verified_rate = fields.Float(required=True, allow_none=True)
    declared_rate = fields.Float(required=True, allow_none=True)


class TownshipRatesSchema(ProtectionRefSchema):
    """A township's rates."""

    indicators = fields.List(fields.Nested(RateSchema()), required=True)


class RatesSchema(Schema):
    """A set's rates on a day."""

    set = fields.String(required=True)
    as_of = fields.Date(required=True)
    indicators = fields.List(fields.Nested(RateSchema()), required=True)
    townships = fields.List(fields.Nested(TownshipRatesSchema()), required=True)


class LackSchema(Schema):
    """What a school has to do something about."""

    atom = fields.String(required=True)
    label = fields.String(required=True)
    standing = fields.String(required=True)
    standing_label = fields.String(required=True)


class GapSchema(Schema):
    """A school with what it lacks, if anything."""

    school = fields.Nested(ProtectionRefSchema(), required=True)
    township = fields.String(required=True)
    lacks = fields.List(fields.Nested(LackSchema()), required=True)


class GapsSchema(Schema):
    """The schools that the reader may see with their gaps in a set, those without any last."""

    set = fields.String(required=True)
    as_of = fields.Date(required=True)
    items = fields.List(fields.Nested(GapSchema()), required=True)
