"""The access table's rows about school calendars, routes, plans, checklists and captured positions."""

from __future__ import annotations

from tests.access.table import (
    ABROAD,
    COUNTY_EDITORS,
    COUNTY_READERS,
    DOERS,
    OFFICES,
    PLACE_EDITORS,
    PLACE_READERS,
    SCHOOL,
    SCHOOL_SEERS,
    Row,
    anybody,
    everybody,
)

PLANNERS = DOERS | OFFICES
WALKERS = PLANNERS | {"volunteer", "guard", "inspector"}
NO_PLANNERS = {403: PLACE_READERS - PLANNERS}
CALENDAR_KEEPERS = SCHOOL | OFFICES
NO_KEEPERS = {403: PLACE_READERS - CALENDAR_KEEPERS}
NO_COUNTY_KEEPERS = {403: COUNTY_READERS - COUNTY_EDITORS}
OFF = {"kind": "off", "name": "停课"}
ROUTE = {"name": "新路线", "kind": "internal", "est_minutes": 20, "points": [{"checkpoint_id": "{checkpoint}"}]}
ROUND = {
    "route_id": "{patrol_route}",
    "name": "每日",
    "rrule": "FREQ=DAILY",
    "starts_on": "2026-11-01",
    "start_times": ["08:00"],
    "assignee": {"kind": "role", "role": "guard"},
}
LINES = {"name": "门岗检查", "items": [{"key": "lock", "text": "门已锁好"}]}
READINGS = {"readings": [{"lat": 38.9, "lng": 83.1, "accuracy_m": 8}]}
SCHOOL_OF = "/api/v1/schools/<uuid:school_id>"
COUNTY_CALENDAR = "/api/v1/calendar"
PLANNING = [
    everybody("GET", COUNTY_CALENDAR, query="from=2026-12-01&to=2026-12-31"),
    Row("PUT", f"{COUNTY_CALENDAR}/<day>", COUNTY_EDITORS | ABROAD, told=NO_COUNTY_KEEPERS, body=OFF),
    Row("DELETE", f"{COUNTY_CALENDAR}/<day>", COUNTY_EDITORS | ABROAD, told=NO_COUNTY_KEEPERS),
    Row("PUT", f"{COUNTY_CALENDAR}/terms", COUNTY_EDITORS | ABROAD, told=NO_COUNTY_KEEPERS, body={"terms": []}),
    everybody("GET", f"{COUNTY_CALENDAR}/imports/template.xlsx"),
    Row("POST", f"{COUNTY_CALENDAR}/imports", COUNTY_EDITORS | ABROAD, 415, told=NO_COUNTY_KEEPERS),
    everybody("POST", f"{COUNTY_CALENDAR}/imports/<uuid:batch_id>/confirmation", 404, body={}),
    Row("GET", f"{SCHOOL_OF}/calendar", SCHOOL_SEERS, query="from=2026-12-01&to=2026-12-31"),
    Row("PUT", f"{SCHOOL_OF}/calendar/<day>", CALENDAR_KEEPERS, told=NO_KEEPERS, body=OFF),
    Row("DELETE", f"{SCHOOL_OF}/calendar/<day>", CALENDAR_KEEPERS, told=NO_KEEPERS),
    Row("PUT", f"{SCHOOL_OF}/terms", CALENDAR_KEEPERS, told=NO_KEEPERS, body={"terms": []}),
    Row("PUT", f"{SCHOOL_OF}/week", CALENDAR_KEEPERS, told=NO_KEEPERS, body={"week": []}),
    Row("GET", f"{SCHOOL_OF}/patrol_routes", WALKERS, told={403: PLACE_READERS - WALKERS}),
    Row("POST", f"{SCHOOL_OF}/patrol_routes", PLANNERS, 201, told=NO_PLANNERS, body=ROUTE | {"id": "{nothing}"}),
    Row("PUT", "/api/v1/patrol_routes/<uuid:route_id>", PLANNERS, told=NO_PLANNERS, body=ROUTE | {"revision": 1}),
    Row("POST", "/api/v1/patrol_routes/<uuid:route_id>/retire", PLANNERS, told=NO_PLANNERS),
    Row("GET", f"{SCHOOL_OF}/patrol_plans", WALKERS, told={403: PLACE_READERS - WALKERS}),
    Row("POST", f"{SCHOOL_OF}/patrol_plans", PLANNERS, 201, told=NO_PLANNERS, body=ROUND | {"id": "{nothing}"}),
    Row("PUT", "/api/v1/patrol_plans/<uuid:plan_id>", PLANNERS, told=NO_PLANNERS, body=ROUND | {"version": 1}),
    Row("POST", "/api/v1/patrol_plans/<uuid:plan_id>/end", PLANNERS, told=NO_PLANNERS),
    Row("POST", "/api/v1/patrol_plans/preview", PLANNERS, told=NO_PLANNERS, body=ROUND | {"school_id": "{school}"}),
    Row("GET", "/api/v1/checklists", WALKERS, told={403: PLACE_READERS - WALKERS}, query="school_id={school}"),
    Row("POST", "/api/v1/checklists", PLANNERS, 201, told=NO_PLANNERS,
        body=LINES | {"id": "{nothing}", "school_id": "{school}"}),
    Row("PUT", "/api/v1/checklists/<key>", PLANNERS, told=NO_PLANNERS, body=LINES | {"revision": 1}),
    Row("POST", "/api/v1/checklists/<key>/retire", PLANNERS, 204, told=NO_PLANNERS),
    Row("POST", "/api/v1/checkpoints/<uuid:checkpoint_id>/position", PLACE_EDITORS,
        told={403: PLACE_READERS - PLACE_EDITORS}, body=READINGS),
    Row("GET", "/api/v1/checkpoints/<uuid:checkpoint_id>/photos", SCHOOL_SEERS),
    anybody("PUT", "/api/v1/checkpoints/<uuid:checkpoint_id>/photos/<sha256>", 403),
]  # fmt: skip
