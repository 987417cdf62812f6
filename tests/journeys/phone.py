"""A phone (or a desk) with a browser of its own, watched: what no page of ours may do is written down as a fault."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Playwright, Request, Response

from tests.journeys.site import Site

QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--use-fake-ui-for-media-stream",
    "--use-fake-device-for-media-stream",
)
PHONE = {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True}
DESK = {"viewport": {"width": 1280, "height": 800}}
PATIENCE_MS = 15_000
NO_BROWSER = "SKIPPED LOUDLY: no Chromium here, the browser journeys were not run"
ASKS_WHO_IS_THERE = (401, "/api/v1/me")
"""How the staff screens learn that nobody is signed in: the one refusal that is no fault."""


class Phone:
    """One person's browser. `page` is the one page that this person looks at; `faults` must stay empty."""

    def __init__(self, context: BrowserContext, site: Site, name: str) -> None:
        self.context, self.site, self.name = context, site, name
        self.faults: list[str] = []
        self._expected = {ASKS_WHO_IS_THERE}
        self._forgiving = False
        self.page = self.open_page()

    def open_page(self) -> Page:
        """Open a fresh page (the last one was closed, say) and look at that one from now on."""
        self.page = self.context.new_page()
        self._watch(self.page)
        return self.page

    def go(self, path: str) -> Page:
        """Open an address of the site, as from a link or a scan."""
        self.page.goto(self.site.url + path)
        return self.page

    def expect_answer(self, status: int, path: str) -> None:
        """Say beforehand that the server will refuse something here: that is what the test is about."""
        self._expected.add((status, path))

    @contextmanager
    def forgiving(self) -> Iterator[None]:
        """Meanwhile a request that gets no answer is no fault: that is what the test is about."""
        self._forgiving = True
        yield
        self._forgiving = False

    @contextmanager
    def without_network(self) -> Iterator[None]:
        """The lift, the cellar, the far village."""
        with self.forgiving():
            self.context.set_offline(True)
            yield
            self.context.set_offline(False)

    def _watch(self, page: Page) -> None:
        page.on("console", self._heard)
        page.on("pageerror", lambda error: self.faults.append(f"script: {error}"))
        page.on("request", self._asked)
        page.on("requestfailed", self._failed)
        page.on("response", self._answered)

    def _heard(self, message: ConsoleMessage) -> None:
        # What loads badly is judged by its answer, below: the console does not tell a fault from a planned refusal.
        if message.type == "error" and not message.text.startswith("Failed to load resource"):
            self.faults.append(f"console: {message.text}")

    def _asked(self, request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme not in ("data", "blob") and parts.netloc != self.site.host:
            self.faults.append(f"another host: {request.url}")

    def _failed(self, request: Request) -> None:
        # A request that its own page left behind is aborted by the browser; that is not a failure.
        if not self._forgiving and request.failure != "net::ERR_ABORTED":
            self.faults.append(f"no answer: {request.method} {request.url} {request.failure}")

    def _answered(self, response: Response) -> None:
        path = urlsplit(response.url).path
        planned = any(status == response.status and path.startswith(start) for status, start in self._expected)
        if response.status >= 400 and not planned:
            self.faults.append(f"{response.status}: {response.request.method} {path}")


def open_phone(
    browser: Browser, site: Site, *, name: str, at: str | None = None, desk: bool = False, **more: Any
) -> Phone:
    """Give somebody a browser; `at` is the code of the plate that they stand before (their faked position)."""
    context = browser.new_context(
        **(DESK if desk else PHONE),
        locale="zh-CN",
        timezone_id="Asia/Shanghai",
        permissions=["camera", "geolocation"],
        geolocation=_standing_at(site, at) if at else None,
        reduced_motion="reduce",
        **more,
    )
    context.set_default_timeout(PATIENCE_MS)
    return Phone(context, site, name)


def launch(playwright: Playwright, film: Path, *more: str) -> Browser:
    """Start Chromium; `film` is what its camera sees, `more` are further arguments of its command line."""
    arguments = [*QUIET, f"--use-file-for-fake-video-capture={film.resolve()}", *more]
    return playwright.chromium.launch(executable_path=chromium(), args=arguments)


def keep_pictures(phones: list[Phone], folder: Path, test: str) -> list[Path]:
    """Keep what everybody was looking at when a journey failed."""
    folder.mkdir(parents=True, exist_ok=True)
    kept = []
    for phone in phones:
        if phone.page.is_closed():
            continue
        path = folder / re.sub(r"[^\w.-]+", "-", f"{test}-{phone.name}.png")
        phone.page.screenshot(path=path)
        kept.append(path)
    return kept


def _standing_at(site: Site, code: str) -> dict[str, float]:
    point = site.place_of(code)["checkpoint"]
    return {"latitude": point["lat"], "longitude": point["lng"], "accuracy": 12}


def chromium() -> str:
    """Return where Chromium is; without one the journeys are skipped, or fail where it was promised."""
    found = shutil.which("chromium") or shutil.which("google-chrome")
    if found:
        return found
    if os.environ.get("XIAOANMA_REQUIRE_BROWSER") == "1":
        pytest.fail("Chromium was expected and is not here")
    pytest.skip(NO_BROWSER)
