"""Every screen for old eyes, large thumbs and screen readers: WCAG 2.2 AA, contrast 7:1, 18 px, 60 px, 200 % text."""

from __future__ import annotations

import re
from contextlib import ExitStack

import pytest
from playwright.sync_api import Page, expect

from backend.core.ids import new_id
from tests.journeys import acts, eyes
from tests.journeys.conftest import SCANNED, OpenPhone
from tests.journeys.notices import tell
from tests.journeys.public_screens import SCREENS, STATUSES, Stage
from tests.journeys.site import Site

pytestmark = pytest.mark.journey

STAFF = {
    "我的事": ("启明安保", "/app", "演示·启明安保，"),
    "隐患台账": ("校安办", "/app/cases", "隐患台账"),
    "消息": ("启明安保", "/app/inbox", "消息"),
    "待甄别": ("校安办", "/app/quarantine", "待甄别"),
    "回头看": ("督学", "/app/look_backs", "回头看"),
    "周调度看板": ("校安办", "/app/board", "周调度看板"),
    "登记": ("启明安保", "/app/report", "上报隐患"),
    "扫码": ("启明安保", "/app/scan", "扫"),
    "我的": ("启明安保", "/app/me", "演示·启明安保"),
    "改密码": ("启明安保", "/app/password", "密码"),
    "动态口令": ("公安保密员", "/app/second-factor", "动态口令"),
    "保密事项": ("公安保密员", "/app/referrals", "保密事项"),
    "登记保密": ("启明班主任", "/app/referrals/new", "登记保密事项"),
    "学校": ("教安科", "/app/schools", "学校与牌子"),
    "人员": ("教安科", "/app/people", "人员"),
    "撤除": ("校安办", "/app/erasures", "依法撤除"),
    "导入": ("教安科", "/app/imports", "导入"),
    "待核实": ("启明安保", "/app/doubtful", "待核实的巡查"),
    "今日巡查": ("启明保安甲", "/app/patrol", "今日巡查"),
    "防护指标": ("教安科", "/app/protection", "防护指标"),
    "检查": ("城关镇干部", "/app/inspections", "检查"),
    "新建检查": ("校安办", "/app/inspections/new", "新建检查"),
}
"""Name: who looks at it, where it is, and a heading that says it has come."""


def _faults(page: Page, *, desk: bool = False) -> list[str]:
    """What is wrong for somebody; a mouse at a desk hits the narrow lines of a table."""
    small = [] if desk else eyes.what_is_small(page)
    return eyes.what_axe_finds(page) + small + eyes.what_is_cut_in_large_text(page)


@pytest.mark.parametrize("screen", SCREENS)
def test_a_public_screen_is_for_everybody(site: Site, open_phone: OpenPhone, screen: str) -> None:
    phone = open_phone(name="群众", at=site.code_at(SCANNED))
    with ExitStack() as after:
        SCREENS[screen](Stage(phone, after))
        assert _faults(phone.page) == []


def test_every_public_status_has_a_screen() -> None:
    from backend.rectifications.states import PUBLIC_STATUS

    assert set(PUBLIC_STATUS.values()) == set(STATUSES.items())


@pytest.mark.parametrize("screen", STAFF)
@pytest.mark.parametrize("desk", [False, True], ids=["phone", "desk"])
def test_a_staff_screen_is_for_everybody(open_phone: OpenPhone, screen: str, desk: bool) -> None:
    person, path, heading = STAFF[screen]
    phone = open_phone(name=person, desk=desk)
    acts.sign_in(phone, person)
    page = phone.go(path)
    expect(page.get_by_role("heading", name=heading).first).to_be_visible()
    page.wait_for_load_state("networkidle")
    assert _faults(page, desk=desk) == []


@pytest.mark.parametrize("desk", [False, True], ids=["phone", "desk"])
def test_messages_read_and_unread_are_for_everybody(site: Site, open_phone: OpenPhone, desk: bool) -> None:
    tell(site, "示范县启明小学", kind="case_urged", urgency="urgent", case_id=new_id(), values={"school": "启明小学"})
    tell(site, "示范县启明小学", kind="confidential_item")
    page = acts.sign_in(open_phone(name="启明安保", desk=desk), "启明安保")
    page.get_by_role("link", name=re.compile("^消息")).click()
    page.locator(".message").filter(has_text="保密").first.click()
    expect(page.locator(".message").filter(has_text="未读").first).to_be_visible()
    page.wait_for_load_state("networkidle")
    assert _faults(page, desk=desk) == []


def test_signing_in_is_for_everybody(open_phone: OpenPhone) -> None:
    page = open_phone(name="群众").go("/app")
    page.get_by_role("button", name="登录", exact=True).click()
    expect(page.get_by_role("alert").first).to_be_visible()
    assert _faults(page) == []


