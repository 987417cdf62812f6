"""A phone with scripts switched off, or too old for ours, is not left alone with an empty page."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import SCANNED, OpenPhone
from tests.journeys.site import Site

pytestmark = pytest.mark.journey


def test_without_script_the_place_110_and_the_report_link_are_there(site: Site, open_phone: OpenPhone) -> None:
    code = site.code_at(SCANNED)
    phone = open_phone(name="群众", at=code, java_script_enabled=False)
    page = phone.go(f"/c/{code.replace('-', '')}")
    expect(page.get_by_role("heading", level=1)).to_have_text("示范县启明小学")
    expect(page.get_by_text("A门（南大门）")).to_be_visible()
    expect(page.get_by_role("link", name="紧急情况，拨打 110")).to_have_attribute("href", "tel:110")
    page.get_by_role("link", name="上报隐患").click()
    expect(page.get_by_role("heading", name="这部手机没有启用浏览器脚本")).to_be_visible()
    # Playwright's search by text leaves <noscript> out; its search by element does not.
    expect(page.locator("noscript p")).to_contain_text("也可以直接告诉学校门卫，或拨打 12345")


def test_without_script_a_typed_code_still_opens_its_place(site: Site, open_phone: OpenPhone) -> None:
    phone = open_phone(name="群众", java_script_enabled=False)
    phone.expect_answer(422, "/")
    page = phone.go("/")
    page.get_by_label("输入牌子上的 16 位编号").fill("A1A1")
    page.get_by_role("button", name="打开").click()
    expect(page.get_by_role("heading", name="编号位数不对")).to_be_visible()
    page.get_by_label("输入牌子上的 16 位编号").fill(site.code_at(SCANNED).lower())
    page.get_by_role("button", name="打开").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("示范县启明小学")


def test_without_script_the_other_doors_say_what_to_do(open_phone: OpenPhone) -> None:
    phone = open_phone(name="群众", java_script_enabled=False)
    for path, words in (("/p", "查询需要浏览器脚本"), ("/app", "工作页面需要浏览器脚本")):
        page = phone.go(path)
        expect(page.locator("noscript p")).to_contain_text(words)
        expect(page.get_by_role("link", name="110").first).to_have_attribute("href", "tel:110")
