"""Somebody is told: the bell rings in the pages, the robot in the group says it too, and one press leads to the case."""

from __future__ import annotations

import re
from uuid import UUID

import pytest
from playwright.sync_api import Page, expect

from tests.journeys import acts
from tests.journeys.conftest import SCANNED, OpenPhone
from tests.journeys.notices import tell
from tests.journeys.site import Site
from tests.messages.sinks import a_sink

pytestmark = pytest.mark.journey
SCHOOL, TILE, PLACE = "示范县启明小学", "消防、用电、燃气", "A门（南大门）"
COUNTY = "990121"


def bell(page: Page) -> int:
    """How many unread messages the bell shows."""
    counted = page.get_by_role("link", name=re.compile("^消息")).locator("b")
    return int(re.sub(r"\D", "", counted.inner_text())) if counted.count() else 0


def reported(site: Site, open_phone: OpenPhone) -> UUID:
    """A new case at the gate, assigned to the school."""
    code = site.code_at(SCANNED)
    page = open_phone(name="群众", at=code).go(f"/c/{code.replace('-', '')}")
    acts.answer_questions(page, tile=TILE)
    acts.tell(page, note="插座裸露在外。", scene="locked_exit")
    acts.send(page)
    page = acts.sign_in(open_phone(name="联席办", desk=True), "校安办")
    acts.open_from_work(page, section="待我研判", kind=TILE, place=PLACE)
    with acts.sheet(page, "研判交办") as form:
        form.get_by_role("button", name="研判交办").click()
    return UUID(page.url.rsplit("/", 1)[1])


def test_a_message_rings_the_bell_opens_its_case_and_is_then_read(site: Site, open_phone: OpenPhone) -> None:
    case_id = reported(site, open_phone)
    page = acts.sign_in(open_phone(name="学校安全员"), "启明安保")
    page.wait_for_load_state("networkidle")
    before = bell(page)
    facts = {"school": "启明小学", "due": "2026-12-01T15:59:59+00:00"}
    tell(site, SCHOOL, kind="case_urged", urgency="urgent", case_id=case_id, values=facts)
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")  # back from another app
    expect(page.get_by_role("link", name=re.compile("^消息")).locator("b")).to_contain_text(str(before + 1))

    page.get_by_role("link", name=re.compile("^消息")).click()
    expect(page.get_by_role("heading", level=1, name="消息")).to_be_visible()
    message = page.locator(".message").filter(has_text="收到催办").first
    expect(message).to_contain_text("未读")
    expect(message).to_contain_text("紧急")
    expect(message).to_contain_text("启明小学 · 期限 12月1日")
    message.click()
    page.wait_for_url(f"**/app/cases/{case_id}")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    page.wait_for_load_state("networkidle")
    assert bell(page) == before
    page.go_back()
    expect(message).to_be_visible()
    expect(message).not_to_contain_text("未读")


def test_all_are_read_with_one_press_and_a_confidential_one_says_nothing(site: Site, open_phone: OpenPhone) -> None:
    for _ in range(2):
        tell(site, SCHOOL, kind="case_due_soon", values={"school": "启明小学"})
    tell(site, SCHOOL, kind="confidential_item")
    page = acts.sign_in(open_phone(name="学校安全员", desk=True), "启明安保")
    page.get_by_role("link", name=re.compile("^消息")).click()
    hidden = page.locator(".message").filter(has_text="您有一件保密事项").first
    expect(hidden).to_contain_text("未读")
    hidden.click()
    expect(hidden).not_to_contain_text("未读")
    page.get_by_role("button", name="全部已读").click()
    expect(page.get_by_text("没有未读消息")).to_be_visible()
    expect(page.get_by_text("未读", exact=True)).to_have_count(0)
    assert bell(page) == 0


def test_the_worker_tells_the_groups_robot(site: Site) -> None:
    site.command("channel", "pace", "--county", COUNTY, "--quiet", "none")
    with a_sink() as sink:
        site.command("channel", "add", "wecom", "--county", COUNTY, "--name", "工作群", "--target", sink.url())
        tell(site, SCHOOL, kind="case_assigned", values={"school": "启明小学", "number": "SF-ZG-2026-000123"})
        assert sink.asked.wait(20)
        assert "SF-ZG-2026-000123" in sink.texts[0]
        assert f"{site.url}/app/inbox" in sink.texts[0]
