"""A major hazard: protected meanwhile, verified on the spot by one, struck off by a second person of another unit."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.journeys import acts
from tests.journeys.conftest import SCANNED, OpenPhone
from tests.journeys.site import Site

pytestmark = pytest.mark.journey
TILE = "消防、用电、燃气"
KIND = "疏散通道/安全出口堵塞上锁"
PLACE = "A门（南大门）"


def test_a_major_hazard_takes_a_look_on_the_spot_and_a_second_person(site: Site, open_phone: OpenPhone) -> None:
    code = site.code_at(SCANNED)
    passer_by = open_phone(name="群众", at=code)
    page = passer_by.go(f"/c/{code.replace('-', '')}")
    acts.answer_questions(page, tile=TILE)
    acts.tell(page, note="大门旁的安全出口被锁住了。", scene="locked_exit")
    receipt = acts.send(page)

    page = acts.sign_in(open_phone(name="联席办", desk=True), "校安办")
    acts.open_from_work(page, section="待我研判", kind=TILE, place=PLACE)
    acts.assign(page, category=f"FIR01 {KIND}", unit="示范县启明小学", criteria="消防：安全出口锁闭")

    page = acts.sign_in(open_phone(name="学校安全员", at=code), "启明安保")
    acts.open_from_work(page, section="待我签收", kind=KIND, place=PLACE)
    expect(page.locator(".case-head .badge")).to_have_text("重大")
    acts.acknowledge(page, plan="马上开锁，换推杆锁。")
    acts.protect(page, measure="门卫带钥匙守在门旁，随时开门。", days=3)
    expect(page.locator(".case-head")).to_contain_text("临时防护至")
    acts.submit(page, measure="锁已打开，换了推杆锁。", scene="locked_exit")
    assert not {"现场验收通过", "验收不通过"} & set(acts.offered(page)), "who fixed it does not judge it"

    inspector = open_phone(name="督学", at=code)
    page = acts.sign_in(inspector, "督学")
    acts.open_from_work(page, section="待我验收", kind=KIND, place=PLACE)
    with acts.sheet(page, "现场验收通过") as form:
        form.get_by_role("button", name="现场验收通过").click()
        for words in ("请到现场后勾选", "请至少拍一张照片", "请写几句说明"):
            expect(form.get_by_text(re.compile(words))).to_be_visible()
        form.get_by_label("我在现场核验").check()
        acts.add_photo(form, "locked_exit", after=True)
        form.get_by_label("验收意见").fill("推门三次都能打开。")
        form.get_by_role("button", name="现场验收通过").click()
    acts.expect_state(page, "待销号")
    expect(page.get_by_role("region", name="可办理的事项").get_by_role("button")).to_have_count(0)

    page = acts.sign_in(open_phone(name="联席办", desk=True), "校安办乙")
    acts.open_from_work(page, section="待我销号", kind=KIND, place=PLACE)
    with acts.sheet(page, "销号") as form:
        expect(form.get_by_text("推门三次都能打开")).to_be_visible()
        form.get_by_label("说明").fill("记录和照片齐全，同意销号。")
        form.get_by_role("button", name="销号").click()
    acts.expect_state(page, "已销号")
    assert acts.ledger_number(page)

    acts.follow(passer_by, receipt.pickup_code, status="已处理")
