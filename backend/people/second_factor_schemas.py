"""The second factor on the wire."""

from __future__ import annotations

from marshmallow import fields
from marshmallow.validate import Length

from backend.core.api import Schema
from backend.people.rules import MAX_PASSWORD


class FactorStanding(Schema):
    """Whether I have a second factor, until when this sign-in is proved (null: never), and how many recovery codes are left."""

    enrolled = fields.Boolean(required=True)
    until = fields.AwareDateTime(required=True, allow_none=True)
    recovery_codes_left = fields.Integer(required=True)


class OwnPassword(Schema):
    """The present password, asked for again."""

    password = fields.String(required=True, validate=Length(min=1, max=MAX_PASSWORD))


class FactorCode(Schema):
    """Six digits of an authenticator, or a recovery code."""

    code = fields.String(required=True, validate=Length(min=6, max=20))


class SymbolShown(Schema):
    """A QR symbol: modules a side, and SVG path data in modules (leave four light ones around it)."""

    size = fields.Integer(required=True)
    path = fields.String(required=True)


class EnrolmentShown(Schema):
    """A new secret, shown this once: as text, as a link and as a symbol to scan."""

    secret = fields.String(required=True)
    uri = fields.String(required=True)
    symbol = fields.Nested(SymbolShown, required=True)


class RecoveryCodes(Schema):
    """Ten codes, shown this once."""

    recovery_codes = fields.List(fields.String(), required=True)
