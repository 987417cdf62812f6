"""A clerk's morning at a desk: the ledger by keyboard, the case beside it, and the board whose numbers open their lists."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys import acts
from tests.journeys.conftest import OpenPhone
from tests.journeys.phone import Phone

pytestmark = pytest.mark.journey
CASE_IN_ADDRESS = re.compile(r"[?&]case=[0-9a-f-]{36}")


def at_desk(open_phone: OpenPhone, path: str) -> tuple[Phone, Page]:
    phone = open_phone(name="校安办", desk=True)
    acts.sign_in(phone, "校安办")
    page = phone.go(path)
    expect(page.get_by_role("row").nth(1)).to_be_visible()
    return phone, page


def test_the_ledger_is_worked_through_by_keyboard(open_phone: OpenPhone) -> None:
    phone, page = at_desk(open_phone, "/app/cases")
    page.keyboard.press("j")
    page.keyboard.press("ArrowDown")
    second = page.locator("tbody tr").nth(1)
    expect(second).to_be_focused()
    kind = second.locator("td.what a").inner_text()

    page.keyboard.press("Enter")
    drawer = page.get_by_role("complementary", name="隐患详情")
    expect(drawer.get_by_role("heading", name=kind).first).to_be_visible()
    expect(page).to_have_url(CASE_IN_ADDRESS)
    shared = page.url

    page.keyboard.press("k")
    first_kind = page.locator("tbody tr").first.locator("td.what a").inner_text()
    expect(drawer.get_by_role("heading", name=first_kind).first).to_be_visible()
    page.keyboard.press("Escape")
    expect(drawer).to_have_count(0)
    expect(page).not_to_have_url(CASE_IN_ADDRESS)
    expect(page.locator("tbody tr").first).to_be_focused()

    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="快捷键")).to_be_focused()  # only then does it listen to keys
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.locator("tbody tr").first).to_be_focused()
    page.keyboard.press("/")
    expect(page.get_by_role("searchbox")).to_be_focused()
    page.keyboard.type("jk?")
    expect(page.get_by_role("searchbox")).to_have_value("jk?")

    page = phone.go(shared.removeprefix(phone.site.url))
    expect(drawer.get_by_role("heading", name=kind).first).to_be_visible()


def test_filters_are_steps_that_back_and_forward_walk(open_phone: OpenPhone) -> None:
    _, page = at_desk(open_phone, "/app/cases")
    states = page.get_by_role("group", name="状态")
    waiting = states.get_by_role("button", name=re.compile("^待研判"))
    waiting.click()
    expect(page).to_have_url(re.compile("state=reported"))
    expect(waiting).to_have_attribute("aria-pressed", "true")
    expect(page.locator("tbody .pill").first).to_have_text("待研判")
    expect(waiting.locator("b")).to_have_text(re.compile(rf"\b{page.locator('tbody tr').count()}$"))
    page.go_back()
    expect(waiting).to_have_attribute("aria-pressed", "false")
    page.go_forward()
    expect(waiting).to_have_attribute("aria-pressed", "true")

    page.get_by_role("button", name=re.compile("^筛选")).click()
    page.get_by_label("隐患等级").select_option(label="重大隐患")
    expect(page).to_have_url(re.compile("severity=major"))
    page.get_by_role("button", name="去掉：重大隐患").click()
    expect(page).not_to_have_url(re.compile("severity"))


def test_a_case_is_moved_beside_the_list_and_its_row_follows(open_phone: OpenPhone) -> None:
    _, page = at_desk(open_phone, "/app/cases?state=reported")
    page.locator("tbody tr").last.click()
    drawer = page.get_by_role("complementary", name="隐患详情")
    with acts.sheet(page, "研判交办") as form:
        form.get_by_label("隐患类别").select_option(label="PHY01 围墙/栅栏破损可翻越")
        form.get_by_role("button", name="研判交办").click()
    acts.expect_state(page, "待签收")
    expect(page.locator("tbody tr").last.locator(".pill")).to_have_text("待签收")
    drawer.get_by_role("button", name="关闭").click()
    expect(drawer).to_have_count(0)


def test_the_columns_of_one_person_stay_on_this_desk(open_phone: OpenPhone) -> None:
    phone, page = at_desk(open_phone, "/app/cases")
    page.get_by_role("button", name="显示哪些列").click()
    page.get_by_role("dialog").get_by_label("责任单位").uncheck()
    page.get_by_role("dialog").get_by_label("编号").check()
    page.get_by_role("button", name="关闭").click()
    page = phone.go("/app/cases")
    expect(page.get_by_role("columnheader", name="编号")).to_be_visible()
    expect(page.get_by_role("columnheader", name="责任单位")).to_have_count(0)


def test_a_number_of_the_board_opens_the_list_it_counts(open_phone: OpenPhone) -> None:
    phone, page = at_desk(open_phone, "/app/board")
    links = page.locator("tbody tr").first.get_by_role("link")
    for place in range(links.count()):
        page = phone.go("/app/board")
        link = page.locator("tbody tr").first.get_by_role("link").nth(place)
        number = int(link.inner_text())
        link.click()
        expect(page.get_by_role("heading", level=1, name="隐患台账")).to_be_visible()
        expect(page.locator("tbody tr")).to_have_count(number)


def test_on_a_phone_the_board_is_cards(open_phone: OpenPhone) -> None:
    phone = open_phone(name="校安办")
    acts.sign_in(phone, "校安办")
    page = phone.go("/app/board")
    expect(page.get_by_role("heading", name="合计")).to_be_visible()
    expect(page.get_by_role("table")).to_have_count(0)
    page.get_by_role("link", name=re.compile("未办结")).first.click()
    expect(page.get_by_role("heading", level=1, name="隐患台账")).to_be_visible()
