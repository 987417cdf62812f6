"""The state machine as domain.md §4.2 and §1.4 tell it, read a second time and written down without looking at rules.py."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from backend.rectifications.facts import CaseFacts, Person

EVERY = (
    *("reported", "need_info", "assigned", "rectifying", "pending_verification", "verified"),
    *("closed", "archived", "rejected", "duplicate", "referred_out"),
)
OPEN = EVERY[:6]
LISTED = EVERY[2:6]
WORKING = ("assigned", "rectifying")
DONE = ("closed", "archived")

TRIAGE = "school_safety principal precinct_officer police_officer joint_office edu_officer city_coordinator"
DOERS = "school_safety principal precinct_officer police_officer dept_manager dept_handler township_officer"
OUTSIDE = "precinct_officer police_officer inspector joint_office edu_officer"
OFFICE = "joint_office city_coordinator"
SYSTEM = "system"
REPORTER = "everybody"


@dataclass(frozen=True)
class Told:
    """One row of the domain's table: from, to ("" when it stays), who may at all, and what must (not) be so."""

    number: str
    sources: tuple[str, ...]
    target: str
    who: str
    unless: str = ""


_TRIAGED = "outside report about own school"
_JUDGED = "own submission, unit of the fixer on a finding of others, outside report about own school"
TABLE: dict[str, Told] = {
    "recompute_due": Told("T10", OPEN, "", SYSTEM),
    "release": Told("T01", ("reported",), "", TRIAGE, f"not set aside, {_TRIAGED}"),
    "self_assign": Told("T02", ("reported",), "assigned",
        "school_safety principal precinct_officer police_officer dept_manager dept_handler inspector", "another line"),
    "fix_on_spot general": Told("T03", ("reported",), "closed",
        "school_safety principal precinct_officer police_officer dept_manager dept_handler inspector",
        "another line, finding of others"),
    "ask_info": Told("T04", ("reported",), "need_info", TRIAGE, _TRIAGED),
    "supplement": Told("T05", ("need_info",), "reported", REPORTER, "not the reporter"),
    "lapse": Told("T06", ("need_info",), "rejected", SYSTEM),
    "reject": Told("T06", ("reported",), "rejected",
        "school_safety principal joint_office edu_officer city_coordinator", _TRIAGED),
    "merge": Told("T07", ("reported",), "duplicate", TRIAGE, _TRIAGED),
    "refer_out": Told("T08", ("reported",), "referred_out", TRIAGE, _TRIAGED),
    "convert": Told("T09", ("reported", "need_info"), "referred_out", TRIAGE),
    "assign": Told("T10", ("reported",), "assigned", TRIAGE),
    "set_tracker": Told("T10", LISTED, "", TRIAGE),
    "acknowledge": Told("T11", ("assigned",), "rectifying", DOERS, "transfer pending, another unit leads"),
    "plan": Told("T11", ("rectifying",), "", DOERS, "another unit leads"),
    "ack_overdue": Told("T12", ("assigned",), "", SYSTEM),
    "ask_transfer": Told("T13", WORKING, "", DOERS, "transfer pending, asked too late, another unit leads, two transfers"),
    "approve_transfer": Told("T14", WORKING, "assigned", OFFICE, "no transfer pending, two transfers"),
    "refuse_transfer": Told("T15", WORKING, "", OFFICE, "no transfer pending"),
    "ask_extension": Told("T16", ("rectifying",), "", DOERS,
        "extension pending, overdue, no interim measure, another unit leads"),
    "grant_extension": Told("T17", ("rectifying",), "", OFFICE,
        "no extension pending, unit of the fixer, two extensions and not the city"),
    "refuse_extension": Told("T18", ("rectifying",), "", OFFICE, "no extension pending"),
    "record_interim": Told("T19", WORKING, "", DOERS, "neither leads nor is the school"),
    "check_interim": Told("T19", (*WORKING, "pending_verification"), "", DOERS,
        "no interim measure, neither leads nor is the school"),
    "submit": Told("T20", ("rectifying",), "pending_verification", DOERS, "another unit leads"),
    "fail": Told("T21", ("pending_verification",), "rectifying",
        f"{OUTSIDE} | inside: school_safety principal dept_manager dept_handler", _JUDGED),
    "verify general": Told("T22", ("pending_verification",), "closed",
        f"{OUTSIDE} | inside: school_safety principal dept_manager dept_handler", f"photos missing, {_JUDGED}"),
    "verify major": Told("T23", ("pending_verification",), "verified",
        "police_officer inspector joint_office edu_officer city_coordinator", f"photos missing, {_JUDGED}, leads itself"),
    "close_out": Told("T24", ("verified",), "closed", "joint_office edu_officer city_coordinator",
        "photos missing, own submission, own verification, unit that verified, leads itself"),
    "object": Told("T25", ("verified",), "rectifying", "joint_office edu_officer city_coordinator",
        "own submission, own verification"),
    "pass_look_back": Told("T26", ("closed",), "",
        f"{OUTSIDE} school_safety principal city_coordinator", f"{_JUDGED}, leads a major one"),
    "archive": Told("T26", ("closed",), "archived", SYSTEM),
    "fail_look_back": Told("T27", DONE, "rectifying",
        f"{OUTSIDE} school_safety principal city_coordinator", f"closed too long, {_JUDGED}, leads a major one"),
    "reopen": Told("T27", DONE, "rectifying", "joint_office edu_officer city_coordinator", "closed too long"),
    "keep_closed": Told("T27", DONE, "", OFFICE,
        "nothing disputed, own submission, own verification"),
    "dispute": Told("T27", DONE, "", REPORTER, "not the reporter, closed too long, disputed already"),
    "confirm_solved": Told("T27", DONE, "", REPORTER, "not the reporter"),
    "restore": Told("T28", ("rejected",), "reported", "joint_office edu_officer city_coordinator", "rejected too long"),
    "appeal": Told("T28", ("rejected",), "reported", REPORTER, "not the reporter, appealed, rejected too long"),
    "unmerge": Told("T29", ("duplicate",), "reported", "joint_office edu_officer city_coordinator"),
    "escalate": Told("T30", OPEN, "", OFFICE, "highest level"),
    "ring": Told("T30", OPEN, "", SYSTEM),
    "urge": Told("T30", OPEN, "", "precinct_officer police_officer joint_office edu_officer city_coordinator"),
    "whistle": Told("T31", OPEN, "", "school_safety principal", "whistled, another school"),
    "answer_whistle": Told("T31", OPEN, "", DOERS, "not whistled, of the school"),
    "put_on_agenda": Told("T31", OPEN, "", OFFICE, "on the agenda, below level three and not whistled"),
    "take_off_agenda": Told("T31", OPEN, "", OFFICE, "not on the agenda"),
    "take_over": Told("T32", WORKING, "", OFFICE, "government project, no interim measure"),
    "freeze": Told("T33", EVERY, "", "security_admin", "frozen"),
    "unfreeze": Told("T33", EVERY, "", "security_admin", "not frozen"),
    "correct": Told("T34", EVERY, "", "joint_office"),
    "raise_severity": Told("T34", LISTED, "",
        f"{DOERS} inspector joint_office edu_officer city_coordinator", "major already"),
    "lower_severity": Told("T34", LISTED, "",
        "joint_office edu_officer city_coordinator", "general already, overdue, leads itself"),
}  # fmt: skip

