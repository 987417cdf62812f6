"""Take the pictures of docs/inspections.zh-CN.md from a real site: `python -m tests.journeys.inspection_pictures`."""

from __future__ import annotations

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser, sync_playwright

from tests.journeys import acts
from tests.journeys.camera import film
from tests.journeys.phone import launch, open_phone
from tests.journeys.pictures import FOLDER, POINT, Album
from tests.journeys.site import Site, running


def take(site: Site, browser: Browser, album: Album) -> None:
    """The demo's cross inspection: at a desk with its draw, on a phone where two answers differ."""
    desk = open_phone(browser, site, name="校安办", desk=True)
    page = acts.sign_in(desk, "校安办")
    desk.go("/app/inspections")
    page.locator("a.row").filter(has_text="交叉互查").first.click()
    page.locator(".draw .seed").wait_for()
    album.shoot("inspection_plan", page)
    phone = open_phone(browser, site, name="城关镇干部")
    page = acts.sign_in(phone, "城关镇干部")
    phone.go("/app/inspections")
    page.locator("a.row").filter(has_text="已答 4").click()
    conflict = page.locator(".sheet-line.conflict")
    conflict.wait_for()
    album.shoot("inspection_sheet", page, at=conflict)


def main(folder: Path = FOLDER) -> None:
    """Set up a demo county in a folder of its own and write the two pictures."""
    album = Album(folder)
    with TemporaryDirectory() as home, sync_playwright() as driver:
        url = f"sqlite:///{home}/xiaoanma.sqlite3"
        with running("sqlite", Path(home), url) as site:
            browser = launch(driver, film(site.plates, site.code_at(POINT), Path(home)))
            take(site, browser, album)
            browser.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER)
