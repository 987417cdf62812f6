"""Pure decisions about sending: quiet hours, pace and digests, back-off, which channel takes what, what may be shown."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any, Literal
from urllib.parse import urlsplit
from uuid import UUID

Urgency = Literal["normal", "urgent"]
URGENCIES = ("normal", "urgent")
CHANNEL_KINDS = ("wecom", "dingtalk", "feishu", "email", "apprise")
MINUTE = timedelta(minutes=1)
ROBOT_LIMIT = 20  # what WeCom and DingTalk allow a robot a minute; DingTalk blocks for ten minutes beyond it
MAX_TRIES = 20
FIRST_PAUSE_S, LONGEST_PAUSE_S = 30, 1800


@dataclass(frozen=True)
class QuietHours:
    """From `starts` until just before `ends`, by the county's clock; over midnight when `ends` is the earlier one."""

    starts: time
    ends: time


@dataclass(frozen=True)
class Pace:
    """How many calls a minute a channel gets, and from how many waiting messages on they go as one digest."""

    per_minute: int = 15
    digest_after: int = 5


@dataclass(frozen=True)
class Waiting:
    """One message that a channel has not delivered yet."""

    id: UUID
    kind: str
    urgency: str
    tries: int
    next_try_at: datetime


DEFAULT_QUIET = {"from": "22:00", "to": "06:30"}


def quiet_hours_of(value: Mapping[str, str] | None) -> QuietHours | None:
    """Read {"from": "22:00", "to": "06:30"}; None means that no hour is quiet. Raises ValueError, KeyError."""
    if value is None:
        return None
    return QuietHours(time.fromisoformat(value["from"]), time.fromisoformat(value["to"]))


def is_quiet(at: time, hours: QuietHours | None) -> bool:
    """Say whether `at` (the county's clock) lies in the quiet hours; equal ends mean no hour at all."""
    if hours is None or hours.starts == hours.ends:
        return False
    if hours.starts < hours.ends:
        return hours.starts <= at < hours.ends
    return at >= hours.starts or at < hours.ends


def next_call(
    waiting: Sequence[Waiting], *, now: datetime, quiet: bool, calls: Collection[datetime], pace: Pace
) -> tuple[Waiting, ...]:
    """Return what goes out in one call now: nothing, the oldest message, or (more than a few) all of them as a digest.

    `waiting` is in the order of sending, which is kept: while the first one rests after a failure, the others wait too.
    In quiet hours only urgent ones go. `calls`: when the channel was called lately.
    """
    allowed = tuple(one for one in waiting if one.urgency == "urgent" or not quiet)
    room = min(pace.per_minute, ROBOT_LIMIT) - len(recent(calls, now=now))
    if not allowed or allowed[0].next_try_at > now or room <= 0:
        return ()
    return allowed if len(allowed) > min(pace.digest_after, room) else allowed[:1]


def recent(calls: Collection[datetime], *, now: datetime) -> list[datetime]:
    """Return the calls of the last minute; those ahead of the clock (it was set back) count too."""
    return sorted(call for call in calls if call > now - MINUTE)


def pause_after(tries: int, *, asked_s: float = 0) -> timedelta:
    """Return how long to rest after the `tries`-th failure: doubling, capped, and never less than the channel asked."""
    doubled = FIRST_PAUSE_S * 2 ** min(tries - 1, 10)
    return timedelta(seconds=max(min(doubled, LONGEST_PAUSE_S), min(asked_s, 3600)))


def gives_up(tries: int) -> bool:
    """Say whether a message has been tried often enough (about seven hours)."""
    return tries >= MAX_TRIES


def channel_takes(
    takes: Mapping[str, Any], unit_id: UUID | None, *, kind: str, urgency: str, unit_ids: Collection[UUID]
) -> bool:
    """Say whether a channel is told: what is for units only, never what is for single persons.

    `takes`: {"kinds": [...] or None for all, "urgent_only": bool}; a channel of a unit takes what is for that unit.
    """
    if not unit_ids or (unit_id is not None and unit_id not in unit_ids):
        return False
    kinds = takes.get("kinds")
    return (kinds is None or kind in kinds) and (urgency == "urgent" or not takes.get("urgent_only", False))


def cut_to_bytes(text: str, limit: int) -> str:
    """Cut `text` so that its UTF-8 is at most `limit` bytes (3 or more), at a character, with … where something is missing."""
    encoded = text.encode()
    if len(encoded) <= limit:
        return text
    return encoded[: limit - 3].decode(errors="ignore") + "…"


_NUMBER = re.compile(r"(?<!\d)(?:\+?86[- ]?)?1\d{2}[- ]?\d{4}[- ]?\d{4}(?!\d)|(?<!\d)\d{17}[\dXx](?![\dXx])")
_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufeff]+")
MAX_VALUE = 60


def cleaned(value: str) -> str:
    """Return a value that may stand in a message: one short line, without numbers of phones or identity cards.

    Values are names of places and numbers of cases; this catches what somebody typed into one of those.
    """
    return _NUMBER.sub("（略）", _UNSEEN.sub(" ", value)).strip()[:MAX_VALUE]


def masked(target: str) -> str:
    """Return what may be shown of a channel's address: where it leads and its last four characters, never its secret."""
    if "://" not in target:
        name, _, host = target.partition("@")
        return f"{name[:1]}…@{host}"
    try:
        parts = urlsplit(target)
    except ValueError:
        return "…"
    # Other schemes carry their tokens where a host would stand.
    host = f"{parts.hostname}/" if parts.scheme in {"http", "https"} else ""
    tail = target[-4:] if len(target) >= 60 else ""
    return f"{parts.scheme}://{host}…{tail}"
