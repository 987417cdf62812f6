"""Signing in goes wrong in words that say what to do; a first password opens nothing but its own change."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import expect

from tests.journeys import acts
from tests.journeys.conftest import OpenPhone
from tests.journeys.site import Site

pytestmark = pytest.mark.journey


def test_a_wrong_password_is_told_and_after_five_how_long_to_wait(site: Site, open_phone: OpenPhone) -> None:
    phone = open_phone(name="临河安保")
    phone.expect_answer(401, "/api/v1/sessions")
    phone.expect_answer(429, "/api/v1/sessions")
    page = phone.go("/app/cases")
    page.get_by_role("button", name="登录", exact=True).click()
    expect(page.get_by_text("请填写手机号或用户名。")).to_be_visible()
    for _ in range(5):
        with page.expect_response("**/api/v1/sessions"):
            acts.type_password(page, identifier=site.phone_of("临河安保"), password="not the password")
        expect(page.get_by_role("alert").filter(has_text="账号或密码不对")).to_be_visible()
    expect(page.get_by_text("请联系邀请您的人重置")).to_be_visible()
    acts.type_password(page, identifier=site.phone_of("临河安保"), password=site.demo["password"])
    throttled = page.get_by_role("alert").filter(has_text="操作太频繁")
    expect(throttled).to_be_visible()
    expect(throttled).to_contain_text("分钟后再试")


def test_a_first_password_opens_nothing_until_it_is_changed(site: Site, open_phone: OpenPhone) -> None:
    made = site.command("admin", "create", "--identifier", "first-day", "--name", "新来的管理员", "--json")
    first = json.loads(made)["password"]
    phone = open_phone(name="新来的管理员")
    page = phone.go("/app")
    acts.type_password(page, identifier="first-day", password=first)
    expect(page.get_by_role("heading", name="请先设置您自己的密码")).to_be_visible()
    phone.go("/app/cases")
    expect(page.get_by_role("heading", name="请先设置您自己的密码")).to_be_visible()

    page.get_by_label("初始密码").fill(first)
    page.get_by_label("新密码", exact=True).fill("short")
    page.get_by_label("再输一遍新密码").fill("longer")
    page.get_by_role("button", name="保存新密码").click()
    expect(page.get_by_text("新密码至少 10 个字符。")).to_be_visible()
    expect(page.get_by_text("两次输入的不一样。")).to_be_visible()

    phone.expect_answer(422, "/api/v1/me/password")
    for password, refused in (("first-day-of-mine", True), ("校门口的梧桐树很高了", False)):
        page.get_by_label("新密码", exact=True).fill(password)
        page.get_by_label("再输一遍新密码").fill(password)
        page.get_by_role("button", name="保存新密码").click()
        if refused:
            expect(page.get_by_role("alert").filter(has_text="新密码不够安全")).to_be_visible()
    page.wait_for_url("**/app/cases")
    expect(page.get_by_role("heading", name="隐患台账")).to_be_visible()
