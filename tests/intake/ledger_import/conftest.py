"""The application with 启明小学, and a joint office that uploads."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest
from flask import Flask

from backend.core.db import Database
from backend.core.spreadsheets import MEDIA_TYPE
from tests.phones import Phone, Stage, set_stage

Json = dict[str, Any]


@dataclass
class Desk:
    """Somebody who imports a ledger."""

    stage: Stage
    phone: Phone

    def upload(self, data: bytes, *, name: str = "台账.xlsx", kind: str = "ledger") -> Any:
        """Upload a file; the answer as it is."""
        return self.phone.call(
            "POST", f"/imports/{kind}", query_string={"file_name": name}, data=data, content_type=MEDIA_TYPE
        )

    def preview(self, data: bytes, *, kind: str = "ledger", name: str = "台账.xlsx") -> Json:
        """Upload a file that is taken."""
        answer = self.upload(data, kind=kind, name=name)
        assert answer.status_code == 201, answer.text
        return answer.json  # type: ignore[no-any-return]

    def page(self, preview: Json, show: str, page: int = 1) -> list[Json]:
        """The rows of one kind."""
        answer = self.phone.get(f"/imports/ledger/{preview['id']}", show=show, page=page)
        assert answer.status_code == 200, answer.text
        return answer.json["rows"]  # type: ignore[no-any-return]

    def confirm(self, preview: Json, *, only_clean: bool = True, kind: str = "ledger") -> Any:
        """Let it in; the answer as it is."""
        return self.phone.post(f"/imports/{kind}/{preview['id']}/confirmation", {"only_clean": only_clean})

    def imported(self, data: bytes) -> Json:
        """Upload and confirm."""
        answer = self.confirm(self.preview(data))
        assert answer.status_code == 200, answer.text
        return answer.json  # type: ignore[no-any-return]

    def cases(self) -> list[Json]:
        """The ledger as the joint office lists it, oldest first."""
        return self.phone.get("/cases").json["items"][::-1]  # type: ignore[no-any-return]


@pytest.fixture
def stage(app: Flask, database: Database) -> Stage:
    return set_stage(app, database)


@pytest.fixture
def desk(stage: Stage) -> Desk:
    return Desk(stage, stage.phone("joint_office"))
