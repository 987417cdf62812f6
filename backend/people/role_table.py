"""Every role of the county (domain.md §1.3) and what it may do (§1.4), as one table that people can read."""

from __future__ import annotations

from dataclasses import dataclass

DIVISIONS = ("nation", "province", "city", "county", "township")
SCOPE_TYPES = (*DIVISIONS, "precinct", "school", "department")


@dataclass(frozen=True)
class Role:
    """What a role is called, on which scopes it stands, what it may do there and which roles it may give there.

    `verbs` hold for everything in the scope, `own_verbs` only for what the person reported or was asked to do.
    `assigns_to`: kinds of organisation that a case may be assigned to ("SCH": only the case's own school).
    """

    label_zh: str
    label_en: str
    scope_types: tuple[str, ...]
    verbs: frozenset[str] = frozenset()
    own_verbs: frozenset[str] = frozenset()
    gives: frozenset[str] = frozenset()
    assigns_to: frozenset[str] = frozenset()


_LABELS: dict[str, tuple[str, str, str, str]] = {  # role: column of the matrix, zh, en, scopes
    "volunteer": ("vol", "志愿者", "volunteer", "school township precinct"),
    "guard": ("grd", "保安员", "security guard", "school"),
    "duty_teacher": ("tea", "值日教师", "duty teacher", "school"),
    "duty_leader": ("dld", "带班领导", "duty leader", "school"),
    "homeroom_teacher": ("hom", "班主任", "homeroom teacher", "school"),
    "parent_committee": ("com", "家委会", "parent committee", "school"),
    "legal_vp": ("lvp", "法治副校长", "legal vice-principal", "school"),
    "school_safety": ("saf", "安保处", "school security office", "school"),
    "principal": ("pri", "校长/园长", "principal", "school"),
    "precinct_officer": ("pcs", "派出所", "precinct officer", "precinct"),
    "police_officer": ("psb", "公安(治安)", "police bureau officer", "county"),
    "dept_manager": ("dpm", "部门负责人", "department manager", "department"),
    "dept_handler": ("dph", "部门经办", "department handler", "department"),
    "township_officer": ("twn", "乡镇街道", "township officer", "township"),
    "inspector": ("ins", "督学/检查组", "inspector", "school township county"),
    "joint_office": ("jmo", "联席办/专班", "joint meeting office", "county"),
    "edu_officer": ("edu", "教育部门", "education bureau officer", "county"),
    "city_coordinator": ("cit", "市级统筹", "city coordinator", "city province"),
    "leader_viewer": ("ldr", "领导只读", "leader (read only)", "nation province city county township"),
    "confidential_officer": ("con", "保密转介经办人", "confidential referral officer", "school precinct department"),
    "platform_admin": ("sys", "系统管理员", "platform administrator", "nation province city county"),
    "security_admin": ("sec", "安全管理员", "security administrator", "nation province city county"),
    "audit_admin": ("aud", "审计管理员", "audit administrator", "nation province city county"),
}

