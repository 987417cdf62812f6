"""Codes that lead nowhere: each page says what is wrong and what to do, and keeps 110 and a field to type in."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from qr_codes.token import SigningKey, new_code
from tests.journeys.conftest import SCANNED, OpenPhone
from tests.journeys.site import Site

pytestmark = pytest.mark.journey


def _swapped(code: str) -> str:
    """Two neighbours changed places: the commonest slip of a typing hand."""
    plain = code.replace("-", "")
    place = next(i for i in range(4, 14) if plain[i] != plain[i + 1])
    return plain[:place] + plain[place + 1] + plain[place] + plain[place + 2 :]


def _still_helpful(page: Page) -> None:
    expect(page.get_by_role("link", name="紧急情况，拨打 110")).to_have_attribute("href", "tel:110")
    expect(page.get_by_label("输入牌子上的 16 位编号")).to_be_visible()


@pytest.mark.parametrize(
    ("typed", "words"),
    [("A1YZ8AJP", "编号一共 16 位"), ("A1YZ-8AJP-WTE1-J1SU", "没有 U"), (None, "编号有一处输错了")],
    ids=["too short", "a letter that never occurs", "two letters swapped"],
)
def test_a_slip_in_a_typed_code_is_told_before_anything_travels(
    site: Site, open_phone: OpenPhone, typed: str | None, words: str
) -> None:
    page = open_phone(name="群众").go("/")
    page.get_by_label("输入牌子上的 16 位编号").fill(typed or _swapped(site.code_at(SCANNED)))
    page.get_by_role("button", name="打开", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text(words)
    page.get_by_label("输入牌子上的 16 位编号").fill(site.code_at(SCANNED).lower().replace("1", "l"))
    page.get_by_role("button", name="打开", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("示范县启明小学")


def test_a_mistyped_address_says_that_it_is_mistyped(site: Site, open_phone: OpenPhone) -> None:
    phone = open_phone(name="群众")
    phone.expect_answer(422, "/c/")
    page = phone.go(f"/c/{_swapped(site.code_at(SCANNED))}")
    expect(page.get_by_role("heading", level=1)).to_have_text("编号有一处输错了")
    _still_helpful(page)


def test_a_strangers_plate_is_called_a_strangers(open_phone: OpenPhone) -> None:
    phone = open_phone(name="群众")
    phone.expect_answer(404, "/c/")
    page = phone.go(f"/c/{new_code(SigningKey('A1', b'somebody with a printer'))}")
    expect(page.get_by_role("heading", level=1)).to_have_text("这块牌子不是校安码发出的")
    expect(page.get_by_text("不要在扫码后的任何页面输入密码")).to_be_visible()
    _still_helpful(page)


@pytest.mark.parametrize(
    ("place", "state"), [("启明小学 西侧围墙", "lost"), ("北辰初中 后门", "replaced")], ids=["lost", "replaced"]
)
def test_a_plate_out_of_use_names_its_old_place(site: Site, open_phone: OpenPhone, place: str, state: str) -> None:
    phone = open_phone(name="群众")
    phone.expect_answer(410, "/c/")
    page = phone.go(f"/c/{site.code_at(place, state=state).replace('-', '')}")
    expect(page.get_by_role("heading", level=1)).to_have_text("这块牌子已经停用")
    expect(page.get_by_text(place.split()[1])).to_be_visible()
    _still_helpful(page)


def test_a_plate_that_the_system_has_forgotten_is_told_from_a_forgery(site: Site, open_phone: OpenPhone) -> None:
    from backend.config import load_secrets

    secrets = load_secrets(site.home / "secrets.json")
    phone = open_phone(name="群众")
    phone.expect_answer(404, "/c/")
    page = phone.go(f"/c/{new_code(secrets.code_keys[secrets.current_code_key])}")
    expect(page.get_by_role("heading", level=1)).to_have_text("没有查到这个编号")
    _still_helpful(page)


def test_a_phone_without_a_camera_types_the_code_and_reads_its_slips(site: Site, open_phone: OpenPhone) -> None:
    phone = open_phone(name="群众")
    phone.context.add_init_script("Object.defineProperty(navigator, 'mediaDevices', {value: undefined})")
    page = phone.go("/app/scan")
    expect(page.get_by_role("heading", name="这里用不了相机")).to_be_visible()
    page.get_by_label("输入牌子上的 16 位编号").fill(_swapped(site.code_at(SCANNED)))
    page.get_by_role("button", name="打开", exact=True).click()
    expect(page.get_by_role("alert").filter(has_text="编号有一处输错了")).to_be_visible()
    page.get_by_label("输入牌子上的 16 位编号").fill(site.code_at(SCANNED))
    page.get_by_role("button", name="打开", exact=True).click()
    page.wait_for_url(re.compile(r"/c/[0-9A-Z]{16}$"))