_Check = Callable[[CaseFacts, Person], bool]


def _mine(case: CaseFacts, person: Person) -> bool:
    return person.unit_id is not None and person.unit_id in (case.school_id, case.parent_school_id)


def _outside(case: CaseFacts, _person: Person) -> bool:
    return case.finder_unit_id is None or case.finder_unit_id not in (case.school_id, case.parent_school_id)


def _leads(case: CaseFacts, person: Person) -> bool:
    return person.unit_id is not None and person.unit_id == case.lead_unit_id


def _fixer_judges(case: CaseFacts, person: Person) -> bool:
    fixed = person.unit_id is not None and person.unit_id in (case.lead_unit_id, case.submitted_unit_id)
    by_others = _outside(case, person) or case.lead_unit_id not in (case.school_id, case.parent_school_id)
    return fixed and by_others


def _another_line(case: CaseFacts, person: Person) -> bool:
    if case.category_lead == "SCH":
        return not _mine(case, person)
    return person.unit_id is None or (case.category_lead is not None and person.unit_kind != case.category_lead)


OBJECTIONS: dict[str, tuple[str, _Check]] = {
    "another line": ("not_in_own_line", _another_line),
    "finding of others": ("not_own_finding", lambda c, p: p.unit_id is None or p.unit_id != c.finder_unit_id),
    "outside report about own school": ("school_on_outside_finding", lambda c, p: _outside(c, p) and _mine(c, p)),
    "not the reporter": ("not_reporter", lambda _c, p: not p.reporter),
    "transfer pending": ("transfer_pending", lambda c, _p: c.transfer_pending),
    "asked too late": ("transfer_too_late", lambda c, _p: c.transfer_too_late),
    "no transfer pending": ("transfer_not_pending", lambda c, _p: not c.transfer_pending),
    "two transfers": ("third_transfer", lambda c, _p: c.transfer_count > 1),
    "another unit leads": ("not_lead_unit", lambda c, p: not _leads(c, p) and not p.typed_in),
    "extension pending": ("extension_pending", lambda c, _p: c.extension_pending),
    "no extension pending": ("extension_not_pending", lambda c, _p: not c.extension_pending),
    "two extensions and not the city": (
        "third_extension",
        lambda c, p: c.extension_count > 1 and "case.extend_third" not in p.verbs,
    ),
    "overdue": ("overdue", lambda c, _p: c.overdue),
    "no interim measure": ("no_interim_measure", lambda c, _p: not c.interim_controlled),
    "neither leads nor is the school": ("not_lead_nor_school", lambda c, p: not _leads(c, p) and not _mine(c, p)),
    "photos missing": ("photos_missing", lambda c, _p: c.photos_missing > 0),
    "own submission": ("own_submission", lambda c, p: p.account_id is not None and p.account_id == c.submitted_by),
    "own verification": ("own_verification", lambda c, p: p.account_id is not None and p.account_id == c.verified_by),
    "unit that verified": ("verifier_unit", lambda c, p: p.unit_id is not None and p.unit_id == c.verified_unit_id),
    "unit of the fixer on a finding of others": ("own_unit_on_outside_finding", _fixer_judges),
    "unit of the fixer": ("own_unit", _leads),
    "leads itself": ("own_unit", _leads),
    "leads a major one": ("own_unit_of_major", lambda c, p: c.severity == "major" and _leads(c, p)),
    "closed too long": ("recurrence_too_late", lambda c, _p: c.days_closed > 180),
    "rejected too long": ("appeal_too_late", lambda c, _p: c.days_closed > 30),
    "appealed": ("already_appealed", lambda c, _p: c.appealed),
    "disputed already": ("already_disputed", lambda c, _p: c.disputed),
    "not set aside": ("not_quarantined", lambda c, _p: not c.quarantined),
    "nothing disputed": ("not_disputed", lambda c, _p: not c.disputed),
    "highest level": ("highest_level", lambda c, _p: c.escalation_level == 4),
    "whistled": ("already_whistled", lambda c, _p: c.whistled),
    "not whistled": ("not_whistled", lambda c, _p: not c.whistled),
    "another school": ("not_own_school", lambda c, p: not _mine(c, p)),
    "of the school": ("of_own_school", _mine),
    "on the agenda": ("on_agenda", lambda c, _p: c.on_agenda),
    "not on the agenda": ("not_on_agenda", lambda c, _p: not c.on_agenda),
    "below level three and not whistled": (
        "not_ripe_for_meeting",
        lambda c, _p: c.escalation_level < 3 and not c.whistled,
    ),
    "government project": ("government_project", lambda c, _p: c.government_project),
    "frozen": ("frozen", lambda c, _p: c.frozen),
    "not frozen": ("not_frozen", lambda c, _p: not c.frozen),
    "major already": ("already_major", lambda c, _p: c.severity == "major"),
    "general already": ("not_major", lambda c, _p: c.severity != "major"),
}


def told_of(action: str, severity: str) -> Told:
    """The row of an action for a case of this severity; one that leads nowhere where there is none."""
    return TABLE.get(action) or TABLE.get(f"{action} {severity}") or Told("", (), "", "")


def roles_for(told: Told, *, outside: bool) -> frozenset[str]:
    """The roles that may do it at all, conflicts apart."""
    always, _, inside = told.who.partition("| inside:")
    return frozenset(always.split() + ([] if outside else inside.split()))


def objections(told: Told, case: CaseFacts, person: Person) -> frozenset[str]:
    """Everything that stands against it, as error codes without their prefix."""
    words = [word.strip() for word in told.unless.split(",") if word.strip()]
    return frozenset(OBJECTIONS[word][0] for word in words if OBJECTIONS[word][1](case, person))
