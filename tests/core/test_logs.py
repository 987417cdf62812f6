"""What the log says about a request, tried in a process of its own: route, status and time; never who, where or which code."""

from __future__ import annotations

import json
import subprocess
import sys
import traceback
from pathlib import Path

from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from backend.core import logs
from backend.core.db import Database

SCRIPT = """
import sys
from backend import config
from backend.app import create_app
from backend.core import logs
logs.configure()
site = config.load({"XIAOANMA_HOME": sys.argv[1], "XIAOANMA_DATABASE_URL": "sqlite://"})
client = create_app(site).test_client()
client.get("/c/SECRETCODE?phone=10012345678")
client.post("/api/v1/pickups", json={"pickup_code": "PICKUP99"})
client.get("/healthz", headers={"X-Request-Id": "01900000-0000-7000-8000-000000000001"})
client.get("/healthz", headers={"X-Request-Id": "13800000000 is a phone"})
"""


def _lines(tmp_path: Path) -> list[dict[str, object]]:
    ran = subprocess.run([sys.executable, "-c", SCRIPT, str(tmp_path)], capture_output=True, text=True, check=True)
    assert ran.stdout == ""
    return [json.loads(line) for line in ran.stderr.splitlines() if line.startswith("{")]


def test_a_log_line_tells_route_status_and_time_and_nothing_personal(tmp_path: Path) -> None:
    lines = _lines(tmp_path)
    requests = [line for line in lines if line["event"] == "request"]
    assert {"method", "route", "status", "ms", "request_id", "timestamp", "level", "event"} == set(requests[0])
    said = json.dumps(lines)
    assert not any(secret in said for secret in ("SECRETCODE", "10012345678", "PICKUP99", "13800000000"))


def test_a_proxys_request_id_is_kept_only_when_it_is_one(tmp_path: Path) -> None:
    ids = [line["request_id"] for line in _lines(tmp_path) if line.get("route") == "/healthz"]
    assert ids[0] == "01900000-0000-7000-8000-000000000001"
    assert str(ids[1]).count("-") == 4


def test_what_a_database_quotes_in_its_complaint_is_left_out_of_the_log(committed_database: Database) -> None:
    """PostgreSQL says DETAIL: Key (phone)=(138…) already exists; a phone number belongs in no log."""
    written: list[str] = []
    phone = str(10_012_345_678)  # spelt otherwise, because a traceback quotes this file too
    table = "CREATE TABLE quoted (phone VARCHAR(11) PRIMARY KEY)"
    try:
        with committed_database.work() as session:
            session.execute(text(table))
            for _ in range(2):
                session.execute(text("INSERT INTO quoted VALUES (:phone)"), {"phone": phone})
    except IntegrityError as error:
        written.append(logs.without_quotes(None, "error", {"exception": _told(error)})["exception"])
    assert "IntegrityError" in written[0]
    assert phone not in written[0]


def _told(error: BaseException) -> str:
    return "".join(traceback.format_exception(error))
