"""The forms of the ledger's import."""

from __future__ import annotations

from marshmallow import fields, validate

from backend.core.api import Schema
from backend.intake.ledger_import.shown import SHOWN


class LedgerUploadQuery(Schema):
    """Which file it is, as its owner calls it, and into which county (the uploader's own by default)."""

    file_name = fields.String(load_default="", validate=validate.Length(max=200))
    county_id = fields.UUID(load_default=None)


class LedgerPreviewQuery(Schema):
    """Which rows to show: wrong, new, there already, or worth a look; pages of 50 from 1."""

    show = fields.String(load_default=None, validate=validate.OneOf(SHOWN))
    page = fields.Integer(load_default=1, validate=validate.Range(1, 10_000))


class SheetMistakeSchema(Schema):
    """What is to be seen to in which column; empty: the row as a whole."""

    column = fields.String(required=True)
    message = fields.String(required=True)


class LedgerImportRow(Schema):
    """A row as it stands in the file and what would become of it."""

    sheet = fields.String(required=True)
    row = fields.Integer(required=True)
    status = fields.String(required=True, validate=validate.OneOf(["ok", "exists", "error"]))
    values = fields.Dict(keys=fields.String(), values=fields.String(), required=True)
    errors = fields.List(fields.Nested(SheetMistakeSchema()), required=True)
    warnings = fields.List(fields.Nested(SheetMistakeSchema()), required=True)
    arrives_as = fields.String(required=True)
    standing = fields.String(required=True)


class LedgerImportShown(Schema):
    """A preview: counts of all rows and one page of some."""

    id = fields.UUID(required=True)
    file_name = fields.String(required=True)
    ok = fields.Integer(required=True)
    failed = fields.Integer(required=True)
    existing = fields.Integer(required=True)
    warned = fields.Integer(required=True)
    show = fields.String(required=True)
    page = fields.Integer(required=True)
    pages = fields.Integer(required=True)
    rows = fields.List(fields.Nested(LedgerImportRow()), required=True)
    ignored_columns = fields.List(fields.String(), required=True)
    skipped_sheets = fields.List(fields.String(), required=True)


class LedgerImportConfirmation(Schema):
    """Whether the right rows may go in although others are wrong."""

    only_clean = fields.Boolean(load_default=False)


class LedgerImportDone(Schema):
    """What was written, what was there already, what was left out."""

    created = fields.Integer(required=True)
    existing = fields.Integer(required=True)
    failed = fields.Integer(required=True)
