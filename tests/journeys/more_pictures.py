"""The guide's pictures of what comes after the whole way: what reporters answer, messages, the desk, look-backs, recurrence."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Protocol

from PIL import Image
from playwright.sync_api import Locator, Page, expect

from tests.journeys import acts
from tests.journeys.look_backs import become_due
from tests.journeys.phone import Phone

TILE, KIND = "围墙、房屋、设施", "围墙/栅栏破损可翻越"
UNCLEAR, AGAIN = "围墙那边好像有点问题。", "上次砌好的墙角又塌了。"
LOOKED_BACK, AT_WORK = "SF-ZG-2026-000004", "SF-ZG-2026-000010"
Open = Callable[..., Phone]


class Album(Protocol):
    """Where the pictures go."""

    def keep(self, name: str, picture: Image.Image) -> None:
        """Write a picture."""

    def shoot(self, name: str, page: Page, *, at: Locator | None = None) -> None:
        """Picture what the screen shows."""


def take_more(give: Open, album: Album, *, code: str, pickup_code: str) -> None:
    """Go on from a case that was struck off at the plate with this code."""
    passer_by, office = give(name="群众", at=code), give(name="联席办", desk=True)
    acts.sign_in(office, "校安办")
    _came_back(passer_by, office, give(name="联席办手机"), album)
    _asked(passer_by, office, album)
    _not_solved(passer_by, give(name="复核"), pickup_code, album)
    _desk(office, album)
    _inbox(give(name="学校"), album)
    become_due(passer_by.site, LOOKED_BACK, kind="d30", days_ago=2)
    _look_backs(give(name="督学"), album)


def _report(passer_by: Phone, note: str) -> str:
    passer_by.open_page()  # the last report still stands on the page before
    page = passer_by.go(f"/c/{passer_by.site.code_at('启明小学 A门（南大门）').replace('-', '')}")
    acts.answer_questions(page, tile=TILE)
    acts.tell(page, note=note)
    return acts.send(page).pickup_code


def _came_back(passer_by: Phone, office: Phone, phone: Phone, album: Album) -> None:
    _report(passer_by, AGAIN)
    path = acts.find_in_ledger(office.page, AGAIN)
    acts.sign_in(phone, "校安办")
    page = phone.go(path)
    with acts.sheet(page, "研判交办") as form:
        form.get_by_label("隐患类别").select_option(label=f"PHY01 {KIND}")
        asked = form.get_by_role("group", name="是否同一问题复发")
        asked.get_by_role("radio").first.check()
        asked.evaluate("element => { element.closest('.sheet').scrollTop = element.offsetTop - 160 }")
        album.shoot("recurrence", page)
        form.get_by_role("button", name="研判交办").click()
    acts.expect_state(page, "待签收")


def _asked(passer_by: Phone, office: Phone, album: Album) -> None:
    code = _report(passer_by, UNCLEAR)
    acts.find_in_ledger(office.page, UNCLEAR)
    with acts.sheet(office.page, "退回补充") as form:
        form.get_by_label("要补充什么").fill("是东门还是南门？墙有多高？")
        form.get_by_role("button", name="退回补充").click()
    acts.follow(passer_by, code, status=re.compile("补充"))
    album.shoot("asked", passer_by.page)


def _not_solved(passer_by: Phone, phone: Phone, pickup_code: str, album: Album) -> None:
    acts.follow(passer_by, pickup_code, status="已处理")
    page = passer_by.page
    page.get_by_role("button", name="没解决").click()
    page.get_by_label("现在是什么样子").fill("砌得太矮，还是能翻过去。")
    page.get_by_label("现在是什么样子").blur()
    album.shoot("not_solved", page, at=page.get_by_label("现在是什么样子"))
    page.get_by_role("button", name="送出").click()
    expect(page.get_by_text("您说：没解决。")).to_be_visible()
    acts.sign_in(phone, "校安办")
    acts.open_from_work(phone.page, section="群众反映没解决", kind=KIND, place="A门（南大门）")
    album.shoot("disputed", phone.page)


def _desk(office: Phone, album: Album) -> None:
    page = office.go("/app/cases")
    page.locator("tbody tr").filter(has_text=AT_WORK).click()
    expect(page.get_by_role("complementary", name="隐患详情").get_by_role("heading").first).to_be_visible()
    album.shoot("desk", page)
    page = office.go("/app/board")
    expect(page.locator("section.recurrence")).to_be_attached()
    album.shoot("board", page)
    page = office.go("/app/cases?q=" + AT_WORK)
    page.locator("tbody tr").click()
    letters = page.locator("section.card").filter(has_text="系统只起草")
    letters.get_by_role("button", name="起草文书").click()
    page.get_by_role("dialog").get_by_label("哪一种").select_option(label="督办单")
    page.get_by_role("dialog").get_by_role("button", name="起草文书").click()
    expect(letters.get_by_text("待签发")).to_be_visible()
    letters.evaluate("element => element.scrollIntoView({ block: 'center' })")
    album.shoot("letters", page)


def _inbox(phone: Phone, album: Album) -> None:
    acts.sign_in(phone, "启明安保")
    page = phone.go("/app/inbox")
    expect(page.locator(".message").first).to_be_visible()
    album.shoot("inbox", page)


def _look_backs(phone: Phone, album: Album) -> None:
    acts.sign_in(phone, "督学")
    page = phone.go("/app/look_backs")
    expect(page.locator("a.case-card").first).to_be_visible()
    album.shoot("look_backs", page)
