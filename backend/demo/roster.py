"""The people of 示范县. All are roles with a 演示· before them, all telephones are nobody's (100 0000 xxxx)."""

from __future__ import annotations

from dataclasses import dataclass

from backend.demo.county import SCHOOLS

PASSWORD = "xiaoanma-demo"
"""Everybody's, and known to everybody: it opens nothing but invented data."""

_OFFICES = """
校安办       0001 joint_office     county     990121  JMO
校安办乙     0002 joint_office     county     990121  JMO
教安科       0003 edu_officer      county     990121  EDU
治安队       0004 police_officer   county     990121  PSB
城关所长     0005 precinct_officer precinct   城关所  城关所
青禾警       0006 precinct_officer precinct   青禾所  青禾所
临河警       0007 precinct_officer precinct   临河所  临河所
交警甲       0008 dept_handler     department TRF     TRF
市监员       0009 dept_handler     department SAMR    SAMR
文旅员       0010 dept_handler     department CULT    CULT
城管员       0011 dept_handler     department UM      UM
消防员       0012 dept_handler     department FIRE    FIRE
城关镇干部   0013 township_officer township   990121100 城关镇
青禾乡干部   0014 township_officer township   990121200 青禾乡
临河镇干部   0015 township_officer township   990121101 临河镇
督学         0016 inspector        county     990121  SUP
县领导       0017 leader_viewer    county     990121  -
市统筹       0018 city_coordinator city       990100  -
系统管理员   0019 platform_admin   county     990121  -
安全管理员   0020 security_admin   county     990121  -
审计管理员   0021 audit_admin      county     990121  -
交警队长     0022 dept_manager     department TRF     TRF
公安保密员   0023 confidential_officer department PSB   PSB
教育保密员   0024 confidential_officer department EDU   EDU
"""
_AT_SCHOOL = (  # title, last digits, role
    ("校长", "01", "principal"),
    ("安保", "02", "school_safety"),
    ("带班", "03", "duty_leader"),
    ("保安甲", "04", "guard"),
    ("保安乙", "05", "guard"),
    ("班主任", "06", "homeroom_teacher"),
    ("保密员", "07", "confidential_officer"),
)
_CAMPUS_HAS = ("安保", "保安甲")
_VOLUNTEERS = 4


@dataclass(frozen=True)
class Person:
    """Somebody with one role on one scope; `unit` and `scope` are keys of county.py (schools by their code)."""

    key: str
    phone: str
    role: str
    scope_type: str
    scope: str
    unit: str | None

    @property
    def name(self) -> str:
        """As shown everywhere: visibly nobody."""
        return f"演示·{self.key}"


def _people() -> tuple[Person, ...]:
    rows = (line.split() for line in _OFFICES.strip().splitlines())
    offices = [
        Person(key, f"1000000{digits}", role, scope_type, scope, None if unit == "-" else unit)
        for key, digits, role, scope_type, scope, unit in rows
    ]
    return (*offices, *_school_people(), *_volunteers())


def _school_people() -> list[Person]:
    return [
        Person(f"{school.nick}{title}", f"10000000{school.number}{digits}", role, "school", school.code, school.code)
        for school in SCHOOLS
        for title, digits, role in _AT_SCHOOL
        if school.campus_of is None or title in _CAMPUS_HAS
    ]


def _volunteers() -> list[Person]:
    first = SCHOOLS[0]
    return [
        Person(f"家长{number:03d}", f"1000000{1900 + number}", "volunteer", "school", first.code, None)
        for number in range(1, _VOLUNTEERS + 1)
    ]


PEOPLE = _people()