# x: everything in the scope · o: own only (reported by or asked of this person) · .: no. That the person's unit leads a
# case, that nobody verifies their own fix, and the like are guards of the case (rectifications), not rights.
_MATRIX = """
verb                   vol grd tea dld hom com lvp saf pri pcs psb dpm dph twn ins jmo edu cit ldr con sys sec aud
case.read              o   o   o   o   o   .   .   x   x   x   x   x   x   x   x   x   x   x   .   .   .   .   .
case.assess            .   .   .   .   .   .   .   x   x   x   x   .   .   .   .   x   x   x   .   .   .   .   .
case.reject            .   .   .   .   .   .   .   x   x   .   .   .   .   .   .   x   x   x   .   .   .   .   .
case.set_major         .   .   .   .   .   .   .   x   x   x   x   x   x   x   x   x   x   x   .   .   .   .   .
case.lower_severity    .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   x   x   x   .   .   .   .   .
case.assign            .   .   .   .   .   .   .   x   x   x   x   .   .   .   .   x   x   x   .   .   .   .   .
case.self_assign       .   .   .   .   .   .   .   x   x   x   x   x   x   .   x   .   .   .   .   .   .   .   .
case.acknowledge       .   .   .   .   .   .   .   x   x   x   x   x   x   x   .   .   .   .   .   .   .   .   .
case.submit            .   o   o   o   .   .   .   x   x   x   x   x   x   x   .   .   .   .   .   .   .   .   .
case.verify            .   .   .   .   .   .   .   x   x   x   x   x   x   .   x   x   x   .   .   .   .   .   .
case.verify_external   .   .   .   .   .   .   .   .   .   x   x   .   .   .   x   x   x   .   .   .   .   .   .
case.verify_major      .   .   .   .   .   .   .   .   .   .   x   .   .   .   x   x   x   x   .   .   .   .   .
case.second_major      .   .   .   .   .   .   .   .   x   x   x   .   .   .   x   x   x   x   .   .   .   .   .
case.close             .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   x   x   x   .   .   .   .   .
case.close_general     .   .   .   .   .   .   .   x   x   .   .   .   .   .   .   x   x   x   .   .   .   .   .
case.ask_extension     .   .   .   .   .   .   .   x   x   x   x   x   x   x   .   .   .   .   .   .   .   .   .
case.extend            .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   x   .   x   .   .   .   .   .
case.extend_third      .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   x   .   .   .   .   .
case.transfer          .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   x   .   x   .   .   .   .   .
case.reopen            .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   x   x   x   .   .   .   .   .
case.look_back         .   .   .   .   .   .   .   x   x   x   x   .   .   .   x   x   x   x   .   .   .   .   .
case.answer_dispute    .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   x   .   x   .   .   .   .   .
case.escalate          .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   x   .   x   .   .   .   .   .
case.urge              .   .   .   .   .   .   .   o   o   x   x   o   o   o   o   x   x   x   .   .   .   .   .
case.whistle           .   .   .   .   .   .   .   x   x   .   .   .   .   .   .   .   .   .   .   .   .   .   .
case.agenda            .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   x   .   x   .   .   .   .   .
case.take_over         .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   x   .   x   .   .   .   .   .
case.correct           .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   x   .   .   .   .   .   .   .
case.type_in           .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   x   .   .   .   .   .   .   .
case.import            .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   x   x   .   .   .   .   .   .
case.freeze            .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   x   .
case.erase             .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   x   x   .   .   .   .   .   .
case.export            .   .   .   .   .   .   .   x   x   x   x   x   x   x   x   x   x   .   .   .   .   .   .
photo.read_original    o   o   o   o   o   .   .   x   x   x   x   x   x   x   x   x   x   x   .   .   .   .   .
photo.release          .   .   .   .   .   .   .   x   x   x   x   .   .   .   .   x   x   .   .   .   .   .   .
figures.read           .   .   .   .   .   .   x   x   x   x   x   x   .   x   .   x   x   x   x   .   .   .   .
referral.create        x   x   x   x   x   x   x   x   x   x   x   x   x   x   x   x   x   .   .   x   .   .   .
referral.handle        .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   x   .   .   .
referral.figures       .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   x   .   .   .   .
place.read             x   x   x   x   x   x   x   x   x   x   x   x   x   x   x   x   x   x   x   .   x   x   .
place.edit             .   .   .   .   .   .   .   x   .   .   .   .   .   .   .   x   x   .   .   .   x   .   .
place.import           .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   x   x   .   .   .   x   .   .
placard.print          .   .   .   .   .   .   .   x   x   .   .   .   .   .   .   x   x   .   .   .   .   .   .
patrol.walk            x   x   x   x   x   .   x   x   x   x   x   x   x   x   x   x   x   .   .   .   .   .   .
patrol.read            .   .   .   x   .   .   x   x   x   x   x   x   .   x   .   x   x   x   .   .   .   .   .
patrol.plan            .   .   .   .   .   .   .   x   x   x   x   .   .   .   .   x   x   .   .   .   .   .   .
patrol.excuse          .   .   .   x   .   .   .   x   x   x   x   .   .   x   .   x   x   .   .   .   .   .   .
patrol.review          .   .   .   .   .   .   .   x   x   x   x   x   .   x   .   x   x   .   .   .   .   .   .
inspection.read        .   .   .   .   .   .   .   x   x   x   x   x   x   x   x   x   x   x   .   .   .   .   .
inspection.plan        .   .   .   .   .   .   .   .   .   .   x   .   .   .   .   x   x   x   .   .   .   .   .
inspection.carry_out   .   .   .   .   .   .   .   .   .   x   x   x   x   x   x   x   x   .   .   .   .   .   .
indicator.read         .   .   .   x   .   .   x   x   x   x   x   x   .   x   x   x   x   x   .   .   .   .   .
indicator.declare      .   .   .   .   .   .   .   x   x   .   .   .   .   .   .   .   .   .   .   .   .   .   .
indicator.verify       .   .   .   .   .   .   .   .   .   x   x   .   .   .   x   x   x   .   .   .   .   .   .
account.read           .   .   .   .   .   .   .   x   x   .   x   x   .   .   .   x   x   x   .   .   x   x   .
account.invite         .   .   .   .   .   .   .   x   x   .   x   x   .   .   .   x   x   x   .   .   .   x   .
account.import         .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   x   x   x   .   .   .   x   .
account.reset_factor   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   x   .
account.disable        .   .   .   .   .   .   .   .   x   .   x   x   .   .   .   x   x   x   .   .   .   x   .
audit.read             .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   x
calendar.school        .   .   .   .   .   .   .   x   x   .   .   .   .   .   .   x   x   .   .   .   .   .   .
calendar.edit          .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   x   x   .   .   .   x   .   .
"""

