"""The passer-by's other ways: danger, a pupil, somebody was quicker, a phone without a position; and that faults are seen."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.journeys import acts
from tests.journeys.conftest import SCANNED, OpenPhone
from tests.journeys.site import Site

pytestmark = pytest.mark.journey
CROSSING = "启明小学 启明路斑马线"


def test_danger_shows_110_before_anything_else(site: Site, open_phone: OpenPhone) -> None:
    page = open_phone(name="群众").go(f"/c/{site.code_at(SCANNED).replace('-', '')}")
    page.get_by_role("link", name="上报隐患", exact=True).click()
    page.get_by_role("button", name="有，正在发生").click()
    expect(page.get_by_role("heading", name="请先打")).to_be_visible()
    expect(page.get_by_role("link", name="拨打 110")).to_have_attribute("href", "tel:110")
    page.get_by_role("button", name="已打过，继续上报").click()
    expect(page.get_by_role("heading", name="是哪一类问题？")).to_be_visible()
    page.go_back()
    page.go_back()
    expect(page.get_by_role("heading", name="有人正处在危险中吗？")).to_be_visible()


def test_what_concerns_a_pupil_has_telephones_and_nothing_to_fill_in(site: Site, open_phone: OpenPhone) -> None:
    page = open_phone(name="群众").go(f"/c/{site.code_at(SCANNED).replace('-', '')}")
    page.get_by_role("link", name="上报隐患", exact=True).click()
    page.get_by_role("button", name="没有，上报隐患").click()
    page.locator("button.tile").filter(has_text="涉及学生个人").click()
    expect(page.get_by_role("heading", name="这类情况，请打电话说")).to_be_visible()
    expect(page.get_by_role("link", name=re.compile("110"))).to_have_attribute("href", "tel:110")
    expect(page.locator("input, textarea")).to_have_count(0)


def test_who_finds_the_same_thing_joins_the_report_that_is_there(site: Site, open_phone: OpenPhone) -> None:
    code = site.code_at(CROSSING)
    phone = open_phone(name="群众", at=code)
    page = phone.go(f"/c/{code.replace('-', '')}")
    acts.answer_questions(page, tile="交通与停车")
    expect(page.get_by_role("heading", name=re.compile("附近.*报过同类问题"))).to_be_visible()
    page.get_by_role("button", name="就是这个").first.click()
    receipt = acts.send(page)
    acts.follow(phone, receipt.pickup_code, status=re.compile("处理中|已收到|已转责任单位"))


def test_a_phone_that_gives_no_position_reports_all_the_same(site: Site, open_phone: OpenPhone) -> None:
    phone = open_phone(name="群众")
    phone.context.clear_permissions()
    page = phone.go(f"/c/{site.code_at(SCANNED).replace('-', '')}")
    acts.answer_questions(page, tile="水边、施工")
    page.get_by_role("button", name="附上手机位置").click()
    expect(page.get_by_text("没有取到位置，不影响上报。")).to_be_visible()
    acts.send(page)


def test_the_watch_over_pages_sees_every_kind_of_fault(open_phone: OpenPhone) -> None:
    phone = open_phone(name="群众")
    page = phone.go("/")
    page.evaluate("console.error('a word')")
    page.evaluate("setTimeout(() => { throw new Error('a slip') })")
    page.evaluate("fetch('/api/v1/cases')")
    page.evaluate("fetch('https://other.example/').catch(() => 0)")
    page.goto("about:blank")
    page.evaluate("fetch('http://127.0.0.1:9/').catch(() => 0)")
    said = "\n".join(phone.faults)
    for fault in (
        "console: a word",
        "script: a slip",
        "401: GET /api/v1/cases",
        "other.example",
        "another host: http://127.0.0.1:9/",
    ):
        assert fault in said
    phone.faults.clear()
