"""What a passer-by's phone must load, from opening the page behind a plate to 已收到, counted on the wire."""

from __future__ import annotations

from collections import Counter
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.journeys import acts
from tests.journeys.conftest import SCANNED, OpenPhone
from tests.journeys.site import Site

pytestmark = pytest.mark.journey
BUDGET = 40 * 1024


class Meter:
    """Bytes that came over the wire, answer lines and headers with them, by address. Starts with an empty cache."""

    def __init__(self, page: Page) -> None:
        self.bytes: Counter[str] = Counter()
        self._names: dict[str, str] = {}
        session = page.context.new_cdp_session(page)
        session.on("Network.requestWillBeSent", self._named)
        session.on("Network.loadingFinished", self._finished)
        session.send("Network.enable")
        session.send("Network.clearBrowserCache")

    def _named(self, event: dict[str, Any]) -> None:
        # A picture that the page itself holds ("blob:") was not loaded.
        parts = urlsplit(event["request"]["url"])
        if parts.scheme == "http":
            self._names[event["requestId"]] = f"{event['request']['method']} {parts.path}"

    def _finished(self, event: dict[str, Any]) -> None:
        if name := self._names.get(event["requestId"]):
            self.bytes[name] += int(event["encodedDataLength"])

    def report(self) -> str:
        """Every address with its bytes, the heaviest first."""
        lines = [f"{size:7,d}  {name}" for name, size in self.bytes.most_common()]
        return "\n".join([*lines, f"{self.bytes.total():7,d}  altogether of {BUDGET:,d}"])


def test_from_the_scan_to_the_receipt_a_phone_loads_no_more_than_forty_kilobytes(
    site: Site, open_phone: OpenPhone, capsys: pytest.CaptureFixture[str]
) -> None:
    code = site.code_at(SCANNED)
    phone = open_phone(name="群众", at=code)
    meter = Meter(phone.page)
    page = phone.go(f"/c/{code.replace('-', '')}")
    acts.answer_questions(page, tile="不清楚 / 其他")
    acts.tell(page, note="门口的井盖松了，踩上去会翘。", scene="branch")
    expect(page.get_by_text("已附上，误差约 12 米。")).to_be_visible()
    acts.send(page)
    page.wait_for_load_state("networkidle")
    # A phone's browser also asks for the small picture in its tab; this Chromium, which shows none, does not.
    page.evaluate("fetch('/static/icon.svg', {cache: 'no-store'}).then(answer => answer.text())")
    page.wait_for_load_state("networkidle")
    with capsys.disabled():
        print(f"\n{meter.report()}")
    assert any(name.startswith("POST /api/v1/reports") for name in meter.bytes)
    assert meter.bytes.total() <= BUDGET, meter.report()
