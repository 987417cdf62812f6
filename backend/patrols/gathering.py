"""From visits as they are stored to the facts that a verdict may know: by whom else, before, after, on which phone. Pure.

Everything depends on when visits happened and never on when they came, so that any order of arrival ends in the same facts.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from backend.core.clock import SHANGHAI, local_date
from backend.patrols import facts
from backend.patrols.facts import VisitFacts
from backend.places.rules import SitePlace

ELSEWHERE = timedelta(hours=2)
"""How far from a scan another one of the same person, outside this round, still says something about it."""
WINDOW_GRACE_S = 300.0
SEEN_FOR = timedelta(days=30)
Round = tuple[UUID, UUID]
"""A person's part of one round: account and run, or account and the visit itself where there is no run."""
Spot = tuple[UUID, float, float, float | None]


@dataclass(frozen=True)
class Visited:
    """A visit with what the plan wanted there; a row of `neighbours` or the one that is just coming in."""

    id: UUID
    account_id: UUID
    run_id: UUID | None
    checkpoint_id: UUID
    device_hash: str | None
    mode: str
    via: str
    code_state: str | None
    position_state: str
    lat: float | None
    lng: float | None
    accuracy_m: float | None
    source_datum: str | None
    provider: str | None
    position_age_s: float | None
    occurred_at: datetime
    happened_at: datetime
    received_at: datetime
    clock_basis: str
    clock_skew_s: int
    upload_skew_s: int | None
    dwell_s: float | None
    proof: str
    place: Mapping[str, Any] | None
    verdict: str
    reasons: Sequence[Any]
    taken_at: datetime | None
    on_date: date | None
    opens_at: datetime | None
    closes_at: datetime | None
    ordered: bool | None
    point: int | None
    not_before: int | None
    min_dwell_s: int | None

    @property
    def round(self) -> Round:
        """Whose part of which round it is judged in."""
        return self.account_id, self.run_id or self.id

    @property
    def spot(self) -> Spot | None:
        """The reading at this checkpoint, to the last digit."""
        if self.lat is None or self.lng is None:
            return None
        return self.checkpoint_id, self.lat, self.lng, self.accuracy_m


@dataclass(frozen=True)
class Seen:
    """An earlier reading at a checkpoint, by anybody."""

    spot: Spot
    happened_at: datetime


def place_kept(place: SitePlace, happened_at: datetime) -> dict[str, Any]:
    """Return where the point is, as a visit keeps it. A position captured after the visit is not the one it was made at."""
    on_site = place.captured_at is not None and place.captured_at <= happened_at
    kept = {name: getattr(place, name) for name in ("lat", "lng", "accuracy_m", "radius_m")}
    return kept | {"on_site": on_site}


def touched_rounds(new: Visited, known: Iterable[Visited]) -> list[Round]:
    """Return the rounds whose facts `new` may change, its own first: the same person near in time, the phone's other users."""
    day, rounds = local_date(new.happened_at), {new.round: None}
    for other in known:
        same_day = local_date(other.happened_at) == day
        if other.account_id == new.account_id:
            near = abs(other.happened_at - new.happened_at) <= ELSEWHERE
            again = same_day and other.checkpoint_id == new.checkpoint_id
            if near or again:
                rounds[other.round] = None
        elif same_day and new.device_hash is not None and other.device_hash == new.device_hash:
            rounds[other.round] = None
    return list(rounds)


def facts_of_round(
    mine: Round, everything: Sequence[Visited], seen: Sequence[Seen]
) -> list[tuple[Visited, VisitFacts]]:
    """Return the visits of a round as they happened, each with its facts. `everything`: all of the days around it."""
    by_time = sorted(everything, key=_moment)
    visits = [visit for visit in by_time if visit.round == mine]
    orders = _orders(visits)
    persons = [visit for visit in by_time if visit.account_id == mine[0]]
    return [
        (
            visit,
            VisitFacts(
                mode=visit.mode,  # type: ignore[arg-type]  # checked by the table
                via=visit.via,  # type: ignore[arg-type]
                place=_place(visit),
                position=_position(visit, seen),
                clock=_clock(visit),
                window=_window(visit),
                code=visit.code_state,  # type: ignore[arg-type]
                order=orders.get(visit.id),
                dwell_s=visit.dwell_s,
                min_dwell_s=float(visit.min_dwell_s or 0),
                previous=_scan(visits[index - 1], visit) if index else None,
                next=_scan(visits[index + 1], visit) if index + 1 < len(visits) else None,
                others=_others(visit, persons),
                device=_device(visit, by_time),
                again_after_s=_again(visit, persons),
                proof=facts.Proof(visit.proof, visit.taken_at),  # type: ignore[arg-type]
            ),
        )
        for index, visit in enumerate(visits)
    ]


