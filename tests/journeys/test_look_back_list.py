"""The list of look-backs: from 我的事 to what is late, into the case, and its result among what is done; at a desk too."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys import acts
from tests.journeys.conftest import SCANNED, OpenPhone
from tests.journeys.look_backs import become_due, number_of_closed
from tests.journeys.site import Site

pytestmark = pytest.mark.journey
KIND = "疏散通道/安全出口堵塞上锁"


@pytest.fixture
def number(site: Site) -> str:
    """The ledger number of the demo's locked stairs, struck off: it is looked back at twice."""
    return number_of_closed(site, category="FIR01")


def card(page: Page, number: str) -> Locator:
    return page.locator("a.case-card").filter(has_text=number)


def choose(page: Page, name: str) -> None:
    chip = page.get_by_role("group", name="看哪些").get_by_role("button", name=name)
    chip.click()
    expect(chip).to_have_attribute("aria-pressed", "true")


def test_a_late_look_back_is_found_done_and_told(site: Site, open_phone: OpenPhone, number: str) -> None:
    become_due(site, number, kind="d30", days_ago=2)
    phone = open_phone(name="督学", at=site.code_at(SCANNED))
    page = acts.sign_in(phone, "督学")
    expect(page.get_by_role("heading", name="待回头看")).to_be_visible()
    page.get_by_role("link", name="全部回头看").click()
    choose(page, "逾期")
    expect(page).to_have_url(re.compile("state=overdue"))
    expect(card(page, number)).to_contain_text("已逾期 2 天")
    page.reload()
    card(page, number).click()
    expect(page.get_by_role("heading", level=1, name=KIND)).to_be_visible()
    with acts.sheet(page, "回头看合格") as form:
        acts.add_photo(form, "railing", after=True)
        form.get_by_label("检查情况").fill("通道畅通，锁已拆除。")
        form.get_by_role("button", name="回头看合格").click()
    expect(page.locator(".timeline")).to_contain_text("通道畅通，锁已拆除。")
    acts.expect_state(page, "已销号")  # the second one, after 90 days, is still to come

    page = phone.go("/app/look_backs?state=done")
    expect(card(page, number).locator(".pill")).to_have_text("合格")
    choose(page, "未到")
    expect(card(page, number)).to_contain_text("满 90 天，必看")
    choose(page, "待看")
    expect(card(page, number)).to_have_count(0)


def test_at_a_desk_it_is_a_table_narrowed_by_the_address(site: Site, open_phone: OpenPhone, number: str) -> None:
    phone = open_phone(name="校安办", desk=True)
    acts.sign_in(phone, "校安办")
    page = phone.go("/app/look_backs?state=coming&severity=major")
    row = page.get_by_role("row").filter(has_text=number).first
    expect(row).to_contain_text("满 90 天，必看")
    expect(page.get_by_role("button", name="只看重大")).to_have_attribute("aria-pressed", "true")
    page.get_by_role("button", name="只看一所学校").click()
    page.get_by_role("searchbox", name="学校").fill("启明")
    page.get_by_role("button", name="示范县启明小学", exact=True).click()
    expect(page.get_by_role("heading", name="没有排着的回头看")).to_be_visible()
    page.go_back()
    row.get_by_role("link", name=KIND).click()
    expect(page.get_by_role("heading", level=1, name=KIND)).to_be_visible()
    assert "回头看合格" in acts.offered(page)


def test_who_has_nothing_to_look_back_at_is_told_so(open_phone: OpenPhone) -> None:
    phone = open_phone(name="启明班主任")
    acts.sign_in(phone, "启明班主任")
    page = phone.go("/app/look_backs")
    expect(page.get_by_role("heading", name="您没有回头看的任务")).to_be_visible()
    expect(phone.go("/app/me").get_by_role("link", name="回头看")).to_have_count(0)
