"""A load generator of one process: raw keep-alive sockets under epoll, so that it costs the shared cores little."""

from __future__ import annotations

import multiprocessing
import resource
import select
import socket
import time
from collections.abc import Callable, Generator
from contextlib import suppress
from dataclasses import dataclass, field

Conversation = Generator[bytes, tuple[int, bytes], None]
"""One unit of work: yields whole requests, is sent (status, body) of each answer, and returns when done."""

_STEP = 1 << 18


@dataclass(frozen=True)
class Measured:
    """What one round did. `seconds` is wall time, `client_cpu_s` the generator's own CPU time."""

    units: int
    requests: int
    failures: int
    seconds: float
    client_cpu_s: float
    latencies_s: list[float]

    @property
    def per_second(self) -> float:
        return self.units / self.seconds

    def quantile_ms(self, share: float) -> float:
        ordered = sorted(self.latencies_s)
        return 1000 * ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else 0.0


def measure(port: int, talk: Callable[[], Conversation], *, clients: int, seconds: float) -> Measured:
    """Let `clients` connections talk for `seconds`, from a process of their own."""
    context = multiprocessing.get_context("fork")
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=lambda: theirs.send(_Load(port, talk, clients).run(seconds)))
    process.start()
    theirs.close()
    try:
        return ours.recv()  # type: ignore[no-any-return]
    finally:
        process.join()


@dataclass
class _Client:
    """One connection and the conversation it is in."""

    socket: socket.socket
    talk: Conversation | None = None
    began: float = 0.0
    out: memoryview = field(default_factory=lambda: memoryview(b""))
    stuck: bool = False
    got: bytearray = field(default_factory=bytearray)


class _Load:
    def __init__(self, port: int, talk: Callable[[], Conversation], clients: int) -> None:
        self._talk, self._poll = talk, select.epoll()
        self._clients = {}
        for _ in range(clients):
            connection = socket.create_connection(("127.0.0.1", port))
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            connection.setblocking(False)
            self._clients[connection.fileno()] = _Client(connection)
            self._poll.register(connection.fileno(), select.EPOLLIN)
        self._requests = self._failures = 0
        self._latencies: list[float] = []

    def run(self, seconds: float) -> Measured:
        cpu, began = _cpu_s(), time.perf_counter()
        self._until = began + seconds
        for client in self._clients.values():
            self._begin(client)
        busy = len(self._clients)
        last = began
        while busy:
            for number, event in self._poll.poll():
                client = self._clients[number]
                if event & select.EPOLLOUT:
                    self._push(client)
                if event & ~select.EPOLLOUT:
                    busy -= self._pull(client)
                    last = time.perf_counter()
        return Measured(
            units=len(self._latencies),
            requests=self._requests,
            failures=self._failures,
            seconds=last - began,
            client_cpu_s=_cpu_s() - cpu,
            latencies_s=self._latencies,
        )

    def _begin(self, client: _Client) -> None:
        client.talk, client.began = self._talk(), time.perf_counter()
        self._send(client, next(client.talk))

    def _send(self, client: _Client, request: bytes) -> None:
        self._requests += 1
        client.out = memoryview(request)
        self._push(client)

    def _push(self, client: _Client) -> None:
        with suppress(BlockingIOError):
            client.out = client.out[client.socket.send(client.out) :]
        if bool(client.out) != client.stuck:
            client.stuck = bool(client.out)
            self._poll.modify(client.socket.fileno(), select.EPOLLIN | (select.EPOLLOUT if client.stuck else 0))

    def _pull(self, client: _Client) -> bool:
        """Read what is there; True when this client has stopped because the time is over."""
        part = client.socket.recv(_STEP)
        if not part:
            raise ConnectionError("the server closed a connection")
        client.got += part
        answer = _whole_answer(client.got)
        if answer is None:
            return False
        client.got.clear()
        self._failures += answer[0] >= 400
        try:
            self._send(client, client.talk.send(answer))  # type: ignore[union-attr]
            return False
        except StopIteration:
            ended = time.perf_counter()
            self._latencies.append(ended - client.began)
        if ended < self._until:
            self._begin(client)
            return False
        return True


def _whole_answer(got: bytearray) -> tuple[int, bytes] | None:
    """(status, body) once all of the answer is there; every answer measured here says its length."""
    end = got.find(b"\r\n\r\n")
    if end < 0:
        return None
    head = bytes(got[:end]).lower()
    at = head.index(b"content-length:") + 15
    length = int(head[at:].split(b"\r\n", 1)[0])
    body = end + 4
    return None if len(got) < body + length else (int(got[9:12]), bytes(got[body : body + length]))


def _cpu_s() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime
