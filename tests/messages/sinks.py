"""Real other sides on this machine: a robot's web address that answers as told, and channels that lead to it."""

from __future__ import annotations

import json
import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from backend.core.actor import SYSTEM
from backend.core.ids import new_id
from backend.messages.channels import NewChannel, add_channel
from backend.messages.delivery import Site
from backend.messages.operations import Notice, send
from tests.builders import County

SITE = Site("https://xam.example")
TAKEN: dict[str, Any] = {"errcode": 0, "errmsg": "ok", "code": 0}


@dataclass(frozen=True)
class Answer:
    """What the sink says: by default what the robots of all three makers say when they took it."""

    body: Any = field(default_factory=lambda: TAKEN)
    status: int = 200
    headers: tuple[tuple[str, str], ...] = ()
    stalls: bool = False
    breaks: bool = False


class Sink(ThreadingHTTPServer):
    """Keeps what it was sent; gives the `answers` in turn, then takes everything."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.received: list[dict[str, Any]] = []
        self.paths: list[str] = []
        self.answers: deque[Answer] = deque()
        self.asked = threading.Event()
        self.go_on = threading.Event()

    def url(self, path: str = "/cgi-bin/webhook/send?key=0123456789abcdef-key-of-tests") -> str:
        """Where the sink listens."""
        return f"http://127.0.0.1:{self.server_port}{path}"

    @property
    def texts(self) -> list[str]:
        """The texts received, of WeCom and DingTalk."""
        return [body["text"]["content"] for body in self.received]


class _Handler(BaseHTTPRequestHandler):
    server: Sink

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.received.append(json.loads(body))
        self.server.paths.append(self.path)
        self.server.asked.set()
        answer = self.server.answers.popleft() if self.server.answers else Answer()
        if answer.stalls:
            self.server.go_on.wait(30)
        if answer.breaks:
            self.close_connection = True
            return
        data = answer.body if isinstance(answer.body, bytes) else json.dumps(answer.body).encode()
        self.send_response(answer.status)
        for name, value in (*answer.headers, ("Content-Length", str(len(data)))):
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


@contextmanager
def a_sink() -> Iterator[Sink]:
    """A robot's web address on this machine."""
    sink = Sink()
    thread = threading.Thread(target=sink.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    yield sink
    sink.go_on.set()
    sink.shutdown()
    sink.server_close()


def a_channel(session: Session, county: County, target: str, *, kind: str = "wecom", **about: Any) -> UUID:
    """A channel of the whole county that leads to `target`; `about` are fields of NewChannel."""
    new = NewChannel(county_id=county.id, kind=kind, name="联席办工作群", target=target, **about)
    return add_channel(session, SYSTEM, new, smtp_url=SMTP)


SMTP = "smtp://127.0.0.1:25/?from=xam@county.example"


def a_notice(county: County, *, kind: str = "case_assigned", **about: Any) -> Notice:
    """A notice for the market office, of a case of 启明小学; `about` are fields of Notice."""
    values = {"school": "启明小学", "number": "SF-ZG-2026-000123"}
    fields: dict[str, Any] = {"unit_ids": (county.offices["SAMR"],), "subject_type": "case", "subject_id": new_id()}
    return Notice(kind=kind, county_id=county.id, **(fields | {"values": values} | about))


def tell(session: Session, county: County, count: int, **about: Any) -> None:
    """Give `count` notices."""
    for _ in range(count):
        assert send(session, a_notice(county, **about))
