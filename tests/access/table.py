"""The access table: what every route answers to every kind of person; the test beside it tries each line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.access.world import ELSEWHERE, EVERYBODY

READERS = frozenset({"school_safety", "principal", "precinct_officer", "joint_office", "edu_officer", "inspector"})
SCHOOL = frozenset({"school_safety", "principal"})
OUTSIDE = READERS - SCHOOL
PLACE_READERS = READERS | {"volunteer", "guard", "leader_viewer", "platform_admin", "security_admin"}
SCHOOL_SEERS = PLACE_READERS | {"dept_handler"}  # a department knows the schools of its county, its work lies there
PLACE_EDITORS = frozenset({"school_safety", "joint_office", "edu_officer", "platform_admin"})
PRINTERS = SCHOOL | {"joint_office", "edu_officer"}
INVITERS = SCHOOL | {"joint_office", "edu_officer", "security_admin"}
ERASERS = frozenset({"joint_office", "edu_officer"})
RELEASERS = READERS - {"inspector"}
ASSESSORS = frozenset({"joint_office", "edu_officer", "precinct_officer"})
ABROAD = frozenset({"joint_office abroad", "edu_officer abroad"})
DISABLERS = INVITERS - {"school_safety"}
COUNTY_EDITORS = frozenset({"joint_office", "edu_officer", "platform_admin"})
COUNTY_READERS = COUNTY_EDITORS | {"inspector", "leader_viewer", "security_admin"}
VISIT_REVIEWERS = SCHOOL | {"precinct_officer", "joint_office", "edu_officer"}
VISIT_READERS = VISIT_REVIEWERS | {"guard"}
VISITORS = PLACE_READERS - {"leader_viewer", "platform_admin", "security_admin"} | {
    *("dept_handler", "school_safety next door", "precinct_officer next door"),
}
ROUND_READERS = READERS - {"inspector"}
WALKERS = READERS | {"volunteer", "guard"}
Who = frozenset[str]


@dataclass(frozen=True)
class Row:
    """What one route answers: `ok` to those in `may`, statuses of `told` to others, `rest` to the rest."""

    method: str
    rule: str
    may: Who
    ok: int = 200
    told: Mapping[int, Who] = field(default_factory=dict)
    rest: int = 404
    stranger: int = 401
    query: str = ""
    body: Mapping[str, Any] | None = None
    case: str = ""
    referral: str = "sent"


def everybody(method: str, rule: str, ok: int = 200, **more: Any) -> Row:
    """A route that answers all who are signed in alike."""
    return Row(method, rule, EVERYBODY, ok, **more)


def anybody(method: str, rule: str, ok: int = 200, **more: Any) -> Row:
    """A route that answers a stranger like everybody else."""
    return Row(method, rule, EVERYBODY, ok, stranger=ok, **more)


def move(action: str, case: str, may: Who, ok: int = 200, **body: Any) -> Row:
    """A move of a case: readers who may not make it are told why (403), nobody else learns of the case.

    `ok` 409 or 422: those who have the right get past it, to a case that does not need the move now.
    """
    refused = {403: READERS - may}
    return Row("POST", f"/api/v1/cases/<uuid:case_id>/{action}", may, ok, told=refused, body=body, case=case)


OFFICER = frozenset({"confidential_officer"})
CREATORS = frozenset({"school_safety", "principal", "guard", "confidential_officer", "school_safety next door"})
NEVER = frozenset({"leader_viewer", "platform_admin", "security_admin", "audit_admin"})
WITHOUT_UNIT = frozenset({"inspector"})
FORM = EVERYBODY - NEVER - WITHOUT_UNIT
REFERRALS = "/api/v1/referrals"
REFERRAL = f"{REFERRALS}/<uuid:referral_id>"
WHY = {"purpose": "handling"}


def step(address: str, ok: int = 200, *, of: str = "sent", **body: Any) -> Row:
    """A step with a referral: its officer alone, everybody else hears 403 and learns of nothing."""
    return Row("POST", f"{REFERRAL}/{address}", OFFICER, ok, rest=403, body=body, referral=of)


ASSIGNING = {"category": "BLD02", "severity": "general", "handling": "deadline", "lead_unit_id": "{school}"}
ACK = {"responsible_name": "王工", "planned_measure": "更换围栏"}
SAID = {"id": "{nothing}", "pickup_code": "AAAAAAAA", "round": 0, "occurred_at": "2026-01-05T08:00:00Z"}
REPORT = {"code": "{code}", "tile": "building", "danger": False, "note": "围栏松动了，请来看"}
VISIT = {"id": "new", "code": "{code}", "via": "phone_scan", "result": "normal", "occurred_at": "2026-01-05T08:00:00Z"}
INVITED = {"display_name": "新保安", "role": "guard", "scope_type": "school", "scope_id": "{school}"}
ERASING = {"entry_ids": ["{entry}"], "reason": "illegal_information", "document_no": "示教函 12 号"}
CASES = "/api/v1/cases/<uuid:case_id>"
OFFICE = frozenset({"joint_office"})
OFFICES = OFFICE | {"edu_officer"}
DOERS = SCHOOL | {"precinct_officer"}
SOME_DAY = "2089-01-01T00:00:00+08:00"
PHOTO = [{"sha256": "ef" * 32}]
PLAN = {"planned_measure": "重砌", "responsible_name": "王工", "funds": "无", "contingency": "值守"}
HOLD = {"ledger_no": "{ledger_no}", "document_no": "纪调〔2026〕3号"}
TABLE = [
    everybody("GET", "/api/v1/cases"),
    everybody("GET", "/api/v1/cases/counts"),
    everybody("GET", "/api/v1/cases/units"),
    everybody("GET", "/api/v1/board"),
    Row("GET", CASES, READERS, case="reported"),
    Row("GET", f"{CASES}/assignment_options", READERS, case="reported"),
    Row("GET", f"{CASES}/unit_options", READERS, case="reported"),
    Row("GET", f"{CASES}/tracker_options", READERS - {"inspector"}, told={403: frozenset({"inspector"})}, case="reported"),
    Row("PUT", f"{CASES}/photos/<sha256>", READERS, case="awaiting"),
    move("assign", "reported", SCHOOL | {"joint_office", "edu_officer"}, **ASSIGNING),
    move("self_assign", "reported", SCHOOL, category="BLD02"),
    move("reject", "reported", frozenset({"joint_office", "edu_officer"}), reason="test", note="试一下"),
    move("merge", "reported", frozenset({"joint_office", "edu_officer", "precinct_officer"}), master_case_id="{master}"),
    move("acknowledge", "assigned", SCHOOL, **ACK),
    move("submit", "rectifying", SCHOOL, measure="已更换", photos=[{"sha256": "ef" * 32}]),
    move("verify", "pending", OUTSIDE),
    move("fail", "pending", OUTSIDE, reason="仍然松动"),
    move("close_out", "verified", frozenset({"joint_office"})),
    move("set_tracker", "assigned", DOERS | OFFICES, tracker_id="{guard}"),
    move("ask_info", "reported", OFFICES | {"precinct_officer"}, question="是东门还是南门？"),
    move("refer_out", "reported", OFFICES | {"precinct_officer"}, channel="12345", how="已电话转告"),
    move("unmerge", "duplicate", OFFICES, reason="不是同一处"),
    move("restore", "rejected", OFFICES, reason="来电确认"),
    move("plan", "rectifying", SCHOOL, 422, **PLAN, planned_until=SOME_DAY),
    move("record_interim", "assigned", SCHOOL, measure="拉警戒线", valid_until=SOME_DAY, photos=PHOTO),
    move("check_interim", "assigned", DOERS, 409, in_place=True),
    move("fix_on_spot", "reported", frozenset(), category="BLD02", measure="加固", checked_by="李", photos=PHOTO),
    move("ask_transfer", "assigned", SCHOOL, 422, to_unit_id="{county}", reason="不属职责", legal_basis="三定"),
    move("approve_transfer", "assigned", OFFICE, 409),
    move("refuse_transfer", "assigned", OFFICE, 409, note="首接负责"),
    move("ask_extension", "rectifying", DOERS, 409, new_due_at=SOME_DAY, reason="材料未到", photos=PHOTO),
    move("grant_extension", "rectifying", OFFICE, 409, note="同意"),
    move("refuse_extension", "rectifying", OFFICE, 409, note="不同意"),
    move("object", "verified", OFFICE, reason="照片看不清"),
    move("pass_look_back", "closed", OUTSIDE, note="仍完好", photos=PHOTO),
    move("fail_look_back", "closed", OUTSIDE, reason="又松了", photos=PHOTO),
    move("reopen", "closed", OFFICES, reason="没修好", photos=PHOTO),
    move("keep_closed", "closed", OFFICE, 409, reason="已修好"),
    move("urge", "assigned", OFFICES | {"precinct_officer"}),
    move("escalate", "assigned", OFFICE, note="提级"),
    move("whistle", "assigned", SCHOOL, note="请到场"),
    move("answer_whistle", "assigned", DOERS, 409, note="已到"),
    move("put_on_agenda", "assigned", OFFICE, 409),
    move("take_off_agenda", "assigned", OFFICE, 409, note="不需要"),
    move("take_over", "assigned", OFFICE, 409, document_no="县纪要3号", milestone_at=SOME_DAY),
    move("raise_severity", "assigned", READERS, criteria_item="消防-8"),
    move("lower_severity", "assigned", OFFICES, 409, reason="不属于"),
    move("correct", "assigned", OFFICE, reason="笔误", place_text="东墙"),
    Row("POST", "/api/v1/holds", frozenset({"security_admin"}), body=HOLD),
    Row("POST", "/api/v1/holds/release", frozenset({"security_admin"}), 409, body=HOLD),
    everybody("GET", "/api/v1/letters"),
    Row("POST", "/api/v1/letters", OFFICE, 201, told={403: READERS - OFFICE},
        body={"case_id": "{rectifying}", "kind": "supervision_notice"}),
    Row("GET", "/api/v1/letters/<uuid:letter_id>/<file_format>", READERS),
    Row("POST", "/api/v1/letters/<uuid:letter_id>/signature", OFFICE, told={403: READERS - OFFICE},
        body={"document_no": "示联办函1号", "signed_name": "周主任"}),
    Row("POST", "/api/v1/letters/<uuid:letter_id>/voidance", OFFICE, told={403: READERS - OFFICE}, body={}),
    Row("POST", f"{CASES}/erasure_requests", ERASERS, 201, told={403: READERS - ERASERS}, case="reported", body=ERASING),
    everybody("GET", "/api/v1/erasure_requests"),
    Row("POST", "/api/v1/erasure_requests/<uuid:request_id>/approval", frozenset({"joint_office"}),
        told={403: frozenset({"edu_officer"})}),
    Row("POST", "/api/v1/erasure_requests/<uuid:request_id>/refusal", ERASERS),
    Row("GET", "/api/v1/cases/export.xlsx", READERS | {"dept_handler"} | frozenset(ELSEWHERE), rest=403),
    Row("GET", "/api/v1/cases/handover.xlsx", READERS | {"dept_handler"} | frozenset(ELSEWHERE) - ABROAD,
        told={404: ABROAD}, rest=403, query="unit_id={school}"),
    everybody("GET", "/api/v1/imports/ledger/template.xlsx"),
    Row("POST", "/api/v1/imports/ledger", OFFICES | ABROAD, 415, rest=403),
    everybody("GET", "/api/v1/imports/ledger/<uuid:batch_id>", 404),
    everybody("POST", "/api/v1/imports/ledger/<uuid:batch_id>/confirmation", 404, body={}),
    Row("POST", "/api/v1/imports/handover", OFFICE | {"joint_office abroad"}, 415, rest=403),
    everybody("POST", "/api/v1/imports/handover/<uuid:batch_id>/confirmation", 404, body={}),
    Row("GET", "/api/v1/photos/<uuid:photo_id>/<version>", READERS),
    Row("GET", "/api/v1/photos/<uuid:photo_id>/redaction", RELEASERS, told={403: READERS - RELEASERS}),
    Row("POST", "/api/v1/photos/<uuid:photo_id>/redactions", RELEASERS, told={403: READERS - RELEASERS},
        body={"id": "{nothing}", "boxes": [], "checked": True, "released": False}),
    Row("POST", f"{CASES}/callbacks/<uuid:report_id>", frozenset(), told={403: READERS - ASSESSORS}, case="reported"),
    Row("POST", f"{CASES}/release", ASSESSORS | SCHOOL, 409, told={403: frozenset({"inspector"})}, body={}, case="reported"),
    *(Row("POST", f"{CASES}/{what}", READERS, 409, body={"note": "老样子"}, case="reported")
      for what in ("supplement", "appeal", "dispute", "confirm_solved")),
    everybody("GET", "/api/v1/work"),
    Row("GET", "/api/v1/retention", OFFICES | ABROAD | {"security_admin", "audit_admin"}, rest=403),
    everybody("GET", "/api/v1/look_backs"),
    everybody("GET", "/api/v1/look_backs", query="state=done&school_id={school}"),
    everybody("GET", "/api/v1/figures/recurrence"),
    everybody("GET", "/api/v1/inbox"),
    everybody("GET", "/api/v1/inbox/unread"),
    Row("POST", "/api/v1/inbox/<uuid:item_id>/read", frozenset({"school_safety"})),
    everybody("POST", "/api/v1/inbox/read_all", body={"until": "2026-11-26T00:00:00Z"}),
    everybody("GET", "/api/v1/patrols/today"),
    everybody("GET", "/api/v1/patrols/coverage"),
    Row("GET", "/api/v1/patrols/calendar", ROUND_READERS | {"leader_viewer"}, query="route_id={route}&month=2026-11"),
    everybody("GET", "/api/v1/patrol_runs"),
    Row("POST", "/api/v1/patrol_runs", WALKERS, 201, told={403: PLACE_READERS - WALKERS},
        body={"id": "{nothing}", "route_id": "{route}"}),
    Row("GET", "/api/v1/patrol_runs/<uuid:run_id>", ROUND_READERS | {"guard"}),
    Row("POST", "/api/v1/patrol_runs/<uuid:run_id>/excuse", ROUND_READERS, told={403: frozenset({"guard"})},
        body={"reason": "weather"}),
    Row("DELETE", "/api/v1/patrol_runs/<uuid:run_id>/excuse", ROUND_READERS, 409, told={403: frozenset({"guard"})}),
    everybody("GET", "/api/v1/schools"),
    Row("GET", "/api/v1/schools/<uuid:school_id>", SCHOOL_SEERS),
    Row("GET", "/api/v1/schools/<uuid:school_id>/checkpoints", SCHOOL_SEERS),
    Row("POST", "/api/v1/schools/<uuid:school_id>/checkpoints", PLACE_EDITORS, 201,
        told={403: PLACE_READERS - PLACE_EDITORS}, body={"name": "新点位", "kind": "gate"}),
    Row("PATCH", "/api/v1/checkpoints/<uuid:checkpoint_id>", PLACE_EDITORS,
        told={403: PLACE_READERS - PLACE_EDITORS}, body={"name": "新名字"}),
    Row("POST", "/api/v1/schools/<uuid:school_id>/placards", PRINTERS,
        told={403: PLACE_READERS - PRINTERS}, body={"layout": "single"}),
    Row("PUT", "/api/v1/schools/<uuid:school_id>/name", COUNTY_EDITORS,
        told={403: COUNTY_READERS - COUNTY_EDITORS}, body={"name": "示范县新名小学"}),
    Row("POST", "/api/v1/schools/<uuid:school_id>/merger", ERASERS, body={"into_id": "{neighbour}"},
        told={403: COUNTY_READERS - ERASERS}),
    everybody("GET", "/api/v1/places/imports/template.xlsx"),
    Row("POST", "/api/v1/places/imports", {"joint_office", "edu_officer", "platform_admin"} | ABROAD, 415, rest=403),
    everybody("POST", "/api/v1/places/imports/<uuid:batch_id>/confirmation", 404, body={}),
    everybody("GET", "/api/v1/accounts"),
    everybody("GET", "/api/v1/accounts/imports/template.xlsx"),
    Row("POST", "/api/v1/accounts/imports", {"joint_office", "edu_officer", "security_admin"} | ABROAD, 415, rest=403),
    everybody("POST", "/api/v1/accounts/imports/<uuid:import_id>/confirmation", 404, body={}),
    Row("POST", "/api/v1/accounts/<uuid:account_id>/first_password", INVITERS, 201),
    Row("POST", "/api/v1/accounts/<uuid:account_id>/disablement", INVITERS - {"school_safety"}, 204),
    Row("GET", "/api/v1/accounts/<uuid:account_id>/open_work", DISABLERS),
    Row("POST", "/api/v1/accounts/<uuid:account_id>/hand_over", DISABLERS, body={"to_account_id": "{colleague}"}),
    Row("POST", "/api/v1/invitations", INVITERS, 201, rest=403, body=INVITED),
    anybody("GET", "/api/v1/invitations/<token>", 404),
    anybody("POST", "/api/v1/invitations/<token>/acceptance", 404,
            body={"identifier": "10009999999", "password": "一个足够长的密码吧", "display_name": "某人"}),
    move("convert", "reported", SCHOOL | {"precinct_officer", "joint_office", "edu_officer"}, psn_category="PSN04"),
    Row("GET", f"{CASES}/conversion_options", READERS, case="reported"),
    Row("GET", f"{REFERRALS}/form", FORM, told={403: NEVER, 422: WITHOUT_UNIT}),
    everybody("GET", f"{REFERRALS}/figures"),
    Row("POST", REFERRALS, CREATORS, 201, told={422: WITHOUT_UNIT}, rest=403, body={"id": "new", "category": "PSN04"}),
    Row("POST", f"{REFERRALS}/listings", OFFICER, rest=403, body=WHY),
    step("openings", **WHY),
    step("sealed_report/openings", 404, **WHY),
    step("sealed_report/photos/<int:number>/openings", 404, **WHY),
    step("sealed_report/handover", 404, of="accepted_one"),
    step("accept"),
    step("hand_on", to_unit="{bureau}"),
    step("return"),
    step("withdraw"),
    step("close", of="accepted_one", close_code="handled"),
    step("case_number", of="accepted_one", external_case_no="A2026-00017"),
    step("phoned", phoned_at="now"),
    everybody("POST", "/api/v1/me/second_factor", 422, body={}),
    everybody("POST", "/api/v1/me/second_factor/confirmation", 422, body={}),
    everybody("POST", "/api/v1/me/second_factor/proofs", 422, body={}),
    Row("DELETE", "/api/v1/accounts/<uuid:account_id>/second_factor", frozenset({"security_admin"}), 204),
    everybody("GET", "/api/v1/me"),
    everybody("PUT", "/api/v1/me/password", 422, body={}),
    anybody("POST", "/api/v1/sessions", 422, body={}),
    everybody("GET", "/api/v1/sessions"),
    everybody("DELETE", "/api/v1/sessions/<uuid:session_id>", 404),
    everybody("DELETE", "/api/v1/sessions/current", 204),
    anybody("POST", "/api/v1/reports", 201, body=REPORT),
    anybody("PUT", "/api/v1/reports/<uuid:report_id>/photos/<sha256>", 403),
    anybody("GET", "/api/v1/reports/nearby", query="code={code}&tile=road"),
    anybody("POST", "/api/v1/pickups", 404, body={"pickup_code": "AAAAAAAA"}),
    anybody("POST", "/api/v1/pickups/phone_withdrawal", 404, body={"pickup_code": "AAAAAAAA"}),
    *(anybody("POST", f"/api/v1/pickups/{what}", 404, body=SAID | {"note": "现在还是老样子"})
      for what in ("supplement", "appeal", "dispute", "confirm")),
    anybody("PUT", "/api/v1/pickups/<uuid:entry_id>/photos/<sha256>", 403),
    anybody("GET", "/api/v1/pickups/photos/<token>", 404),
    anybody("GET", "/api/v1/site_codes/<code>"),
    Row("POST", "/api/v1/visits", VISITORS, 201, rest=403, body=VISIT),
    anybody("PUT", "/api/v1/visits/<uuid:visit_id>/photos/<sha256>", 403),
    Row("GET", "/api/v1/visits/<uuid:visit_id>", VISIT_READERS),
    Row("POST", "/api/v1/visits/<uuid:visit_id>/explanation", frozenset({"guard"}), body={"id": "new", "reason": "indoor"}),
    Row("POST", "/api/v1/visits/<uuid:visit_id>/review", VISIT_REVIEWERS, told={403: VISIT_READERS - VISIT_REVIEWERS},
        body={"id": "new", "kind": "accepted"}),
    everybody("GET", "/api/v1/patrols/doubtful"),
    everybody("GET", "/api/v1/patrols/rechecks"),
    anybody("GET", "/api/v1/taxonomy"),
    *(anybody("GET", rule) for rule in ("/", "/p", "/app", "/app/<path:_path>", "/c/<code>")),
    *(anybody("GET", rule) for rule in ("/healthz", "/readyz", "/metrics")),
]  # fmt: skip
ARGUMENTS = {
    "school_id": "school", "checkpoint_id": "checkpoint", "account_id": "guard", "photo_id": "photo",
    "report_id": "report", "session_id": "nothing", "batch_id": "nothing", "import_id": "nothing",
    "letter_id": "letter",
    "declaration_id": "declaration",
    "item_id": "message",
    "request_id": "erasure",
    "entry_id": "nothing",
    "day": "day", "route_id": "patrol_route", "plan_id": "patrol_plan", "key": "checklist",
    "run_id": "run",
    "visit_id": "visit",
    "inspection_id": "inspection", "record_id": "record", "answer_id": "nothing",
}  # fmt: skip
