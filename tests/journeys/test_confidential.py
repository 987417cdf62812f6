"""A matter about a pupil, from the teacher's phone to the officer's: 110 first, a number, a second factor."""

from __future__ import annotations

import pyotp
import pytest
from playwright.sync_api import Page, expect

from backend.demo.roster import PASSWORD
from tests.journeys import acts, eyes
from tests.journeys.conftest import OpenPhone

pytestmark = pytest.mark.journey


def faults(page: Page) -> list[str]:
    """What is wrong with this screen for somebody."""
    page.wait_for_load_state("networkidle")
    return eyes.what_axe_finds(page) + eyes.what_is_small(page) + eyes.what_is_cut_in_large_text(page)


def hand_on(page: Page) -> str:
    """Hand on a suspected abuse: the number is all that the teacher keeps."""
    page.goto(page.url.split("/app")[0] + "/app/referrals/new")
    page.get_by_role("button", name="疑似侵害").click()
    expect(page.get_by_role("link", name="拨打 110")).to_be_visible()
    assert faults(page) == []
    page.get_by_role("button", name="已打过 110").click()
    assert faults(page) == []
    page.get_by_role("button", name="转交").click()
    expect(page.get_by_role("heading", name="已转交")).to_be_visible()
    assert faults(page) == []
    return page.locator(".ref-no").inner_text()


def enrol(page: Page) -> None:
    """Bind an authenticator, looking at each step."""
    page.get_by_role("link", name="开始绑定").click()
    page.get_by_label("您的登录密码").fill(PASSWORD)
    page.get_by_role("button", name="开始绑定").click()
    secret = page.locator(".secret").inner_text().replace(" ", "")
    assert faults(page) == []
    page.get_by_label("6 位动态口令").fill(pyotp.TOTP(secret).now())
    page.get_by_role("button", name="确认绑定").click()
    expect(page.locator(".recovery-codes li")).to_have_count(10)
    assert faults(page) == []
    page.get_by_role("button", name="已经保存好").click()
    page.get_by_role("link", name="保密事项").click()


def test_a_matter_goes_from_the_teacher_to_the_officer_of_the_police(open_phone: OpenPhone) -> None:
    number = hand_on(acts.sign_in(open_phone(name="启明班主任"), "启明班主任"))
    phone = open_phone(name="公安保密员")
    phone.expect_answer(403, "/api/v1/referrals/listings")
    page = acts.sign_in(phone, "公安保密员")
    page.goto(page.url.split("/app")[0] + "/app/referrals")
    page.get_by_role("button", name="查看").click()
    enrol(page)
    page.get_by_role("button", name="查看").click()
    line = page.get_by_role("button").filter(has_text=number)
    expect(line).to_contain_text("待签收")
    assert faults(page) == []
    line.click()
    expect(page.get_by_role("heading", name="疑似侵害")).to_be_visible()
    assert faults(page) == []
    page.get_by_role("button", name="签收").click()
    dialog = page.get_by_role("dialog")
    assert faults(page) == []
    dialog.get_by_role("button", name="签收").click()
    expect(page.get_by_text("办理中", exact=True)).to_be_visible()
