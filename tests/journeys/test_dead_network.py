"""The network drops while a passer-by fills in a report: nothing typed is lost, and it arrives exactly once."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, Route, expect
from sqlalchemy import create_engine, text

from tests.journeys import acts
from tests.journeys.conftest import SCANNED, OpenPhone
from tests.journeys.site import Site

pytestmark = pytest.mark.journey
TILE = "标志、护栏、路灯"


def _arrived(site: Site, note: str) -> list[tuple[int, int]]:
    """(photos announced, photos there) of every report with that note, from the database itself."""
    engine = create_engine(site.environment["XIAOANMA_DATABASE_URL"])
    asked = text(
        "SELECT count(photo.id), count(photo.received_at) FROM hazard LEFT JOIN photo ON photo.record_id = hazard.id "
        "WHERE hazard.note = :note GROUP BY hazard.id"
    )
    with engine.connect() as connection:
        found = [(int(row[0]), int(row[1])) for row in connection.execute(asked, {"note": note})]
    engine.dispose()
    return found


def _filled_in(page: Page, note: str) -> None:
    """What was typed and taken stands there again."""
    expect(page.get_by_label("哪里、什么情况")).to_have_value(note)
    expect(page.get_by_role("img", name="照片 1")).to_be_visible()


def test_what_was_typed_without_network_survives_a_reload_and_is_sent_once(site: Site, open_phone: OpenPhone) -> None:
    note = "校门口的路灯三天没亮了。"
    code = site.code_at(SCANNED)
    phone = open_phone(name="群众", at=code)
    page = phone.go(f"/c/{code.replace('-', '')}")
    acts.answer_questions(page, tile=TILE)
    with phone.without_network():
        acts.tell(page, note=note, scene="lamp")
        _filled_in(page, note)
    page.reload()
    expect(page.get_by_text("已恢复上次没有提交的内容。")).to_be_visible()
    _filled_in(page, note)
    with phone.without_network():
        page.get_by_role("button", name="提交上报").click()
        expect(page.get_by_role("heading", name="已存在这部手机里")).to_be_visible()
        assert _arrived(site, note) == []
        # The phone is switched off and on again: the page is gone, its storage is not.
        page.close()
    phone.open_page()
    page = phone.go(f"/c/{code.replace('-', '')}")
    expect(page.get_by_role("heading", name="上次的上报已收到")).to_be_visible()
    expect(page.locator(".outbox .code")).to_have_text(re.compile(r"^[0-9A-Z]{4}-?[0-9A-Z]{4}$"))
    assert _arrived(site, note) == [(1, 1)]
    page.reload()
    page.wait_for_load_state("networkidle")
    assert _arrived(site, note) == [(1, 1)]


def test_the_network_comes_back_while_the_page_waits_and_the_receipt_appears(site: Site, open_phone: OpenPhone) -> None:
    note = "斑马线旁的护栏倒了一截。"
    code = site.code_at(SCANNED)
    phone = open_phone(name="群众", at=code)
    page = phone.go(f"/c/{code.replace('-', '')}")
    acts.answer_questions(page, tile=TILE)
    acts.tell(page, note=note, scene="railing")
    with phone.without_network():
        page.get_by_role("button", name="提交上报").click()
        expect(page.get_by_role("heading", name="已存在这部手机里")).to_be_visible()
    expect(page.get_by_role("heading", name="已收到")).to_be_visible()
    page.wait_for_load_state("networkidle")
    assert _arrived(site, note) == [(1, 1)]


def test_an_answer_lost_on_its_way_back_does_not_make_a_second_report(site: Site, open_phone: OpenPhone) -> None:
    note = "路口的警示牌被树叶挡住了。"
    code = site.code_at(SCANNED)
    phone = open_phone(name="群众", at=code)
    page = phone.go(f"/c/{code.replace('-', '')}")
    acts.answer_questions(page, tile=TILE)
    acts.tell(page, note=note, scene="branch")

    def lose_the_answer(route: Route) -> None:
        route.fetch()
        route.abort("connectionreset")

    page.route("**/api/v1/reports", lose_the_answer, times=1)
    with phone.forgiving():
        page.get_by_role("button", name="提交上报").click()
        expect(page.get_by_role("heading", name="已存在这部手机里")).to_be_visible()
    assert len(_arrived(site, note)) == 1
    page.get_by_role("button", name="重新上传").click()
    expect(page.get_by_role("heading", name="已收到")).to_be_visible()
    page.wait_for_load_state("networkidle")
    assert _arrived(site, note) == [(1, 1)]
