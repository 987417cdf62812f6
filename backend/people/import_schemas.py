"""The form of an import of people: what is asked, the preview, and what was done."""

from __future__ import annotations

from marshmallow import fields

from backend.core.api import Schema


class ImportQuery(Schema):
    """Which county the list is for, needed only by those who act for several."""

    county_id = fields.UUID(load_default=None)


class ImportRowShown(Schema):
    """One row of the preview."""

    row = fields.Integer()
    status = fields.String()
    values = fields.Dict(keys=fields.String(), values=fields.String(allow_none=True))
    errors = fields.List(fields.Dict(keys=fields.String(), values=fields.String()))


class ImportShown(Schema):
    """The preview: nothing is written yet."""

    id = fields.UUID()
    rows = fields.List(fields.Nested(ImportRowShown))
    ok = fields.Integer()
    failed = fields.Integer()


class Confirmation(Schema):
    """Whether rows with errors may be left out."""

    only_clean = fields.Boolean(load_default=False)


class FirstPassword(Schema):
    """A first password, shown this once."""

    row = fields.Integer()
    display_name = fields.String()
    identifier = fields.String()
    password = fields.String()


class ImportDone(Schema):
    """What was written, and the first passwords of new accounts."""

    created = fields.Integer()
    updated = fields.Integer()
    first_passwords = fields.List(fields.Nested(FirstPassword))
