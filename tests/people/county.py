"""A small county for the tests of people: divisions with their ancestors, schools with a campus, a station, a department."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from sqlalchemy.orm import Session

from backend.core.ids import new_id
from backend.people.rules import PlaceScopes
from backend.places.models import Division, DivisionAncestor, Organisation, School

_codes = iter(range(100_000, 1_000_000))


@dataclass
class County:
    """Ids of everything in the county."""

    id: UUID
    city_id: UUID
    nation_id: UUID
    townships: list[UUID]
    precincts: list[UUID] = field(default_factory=list)
    departments: list[UUID] = field(default_factory=list)
    schools: list[PlaceScopes] = field(default_factory=list)


def a_division(session: Session, level: str, name: str, *, above: tuple[UUID, ...] = ()) -> UUID:
    division = Division(
        id=new_id(),
        level=level,
        code=str(next(_codes)),
        name=name,
        parent_id=above[0] if above else None,
        valid_from=date(2024, 1, 1),
    )
    session.add(division)
    session.flush()
    session.add_all(DivisionAncestor(division_id=division.id, ancestor_id=a) for a in (division.id, *above))
    session.flush()
    return division.id


def an_organisation(
    session: Session, county_id: UUID, kind: str, name: str, *, division_id: UUID | None = None
) -> UUID:
    row = Organisation(
        id=new_id(),
        county_id=county_id,
        kind=kind,
        name=name,
        short_name=name,
        initials="",
        division_id=division_id or county_id,
    )
    session.add(row)
    session.flush()
    return row.id


def a_school(session: Session, county: County, name: str, *, number: int, parent: UUID | None = None) -> PlaceScopes:
    township = county.townships[number % len(county.townships)]
    precinct = county.precincts[number % 3 % len(county.precincts)]
    school_id = an_organisation(session, county.id, "SCH", name, division_id=township)
    session.add(
        School(
            id=school_id,
            county_id=county.id,
            township_id=township,
            precinct_id=precinct,
            school_code=str(next(_codes)),
            school_type="primary",
            parent_school_id=parent,
        )
    )
    session.flush()
    return PlaceScopes(
        county_id=county.id,
        division_ids=frozenset({county.id, county.city_id, county.nation_id, township}),
        school_id=school_id,
        precinct_id=precinct,
        parent_school_id=parent,
    )


def a_county(session: Session, *, city_id: UUID, nation_id: UUID, name: str = "示范县") -> County:
    """A county of two townships, two stations, two departments, four schools and a campus of the first."""
    county_id = a_division(session, "county", name, above=(city_id, nation_id))
    towns = [a_division(session, "township", t, above=(county_id, city_id, nation_id)) for t in ("城关镇", "青禾乡")]
    county = County(county_id, city_id, nation_id, towns)
    county.precincts = [an_organisation(session, county_id, "PCS", n) for n in ("城关所", "青禾所")]
    county.departments = [
        an_organisation(session, county_id, kind, n) for kind, n in (("SAMR", "市场监管局"), ("CULT", "文旅局"))
    ]
    county.schools = [
        a_school(session, county, n, number=i) for i, n in enumerate(("启明小学", "北辰中学", "云岭高中", "青禾小学"))
    ]
    county.schools.append(a_school(session, county, "柳溪教学点", number=1, parent=county.schools[0].school_id))
    return county


def two_counties(session: Session) -> list[County]:
    """Two counties of one city."""
    nation = a_division(session, "nation", "全国")
    city = a_division(session, "city", "示范市", above=(nation,))
    return [a_county(session, city_id=city, nation_id=nation, name=name) for name in ("示范县", "邻县")]
