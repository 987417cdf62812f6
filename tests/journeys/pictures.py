"""Take the guide's pictures from a real site: `python -m tests.journeys.pictures [NAME …]`, all without a name.

Run it again when screens have changed.
"""

from __future__ import annotations

import argparse
import io
from collections.abc import Collection
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image
from playwright.sync_api import Browser, Locator, Page, expect, sync_playwright

from tests.journeys import acts
from tests.journeys.camera import film, plate_picture
from tests.journeys.more_pictures import take_more
from tests.journeys.phone import Phone, launch, open_phone
from tests.journeys.site import FIRST_SCHOOL, Site, running

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "pictures"
ADDRESS = "http://xam.shifan.example"
"""What the pictures show as the site's address; only this browser finds the site there."""
POINT = "启明小学 A门（南大门）"
TILE, KIND, PLACE = "围墙、房屋、设施", "围墙/栅栏破损可翻越", "A门（南大门）"
SAID = "门旁的围墙塌了一角，孩子能翻过去。"
HEAVIEST = 80_000
CHINESE_DATES = (
    "document.querySelectorAll('[type=date]').forEach(input => { input.type = 'text'; input.type = 'date' })"
)
"""This Chromium speaks English; its date inputs follow the page's language (a flag, below) only when made within it."""


class Album:
    """A folder of pictures, each small enough to lie in the repository; `only` these names are written, all if none."""

    def __init__(self, folder: Path, only: Collection[str] = ()) -> None:
        self._folder, self._only = folder, only

    def keep(self, name: str, picture: Image.Image) -> None:
        """Write `picture` with a palette of its own."""
        if self._only and name not in self._only:
            return
        path = self._folder / f"{name}.png"
        picture.convert("RGB").quantize(256, dither=Image.Dither.NONE).save(path, optimize=True)
        assert path.stat().st_size < HEAVIEST, f"{path.name} weighs {path.stat().st_size:,d} bytes"
        print(f"{path.stat().st_size:7,d}  {path.name}")

    def shoot(self, name: str, page: Page, *, at: Locator | None = None) -> None:
        """Picture what the phone shows, scrolled to the top or to `at`."""
        page.wait_for_load_state("networkidle")
        page.evaluate(CHINESE_DATES)
        page.evaluate("scrollTo(0, 0)")
        if at is not None:
            at.evaluate("element => scrollTo(0, element.getBoundingClientRect().top - 120)")  # below the page's head
        self.keep(name, Image.open(io.BytesIO(page.screenshot())))


def take_all(site: Site, browser: Browser, album: Album) -> None:
    """Go the whole way once, stopping where a reader of the guide should look."""
    code = site.code_at(POINT)
    passer_by = open_phone(browser, site, name="群众", at=code)
    receipt = _report(passer_by, code, album)
    _assign(open_phone(browser, site, name="联席办"), album)
    _rectify(open_phone(browser, site, name="学校", at=code), album)
    _verify(open_phone(browser, site, name="派出所", at=code), album)
    acts.follow(passer_by, receipt.pickup_code, status="已处理")
    album.shoot("pickup", passer_by.page)
    _close_out(open_phone(browser, site, name="联席办另一人"), album)
    take_more(partial(open_phone, browser, site), album, code=code, pickup_code=receipt.pickup_code)
    _wait_for_network(open_phone(browser, site, name="没有网络", at=code), code, album)


def _report(phone: Phone, code: str, album: Album) -> acts.Receipt:
    page = phone.go(f"/c/{code.replace('-', '')}")
    album.shoot("place", page)
    page.get_by_role("link", name="上报隐患", exact=True).click()
    page.get_by_role("button", name="没有，上报隐患").click()
    album.shoot("tiles", page)
    page.locator("button.tile").filter(has_text=TILE).click()
    acts.tell(page, note=SAID, scene="wall_gap")
    page.get_by_label("哪里、什么情况").blur()  # the send bar makes way only while one types
    album.shoot("details", page)
    receipt = acts.send(page)
    album.shoot("receipt", page)
    return receipt


