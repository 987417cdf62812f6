"""What a code on a wall is worth, which life a plate may lead, and where on earth a coordinate can be. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal
from uuid import UUID

from backend.core.errors import Problem
from backend.core.geo import outside_china
from qr_codes.token import CodeError, parse

GRACE = timedelta(days=7)
"""How long the old plate still works after the new one was made."""

CodeVerdict = Literal["good", "grace", "replaced", "lost", "retired", "unregistered", "forged"]
MISREAD = {"length": "site_code_wrong_length", "letter": "site_code_wrong_letter", "check": "site_code_mistyped"}
REFUSED: dict[CodeVerdict, str] = {
    "replaced": "site_code_replaced",
    "lost": "site_code_lost",
    "retired": "site_code_retired",
    "unregistered": "site_code_unregistered",
    "forged": "site_code_forged",
}
_NEXT_STATES = {
    "issued": ("printed", "mounted", "lost", "retired"),
    "printed": ("printed", "mounted", "lost", "retired"),
    "mounted": ("mounted", "lost", "retired"),
}
_SCHOOL_CODE = re.compile(r"\d{10}(-\d{2})?", re.ASCII)


@dataclass(frozen=True)
class SitePlace:
    """Where something is: a school, and on the way by code or checkpoint also the point. Positions are WGS-84 degrees.

    Found by school alone, the checkpoint's fields are None and the position is the school's.
    """

    school_id: UUID
    school_name: str
    short_name: str
    school_closed_on: date | None
    parent_school_id: UUID | None
    county_id: UUID
    township_id: UUID
    precinct_id: UUID | None
    lat: float | None
    lng: float | None
    checkpoint_id: UUID | None = None
    checkpoint_name: str | None = None
    checkpoint_kind: str | None = None
    accuracy_m: float | None = None
    radius_m: float | None = None
    checkpoint_retired_at: datetime | None = None
    captured_at: datetime | None = None
    code: str | None = None
    code_state: str | None = None
    code_changed_at: datetime | None = None
    replaced_by: str | None = None

    @property
    def point_id(self) -> UUID:
        """The checkpoint, where there must be one."""
        if self.checkpoint_id is None:
            raise ValueError("this place was found by its school, it has no checkpoint")
        return self.checkpoint_id

    def closed_at(self, day: date) -> bool:
        """Say whether the school is closed for good on that day."""
        return self.school_closed_on is not None and self.school_closed_on <= day


def read_code(text: str) -> str:
    """Return the code in a scanned link or typed text, normalised; say what to check when it cannot be one."""
    try:
        return parse(text).code
    except CodeError as error:
        raise Problem(MISREAD[error.kind], fields={"code": ["请核对牌上的 16 位编码。"]}) from None


def code_verdict(place: SitePlace | None, *, ours: bool, at: datetime) -> CodeVerdict:
    """Judge a well-formed code by what the database knows of it (`place`) and, if nothing, by its tag (`ours`).

    The database comes first: a key that was lost or leaked never kills a wall.
    """
    if place is None:
        return "unregistered" if ours else "forged"
    if place.code_state in ("lost", "retired"):
        return place.code_state  # type: ignore[return-value]
    if place.checkpoint_retired_at is not None:
        return "retired"
    if place.code_state == "replaced":
        changed_at = place.code_changed_at
        return "grace" if changed_at is not None and at < changed_at + GRACE else "replaced"
    return "good"


def ensure_usable(verdict: CodeVerdict, place: SitePlace | None) -> None:
    """Raise the problem that tells the person at the wall what to do, unless the code is good (or in its grace)."""
    if verdict in REFUSED:
        school, point = (place.school_name, place.checkpoint_name or "") if place else ("", "")
        raise Problem(REFUSED[verdict], school=school, point=point)


def ensure_code_move(state: str, to: str) -> None:
    """Raise `site_code_wrong_move` unless a plate in `state` may become `to`; the dead stay dead."""
    if to not in _NEXT_STATES.get(state, ()):
        raise Problem("site_code_wrong_move", state=state, to=to)


def is_school_code(code: str) -> bool:
    """Say whether it looks like a national school code (10 digits), or a campus of one (`2199000005-01`)."""
    return _SCHOOL_CODE.fullmatch(code) is not None


def is_campus_code(code: str) -> bool:
    """Say whether the code is that of a campus; what stands before the hyphen is its school's."""
    return "-" in code


def position_objection(lat: float | None, lng: float | None) -> str | None:
    """Return what is wrong with a pair of coordinates, in Chinese; None if they can be right."""
    if lat is None and lng is None:
        return None
    if lat is None or lng is None:
        return "经纬度要么都填，要么都不填。"
    if not outside_china(lat, lng):
        return None
    if not outside_china(lng, lat):
        return f"经度和纬度填反了：纬度应是 {lng}，经度应是 {lat}。"
    return "坐标不在中国境内，请核对（纬度约 4 至 53，经度约 74 至 135）。"