ADMINS = frozenset({"platform_admin", "security_admin", "audit_admin"})
_SCHOOL_STAFF = frozenset({"duty_leader", "duty_teacher", "guard", "homeroom_teacher", "volunteer", "parent_committee"})
_SCHOOL = _SCHOOL_STAFF | {"school_safety", "principal", "legal_vp"}
_COUNTY = _SCHOOL | {
    *("joint_office", "edu_officer", "police_officer", "precinct_officer", "dept_manager", "dept_handler"),
    *("township_officer", "inspector", "leader_viewer"),
}
# Who may give which role, always within the giver's own scope: downwards or to a colleague, never upwards. The three
# administrators come from the command line only, so that nobody inside can make one.
_GIVES: dict[str, frozenset[str]] = {
    "school_safety": _SCHOOL_STAFF,
    "principal": _SCHOOL_STAFF | {"school_safety"},
    "dept_manager": frozenset({"dept_handler"}),
    "police_officer": frozenset({"police_officer", "precinct_officer"}),
    "edu_officer": _SCHOOL | {"edu_officer", "inspector"},
    "joint_office": _COUNTY,
    "city_coordinator": _COUNTY | {"city_coordinator"},
    "security_admin": frozenset(_LABELS) - ADMINS,
}
_POLICE = frozenset({"PSB", "PCS", "TRF"})
_ANY_UNIT = _POLICE | frozenset(
    {"GOV", "PLC", "JMO", "EDU", "SAMR", "CULT", "UM", "FIRE", "HLTH", "CIV", "TOWN", "SUP", "SCH"}
)
_ASSIGNS_TO: dict[str, frozenset[str]] = {
    "school_safety": frozenset({"SCH"}),
    "principal": frozenset({"SCH"}),
    "precinct_officer": _POLICE,
    "police_officer": _POLICE,
    "edu_officer": frozenset({"SCH", "EDU"}),
    "joint_office": _ANY_UNIT,
    "city_coordinator": _ANY_UNIT,
}


def _read_matrix() -> dict[str, dict[str, frozenset[str]]]:
    """Turn the table round: column → mark → verbs."""
    header, *lines = [line.split() for line in _MATRIX.strip().splitlines()]
    return {
        column: {mark: frozenset(line[0] for line in lines if line[place] == mark) for mark in "xo"}
        for place, column in enumerate(header)
        if place
    }


def _make_roles() -> dict[str, Role]:
    cells = _read_matrix()
    return {
        role: Role(
            label_zh=zh,
            label_en=en,
            scope_types=tuple(scopes.split()),
            verbs=cells[column]["x"],
            own_verbs=cells[column]["o"],
            gives=_GIVES.get(role, frozenset()),
            assigns_to=_ASSIGNS_TO.get(role, frozenset()),
        )
        for role, (column, zh, en, scopes) in _LABELS.items()
    }


ROLES = _make_roles()
# "report.create" is everybody's, "case.clock" the system's alone.
VERBS = frozenset({line.split()[0] for line in _MATRIX.strip().splitlines()[1:]} | {"report.create", "case.clock"})