def _assign(phone: Phone, album: Album) -> None:
    page = acts.sign_in(phone, "校安办")
    album.shoot("work", page)
    acts.open_from_work(page, section="待我研判", kind=TILE, place=PLACE)
    with acts.sheet(page, "研判交办") as form:
        form.get_by_label("隐患类别").select_option(label=f"PHY01 {KIND}")
        expect(form.get_by_label("责任单位").locator("option:checked")).to_have_text("示范县启明小学")
        album.shoot("assign", page)
        form.get_by_role("button", name="研判交办").click()
    acts.expect_state(page, "待签收")
    page.get_by_role("link", name="返回").click()
    page.get_by_role("link", name="台账").click()
    expect(page.get_by_role("heading", name="隐患台账")).to_be_visible()
    expect(page.locator("a.case-card").first).to_be_visible()
    album.shoot("ledger", page)


def _rectify(phone: Phone, album: Album) -> None:
    page = acts.sign_in(phone, "启明安保")
    acts.open_from_work(page, section="待我签收", kind=KIND, place=PLACE)
    acts.acknowledge(page, plan="今天拉警戒线，明天砌好。")
    with acts.sheet(page, "提交整改") as form:
        acts.add_photo(form, "wall_gap", after=True)
        form.get_by_label("整改措施").fill("缺口已砌平，墙顶加了护栏。")
        album.shoot("submit", page)
        form.get_by_role("button", name="提交整改").click()
    acts.expect_state(page, "待验收")
    album.shoot("refused", page)


def _verify(phone: Phone, album: Album) -> None:
    page = acts.sign_in(phone, "城关所长")
    acts.open_from_work(page, section="待我验收", kind=KIND, place=PLACE)
    album.shoot("case", page)
    album.shoot("timeline", page, at=page.get_by_role("heading", name="办理经过"))
    with acts.sheet(page, "验收通过并销号") as form:
        form.get_by_label("我在现场核验").check()
        form.get_by_label("验收意见").fill("到现场看过，缺口已封好。")
        album.shoot("verify", page)
        form.get_by_role("button", name="验收通过并销号").click()
    acts.expect_state(page, "已销号")


def _close_out(phone: Phone, album: Album) -> None:
    page = acts.sign_in(phone, "校安办乙")
    acts.open_from_work(page, section="待我销号", kind="燃气隐患", place="食堂燃气间")
    with acts.sheet(page, "销号") as form:
        album.shoot("close_out", page)
        form.get_by_role("button", name="关闭").click()


def _wait_for_network(phone: Phone, code: str, album: Album) -> None:
    page = phone.go(f"/c/{code.replace('-', '')}")
    acts.answer_questions(page, tile=TILE)
    acts.tell(page, note=SAID, scene="wall_gap")
    with phone.without_network():
        page.get_by_role("button", name="提交上报").click()
        expect(page.get_by_role("heading", name="已存在这部手机里")).to_be_visible()
        album.shoot("waiting", page)


def main(folder: Path = FOLDER, only: Collection[str] = ()) -> None:
    """Set up a demo county in a folder of its own, go through it and write the pictures."""
    folder.mkdir(parents=True, exist_ok=True)
    album = Album(folder, only)
    with TemporaryDirectory() as home, sync_playwright() as driver:
        url = f"sqlite:///{home}/xiaoanma.sqlite3"
        with running("sqlite", Path(home), url, url=ADDRESS) as site:
            seen = film(site.plates, site.code_at(POINT), Path(home))
            browser = launch(
                driver,
                seen,
                f"--host-resolver-rules=MAP {site.host}:80 {site.address.split('://')[1]}",
                f"--unsafely-treat-insecure-origin-as-secure={ADDRESS}",
                "--enable-blink-features=LangAttributeAwareFormControlUI",
            )
            take_all(site, browser, album)
            _printed(site, album)
            browser.close()


def _printed(site: Site, album: Album) -> None:
    """The plate as it comes out of the printer of a site that has its certificate."""
    secured = site.environment | {"XIAOANMA_PUBLIC_URL": ADDRESS.replace("http:", "https:")}
    pdf = site.home / "printed.pdf"
    site.command("placards", "--school", FIRST_SCHOOL, "--out", str(pdf), "--layout", "single", environment=secured)
    page = plate_picture(pdf, site.code_at(POINT))
    page.thumbnail((600, 900), Image.Resampling.LANCZOS)
    album.keep("plate", page)


if __name__ == "__main__":
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("names", nargs="*", help="pictures to write; all when left out")
    asked.add_argument("--to", type=Path, default=FOLDER)
    said = asked.parse_args()
    main(said.to, said.names)
