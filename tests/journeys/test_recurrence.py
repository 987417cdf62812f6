"""What comes back: proposed while assigning, chosen by a person, linked both ways and counted on the board."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.journeys import acts
from tests.journeys.conftest import SCANNED, OpenPhone
from tests.journeys.site import Site

pytestmark = pytest.mark.journey
KIND = "乱停放"
NOTE = "门口又停满了车，孩子只能走马路中间。"


def test_a_hazard_that_came_back_is_linked_both_ways(site: Site, open_phone: OpenPhone) -> None:
    passer_by = open_phone(name="群众", at=site.code_at(SCANNED))
    page = passer_by.go(f"/c/{site.code_at(SCANNED).replace('-', '')}")
    acts.answer_questions(page, tile="交通与停车")
    acts.tell(page, note=NOTE)
    acts.send(page)

    desk = open_phone(name="校安办", desk=True)
    page = acts.sign_in(desk, "校安办")
    path = acts.find_in_ledger(page, NOTE)
    with acts.sheet(page, "研判交办") as form:
        form.get_by_label("隐患类别").select_option(label=f"TRF01 {KIND}")
        asked = form.get_by_role("group", name="是否同一问题复发")
        expect(asked).to_contain_text(acts.LEDGER_NUMBER)
        earlier = acts.LEDGER_NUMBER.findall(asked.inner_text())[0]
        expect(asked).to_contain_text(re.compile(r"\d+月\d+日销号"))
        expect(asked.locator("input:checked")).to_have_count(0)
        asked.get_by_label(earlier).check()
        form.get_by_role("button", name="研判交办").click()
    acts.expect_state(page, "待签收")
    number = acts.ledger_number(page)
    expect(page.get_by_text("认定为同一问题复发")).to_be_visible()

    page.get_by_role("link", name=f"这是 {earlier} 的复发").click()
    acts.expect_state(page, "已销号")
    page.get_by_role("link", name=f"后来复发为 {number}").click()
    expect(page.locator(".case-head")).to_contain_text(number)
    assert page.url.endswith(path)

    page = desk.go("/app/board")
    figures = page.locator("section.recurrence")
    expect(figures).to_contain_text(re.compile(r"已经销号的 \d+ 件里，有 [1-9]\d* 件又出现"))
    expect(figures).to_contain_text("样本少")
    figures.get_by_text("有复发的责任单位").click()
    expect(figures.get_by_role("listitem").filter(has_text="交通警察大队")).to_contain_text("复发 1 件")
