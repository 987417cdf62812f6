"""What a unit asks for and an office decides: a transfer to the right department, more time; on phones that lose the network."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.journeys import acts
from tests.journeys.conftest import SCANNED, OpenPhone
from tests.journeys.site import Site

pytestmark = pytest.mark.journey
PLACE = "A门（南大门）"
SHOP = "小商店/小卖部违规经营"
WALL = "围墙/栅栏破损可翻越"
WALLS = "围墙、房屋、设施"
OTHER = "不清楚"


def _reported(site: Site, open_phone: OpenPhone, *, tile: str, note: str, scene: str) -> None:
    code = site.code_at(SCANNED)
    page = open_phone(name="群众", at=code).go(f"/c/{code.replace('-', '')}")
    acts.answer_questions(page, tile=tile)
    acts.tell(page, note=note, scene=scene)
    acts.send(page)


def _office(open_phone: OpenPhone, name: str, case: str = "") -> Page:
    page = acts.sign_in(open_phone(name=name), name)
    if case:
        page.goto(case)
        expect(page.locator(".case-head")).to_be_visible()
    return page


def test_a_department_hands_over_what_is_not_its_line(site: Site, open_phone: OpenPhone) -> None:
    _reported(site, open_phone, tile=OTHER, note="校门口的小店占了人行道。", scene="wall_gap")
    office = _office(open_phone, "校安办")
    acts.open_from_work(office, section="待我研判", kind=OTHER, place=PLACE)
    acts.assign(office, category=f"ENV06 {SHOP}", unit="示范县市场监督管理局")

    page = _office(open_phone, "市监员")
    acts.open_from_work(page, section="待我签收", kind=SHOP, place=PLACE)
    with acts.sheet(page, "申请移交") as form:
        form.get_by_label("应由哪个单位办理").select_option(label="示范县综合行政执法局")
        form.get_by_label("为什么不归本单位").fill("占道经营由城管管理。")
        form.get_by_label("法律或职责依据").fill("县职责清单第 12 条")
        form.get_by_role("button", name="申请移交").click()
    expect(page.locator(".case-head")).to_contain_text("等待批准移交")
    case = page.url

    slow_phone = open_phone(name="校安办乙")
    slow = acts.sign_in(slow_phone, "校安办乙")
    acts.open_from_work(slow, section="待我批准", kind=SHOP, place=PLACE)
    acts.open_form(slow, "不同意移交")
    slow.get_by_label("不同意的理由").fill("请市监先查处。")

    office.goto(case)
    with acts.sheet(office, "同意移交") as form:
        expect(form.get_by_text("县职责清单第 12 条")).to_be_visible()
        form.get_by_label("审批意见").fill("同意，由城管办理。")
        form.get_by_role("button", name="同意移交", exact=True).click()
    acts.expect_state(office, "待签收")

    slow_phone.expect_answer(409, "/api/v1/cases/")
    slow.get_by_role("dialog").get_by_role("button", name="不同意移交").click()
    expect(slow.get_by_role("dialog")).to_contain_text("刚刚有了新的进展")
    expect(slow.get_by_role("dialog")).to_contain_text("同意移交")
    expect(slow.get_by_label("不同意的理由")).to_have_value("请市监先查处。")

    page = _office(open_phone, "城管员")
    acts.open_from_work(page, section="待我签收", kind=SHOP, place=PLACE)
    acts.acknowledge(page, plan="劝离，划线定点。")
    with acts.sheet(page, "提交整改") as form:
        form.get_by_role("button", name="对照这张拍").click()
        camera = page.get_by_role("dialog", name="对照整改前照片拍照")
        expect(camera.get_by_role("button", name="显示整改前照片")).to_have_attribute("aria-pressed", "true")
        camera.get_by_role("button", name="拍照").click()
        expect(camera).to_have_count(0)
        expect(form.get_by_role("img", name="照片 1")).to_be_visible()
        form.get_by_label("整改措施").fill("已劝离，路面清空。")
        form.get_by_role("button", name="提交整改").click()
    acts.expect_state(page, "待验收")
    page = _office(open_phone, "教安科", case)
    acts.verify(page, note="看过照片，人行道已清空。")


def test_more_time_is_asked_with_protection_in_place_and_granted(site: Site, open_phone: OpenPhone) -> None:
    _reported(site, open_phone, tile=WALLS, note="围墙塌了一角，要重砌。", scene="wall_gap")
    office = _office(open_phone, "校安办")
    acts.open_from_work(office, section="待我研判", kind=WALLS, place=PLACE)
    acts.assign(office, category=f"PHY01 {WALL}", unit="示范县启明小学")
    case = office.url

    phone = open_phone(name="学校安全员", at=site.code_at(SCANNED))
    page = acts.sign_in(phone, "启明安保")
    acts.open_from_work(page, section="待我签收", kind=WALL, place=PLACE)
    acts.acknowledge(page, plan="先围起来，材料到了重砌。")

    # On site, without network; meanwhile the office corrects the place, so that what was seen is old.
    with phone.without_network():
        acts.open_form(page, "登记临时防护")
        form = page.get_by_role("dialog")
        acts.add_photo(form, "railing")
        form.get_by_label("防护措施").fill("拉警戒线，放学时有人看守。")
        form.get_by_label("防护有效到哪天").fill(acts.in_days(20))
        form.get_by_role("button", name="登记临时防护").click()
        expect(page.get_by_role("heading", name="登记临时防护：等待上传")).to_be_visible()
        office.goto(case)
        with acts.sheet(office, "更正") as correction:
            correction.get_by_label("更正后的位置").fill("A门（南大门）西侧围墙")
            correction.get_by_label("为什么更正").fill("位置写得不准。")
            correction.get_by_role("button", name="更正", exact=True).click()
        phone.expect_answer(409, "/api/v1/cases/")
    expect(page.get_by_role("heading", name="登记临时防护：没有被接收")).to_be_visible()
    expect(page.get_by_text("更正·")).to_be_visible()
    page.get_by_role("button", name="按最新情况重新提交").click()
    form = page.get_by_role("dialog")
    expect(form.get_by_label("防护措施")).to_have_value("拉警戒线，放学时有人看守。")
    expect(form.get_by_label("防护有效到哪天")).to_have_value(acts.in_days(20))
    expect(form.get_by_role("img", name="照片 1")).to_be_visible()
    form.get_by_role("button", name="登记临时防护").click()
    expect(page.locator(".case-head")).to_contain_text("临时防护至")

    with acts.sheet(page, "申请延期") as form:
        form.get_by_label("申请延到哪天").fill(acts.in_days(30))
        form.get_by_label("为什么改不完").fill("雨季无法施工，材料未到。")
        acts.add_photo(form, "railing", after=True)
        form.get_by_role("button", name="申请延期").click()
    expect(page.locator(".case-head")).to_contain_text("等待批准延期")

    page = _office(open_phone, "校安办乙")
    acts.open_from_work(page, section="待我批准", kind=WALL, place="西侧围墙")
    with acts.sheet(page, "批准延期") as form:
        expect(form.get_by_text("雨季无法施工")).to_be_visible()
        form.get_by_label("审批意见").fill("同意，防护每周报。")
        form.get_by_role("button", name="批准延期", exact=True).click()
    expect(page.locator(".case-head")).not_to_contain_text("等待批准延期")
    expect(page.locator(".facts")).to_contain_text("原期限")
