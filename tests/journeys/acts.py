"""What people do with a phone, in their words: each act is the presses and letters of one person, nothing beside the screen."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

from playwright.sync_api import Locator, Page, expect

from backend.core.clock import SHANGHAI
from backend.demo.pictures import draw
from tests.journeys.phone import Phone

CASE_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}")
LEDGER_NUMBER = re.compile(r"SF-[A-Z]+-\d{4}-\d{6}")


@dataclass(frozen=True)
class Receipt:
    """What a passer-by takes home."""

    pickup_code: str


def photo(scene: str, *, after: bool = False) -> dict[str, object]:
    """Return a picture as the phone's camera would hand it over."""
    picture = draw(scene, after=after, caption="", at=datetime.now(UTC))
    return {"name": f"{scene}.jpg", "mimeType": "image/jpeg", "buffer": picture}


def add_photo(page: Page | Locator, scene: str, *, after: bool = False) -> None:
    """Press the camera and take a picture; wait until it is scaled and shown."""
    owner = page.page if isinstance(page, Locator) else page
    shown = page.get_by_role("button", name="移除")
    before = shown.count()
    with owner.expect_file_chooser() as chooser:
        page.get_by_label(re.compile("拍照或从相册选|再加一张")).click()
    chooser.value.set_files([photo(scene, after=after)])  # type: ignore[list-item]
    expect(shown).to_have_count(before + 1)


def scan(phone: Phone) -> str:
    """Open the scanner from the front door and hold the phone before the plate; returns the page's address."""
    page = phone.go("/")
    page.get_by_role("link", name="打开摄像头扫码").click()
    page.wait_for_url(re.compile(r"/c/[0-9A-Z]{16}$"))
    return page.url


def answer_questions(page: Page, *, tile: str) -> None:
    """上报隐患 → nobody in danger → what kind: three presses."""
    page.get_by_role("link", name="上报隐患", exact=True).click()
    page.get_by_role("button", name="没有，上报隐患").click()
    page.locator("button.tile").filter(has_text=tile).click()
    expect(page.get_by_role("heading", name="说说情况")).to_be_visible()


def tell(page: Page, *, note: str, scene: str | None = None) -> None:
    """A picture and a sentence; the position comes by itself where the phone has agreed."""
    if scene:
        add_photo(page, scene)
    page.get_by_label("哪里、什么情况").fill(note)


def send(page: Page) -> Receipt:
    """The fourth press; wait for 已收到."""
    page.get_by_role("button", name="提交上报").click()
    expect(page.get_by_role("heading", name="已收到")).to_be_visible()
    code = page.locator("#pickup-code").inner_text()
    assert re.fullmatch(r"[0-9A-Z-]{8,9}", code), code
    return Receipt(code)


def follow(phone: Phone, pickup_code: str, *, status: str | re.Pattern[str]) -> None:
    """Open the pickup page from the front door, type the code and read how it stands."""
    page = phone.go("/")
    page.get_by_role("link", name="查询处理进度").click()
    page.get_by_label("查询码").fill(pickup_code)
    page.get_by_role("button", name="查询", exact=True).click()
    expect(page.locator(".pill")).to_have_text(status)


def sign_in(phone: Phone, name: str) -> Page:
    """Sign in from the front door as somebody of the demo; wait for 我的事."""
    page = phone.go("/")
    page.get_by_role("link", name="工作人员登录").click()
    type_password(page, identifier=phone.site.phone_of(name), password=phone.site.demo["password"])
    expect(page.get_by_role("heading", name=re.compile(f"演示·{name}，"))).to_be_visible()
    return page


def type_password(page: Page, *, identifier: str, password: str) -> None:
    """Fill the sign-in form and press."""
    page.get_by_label("手机号或用户名").fill(identifier)
    page.get_by_label("密码", exact=True).fill(password)
    page.get_by_role("button", name="登录", exact=True).click()


def open_from_work(page: Page, *, section: str, kind: str, place: str, newest: bool = False) -> str:
    """Press the card of that kind and place on 我的事, where `section` must stand: the first one, or the newest.

    Returns the path of the case.
    """
    expect(page.get_by_role("heading", name=section)).to_be_visible()
    cards = page.locator("a.case-card").filter(has_text=kind).filter(has_text=place)
    (cards.last if newest else cards.first).click()
    expect(page.get_by_role("heading", level=1, name=kind)).to_be_visible()
    return urlsplit(page.url).path


def open_again_from_work(page: Page, path: str, *, section: str) -> None:
    """Press the card of the case that somebody else opened before: the demo's own cases lie around it in any order."""
    expect(page.get_by_role("heading", name=section)).to_be_visible()
    page.locator(f'a.case-card[href="{path}"]').click()


def choose_point(page: Page, *, school: str, full_name: str, point: str) -> None:
    """Where, without a code: type a part of the school's name, choose it, choose one of its points."""
    page.get_by_label("哪所学校").fill(school)
    page.get_by_role("button", name=full_name).click()
    page.get_by_label("哪个点位").select_option(label=point)


