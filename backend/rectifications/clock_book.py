"""The clocks as versioned data (clocks.json) with a county's own values laid over it; what makes no sense is refused. Pure.

Every value is text under a dotted name ("verify.major": "1wd"), so that a county changes one without repeating the rest.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import time, timedelta
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any, Literal

from backend.core.working_time import WorkHours
from backend.rectifications.states import HIGHEST_LEVEL, LETTER_KINDS, SEVERITIES

Unit = Literal["h", "wh", "d", "wd"]
UNITS: dict[Unit, str] = {"h": "小时", "wh": "个工作小时", "d": "天", "wd": "个工作日"}
GROUPS = ("handler", "unit_head", "tracker", "joint_office", "principal")
RUNGS = ("remind", "due", "first", "second", "third", "fourth")
_EXTRAS = {"letter": "none", "agenda": "no"}
_SPAN = re.compile(r"(-?\d{1,3})(h|wh|d|wd)", re.ASCII)
_HOURS = re.compile(r"(\d\d:\d\d)-(\d\d:\d\d)", re.ASCII)
_SEED = re.compile(r"[A-Za-z0-9-]{0,40}", re.ASCII)


@dataclass(frozen=True)
class Span:
    """How long a clock runs: an amount of hours, office hours, days or working days."""

    amount: int
    unit: Unit

    @property
    def plain(self) -> timedelta:
        """Its length where it counts hours or days on the calendar."""
        return timedelta(hours=self.amount) if self.unit == "h" else timedelta(days=self.amount)

    @property
    def words(self) -> str:
        """The Chinese, such as 8 个工作小时."""
        return f"{self.amount} {UNITS[self.unit]}"


@dataclass(frozen=True)
class Rung:
    """One rung of the overdue ladder: when it is reached, who is told, up to which level it lifts, what is drafted."""

    name: str
    after: timedelta
    level: int
    tells: tuple[str, ...]
    letter: str | None
    agenda: bool


@dataclass(frozen=True)
class LookBackRule:
    """After how many days closed cases are looked at again, and how many percent of them."""

    days: tuple[int, ...]
    rate: int


@dataclass(frozen=True)
class ClockBook:
    """Everything that decides when something is due in one county. `spans` by name and severity; None: no such clock."""

    version: str
    hours: WorkHours
    spans: Mapping[str, Span | None]
    same_day_reminder: time
    ladder: Mapping[str, tuple[Rung, ...]]
    look_back: Mapping[str, LookBackRule]
    seed: str

    def span(self, clock: str, severity: str) -> Span | None:
        """Return how long `clock` runs for a hazard of this severity."""
        return self.spans[f"{clock}.{severity}"]


@cache
def shipped() -> Mapping[str, str]:
    """Return every value of this release by its dotted name."""
    data: dict[str, Any] = json.loads((Path(__file__).parent / "clocks.json").read_text("utf-8"))
    for severity in SEVERITIES:
        data["ladder"][severity] = {name: _EXTRAS | rung for name, rung in data["ladder"][severity].items()}
    return dict(_flat(data))


def book_of(overrides: Mapping[str, str] | None = None) -> ClockBook:
    """Lay a county's values over this release's; raise ValueError, in words for people, for one that makes no sense."""
    given = overrides or {}
    for name in given:
        if name not in shipped() or name == "version":
            raise ValueError(f"没有“{name}”这一项，可用 xiaoanma clocks show 查看各项名称")
    values = {**shipped(), **given}
    look_back = {severity: _look_back(values, severity) for severity in SEVERITIES}
    return ClockBook(
        version=values["version"],
        hours=_hours(values["hours"]),
        spans={name: _span(name, values[name]) for name in _span_names()},
        same_day_reminder=_time("same_day_reminder", values["same_day_reminder"]),
        ladder={severity: _ladder(values, severity) for severity in SEVERITIES},
        look_back=look_back,
        seed=_seed(values["look_back.seed"]),
    )


@cache
def standard() -> ClockBook:
    """Return the book of this release, as a county without values of its own has it."""
    return book_of()


def _flat(data: Mapping[str, Any], above: str = "") -> Iterator[tuple[str, str]]:
    for name, value in data.items():
        if isinstance(value, Mapping):
            yield from _flat(value, f"{above}{name}.")
        else:
            yield f"{above}{name}", value


def _span_names() -> list[str]:
    others = ("ladder.", "look_back.", "hours", "version", "same_day_reminder")
    return [name for name in shipped() if not name.startswith(others)]


def _span(name: str, text: str) -> Span | None:
    if text == "none":
        return None
    found = _SPAN.fullmatch(text)
    if found is None or int(found[1]) < 1:
        raise ValueError(
            f"{name} 请写成 8wh（工作小时）、2h（小时）、3wd（工作日）或 3d（天），或写 none，不能写“{text}”"
        )
    return Span(int(found[1]), found[2])  # type: ignore[arg-type]


def _offset(name: str, text: str) -> timedelta:
    found = _SPAN.fullmatch(text)
    if found is None or found[2] not in ("h", "d"):
        raise ValueError(f"{name} 请写成 -1d、4h、3d 这样的小时或天数，不能写“{text}”")
    return Span(int(found[1]), found[2]).plain  # type: ignore[arg-type]


def _ladder(values: Mapping[str, str], severity: str) -> tuple[Rung, ...]:
    rungs = tuple(_rung(values, f"ladder.{severity}.{name}", name) for name in RUNGS)
    for lower, upper in pairwise(rungs):
        if upper.after <= lower.after or upper.level < lower.level:
            raise ValueError(f"ladder.{severity}：{upper.name} 须晚于 {lower.name}，级别不能更低")
    if rungs[1].after != timedelta(0):
        raise ValueError(f"ladder.{severity}.due.after 就是期限那一刻，只能是 0d")
    return rungs


def _rung(values: Mapping[str, str], at: str, name: str) -> Rung:
    level, letter, agenda = values[f"{at}.level"], values[f"{at}.letter"], values[f"{at}.agenda"]
    tells = tuple(values[f"{at}.tells"].split())
    if not level.isascii() or not level.isdigit() or int(level) > HIGHEST_LEVEL:
        raise ValueError(f"{at}.level 请写 0 到 {HIGHEST_LEVEL}，不能写“{level}”")
    if letter != "none" and letter not in LETTER_KINDS:
        raise ValueError(f"{at}.letter 请写 none 或 {'、'.join(LETTER_KINDS)}，不能写“{letter}”")
    if agenda not in ("yes", "no"):
        raise ValueError(f"{at}.agenda 请写 yes 或 no，不能写“{agenda}”")
    if not tells or not set(tells) <= set(GROUPS):
        raise ValueError(f"{at}.tells 请从 {' '.join(GROUPS)} 中选，用空格分开，不能写“{' '.join(tells)}”")
    after = _offset(f"{at}.after", values[f"{at}.after"])
    return Rung(name, after, int(level), tells, None if letter == "none" else letter, agenda == "yes")


def _look_back(values: Mapping[str, str], severity: str) -> LookBackRule:
    days, rate = values[f"look_back.{severity}.days"].split(), values[f"look_back.{severity}.rate"]
    if not days or not set(days) <= {"30", "90"} or days != sorted(set(days)):
        raise ValueError(f"look_back.{severity}.days 请写 30、90 或 30 90，不能写“{' '.join(days)}”")
    if not rate.isascii() or not rate.isdigit() or int(rate) > 100:
        raise ValueError(f"look_back.{severity}.rate 请写 0 到 100 的整数，不能写“{rate}”")
    return LookBackRule(tuple(map(int, days)), int(rate))


def _hours(text: str) -> WorkHours:
    spans = []
    for part in text.split():
        found = _HOURS.fullmatch(part)
        if found is None:
            raise ValueError(f"hours 请写成 08:30-12:00 14:00-17:30，不能写“{text}”")
        spans.append((_time("hours", found[1]), _time("hours", found[2])))
    ordered = [moment for span in spans for moment in span]
    if not spans or any(later <= earlier for earlier, later in pairwise(ordered)):
        raise ValueError(f"hours 的各段须先后排列、不相重叠，不能写“{text}”")
    return WorkHours(tuple(spans))


def _time(name: str, text: str) -> time:
    try:
        return time.fromisoformat(text)
    except ValueError as error:
        raise ValueError(f"{name} 请写成 16:00 这样的时刻，不能写“{text}”") from error


def _seed(text: str) -> str:
    if not _SEED.fullmatch(text):
        raise ValueError(f"look_back.seed 只能用字母、数字和横线，最多 40 个，不能写“{text}”")
    return text
