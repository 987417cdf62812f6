"""Forks real servers quickly: this process has imported the application, each child runs `xiaoanma serve` (see killing.py).

Commands come on stdin, one a line: `PORT` starts `xiaoanma serve`, `PORT MODULE:NAME` a granian with another WSGI
application. The answer is the process id, which is also the process group. End of input kills what still runs.
"""

from __future__ import annotations

import gc
import os
import signal
import sys
import traceback
from contextlib import suppress

import granian.server.mp

from backend import cli, config
from backend.app import create_app


def main() -> None:
    create_app(config.load())  # once, for what it imports; nothing is opened before the first request
    gc.freeze()  # the children's collectors leave these pages shared
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    groups = []
    for line in sys.stdin:
        port, _, target = line.strip().partition(" ")
        groups.append(_fork(int(port), target))
        print(groups[-1], flush=True)
    for group in groups:
        with suppress(ProcessLookupError):
            os.killpg(group, signal.SIGKILL)


def _fork(port: int, target: str) -> int:
    child = os.fork()
    if child:
        return child
    os.setsid()
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    silence = os.open(os.devnull, os.O_RDWR)
    os.dup2(silence, 0)
    os.dup2(2, 1)
    try:
        _serve(port, target)
    except BaseException:
        traceback.print_exc()
    finally:
        os._exit(1)


def _serve(port: int, target: str) -> None:
    if not target:
        cli.main(["serve", "--port", str(port), "--workers", "2"], standalone_mode=False)
        return
    server = granian.Granian(target, port=port, interface="wsgi", workers=2, blocking_threads=1)  # type: ignore[arg-type]
    server.serve()


if __name__ == "__main__":
    main()
