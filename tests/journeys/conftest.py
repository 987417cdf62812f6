"""Fixtures: a running site of each kind, Chromium before its printed plate, and phones that are watched."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Playwright, expect, sync_playwright

from tests import databases
from tests.journeys import phone as phones
from tests.journeys.camera import film
from tests.journeys.phone import Phone
from tests.journeys.site import Site, running

PICTURES = Path(__file__).resolve().parents[2] / "var" / "journeys"
SCANNED = "启明小学 A门（南大门）"
"""The plate that the camera sees."""
OUTCOME = pytest.StashKey[pytest.TestReport]()

OpenPhone = Callable[..., Phone]


@pytest.fixture(scope="package", autouse=True)
def _with_chromium() -> None:
    """Nothing is set up for nothing."""
    phones.chromium()


@pytest.fixture(scope="package")
def sites(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Iterator[Callable[[str], Site]]:
    """Sites by kind of database, each started at first use."""
    started: dict[str, Site] = {}
    with ExitStack() as stack:

        def site_of(kind: str) -> Site:
            if kind not in started:
                home = tmp_path_factory.mktemp(f"site-{kind}")
                name = f"xiaoanma_journey_{os.getpid()}_{worker_id}"
                url = stack.enter_context(databases.created(kind, home, name))
                started[kind] = stack.enter_context(running(kind, home, url))
            return started[kind]

        yield site_of


@pytest.fixture
def site(request: pytest.FixtureRequest, sites: Callable[[str], Site]) -> Site:
    """A running demo county, on SQLite unless a test asks for another kind."""
    return sites(getattr(request, "param", "sqlite"))


@pytest.fixture(scope="package")
def playwright() -> Iterator[Playwright]:
    """The driver of the browsers."""
    expect.set_options(timeout=phones.PATIENCE_MS)
    with sync_playwright() as driver:
        yield driver


@pytest.fixture(scope="package")
def browsers(playwright: Playwright, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[Site], Browser]]:
    """One Chromium a site, its camera before the plate that `xiaoanma placards` printed."""
    open_browsers: dict[str, Browser] = {}

    def browser_of(site: Site) -> Browser:
        if site.kind not in open_browsers:
            seen = film(site.plates, site.code_at(SCANNED), tmp_path_factory.mktemp("camera"))
            open_browsers[site.kind] = phones.launch(playwright, seen)
        return open_browsers[site.kind]

    yield browser_of
    for browser in open_browsers.values():
        browser.close()


@pytest.fixture
def open_phone(request: pytest.FixtureRequest, site: Site, browsers: Callable[[Site], Browser]) -> Iterator[OpenPhone]:
    """Give people phones: `open_phone(name="群众", at=code)`. What their pages did wrong fails the journey at its end."""
    held: list[Phone] = []

    def give(**about: Any) -> Phone:
        held.append(phones.open_phone(browsers(site), site, **about))
        return held[-1]

    yield give
    faults = [f"{phone.name}: {fault}" for phone in held for fault in phone.faults]
    outcome = request.node.stash.get(OUTCOME, None)
    if faults or outcome is None or outcome.failed:
        for path in phones.keep_pictures(held, PICTURES, request.node.name):
            print(f"\nwhat was on the screen: {path}")
    for phone in held:
        phone.context.close()
    assert not faults, "\n".join(faults)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Iterator[None]:
    """Let the fixtures know how the test went."""
    report = yield
    if report.when == "call":
        item.stash[OUTCOME] = report
    return report


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say at the end, where everybody looks, that the journeys did not run."""
    if any(phones.NO_BROWSER in str(report.longrepr) for report in terminalreporter.stats.get("skipped", [])):
        terminalreporter.write_line(f"!! {phones.NO_BROWSER}", red=True, bold=True)
