"""The access table's rows about looking from outside: inspections with their sheets, and protection indicators."""

from __future__ import annotations

from tests.access.table import COUNTY_READERS, OFFICES, OUTSIDE, READERS, SCHOOL, Row, everybody

INSPECTIONS, SHEET = "/api/v1/inspections", "/api/v1/inspection_records/<uuid:record_id>"
INSPECTION = f"{INSPECTIONS}/<uuid:inspection_id>"
PLANNED = {
    "type": "joint",
    "title": "联合检查",
    "starts_on": "2089-01-01",
    "ends_on": "2089-01-09",
    "school_ids": ["{school}"],
}
ANSWERED = {"id": "{nothing}", "item": "rf02", "answer": "yes", "occurred_at": "2026-01-05T08:00:00Z",
            "clock_basis": "page_session", "seconds_since": "1"}  # fmt: skip
STATION = frozenset({"precinct_officer"})
INDICATORS = "/api/v1/schools/<uuid:school_id>/protection"
CAMPUS = {"perimeter": True, "entries": True, "visitor_log": True}
INSPECTING = [
    everybody("GET", "/api/v1/protection/catalogue"),
    everybody("GET", "/api/v1/protection/rates"),
    everybody("GET", "/api/v1/protection/gaps"),
    Row("GET", INDICATORS, READERS),
    Row("POST", f"{INDICATORS}/<atom>", SCHOOL, told={403: READERS - SCHOOL}, body={"id": "new", "answers": CAMPUS}),
    Row("POST", "/api/v1/protection/declarations/<uuid:declaration_id>/verification", OUTSIDE, told={403: SCHOOL},
        body={"id": "new", "outcome": "confirmed"}),
    Row("PUT", "/api/v1/schools/<uuid:school_id>/urban", OFFICES, told={403: READERS - OFFICES},
        body={"urban": True}),
    everybody("GET", INSPECTIONS),
    everybody("GET", f"{INSPECTIONS}/candidates"),
    everybody("GET", "/api/v1/my_inspections"),
    Row("POST", INSPECTIONS, OFFICES, 201, told={403: COUNTY_READERS - OFFICES}, body=PLANNED | {"id": "{nothing}"}),
    Row("GET", INSPECTION, READERS),
    Row("PUT", INSPECTION, OFFICES, 409, body=PLANNED | {"version": "{inspection_version}"}),
    Row("POST", f"{INSPECTION}/draw", OFFICES, 409, body={"version": "{inspection_version}"}),
    Row("POST", f"{INSPECTION}/opening", OFFICES, 409, body={"version": "{inspection_version}"}),
    Row("POST", f"{INSPECTION}/closing", OFFICES, body={"version": "{inspection_version}"}),
    Row("GET", SHEET, READERS),
    Row("GET", f"{SHEET}/issue_list/<file_format>", READERS),
    Row("POST", f"{SHEET}/answers", STATION, 201, told={403: READERS - STATION}, body=ANSWERED),
    Row("POST", f"{SHEET}/findings", STATION, told={403: READERS - STATION}, body={"item": "wf01", "case_id": "{reported}"}),
    Row("POST", f"{SHEET}/signatures", STATION | SCHOOL, 409, told={403: READERS - STATION - SCHOOL},
        body={"id": "{nothing}", "side": "school", "name": "李校长", "unit_name": "第一小学", "digest": "0" * 64}),
    Row("POST", f"{SHEET}/corrections", STATION | SCHOOL, 409, told={403: READERS - STATION - SCHOOL},
        body={"id": "{nothing}", "words": "登记簿是两本"}),
    everybody("PUT", "/api/v1/inspection_answers/<uuid:answer_id>/photos/<sha256>", 404),
    everybody("GET", "/api/v1/inspection_photos/<uuid:photo_id>/<version>", 404),
]  # fmt: skip