def _moment(visit: Visited) -> tuple[datetime, UUID]:
    return visit.happened_at, visit.id


def _place(visit: Visited) -> facts.Place:
    kept = visit.place or {}
    radius = kept.get("radius_m") or facts.Place.radius_m
    return facts.Place(
        kept.get("lat"), kept.get("lng"), kept.get("accuracy_m"), radius, on_site=bool(kept.get("on_site"))
    )


def _position(visit: Visited, seen: Sequence[Seen]) -> facts.Reading | facts.Absence:
    spot = visit.spot
    if spot is None:
        return "not_asked" if visit.position_state == "got" else visit.position_state  # type: ignore[return-value]
    since = visit.happened_at - SEEN_FOR
    before = sum(earlier.spot == spot and since <= earlier.happened_at < visit.happened_at for earlier in seen)
    return facts.Reading(
        spot[1],
        spot[2],
        visit.accuracy_m,
        source_datum="gcj02" if visit.source_datum == "gcj02" else "wgs84",
        provider=visit.provider,
        age_s=visit.position_age_s or 0.0,
        seen_before=before,
    )


def _clock(visit: Visited) -> facts.Clock:
    return facts.Clock(
        visit.occurred_at,
        visit.received_at,
        visit.clock_basis,  # type: ignore[arg-type]
        visit.happened_at,
        float(visit.clock_skew_s),
        None if visit.upload_skew_s is None else float(visit.upload_skew_s),
    )


def _window(visit: Visited) -> facts.Window | None:
    if visit.opens_at is None or visit.closes_at is None:
        return None
    not_before = None
    if visit.not_before is not None and visit.on_date is not None:
        not_before = datetime.combine(visit.on_date, time(), SHANGHAI) + timedelta(minutes=visit.not_before)
        if visit.opens_at - not_before > timedelta(hours=12):  # a round over midnight means its second day
            not_before += timedelta(days=1)
    return facts.Window(visit.opens_at, visit.closes_at, grace_s=WINDOW_GRACE_S, not_before=not_before)


def _orders(visits: Sequence[Visited]) -> dict[UUID, facts.Order]:
    """Where each stands in an ordered route and as which it came. A point left out moves nobody: only the order counts."""
    first: dict[int, None] = dict.fromkeys(visit.point for visit in visits if visit.ordered and visit.point is not None)
    came, wanted = list(first), sorted(first)
    return {
        visit.id: facts.Order(visit.point, wanted[came.index(visit.point)])
        for visit in visits
        if visit.ordered and visit.point is not None
    }


def _scan(other: Visited, visit: Visited) -> facts.Scan:
    place, reading = _place(other), _position(other, ())
    return facts.Scan(
        other.happened_at,
        place.lat,
        place.lng,
        place.accuracy_m,
        reading if isinstance(reading, facts.Reading) else None,
        other.mode,  # type: ignore[arg-type]
        other.checkpoint_id == visit.checkpoint_id,
    )


def _others(visit: Visited, persons: Sequence[Visited]) -> tuple[facts.Scan, ...]:
    return tuple(
        _scan(other, visit)
        for other in persons
        if other.round != visit.round and abs(other.happened_at - visit.happened_at) <= ELSEWHERE
    )


def _again(visit: Visited, persons: Sequence[Visited]) -> float | None:
    """Seconds since the same person's last visit to this point on the same day; of the day it is, not of the round."""
    day, mine = local_date(visit.happened_at), _moment(visit)
    earlier = [
        other.happened_at
        for other in persons
        if other.checkpoint_id == visit.checkpoint_id and _moment(other) < mine and local_date(other.happened_at) == day
    ]
    return (visit.happened_at - earlier[-1]).total_seconds() if earlier else None


def _device(visit: Visited, by_time: Sequence[Visited]) -> facts.DeviceUse:
    if visit.device_hash is None:
        return facts.DeviceUse()
    day, mine = local_date(visit.happened_at), _moment(visit)
    uses = [
        other
        for other in by_time
        if other.device_hash == visit.device_hash
        and other.account_id != visit.account_id
        and local_date(other.happened_at) == day
    ]
    before = [other.happened_at for other in uses if _moment(other) < mine]
    after = [other.happened_at for other in uses if _moment(other) > mine]
    return facts.DeviceUse(
        known=True,
        others_in_run=len({use.account_id for use in uses if visit.run_id and use.run_id == visit.run_id}),
        others_today=len({use.account_id for use in uses}),
        other_before_s=(visit.happened_at - before[-1]).total_seconds() if before else None,
        other_after_s=(after[0] - visit.happened_at).total_seconds() if after else None,
    )
