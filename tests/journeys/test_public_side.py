"""The reporter's side after the report: asked and answering, turned down and asking again, 没解决 and 解决了, a photo to see."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys import acts
from tests.journeys.conftest import SCANNED, OpenPhone
from tests.journeys.phone import Phone
from tests.journeys.site import Site

pytestmark = pytest.mark.journey
TILE = "围墙、房屋、设施"
KIND = "围墙/栅栏破损可翻越"
PLACE = "A门（南大门）"


def report(phone: Phone, note: str, *, number: str = "") -> str:
    """Report something at the plate; returns the pickup code."""
    page = phone.go(f"/c/{phone.site.code_at(SCANNED).replace('-', '')}")
    acts.answer_questions(page, tile=TILE)
    acts.tell(page, note=note)
    if number:
        page.get_by_label("希望回电可留电话").fill(number)
    return acts.send(page).pickup_code


def find(page: Page, note: str) -> str:
    """Find the case that says this in the ledger and open it; returns its path, as one would send it to a colleague."""
    path = acts.find_in_ledger(page, note)
    expect(page.get_by_text(note, exact=True).first).to_be_visible()
    return path


def fix_and_verify(open_phone: OpenPhone, case: str, *, first: bool) -> None:
    """The school fixes it, the precinct looks and strikes it off."""
    school = open_phone(name="学校安全员")
    acts.sign_in(school, "启明安保")
    page = school.go(case)
    if first:
        acts.acknowledge(page, plan="今天就改好。")
    acts.submit(page, measure="缺口已砌平。", scene="wall_gap")
    precinct = open_phone(name="派出所")
    acts.sign_in(precinct, "城关所长")
    page = precinct.go(case)
    acts.verify(page, note="到现场看过。")


def test_not_solved_is_looked_into_reopened_and_solved_in_the_end(site: Site, open_phone: OpenPhone) -> None:
    note = "围墙缺口能钻过人，复核一次。"
    passer_by = open_phone(name="群众", at=site.code_at(SCANNED))
    code = report(passer_by, note)
    office = open_phone(name="联席办", desk=True)
    page = acts.sign_in(office, "校安办")
    case = find(page, note)
    acts.assign(page, category=f"PHY01 {KIND}", unit="示范县启明小学")
    fix_and_verify(open_phone, case, first=True)

    acts.follow(passer_by, code, status="已处理")
    public = passer_by.page
    expect(public.get_by_role("heading", name="问题解决了吗")).to_be_visible()
    public.get_by_role("button", name="没解决").click()
    public.get_by_label("现在是什么样子").fill("砌得太矮，还是能翻过去。")
    acts.add_photo(public, "wall_gap")
    public.get_by_role("button", name="送出").click()
    expect(public.get_by_text("您说：没解决。")).to_be_visible()
    expect(public.get_by_text("正在复核")).to_be_visible()

    page = office.go("/app")
    acts.open_from_work(page, section="群众反映没解决", kind=KIND, place=PLACE)
    expect(page.get_by_text("砌得太矮，还是能翻过去。")).to_be_visible()
    acts.say_in_words(page, action="重新整改", label="重新整改的原因", words="到现场看过，确实太矮。", state="整改中")
    acts.follow(passer_by, code, status="处理中")
    fix_and_verify(open_phone, case, first=False)

    acts.follow(passer_by, code, status="已处理")
    passer_by.page.get_by_role("button", name="解决了", exact=True).click()
    expect(passer_by.page.get_by_text("您说：解决了。")).to_be_visible()


def test_a_question_is_answered_by_code_also_after_a_dead_network(site: Site, open_phone: OpenPhone) -> None:
    note = "北边的墙裂了一道缝，请看看。"
    passer_by = open_phone(name="群众", at=site.code_at(SCANNED))
    code = report(passer_by, note)
    page = acts.sign_in(open_phone(name="联席办", desk=True), "校安办")
    find(page, note)
    acts.say_in_words(page, action="退回补充", label="要补充什么", words="是哪一段，有多宽？", state="退回补充")

    acts.follow(passer_by, code, status="请您补充")
    public = passer_by.page
    expect(public.get_by_text("是哪一段，有多宽？")).to_be_visible()
    public.get_by_role("button", name="送出回答").click()
    expect(public.get_by_role("alert")).to_contain_text("请写几个字")
    public.get_by_label("您的回答").fill("靠操场那段，一指宽。")
    with passer_by.without_network():
        public.get_by_role("button", name="送出回答").click()
        expect(public.get_by_text("还没送出，已存在这部手机里")).to_be_visible()
    expect(public.locator(".pill")).to_have_text("已收到")
    page.reload()
    expect(page.get_by_text("靠操场那段，一指宽。")).to_be_visible()
    acts.expect_state(page, "待研判")


def test_who_is_turned_down_asks_once_more_and_takes_the_number_back(site: Site, open_phone: OpenPhone) -> None:
    note = "门卫室的窗户有异响，怕掉下来。"
    passer_by = open_phone(name="群众", at=site.code_at(SCANNED))
    code = report(passer_by, note, number="100 0000 1234")
    page = acts.sign_in(open_phone(name="联席办", desk=True), "校安办")
    find(page, note)
    page.get_by_role("button", name="查看电话").click()
    expect(page.get_by_role("link", name="拨打 10000001234")).to_have_attribute("href", "tel:10000001234")
    with acts.sheet(page, "不予受理") as form:
        form.get_by_label("不属于隐患").check()
        form.get_by_label("说明").fill("查过，是正常声音。")
        form.get_by_role("button", name="不予受理").click()
    acts.expect_state(page, "不予受理")

    acts.follow(passer_by, code, status="未发现或不予受理")
    public = passer_by.page
    expect(public.get_by_text("不属于校园安全隐患")).to_be_visible()
    expect(public.get_by_text("查过，是正常声音。")).to_have_count(0)
    public.get_by_role("button", name="撤回我的电话").click()
    expect(public.get_by_role("button", name="撤回我的电话")).to_have_count(0)
    public.get_by_role("button", name="不同意，请再看一次").click()
    public.get_by_label("为什么要再看").fill("昨天掉了一块玻璃下来。")
    public.get_by_role("button", name="提交申请").click()
    expect(public.locator(".pill")).to_have_text("已收到")
    expect(public.get_by_role("button", name="不同意")).to_have_count(0)


def test_a_photo_is_covered_by_hand_or_keys_and_the_reporter_sees_the_covered_one(
    site: Site, open_phone: OpenPhone
) -> None:
    note = "围墙外堆了砖，踩着能翻进来。"
    passer_by = open_phone(name="群众", at=site.code_at(SCANNED))
    code = report(passer_by, note)
    page = acts.sign_in(open_phone(name="联席办", desk=True), "校安办")
    case = find(page, note)
    acts.assign(page, category=f"PHY01 {KIND}", unit="示范县启明小学")
    fix_and_verify(open_phone, case, first=True)
    acts.follow(passer_by, code, status="已处理")
    expect(passer_by.page.get_by_role("heading", name="整改后的照片")).to_have_count(0)

    office = open_phone(name="校安办手机")
    acts.sign_in(office, "校安办")
    page = office.go(case)
    page.get_by_role("button", name="整改后 1").click()
    page.get_by_role("button", name="遮盖后公开").click()
    tool = page.get_by_role("dialog", name="遮盖后公开")
    stage = tool.locator(".cover-stage").bounding_box()
    assert stage is not None
    page.mouse.move(stage["x"] + 20, stage["y"] + 20)
    page.mouse.down()
    page.mouse.move(stage["x"] + 120, stage["y"] + 90, steps=4)
    page.mouse.up()
    tool.get_by_role("button", name="加一个框").click()
    second = tool.get_by_role("button", name=re.compile("遮盖框 2"))
    before = second.bounding_box()
    second.focus()
    for _ in range(5):
        page.keyboard.press("ArrowRight")
    after = second.bounding_box()
    assert before is not None
    assert after is not None
    assert after["x"] > before["x"]
    page.keyboard.press("Delete")
    expect(tool.locator(".cover-box")).to_have_count(1)
    expect(tool.get_by_role("button", name="保存并公开")).to_be_disabled()
    tool.get_by_label("我看过了").check()
    tool.get_by_role("button", name="保存并公开").click()
    expect(tool).to_have_count(0)
    expect(page.get_by_text("已公开").first).to_be_visible()

    shown = passer_by.page.get_by_role("img", name="整改后的照片 1")
    for _ in range(10):
        acts.follow(passer_by, code, status="已处理")
        if shown.count():
            break
        passer_by.page.wait_for_timeout(1_000)  # the worker renders within some seconds
    expect(shown).to_be_visible()
    assert shown.evaluate("image => image.decode().then(() => image.naturalWidth)") > 100
