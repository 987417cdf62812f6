"""How a story is told. Times are "-18 07:42" (that many working days ago, Asia/Shanghai) or "-35min" (before now)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Photo:
    """A drawing to be sent: a scene, and whether it shows things before or after. One not `sent` stays missing."""

    scene: str
    after: bool = False
    sent: bool = True


@dataclass(frozen=True)
class Act:
    """One move of a case: when, who (a key of the roster; None: its reporter), which operation, in which words; its details."""

    at: str
    by: str | None
    does: str
    say: str = ""
    photo: Photo | None = None
    details: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Story:
    """A report and what came of it. `by` None is a passer-by who scanned the plate.

    `seen_at`: when it happened by the phone, if not when it arrived. `joins`: the story whose case this report is
    added to. `trapped`: it fell into the trap for robots.
    """

    key: str
    school: int
    point: str
    tile: str
    category: str | None
    at: str
    by: str | None
    note: str
    photos: tuple[Photo, ...] = ()
    acts: tuple[Act, ...] = ()
    danger: bool = False
    found_via: str | None = None
    seen_at: str | None = None
    joins: str | None = None
    self_assign: bool = False
    trapped: bool = False


def assign(at: str, by: str, lead: str, *, say: str = "", **details: Any) -> Act:
    """研判交办 to the unit `lead` ("SCH": the school itself); `due` is a working day such as "-9" or "+3"."""
    return Act(at, by, "assign", say, details={"lead": lead, **details})


def acknowledge(at: str, by: str, planned: str) -> Act:
    """签收, the handler naming themself."""
    return Act(at, by, "acknowledge", details={"responsible_name": f"演示·{by}", "planned_measure": planned})


def submit(at: str, by: str, measure: str, scene: str, *, sent: bool = True) -> Act:
    """提交整改 with the picture of afterwards."""
    return Act(at, by, "submit", photo=Photo(scene, after=True, sent=sent), details={"measure": measure})


def verify(at: str, by: str, say: str) -> Act:
    """验收通过 of a general hazard."""
    return Act(at, by, "verify", say)


def verify_on_site(at: str, by: str, say: str, scene: str) -> Act:
    """现场验收 of a major one."""
    return Act(at, by, "verify", say, photo=Photo(scene, after=True), details={"on_site": True})


def fail(at: str, by: str, reason: str, scene: str | None = None) -> Act:
    """验收不通过."""
    return Act(at, by, "fail", photo=Photo(scene) if scene else None, details={"reason": reason})


def protect(at: str, by: str, measure: str, until: str, scene: str) -> Act:
    """登记临时防护 with its picture, until the end of a working day such as "+5"."""
    return Act(at, by, "record_interim", photo=Photo(scene), details={"measure": measure, "valid_until": until})


def check(at: str, by: str, say: str) -> Act:
    """复查临时防护: it is still there."""
    return Act(at, by, "check_interim", say, details={"in_place": True})


def ask_extension(at: str, by: str, reason: str, until: str, scene: str) -> Act:
    """申请延期 with a picture of the protection."""
    return Act(at, by, "ask_extension", photo=Photo(scene), details={"reason": reason, "new_due_at": until})


def escalate(at: str, by: str, say: str, *, letter: str | None = None) -> Act:
    """提级 by the joint office, with a letter to be drafted where one is wanted."""
    return Act(at, by, "escalate", say, details={"letter_kind": letter})