def assign(page: Page, *, category: str, unit: str, criteria: str = "") -> None:
    """研判交办 by the joint office: choose the exact kind, see that the proposed unit is the right one, press."""
    with sheet(page, "研判交办") as form:
        form.get_by_label("隐患类别").select_option(label=category)
        expect(form.get_by_label("责任单位").locator("option:checked")).to_have_text(unit)
        if criteria:
            _name_clause(form, criteria)
        form.get_by_role("button", name="研判交办").click()
    expect_state(page, "待签收")


def _name_clause(form: Locator, criteria: str) -> None:
    """Write the clause; where there is a checklist, as one that it does not have."""
    listed, written = form.get_by_label("清单里没有，自己填写"), form.get_by_label("判定依据", exact=True)
    expect(listed.or_(written).first).to_be_visible()
    if listed.count():
        listed.check()
        written = form.get_by_label("自己填写的条款")
    written.fill(criteria)


def acknowledge(page: Page, *, plan: str) -> None:
    """签收 with a plan; one's own name stands there already."""
    with sheet(page, "签收") as form:
        form.get_by_label("计划措施").fill(plan)
        form.get_by_role("button", name="签收").click()
    expect_state(page, "整改中")


def submit(page: Page, *, measure: str, scene: str) -> None:
    """提交整改 with what was done and its picture."""
    with sheet(page, "提交整改") as form:
        add_photo(form, scene, after=True)
        form.get_by_label("整改措施").fill(measure)
        form.get_by_role("button", name="提交整改").click()
    expect_state(page, "待验收")


def verify(page: Page, *, note: str) -> str:
    """验收通过并销号 of a general hazard; returns the ledger number."""
    with sheet(page, "验收通过并销号") as form:
        form.get_by_label("验收意见").fill(note)
        form.get_by_role("button", name="验收通过并销号").click()
    expect_state(page, "已销号")
    return ledger_number(page)


def say_in_words(page: Page, *, action: str, label: str, words: str, state: str) -> None:
    """One of the moves that are nothing but words: asking back, reopening, keeping closed."""
    with sheet(page, action) as form:
        form.get_by_label(label).fill(words)
        form.get_by_role("button", name=action, exact=True).click()
    expect_state(page, state)


def find_in_ledger(page: Page, words: str) -> str:
    """Search the ledger at a desk for what only one case says, open that alone, and return its path."""
    page.goto(page.url.split("/app")[0] + "/app/cases")
    page.get_by_label("编号、学校、地点、描述").fill(words)
    expect(page.locator("tbody tr")).to_have_count(1)
    found = CASE_ID.search(page.locator("td.what a").get_attribute("href") or "")
    assert found, "the row does not lead to a case"
    path = f"/app/cases/{found[0]}"
    page.goto(page.url.split("/app")[0] + path)
    return path


def ledger_number(page: Page) -> str:
    """Read the case's number in the ledger."""
    found = LEDGER_NUMBER.search(page.locator(".case-head").inner_text())
    assert found, "no ledger number on the case's page"
    return found[0]


def protect(page: Page, *, measure: str, days: int) -> None:
    """登记临时防护: a picture of it, what it is, and until when it holds."""
    with sheet(page, "登记临时防护") as form:
        add_photo(form, "railing")
        form.get_by_label("防护措施").fill(measure)
        form.get_by_label("防护有效到哪天").fill(in_days(days))
        form.get_by_role("button", name="登记临时防护").click()


def in_days(days: int) -> str:
    """A day as a date input takes it."""
    return (datetime.now(SHANGHAI) + timedelta(days=days)).date().isoformat()


@contextmanager
def sheet(page: Page, action: str) -> Iterator[Locator]:
    """The form that rises when an action of the case is pressed; it must be gone at the end."""
    open_form(page, action)
    yield page.get_by_role("dialog")
    expect(page.get_by_role("dialog")).to_have_count(0)


def offered(page: Page) -> list[str]:
    """Read every action that the case offers, those among 更多操作 too."""
    bar = page.get_by_role("region", name="可办理的事项")
    names = bar.get_by_role("button").all_inner_texts()
    if "更多操作" not in names:
        return names
    bar.get_by_role("button", name="更多操作").click()
    more = page.get_by_role("dialog", name="更多操作")
    expect(more).to_be_focused()  # only then does it listen to keys
    names += more.get_by_role("button").all_inner_texts()
    page.keyboard.press("Escape")
    expect(more).to_have_count(0)
    return [name for name in names if name not in ("更多操作", "关闭")]


def open_form(page: Page, action: str) -> None:
    """Press an action: in the bar, or where it is not there among 更多操作."""
    bar = page.get_by_role("region", name="可办理的事项")
    button = bar.get_by_role("button", name=action, exact=True)
    more = bar.get_by_role("button", name="更多操作", exact=True)
    expect(button.or_(more).first).to_be_visible()
    if button.count():
        button.click()
        return
    more.click()
    page.get_by_role("dialog", name="更多操作").get_by_role("button", name=action, exact=True).click()


def expect_state(page: Page, label: str) -> None:
    expect(page.locator(".case-head .pill")).to_have_text(label)