def test_a_school_and_its_plates_are_for_everybody(open_phone: OpenPhone) -> None:
    page = acts.sign_in(open_phone(name="教安科"), "教安科")
    page.goto(page.url.split("/app")[0] + "/app/schools")
    page.get_by_role("link", name="启明小学").first.click()
    expect(page.get_by_role("heading", level=1, name="启明小学")).to_be_visible()
    page.wait_for_load_state("networkidle")
    assert _faults(page) == []


def test_a_school_that_changes_is_for_everybody(open_phone: OpenPhone) -> None:
    page = acts.sign_in(open_phone(name="教安科"), "教安科")
    page.goto(page.url.split("/app")[0] + "/app/schools")
    page.get_by_role("link", name="启明小学").first.click()
    for action in ("更名", "并入别校"):
        page.get_by_role("button", name=action, exact=True).click()
        expect(page.get_by_role("dialog")).to_be_visible()
        page.get_by_role("dialog").locator("button[type=submit]").scroll_into_view_if_needed()
        assert (action, _faults(page)) == (action, [])
        page.keyboard.press("Escape")


@pytest.mark.parametrize("desk", [False, True], ids=["phone", "desk"])
def test_an_inspection_and_a_sheet_where_two_differ_are_for_everybody(open_phone: OpenPhone, desk: bool) -> None:
    page = acts.sign_in(open_phone(name="校安办", desk=desk), "校安办")
    page.goto(page.url.split("/app")[0] + "/app/inspections")
    page.locator("a.row").filter(has_text="交叉互查").first.click()
    expect(page.locator(".draw .seed")).to_be_visible()
    assert _faults(page, desk=desk) == []
    page = acts.sign_in(open_phone(name="城关镇干部", desk=desk), "城关镇干部")
    page.goto(page.url.split("/app")[0] + "/app/inspections")
    page.locator("a.row").filter(has_text="已答 4").click()
    expect(page.locator(".sheet-line.conflict")).to_be_visible()
    assert _faults(page, desk=desk) == []


def test_somebody_who_leaves_is_for_everybody(open_phone: OpenPhone) -> None:
    page = acts.sign_in(open_phone(name="启明校长"), "启明校长")
    page.goto(page.url.split("/app")[0] + "/app/people")
    page.locator("button.row").nth(1).click()
    expect(page.get_by_role("heading", name="离岗移交")).to_be_visible()
    assert _faults(page) == []


def test_asking_for_an_erasure_is_for_everybody(open_phone: OpenPhone) -> None:
    page = acts.sign_in(open_phone(name="教安科"), "教安科")
    page.goto(page.url.split("/app")[0] + "/app/cases")
    page.locator("a.case-card").first.click()
    page.get_by_role("button", name="提出撤除").click()
    page.get_by_role("button", name="提交，等待复核").click()
    expect(page.get_by_role("alert").first).to_be_visible()
    assert _faults(page) == []


@pytest.mark.parametrize("person", ["校安办", "启明安保", "城关所长"])
def test_a_case_and_each_of_its_forms_are_for_everybody(open_phone: OpenPhone, person: str) -> None:
    page = acts.sign_in(open_phone(name=person), person)
    page.locator("a.case-card").first.click()
    actions = page.get_by_role("region", name="可办理的事项").get_by_role("button")
    expect(actions.first).to_be_visible()
    page.wait_for_load_state("networkidle")
    assert _faults(page) == []
    more = page.get_by_role("region", name="可办理的事项").get_by_role("button", name="更多操作")
    if more.count():
        more.click()
        assert _faults(page) == []
        page.keyboard.press("Escape")
        expect(page.get_by_role("dialog")).to_have_count(0)
    for name in acts.offered(page):
        acts.open_form(page, name)
        dialog = page.get_by_role("dialog")
        expect(dialog).to_be_visible()
        page.wait_for_load_state("networkidle")
        assert (name, _faults(page)) == (name, [])
        page.keyboard.press("Escape")
        expect(dialog).to_have_count(0)


def test_the_camera_over_the_photo_before_is_for_everybody(open_phone: OpenPhone) -> None:
    page = acts.sign_in(open_phone(name="启明安保"), "启明安保")
    page.locator("section, article").get_by_role("heading", name="待我整改").wait_for()
    page.locator("a.case-card").filter(has_text="整改中").filter(has=page.locator("img")).first.click()
    acts.open_form(page, "提交整改")
    page.get_by_role("button", name="对照这张拍").click()
    camera = page.get_by_role("dialog", name="对照整改前照片拍照")
    expect(camera.get_by_role("button", name="拍照")).to_be_enabled()
    assert _faults(page) == []
    page.keyboard.press("Escape")
    expect(camera).to_have_count(0)
    expect(page.get_by_role("dialog", name="提交整改")).to_be_visible()
