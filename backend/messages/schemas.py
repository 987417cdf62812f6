"""The form of the inbox."""

from __future__ import annotations

from marshmallow import fields
from marshmallow.validate import Length

from backend.core.api import Schema
from backend.core.moments import Moment


class InboxQuerySchema(Schema):
    """Which page."""

    cursor = fields.String(load_default=None, validate=Length(max=200))


class InboxItemSchema(Schema):
    """One message: its words, and the address of what it is about."""

    id = fields.UUID(required=True)
    kind = fields.String(required=True)
    urgency = fields.String(required=True)
    title = fields.String(required=True)
    line = fields.String(required=True)
    address = fields.String(required=True)
    created_at = fields.AwareDateTime(required=True)
    read_at = fields.AwareDateTime(required=True, allow_none=True)


class UnreadSchema(Schema):
    """How many messages are unread."""

    unread = fields.Integer(required=True)


class InboxPageSchema(UnreadSchema):
    """A page of messages, newest first."""

    items = fields.List(fields.Nested(InboxItemSchema()), required=True)
    next = fields.String(required=True, allow_none=True)


class ReadAllSchema(Schema):
    """Up to when: the `created_at` of the newest message that the reader has seen."""

    until = Moment(required=True)
