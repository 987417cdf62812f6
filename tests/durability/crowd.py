"""Writers in processes of their own, each a thread with its own connection, that start in the same moment.

The processes are forked by a clean server that has imported the application once; SQLAlchemy's pool is each one's own.
"""

from __future__ import annotations

import multiprocessing
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import timedelta
from multiprocessing.synchronize import Barrier
from typing import Any
from uuid import UUID

from backend.app import create_app
from backend.config import load
from backend.core.clock import now
from backend.core.db import Database
from backend.core.ids import new_id
from tests.durability.writers import Scene

START_WITHIN_S = 60.0


@dataclass(frozen=True)
class Post:
    """Where one writer stands: a school with its people, and an open case there that others report again."""

    scene: Scene
    known_case: UUID


def write_all_at_once(environment: Mapping[str, str], posts: list[list[Post]]) -> list[tuple[int, str]]:
    """Let every post's writer work, one process for each inner list; returns each answer's status and what it was for."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([__name__])
    gate, answers = context.Barrier(sum(map(len, posts))), context.Queue()
    processes = [context.Process(target=_a_process, args=(dict(environment), some, gate, answers)) for some in posts]
    for process in processes:
        process.start()
    heard: list[tuple[int, str]] = [answer for _ in processes for answer in answers.get(timeout=2 * START_WITHIN_S)]
    for process in processes:
        process.join(START_WITHIN_S)
    return heard


def _a_process(environment: dict[str, str], posts: list[Post], gate: Barrier, answers: Any) -> None:
    config = load(environment)
    app = create_app(config, database=Database(config.database_url))
    with ThreadPoolExecutor(len(posts)) as pool:
        done = [pool.submit(_Writer(app, post).work, gate) for post in posts]
        answers.put([answer for each in done for answer in each.result()])


class _Writer:
    """One life of a case: reported, reported again by a passer-by, assigned under its number, taken over, fixed, verified."""

    def __init__(self, app: Any, post: Post) -> None:
        self._client, self._post = app.test_client(), post
        self._answers: list[tuple[int, str]] = []

    def work(self, gate: Barrier) -> list[tuple[int, str]]:
        gate.wait(START_WITHIN_S)
        try:
            self._live()
        except Exception as error:
            self._answers.append((599, repr(error)))
        return self._answers

    def _live(self) -> None:
        office, school = self._post.scene.office, self._post.scene.school
        case = self._report(school, category="STF01")
        self._report({}, joins_case_id=str(self._post.known_case))
        asked = {"category": "STF01", "severity": "general", "handling": "deadline"}
        asked |= {"lead_unit_id": str(self._post.scene.school_id), "due_at": (now() + timedelta(days=7)).isoformat()}
        self._move(case, "assign", 1, office, asked)
        self._move(case, "acknowledge", 2, school, {"responsible_name": "王校长", "planned_measure": "补齐保安员"})
        self._move(case, "submit", 3, school, {"measure": "已补齐"})
        self._move(case, "verify", 4, office, {"note": "已复查"})

    def _report(self, who: Mapping[str, str], **about: str) -> str:
        body = {"id": str(new_id()), "code": self._post.scene.code, "tile": "campus", "danger": False}
        body |= {"note": "门岗没有人", "occurred_at": now().isoformat(), "device_key": str(new_id())}
        answer = self._send("/api/v1/reports", body | about, who)
        return str(answer.get("case_id"))

    def _move(self, case: str, action: str, version: int, who: Mapping[str, str], details: Mapping[str, Any]) -> None:
        command = {"id": str(new_id()), "version": version, "occurred_at": now().isoformat()}
        self._send(f"/api/v1/cases/{case}/{action}", command | dict(details), who)

    def _send(self, path: str, body: Any, who: Mapping[str, str]) -> dict[str, Any]:
        answer = self._client.post(path, json=body, headers=dict(who))
        self._answers.append((answer.status_code, f"{path} {answer.text[:200] if answer.status_code >= 400 else ''}"))
        return answer.json or {}
