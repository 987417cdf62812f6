"""The doors of places: schools to look up, points to keep, plates to print, tables to import."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Response

from backend.core.api import (
    Blueprint,
    current_actor,
    current_config,
    current_database,
    current_session,
    release_session,
)
from backend.core.errors import Problem
from backend.core.geo import from_phone, rounded
from backend.people.rules import may
from backend.places import placards, schemas
from backend.places.calendar_routes import BLUEPRINTS as CALENDAR
from backend.places.checkpoints import (
    CheckpointEdit,
    CheckpointFacts,
    create_checkpoint,
    edit_checkpoint,
    retire_checkpoint,
)
from backend.places.import_routes import imports
from backend.places.mergers import MERGING, merged_into, taken_in
from backend.places.names import former_names
from backend.places.operations import edit_school
from backend.places.queries import county_scopes, place_scopes, where, where_at
from backend.places.schools import campuses_of, checkpoints_of, school_seen_by, search_schools
from backend.places.shown import checkpoint_shown, school_shown

schools = Blueprint("schools", __name__, url_prefix="/api/v1/schools", description="学校")
checkpoints = Blueprint("checkpoints", __name__, url_prefix="/api/v1/checkpoints", description="点位")
BLUEPRINTS = [schools, checkpoints, imports, *CALENDAR]
_SCHOOL_VERBS = ("place.edit", "placard.print")


@schools.get("")
@schools.arguments(schemas.SchoolQuery(), location="query")
@schools.response(200, schemas.SchoolPage())
def list_schools(query: dict[str, Any]) -> dict[str, Any]:
    """Find schools that I may see, by name, initials or code."""
    page = search_schools(current_session(), current_actor(), **query)
    return {"items": [school_shown(row) for row in page.items], "next": page.next}


@schools.get("/<uuid:school_id>")
@schools.response(200, schemas.SchoolShown())
def read_school(school_id: UUID) -> dict[str, Any]:
    """Show one school."""
    return _one_school(school_id)


@schools.put("/<uuid:school_id>/name")
@schools.arguments(schemas.SchoolRenamed())
@schools.response(200, schemas.SchoolShown())
def rename_school(body: dict[str, Any], school_id: UUID) -> dict[str, Any]:
    """Give a school its new name; the code stays, and the old name still finds it."""
    session, actor = current_session(), current_actor()
    names = {name: text.strip() for name, text in body.items()}
    edit_school(
        session, actor, school_id=school_id, name=names["name"], short_name=names["short_name"] or names["name"]
    )
    return _one_school(school_id)


@schools.get("/<uuid:school_id>/checkpoints")
@schools.response(200, schemas.CheckpointList())
def list_checkpoints(school_id: UUID) -> dict[str, Any]:
    """Show a school's checkpoints in use."""
    session = current_session()
    school_seen_by(session, current_actor(), school_id)
    with_code = "placard.print" in _may_here(school_id)
    return {"items": [checkpoint_shown(row, with_code=with_code) for row in checkpoints_of(session, school_id)]}


@schools.post("/<uuid:school_id>/checkpoints")
@schools.arguments(schemas.NewCheckpoint())
@schools.response(201, schemas.CheckpointShown())
def add_checkpoint(body: dict[str, Any], school_id: UUID) -> dict[str, Any]:
    """Add a checkpoint to a school."""
    facts = CheckpointFacts(**_stored(body))
    checkpoint_id = create_checkpoint(current_session(), current_actor(), school_id=school_id, facts=facts)
    return _one_checkpoint(school_id, checkpoint_id)


@checkpoints.patch("/<uuid:checkpoint_id>")
@checkpoints.arguments(schemas.CheckpointEdited())
@checkpoints.response(200, schemas.CheckpointShown())
def change_checkpoint(body: dict[str, Any], checkpoint_id: UUID) -> dict[str, Any]:
    """Change a checkpoint, or take it out of use."""
    session, actor = current_session(), current_actor()
    retired = body.pop("retired", False)
    edit: CheckpointEdit = _stored(body)
    edit_checkpoint(session, actor, checkpoint_id=checkpoint_id, **edit)
    if retired:
        retire_checkpoint(session, actor, checkpoint_id=checkpoint_id)
    place = where_at(session, checkpoint_id)
    if place is None:
        raise Problem("not_found")
    return _one_checkpoint(place.school_id, checkpoint_id)


@schools.post("/<uuid:school_id>/placards")
@schools.arguments(schemas.PlacardOrder())
@schools.alt_response(200, content_type="application/pdf", description="可打印的校安码", success=True)
def print_placards(body: dict[str, Any], school_id: UUID) -> Response:
    """Get the plates of a school to print; missing codes are made. Drawing waits until the codes are committed."""
    release_session()
    config = current_config()
    with current_database().work() as session:
        plates = placards.plates_of(
            session,
            current_actor(),
            school_id=school_id,
            signing_key=config.secrets.signing_key,
            host=config.plate_host,
            checkpoint_ids=body["checkpoint_ids"],
        )
        if body["format"] == "svg" and len(plates) > 1:
            raise Problem("placards_svg_one_only")
    file = placards.draw(plates, layout=body["layout"], file_format=body["format"])
    headers = {"Content-Disposition": f"attachment; filename=placards.{body['format']}"}
    return Response(file, mimetype=placards.MEDIA_TYPES[body["format"]], headers=headers)


def _one_school(school_id: UUID) -> dict[str, Any]:
    session, actor = current_session(), current_actor()
    row = school_seen_by(session, actor, school_id)
    county = county_scopes(session, row["county_id"])
    merged = merged_into(session, school_id)
    rights = {"school.rename": may(actor, "place.edit", county)}
    rights["school.merge"] = merged is None and all(may(actor, verb, county) for verb in MERGING)
    return school_shown(row) | {
        "campuses": [{"id": campus["id"], "name": campus["name"]} for campus in campuses_of(session, school_id)],
        "former_names": former_names(session, school_id),
        "merged_into": merged and dict(zip(("id", "name", "on"), merged, strict=True)),
        "taken_in": taken_in(session, school_id),
        "may": [*_may_here(school_id), *(right for right, given in rights.items() if given)],
    }


def _may_here(school_id: UUID) -> list[str]:
    session, actor = current_session(), current_actor()
    place = where(session, school_id)
    if place is None:
        return []
    scopes = place_scopes(session, place)
    return [verb for verb in _SCHOOL_VERBS if may(actor, verb, scopes)]


def _one_checkpoint(school_id: UUID, checkpoint_id: UUID) -> dict[str, Any]:
    rows = checkpoints_of(current_session(), school_id, retired=True)
    row = next(row for row in rows if row["id"] == checkpoint_id)
    return checkpoint_shown(row, with_code="placard.print" in _may_here(school_id))


def _stored(body: dict[str, Any]) -> Any:
    """Turn the position as sent into the columns as stored."""
    if "position" not in body:
        return body
    said = body.pop("position")
    if said is None:
        return body | {"lat": None, "lng": None, "accuracy_m": None}
    position = rounded(from_phone(**said, provider=None))
    return body | {"lat": position.lat, "lng": position.lng, "accuracy_m": position.accuracy_m}
