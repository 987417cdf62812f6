"""A clerk's year on the wire: handing work over, merging schools."""

from __future__ import annotations

from marshmallow import fields

from backend.core.api import Schema


class SuccessorSchema(Schema):
    """A colleague who could take the work over."""

    id = fields.UUID(required=True)
    display_name = fields.String(required=True)


class OpenWorkSchema(Schema):
    """What somebody has in hand: open cases they track, and those that name them as responsible."""

    tracked = fields.Integer(required=True)
    responsible = fields.Integer(required=True)
    successors = fields.List(fields.Nested(SuccessorSchema()), required=True)


class HandOverSchema(Schema):
    """To whom, and whether the account stops afterwards."""

    to_account_id = fields.UUID(required=True)
    disable = fields.Boolean(load_default=True)


class HandedOverSchema(Schema):
    """How many cases were handed over."""

    cases = fields.Integer(required=True)
    disabled = fields.Boolean(required=True)


class MergerSchema(Schema):
    """Into which school."""

    into_id = fields.UUID(required=True)


class MergedSchema(Schema):
    """How many open cases passed to the other school."""

    open_cases = fields.Integer(required=True)
