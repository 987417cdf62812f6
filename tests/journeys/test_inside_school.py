"""A general hazard that the school found itself is closed inside the school, on the phone, by a second person."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.journeys import acts
from tests.journeys.conftest import OpenPhone
from tests.journeys.site import Site

pytestmark = pytest.mark.journey
KIND = "用电隐患"
PLACE = "配电房"


def test_a_school_closes_its_own_general_finding_by_two_people(site: Site, open_phone: OpenPhone) -> None:
    safety = open_phone(name="安保处")
    page = acts.sign_in(safety, "启明安保")
    page.get_by_role("link", name="上报隐患").click()
    acts.choose_point(page, school="启明", full_name="示范县启明小学", point=PLACE)
    page.get_by_role("button", name="消防、用电、燃气").click()
    page.get_by_label("具体隐患代码").select_option(label=f"FIR03 {KIND}")
    acts.add_photo(page, "wires")
    page.get_by_label("情况说明").fill("配电房箱门脱落，电线外露。")
    page.get_by_label("本单位立即整改").check()
    page.get_by_role("button", name="提交上报").click()
    expect(page.get_by_role("heading", name="已收到")).to_be_visible()
    page.get_by_role("link", name="查看这条隐患").click()
    expect(page.get_by_role("heading", level=1, name=KIND)).to_be_visible()

    acts.acknowledge(page, plan="断电，装好箱门并上锁。")
    acts.submit(page, measure="箱门已装好上锁，电线已入槽。", scene="wires")
    expect(page.get_by_role("region", name="可办理的事项")).to_contain_text("您提交的整改须由另一个人验收。")
    expect(page.get_by_role("button", name="验收通过并销号")).to_have_count(0)

    principal = open_phone(name="校长")
    page = acts.sign_in(principal, "启明校长")
    acts.open_from_work(page, section="待我验收", kind=KIND, place=PLACE)
    acts.verify(page, note="看过，箱门上锁，没有外露电线。")
    page.get_by_role("button", name="整改后 1").click()
    expect(page.get_by_role("dialog", name="整改后").get_by_role("img")).to_be_visible()


def test_a_form_that_lacks_something_says_what_before_it_leaves(open_phone: OpenPhone) -> None:
    page = acts.sign_in(open_phone(name="安保处"), "启明安保")
    page.get_by_role("link", name="上报隐患").click()
    page.get_by_role("button", name="提交上报").click()
    expect(page.get_by_text("请选择学校。")).to_be_visible()
    expect(page.get_by_text("请选择是哪一类问题。")).to_be_visible()
    page.get_by_role("button", name="涉及学生个人").click()
    expect(page.get_by_role("heading", name="这类情况，请打电话说")).to_be_visible()
    expect(page.get_by_label("情况说明")).to_have_count(0)
    expect(page.get_by_role("button", name="提交上报")).to_have_count(0)
