"""Phones against the whole application: a passer-by's or a named person's, sending what the pages send."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from typing import Any
from uuid import UUID

from flask import Flask
from PIL import Image
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from backend.core.clock import now
from backend.core.db import Database
from backend.core.ids import new_id
from tests.builders import bearer
from tests.cases import Scene, a_scene


@cache
def a_picture(number: int = 0) -> bytes:
    """A small JPEG, another one for each number."""
    out = io.BytesIO()
    Image.new("RGB", (48, 32), (number % 256, 90, 200 - number % 200)).save(out, "JPEG")
    return out.getvalue()


def sha256(data: bytes) -> str:
    """The hash under which a photo is announced and sent."""
    return hashlib.sha256(data).hexdigest()


def claims(*pictures: bytes) -> list[dict[str, str]]:
    """What a record says of the photos it will have."""
    return [{"sha256": sha256(picture)} for picture in pictures]


@dataclass
class Phone:
    """A phone; with `headers` of somebody signed in."""

    app: Flask
    headers: Mapping[str, str] = field(default_factory=dict)

    def call(self, method: str, path: str, **options: Any) -> TestResponse:
        """One request to the API."""
        headers = dict(self.headers) | options.pop("headers", {})
        return self.app.test_client().open(f"/api/v1{path}", method=method, headers=headers, **options)

    def get(self, path: str, **query: Any) -> TestResponse:
        """Read."""
        return self.call("GET", path, query_string=query)

    def post(self, path: str, body: Any) -> TestResponse:
        """Send a form."""
        return self.call("POST", path, json=body)

    def send_photo(self, path: str, picture: bytes, *, token: str = "", media_type: str = "image/jpeg") -> TestResponse:
        """Send a photo's bytes below a record."""
        headers = {"Upload-Token": token} if token else {}
        return self.call(
            "PUT", f"{path}/photos/{sha256(picture)}", data=picture, content_type=media_type, headers=headers
        )

    def move(self, case: Mapping[str, Any], action: str, **details: Any) -> TestResponse:
        """Do something with a case as it was last seen."""
        command = {"id": str(new_id()), "version": case["version"], "occurred_at": now().isoformat()}
        return self.post(f"/cases/{case['id']}/{action}", command | details)


@dataclass
class Stage:
    """An application on one database, a scene, and phones for everybody in it."""

    app: Flask
    database: Database
    scene: Scene

    @property
    def passer_by(self) -> Phone:
        """A phone that nobody has signed in on."""
        return Phone(self.app)

    def phone(self, role: str, *, number: int = 1, scene: Scene | None = None) -> Phone:
        """The phone of the first (second …) person of a role."""
        with self.work() as session:
            account = (scene or self.scene).account(session, role, number=number)
            return Phone(self.app, bearer(session, account))

    @contextmanager
    def work(self) -> Iterator[Session]:
        """A unit of work beside the application's."""
        with self.database.work() as session:
            yield session

    def read(self, model: type[Any], row_id: str | UUID) -> Any:
        """One row as it stands."""
        with self.database.work(write=False) as session:
            return session.get_one(model, UUID(str(row_id)))

    def report(self, phone: Phone | None = None, **about: Any) -> dict[str, Any]:
        """Report something and return the answer, which must be the first one."""
        answer = (phone or self.passer_by).post("/reports", self.body(**about))
        assert answer.status_code == 201, answer.text
        return answer.json  # type: ignore[no-any-return]

    def body(self, **about: Any) -> dict[str, Any]:
        """A report as the page sends it; `code=None` and the like take a field out."""
        body = {"id": str(new_id()), "code": self.scene.code, "tile": "building", "danger": False}
        body |= {"note": "围栏松动，请来看看", "occurred_at": now().isoformat(), "device_key": str(new_id())}
        return {name: value for name, value in (body | about).items() if value is not None}

    def case_of(self, phone: Phone, report: Mapping[str, Any]) -> dict[str, Any]:
        """The case that answers a report, as somebody sees it."""
        from backend.rectifications.queries import case_of_hazard

        with self.database.work(write=False) as session:
            case_id = case_of_hazard(session, UUID(report["id"])).id
        answer = phone.get(f"/cases/{case_id}")
        assert answer.status_code == 200, answer.text
        return answer.json  # type: ignore[no-any-return]


def set_stage(app: Flask, database: Database, **about: Any) -> Stage:
    """An application with one school in it."""
    with database.work() as session:
        scene = a_scene(session, **about)
    return Stage(app, database, scene)
