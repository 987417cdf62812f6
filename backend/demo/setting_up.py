"""Setting the county up: divisions, offices, schools, points, plates and people, by the rooms' own operations."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal
from uuid import UUID

from sqlalchemy.orm import Session

from backend.config import Secrets
from backend.core import calendar
from backend.core.actor import SYSTEM
from backend.core.calendar import CalendarYear
from backend.demo import county
from backend.demo.points import POINTS, Point
from backend.demo.roster import PEOPLE, Person
from backend.people.accounts import NewAccount, create_account
from backend.people.grants import NewGrant
from backend.places.checkpoints import CheckpointFacts, create_checkpoint
from backend.places.divisions import create_division
from backend.places.operations import SchoolFacts, create_organisation, create_school
from backend.places.site_codes import issue_site_codes, mark_site_code, note_printed, replace_site_code

_NEW_PLATES: dict[tuple[int, str], Literal["lost", "replaced"]] = {(1, "西侧围墙"): "lost", (2, "后门"): "replaced"}


@dataclass
class Cast:
    """The ids of everything, by the keys that county.py, points.py and roster.py use."""

    divisions: dict[str, UUID] = field(default_factory=dict)
    units: dict[str, UUID] = field(default_factory=dict)
    points: dict[tuple[int, str], UUID] = field(default_factory=dict)
    people: dict[str, UUID] = field(default_factory=dict)
    codes: dict[tuple[int, str], str] = field(default_factory=dict)

    @property
    def county_id(self) -> UUID:
        """The county's division."""
        return self.divisions[county.CODE]

    def school_id(self, number: int) -> UUID:
        """The school of that number in the table."""
        return self.units[county.SCHOOLS[number - 1].code]


def set_up(session: Session, *, secrets: Secrets, password_hash: str, year: int) -> Cast:
    """Write the county and everybody in it; nothing has happened yet."""
    cast = Cast()
    _know_years(session, year)
    _divide(session, cast)
    for school in county.SCHOOLS:
        cast.units[school.code] = _found_school(session, cast, school)
    for point in POINTS:
        cast.points[point.school, point.name] = _place_point(session, cast, point)
    _put_up_plates(session, cast, secrets)
    for person in PEOPLE:
        cast.people[person.key] = _let_in(session, cast, person, password_hash)
    return cast


def _know_years(session: Session, year: int) -> None:
    """Seed the work calendar; in this county a year without its official notice has weekends only."""
    for known in (year - 1, year, year + 1):
        calendar.seed_if_missing(session, known)
        if session.get(CalendarYear, known) is None:
            session.add(CalendarYear(year=known, source="演示"))
    session.flush()


def _divide(session: Session, cast: Cast) -> None:
    for level, code, name, above in county.DIVISIONS:
        cast.divisions[code] = cast.divisions[name] = create_division(
            session,
            SYSTEM,
            level=level,
            code=code,
            name=name,
            parent_id=cast.divisions[above] if above else None,
            valid_from=county.FOUNDED,
        )
    for key, kind, name, short_name, above, township in county.OFFICES:
        cast.units[key] = create_organisation(
            session,
            SYSTEM,
            county_id=cast.county_id,
            kind=kind,
            name=name,
            short_name=short_name,
            parent_id=cast.units[above] if above else None,
            division_id=cast.divisions[township] if township else None,
        )


def _found_school(session: Session, cast: Cast, school: county.DemoSchool) -> UUID:
    lat, lng = county.degrees(school.east, school.north)
    facts = SchoolFacts(
        county_id=cast.county_id,
        school_code=school.code,
        name=school.name,
        short_name=school.short_name,
        school_type=school.kind,
        township_id=cast.divisions[school.township],
        precinct_id=cast.units[school.precinct],
        parent_school_id=cast.school_id(school.campus_of) if school.campus_of else None,
        lat=lat,
        lng=lng,
    )
    return create_school(session, SYSTEM, facts)


def _place_point(session: Session, cast: Cast, point: Point) -> UUID:
    school = county.SCHOOLS[point.school - 1]
    lat, lng = county.degrees(school.east + point.east, school.north + point.north)
    facts = CheckpointFacts(name=point.name, kind=point.kind, lat=lat, lng=lng, accuracy_m=6.0)
    return create_checkpoint(session, SYSTEM, school_id=cast.school_id(point.school), facts=facts)


def _put_up_plates(session: Session, cast: Cast, secrets: Secrets) -> None:
    """Issue, print and mount every plate; two have a past: one was lost, one worn out long ago."""
    key = secrets.signing_key
    codes = issue_site_codes(session, SYSTEM, cast.points.values(), signing_key=key)
    note_printed(session, SYSTEM, codes)
    cast.codes = {names: codes[point_id] for names, point_id in cast.points.items()}
    for names, because in _NEW_PLATES.items():
        cast.codes[names] = replace_site_code(
            session, SYSTEM, checkpoint_id=cast.points[names], signing_key=key, because=because
        )
    for code in cast.codes.values():
        mark_site_code(session, SYSTEM, code=code, state="mounted")


def _let_in(session: Session, cast: Cast, person: Person, password_hash: str) -> UUID:
    scopes = cast.divisions if person.scope_type in ("county", "city", "township") else cast.units
    account = NewAccount(
        display_name=person.name,
        identifier=person.phone,
        password_hash=password_hash,
        must_change_password=False,
        unit_id=cast.units[person.unit] if person.unit else None,
        county_id=cast.county_id,
    )
    grant = NewGrant(role=person.role, scope_type=person.scope_type, scope_id=scopes[person.scope])
    return create_account(session, SYSTEM, account=account, grants=[grant])
