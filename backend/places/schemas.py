"""The form of what is asked and answered about places."""

from __future__ import annotations

from marshmallow import fields
from marshmallow.validate import Length, OneOf, Range, Regexp

from backend.core.api import Schema
from backend.places.kinds import CHECKPOINT_KINDS
from backend.places.placards import MEDIA_TYPES
from qr_codes.sheet import LAYOUTS

_POINT_NAME = Length(min=1, max=60)
_SCHOOL_NAME = [Length(min=2, max=80), Regexp(r"\s*\S.*\S\s*\Z")]
_KIND = OneOf(list(CHECKPOINT_KINDS))
_LAT, _LNG = Range(min=-90, max=90), Range(min=-180, max=180)
_RADIUS = Range(min=5, max=2000)


class SchoolQuery(Schema):
    """Part of a name, pinyin initials, or the start of a code."""

    q = fields.String(load_default="", validate=Length(max=60))
    cursor = fields.String(load_default=None, validate=Length(max=60))
    limit = fields.Integer(load_default=50, validate=Range(min=1, max=100))
    closed = fields.Boolean(load_default=False)


class Named(Schema):
    """A thing by id and name."""

    id = fields.UUID()
    name = fields.String()


class SchoolItem(Schema):
    """A school in a list."""

    id = fields.UUID()
    name = fields.String()
    short_name = fields.String()
    school_code = fields.String()
    school_type = fields.String()
    school_type_label = fields.String()
    township = fields.Nested(Named)
    precinct = fields.Nested(Named, allow_none=True)
    parent = fields.Nested(Named, allow_none=True)
    lat = fields.Float(allow_none=True)
    lng = fields.Float(allow_none=True)
    closed_on = fields.Date(allow_none=True)


class SchoolPage(Schema):
    """A page of schools; `next` is the cursor of the following page."""

    items = fields.List(fields.Nested(SchoolItem))
    next = fields.String(allow_none=True)


class MergedInto(Named):
    """The school that this one became part of, and since when."""

    on = fields.Date()


class FormerNameShown(Schema):
    """A name that a school had, and the day up to which."""

    name = fields.String()
    valid_to = fields.Date()


class SchoolShown(SchoolItem):
    """A school with its campuses, its past, and what I may do with it (verbs, "school.rename", "school.merge")."""

    county_id = fields.UUID()
    campuses = fields.List(fields.Nested(Named))
    former_names = fields.List(fields.Nested(FormerNameShown))
    merged_into = fields.Nested(MergedInto, allow_none=True)
    taken_in = fields.List(fields.Nested(Named))
    may = fields.List(fields.String())


class SchoolRenamed(Schema):
    """A new name; without a short one the name is the short one too."""

    name = fields.String(required=True, validate=_SCHOOL_NAME)
    short_name = fields.String(load_default="", validate=Length(max=40))


class CodeShown(Schema):
    """The code on a wall."""

    code = fields.String()
    grouped = fields.String()
    state = fields.String()
    state_label = fields.String()


class CheckpointShown(Schema):
    """A checkpoint; `code` is null when it has none yet or when it is not mine to print."""

    id = fields.UUID()
    name = fields.String()
    kind = fields.String()
    kind_label = fields.String()
    lat = fields.Float(allow_none=True)
    lng = fields.Float(allow_none=True)
    accuracy_m = fields.Float(allow_none=True)
    radius_m = fields.Float()
    retired = fields.Boolean()
    code = fields.Nested(CodeShown, allow_none=True)


class CheckpointList(Schema):
    """A school's checkpoints."""

    items = fields.List(fields.Nested(CheckpointShown))


class PointPosition(Schema):
    """A position as a phone says it; GCJ-02 is converted on entry."""

    lat = fields.Float(required=True, validate=_LAT)
    lng = fields.Float(required=True, validate=_LNG)
    accuracy_m = fields.Float(load_default=None, allow_none=True, validate=Range(min=0, max=100_000))
    datum = fields.String(load_default="wgs84", validate=OneOf(["wgs84", "gcj02"]))


class NewCheckpoint(Schema):
    """A checkpoint to add."""

    name = fields.String(required=True, validate=_POINT_NAME)
    kind = fields.String(required=True, validate=_KIND)
    position = fields.Nested(PointPosition, load_default=None, allow_none=True)
    radius_m = fields.Float(validate=_RADIUS)


class CheckpointEdited(Schema):
    """What to change of a checkpoint; `position` null takes it away, `retired` true takes it out of use for good."""

    name = fields.String(validate=_POINT_NAME)
    kind = fields.String(validate=_KIND)
    position = fields.Nested(PointPosition, allow_none=True)
    radius_m = fields.Float(validate=_RADIUS)
    retired = fields.Boolean(validate=OneOf([True]))


class PlacardOrder(Schema):
    """What to print: all points of the school in use, or those named."""

    layout = fields.String(load_default="a4x4", validate=OneOf(list(LAYOUTS)))
    format = fields.String(load_default="pdf", validate=OneOf(list(MEDIA_TYPES)))
    checkpoint_ids = fields.List(fields.UUID(), load_default=None, allow_none=True, validate=Length(min=1, max=500))


class PlaceImportQuery(Schema):
    """Which county the table is for, needed only by those who act for several."""

    county_id = fields.UUID(load_default=None)


class PlaceImportRow(Schema):
    """One row of the preview: its number on the sheet and what it would do."""

    sheet = fields.String()
    row = fields.Integer()
    status = fields.String()
    action = fields.String()
    values = fields.Dict(keys=fields.String(), values=fields.String(allow_none=True))
    errors = fields.List(fields.Dict(keys=fields.String(), values=fields.String()))


class PlaceImportShown(Schema):
    """The preview. Of a long table `rows` shows the wrong rows first; the counts are of all rows."""

    id = fields.UUID()
    rows = fields.List(fields.Nested(PlaceImportRow))
    ok = fields.Integer()
    failed = fields.Integer()
    created = fields.Integer()
    updated = fields.Integer()
    unchanged = fields.Integer()
    not_shown = fields.Integer()
    ignored_columns = fields.List(fields.String())


class PlaceImportConfirmation(Schema):
    """Whether rows with errors may be left out."""

    only_clean = fields.Boolean(load_default=False)


class PlaceImportDone(Schema):
    """What was written."""

    created = fields.Integer()
    updated = fields.Integer()
