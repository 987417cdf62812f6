"""Phones that never give up: each sends reports, photos and moves, repeats what got no answer, and notes what did."""

from __future__ import annotations

import hashlib
import http.client
import io
import json
import random
import threading
import time
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import UUID

from PIL import Image

from backend.core.clock import now
from backend.core.ids import new_id

BETWEEN_TRIES_S = 0.01


@dataclass
class Notes:
    """What one phone tried, what was acknowledged to it, and every answer that was neither success nor silence."""

    tried_reports: set[UUID] = field(default_factory=set)
    reports: dict[UUID, list[str]] = field(default_factory=dict)
    photos: set[tuple[UUID, str]] = field(default_factory=set)
    moves: dict[UUID, UUID] = field(default_factory=dict)
    tried_moves: set[UUID] = field(default_factory=set)
    refused: list[str] = field(default_factory=list)
    repeated: int = 0


@dataclass(frozen=True)
class Scene:
    """Where the phones are: a plate and its school, and the bearer headers of two people who work on cases there."""

    code: str
    school_id: UUID
    office: dict[str, str]
    school: dict[str, str]


class Phone(threading.Thread):
    """A thread that works until `stop` is set, then finishes what it has begun."""

    def __init__(self, port: int, scene: Scene, *, seed: str, acknowledged: threading.Event) -> None:
        super().__init__(daemon=True)
        self.notes = Notes()
        self.stop = threading.Event()
        self._port, self._scene, self._acknowledged = port, scene, acknowledged
        self._random = random.Random(seed)
        self._connection: http.client.HTTPConnection | None = None

    def run(self) -> None:
        while not self.stop.is_set():
            try:
                self._one_unit()
            except _RefusedError as refused:
                self.notes.refused.append(str(refused))

    def _one_unit(self) -> None:
        raise NotImplementedError

    def _report(self, picture: bytes, more: dict[str, Any], headers: dict[str, str]) -> tuple[UUID, dict[str, Any]]:
        report_id, hashes = new_id(), [_sha256(picture)]
        self.notes.tried_reports.add(report_id)
        body = {
            "id": str(report_id),
            "code": self._scene.code,
            "tile": "fire",
            "danger": False,
            "note": "消防通道被堵住了",
            "photos": [{"sha256": sha256} for sha256 in hashes],
            "occurred_at": now().isoformat(),
            "device_key": str(report_id),
        }
        answer = self._send("POST", "/api/v1/reports", json.dumps(body | more).encode(), headers)
        self.notes.reports[report_id] = hashes
        return report_id, answer

    def _put(self, path: str, record_id: UUID, picture: bytes, headers: dict[str, str]) -> None:
        sha256 = _sha256(picture)
        self._send("PUT", f"{path}/{sha256}", picture, headers | {"Content-Type": "image/jpeg"})
        self.notes.photos.add((record_id, sha256))

    def _send(self, method: str, path: str, body: bytes, headers: dict[str, str]) -> dict[str, Any]:
        """Send until an answer comes back whole; a server that dies in the middle is asked the same thing again."""
        while True:
            try:
                status, answer = self._try(method, path, body, headers)
            except (OSError, http.client.HTTPException):
                self._connection = None
                self.notes.repeated += 1
                time.sleep(BETWEEN_TRIES_S)
                continue
            if status not in (200, 201):
                raise _RefusedError(f"{method} {path} → {status} {answer.decode()[:300]}")
            self._acknowledged.set()
            return json.loads(answer)  # type: ignore[no-any-return]

    def _try(self, method: str, path: str, body: bytes, headers: dict[str, str]) -> tuple[int, bytes]:
        if self._connection is None:
            self._connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=30)
        self._connection.request(method, path, body, {"Content-Type": "application/json"} | headers)
        answer = self._connection.getresponse()
        return answer.status, answer.read()


class PasserBy(Phone):
    """Reports one hazard after the other, each with a photo."""

    def _one_unit(self) -> None:
        picture = a_picture(self._random)
        report_id, answer = self._report(picture, {}, {})
        self._put(f"/api/v1/reports/{report_id}/photos", report_id, picture, {"Upload-Token": answer["upload_token"]})


class Talkative(Phone):
    """Reports one hazard after the other and never sends the photos."""

    def _one_unit(self) -> None:
        self._report(a_picture(self._random), {}, {})


class CaseWorkers(Phone):
    """The joint office and the school taking one case after the other from report to struck off, with photos."""

    def _one_unit(self) -> None:
        office, school = self._scene.office, self._scene.school
        found, fixed = a_picture(self._random), a_picture(self._random)
        named = {"category": "FIR02", "found_via": "joint_inspection"}
        report_id, answer = self._report(found, named, office)
        self._put(f"/api/v1/reports/{report_id}/photos", report_id, found, {"Upload-Token": answer["upload_token"]})
        case = f"/api/v1/cases/{answer['case_id']}"
        asked = {"category": "FIR02", "severity": "general", "handling": "deadline"}
        asked |= {"lead_unit_id": str(self._scene.school_id), "due_at": (now() + timedelta(days=7)).isoformat()}
        self._move(case, "assign", 1, office, asked)
        self._move(case, "acknowledge", 2, school, {"responsible_name": "王校长", "planned_measure": "清理通道"})
        photo = {"photos": [{"sha256": _sha256(fixed)}]}
        entry_id = self._move(case, "submit", 3, school, {"measure": "已清理通道"} | photo)
        self._put(f"{case}/photos", entry_id, fixed, school)
        self._move(case, "verify", 4, office, {"note": "已复查"})

    def _move(self, case: str, action: str, version: int, who: dict[str, str], details: dict[str, Any]) -> UUID:
        command_id = new_id()
        self.notes.tried_moves.add(command_id)
        command = {"id": str(command_id), "version": version, "occurred_at": now().isoformat()} | details
        self._send("POST", f"{case}/{action}", json.dumps(command).encode(), who)
        self.notes.moves[command_id] = UUID(case.rpartition("/")[2])
        return command_id


class _RefusedError(Exception):
    """An answer that no phone of this test should ever get."""


def a_picture(random_: random.Random) -> bytes:
    """A small JPEG unlike any other."""
    out = io.BytesIO()
    Image.frombytes("RGB", (24, 16), random_.randbytes(24 * 16 * 3)).save(out, "JPEG")
    return out.getvalue()


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
