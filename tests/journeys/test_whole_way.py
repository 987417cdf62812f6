"""The main job, end to end: from a printed code to a hazard struck off the ledger, on both databases."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests import databases
from tests.journeys import acts
from tests.journeys.conftest import SCANNED, OpenPhone
from tests.journeys.site import Site

pytestmark = pytest.mark.journey
TILE = "围墙、房屋、设施"
KIND = "围墙/栅栏破损可翻越"
PLACE = "A门（南大门）"


@pytest.mark.parametrize("site", databases.KINDS, indirect=True)
def test_a_printed_code_leads_to_a_hazard_struck_off_the_ledger(site: Site, open_phone: OpenPhone) -> None:
    code = site.code_at(SCANNED)
    passer_by = open_phone(name="群众", at=code)
    assert acts.scan(passer_by) == f"{site.url}/c/{code.replace('-', '')}"
    page = passer_by.page
    expect(page.get_by_role("link", name="紧急情况，拨打 110")).to_have_attribute("href", "tel:110")
    acts.answer_questions(page, tile=TILE)
    acts.tell(page, note="门旁的围墙塌了一角，孩子能翻过去。", scene="wall_gap")
    expect(page.get_by_text("已附上，误差约 12 米。")).to_be_visible()
    receipt = acts.send(page)

    office = open_phone(name="联席办", desk=True)
    page = acts.sign_in(office, "校安办")
    path = acts.open_from_work(page, section="待我研判", kind=TILE, place=PLACE, newest=True)
    acts.assign(page, category=f"PHY01 {KIND}", unit="示范县启明小学")

    school = open_phone(name="学校安全员", at=code)
    page = acts.sign_in(school, "启明安保")
    acts.open_again_from_work(page, path, section="待我签收")
    acts.acknowledge(page, plan="今天拉警戒线，明天砌好。")
    acts.submit(page, measure="缺口已砌平，墙顶加了护栏。", scene="wall_gap")
    expect(page.get_by_role("region", name="可办理的事项")).to_contain_text("您提交的整改须由另一个人验收。")
    expect(page.get_by_role("button", name=re.compile("验收通过"))).to_have_count(0)

    precinct = open_phone(name="派出所", at=code)
    page = acts.sign_in(precinct, "城关所长")
    acts.open_again_from_work(page, path, section="待我验收")
    number = acts.verify(page, note="到现场看过，缺口已封好。")
    assert number.startswith("SF-")

    acts.follow(passer_by, receipt.pickup_code, status="已处理")
