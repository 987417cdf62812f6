"""All that a verdict may know of one visit and of its neighbours in the same run. Frozen and pure.

Only the moment of a scan exists: there is no track between scans, no name, and nothing from a person's past runs.
Times are aware; lengths are metres, durations seconds, positions degrees WGS-84 (converted at the door by `core.geo`).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from backend.core.geo import Datum
from backend.core.phone_clock import ClockBasis

Mode = Literal["foot", "vehicle", "video"]
Absence = Literal["refused", "unavailable", "timeout", "unsupported", "not_asked"]
Via = Literal["page_scan", "phone_scan", "typed", "picked"]
CodeState = Literal["good", "grace", "replaced", "lost", "retired"]
ProofState = Literal["not_asked", "given", "waiting", "missing"]


@dataclass(frozen=True)
class Reading:
    """One position as the phone read it for this scan.

    `accuracy_m`: one-sigma radius as the phone says, None when it says none. `source_datum`: what the phone called it
    (`gcj02` has been converted already). `provider`: `gps`, `network`, `wxjs` …, as the page knows it.
    `age_s`: seconds between the reading and the scan on the phone's own count (`position.timestamp` against the scan).
    `seen_before`: how many earlier visits *to this checkpoint, by anybody, in the last 30 days*, hold exactly the same
    lat, lng and accuracy (six decimals): about the reading, not about the person.
    """

    lat: float
    lng: float
    accuracy_m: float | None
    source_datum: Datum = "wgs84"
    provider: str | None = None
    age_s: float = 0.0
    seen_before: int = 0


@dataclass(frozen=True)
class Place:
    """The checkpoint: where it is, how well that is known, and how near counts as there (`radius_m`, domain default 50).

    `lat` and `lng` are None while nobody has captured it. `on_site`: captured by a phone on the spot (or with the plate's
    mounting), not picked on a map; `accuracy_m` is what that phone said.
    """

    lat: float | None
    lng: float | None
    accuracy_m: float | None = None
    radius_m: float = 50.0
    on_site: bool = True


@dataclass(frozen=True)
class Window:
    """When the plan wants this visit: from `starts_at` to `ends_at`, and `grace_s` seconds on either side without a mark.

    `not_before`: this point is not to be visited earlier than this (evening lock-up), grace or not.
    """

    starts_at: datetime
    ends_at: datetime
    grace_s: float = 0.0
    not_before: datetime | None = None


@dataclass(frozen=True)
class Clock:
    """When it was, as the phone says and as the server knows.

    `occurred_at`, `clock_basis`: from the phone. `received_at`: server. `upload_skew_s`: the phone's clock minus the server's
    at the moment of upload, if the phone said its time; None if not. `happened_at`, `skew_s`: what
    `core.phone_clock.read_phone_clock` derives from all of these (seconds, positive: the phone is ahead; 0 where unknown).
    """

    occurred_at: datetime
    received_at: datetime
    clock_basis: ClockBasis
    happened_at: datetime
    skew_s: float = 0.0
    upload_skew_s: float | None = None


@dataclass(frozen=True)
class Scan:
    """Another scan by the same person: the previous or next one of this run, or a recent one elsewhere the same day.

    `happened_at` as in `Clock`; `lat`, `lng`, `accuracy_m`: the *checkpoint's* position, None if it has none;
    `reading`: what the phone read there, if it did; `mode`: of the run it belongs to; `same_place`: the same checkpoint.
    """

    happened_at: datetime
    lat: float | None
    lng: float | None
    accuracy_m: float | None = None
    reading: Reading | None = None
    mode: Mode = "foot"
    same_place: bool = False


@dataclass(frozen=True)
class DeviceUse:
    """Who else used this device today: counts and times, never names.

    `known`: the device carried a mark (a random id in its storage); without one the rest is empty.
    `others_in_run`, `others_today`: other persons who recorded visits with it, in this run or in any on this local day.
    `other_before_s`, `other_after_s`: seconds from the nearest visit that *another person* recorded on it, before and
    after this visit; None when there is none that day. Two guards on two shifts have one side only.
    """

    known: bool = False
    others_in_run: int = 0
    others_today: int = 0
    other_before_s: float | None = None
    other_after_s: float | None = None


@dataclass(frozen=True)
class Order:
    """Where the checkpoint stands in an ordered route (from 0), and as which it was found in this run (from 0)."""

    expected: int
    found: int


@dataclass(frozen=True)
class Proof:
    """The fresh photo of a fixed object that some visits ask for.

    `state`: `waiting` means announced by hash but not uploaded yet. `taken_at`: from the file, None where the app strips it.
    """

    state: ProofState = "not_asked"
    taken_at: datetime | None = None


@dataclass(frozen=True)
class VisitFacts:
    """One visit: everything the rules look at.

    `position`: a reading, or the word why there is none. `via`: scanned inside the page, by the phone's or WeChat's
    scanner, code typed, or picked from the list without any code. `code`: state of the version that was scanned or typed
    (`places.rules.code_verdict`), None when picked. `order`: None in an unordered route. `dwell_s`: monotonic seconds from
    opening the point's page to recording the visit, None unknown; `min_dwell_s`: what the plan asks for here.
    `previous`, `next`: the same person's neighbours in this run by `happened_at`; `others`: the same person's scans
    outside this run within the last and next hours. `again_after_s`: seconds since the same person's last visit to this
    same checkpoint, None if none today.
    """

    mode: Mode
    via: Via
    place: Place
    position: Reading | Absence
    clock: Clock
    window: Window | None = None
    code: CodeState | None = "good"
    order: Order | None = None
    dwell_s: float | None = None
    min_dwell_s: float = 0.0
    previous: Scan | None = None
    next: Scan | None = None
    others: tuple[Scan, ...] = ()
    device: DeviceUse = field(default_factory=DeviceUse)
    again_after_s: float | None = None
    proof: Proof = field(default_factory=Proof)


@dataclass(frozen=True)
class RunFacts:
    """The visits that one person recorded in one run, by `happened_at`: some things show only across them.

    In a joint run every person is judged alone, so two people at one point never count against each other.
    """

    visits: tuple[VisitFacts, ...]
