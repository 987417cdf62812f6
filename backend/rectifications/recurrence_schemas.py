"""复发 on the wire: which case this one is the return of, and as which it came back."""

from __future__ import annotations

from marshmallow import fields

from backend.core.api import Schema


class RecurrenceLinkSchema(Schema):
    """A case linked as recurrence, with when it was struck off (null: it is not) and entered in the ledger."""

    id = fields.UUID(required=True)
    ledger_no = fields.String(required=True, allow_none=True)
    closed_at = fields.AwareDateTime(required=True, allow_none=True)
    assigned_at = fields.AwareDateTime(required=True, allow_none=True)


class RecurrenceLinksSchema(Schema):
    """Both ends of the link, as far as the reader may see them."""

    recurrence_of = fields.Nested(RecurrenceLinkSchema(), required=True, allow_none=True)
    came_back_as = fields.List(fields.Nested(RecurrenceLinkSchema()), required=True)
