"""What the log says about a request, tried in a process of its own: route, status and time; never who, where or which code."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

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
