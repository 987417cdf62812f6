"""Rounds as they are walked: without network, whose visits arrive afterwards, in order and with their own times."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import Row, create_engine, text

from tests.journeys import acts
from tests.journeys.conftest import OpenPhone
from tests.journeys.phone import Phone
from tests.journeys.site import Site

pytestmark = pytest.mark.journey
ROUTE = "R2 周边巡查"
BETWEEN = 45
"""Seconds from one point to the next."""


def _asked(site: Site, question: str, **values: Any) -> list[Row[Any]]:
    engine = create_engine(site.environment["XIAOANMA_DATABASE_URL"])
    with engine.connect() as connection:
        found = list(connection.execute(text(question), values))
    engine.dispose()
    return found


def _way(site: Site, name: str) -> list[Row[Any]]:
    """The points of 启明小学's route of that name in their order, each with its live code and position."""
    return _asked(
        site,
        "SELECT c.name, c.lat, c.lng, s.code FROM patrol_route r JOIN route_point p ON p.route_id = r.id"
        " AND p.revision = r.revision JOIN checkpoint c ON c.id = p.checkpoint_id JOIN site_code s ON s.checkpoint_id = c.id"
        " JOIN organisation o ON o.id = r.school_id WHERE r.name = :name AND o.short_name = '启明小学'"
        " AND s.state = 'mounted' ORDER BY p.position",
        name=name,
    )


def _start(page: Page, name: str) -> None:
    """临时走一轮 on the route of that name."""
    page.get_by_role("button", name="临时走一轮").click()
    page.get_by_role("dialog").get_by_role("button").filter(has_text=name).first.click()
    expect(page.get_by_text("下一个点")).to_be_visible()


def _visit(phone: Phone, page: Page, point: Row[Any]) -> None:
    """Stand at the point, type what is on its plate, press 正常."""
    phone.context.set_geolocation({"latitude": point.lat, "longitude": point.lng, "accuracy": 8})
    page.get_by_role("link", name=re.compile("扫点位码|扫下一个点")).first.click()
    page.get_by_label("输入牌子上的 16 位编号").fill(point.code)
    page.get_by_role("button", name="打开", exact=True).click()
    expect(page.get_by_role("heading", level=1, name=point.name)).to_be_visible()
    expect(page.get_by_text("已取得位置")).to_be_visible()
    page.get_by_role("button", name=re.compile("^(全部)?正常$")).click()
    expect(page.get_by_role("heading", name=re.compile(f"{re.escape(point.name)} (已存下|已记录)"))).to_be_visible()


def test_a_round_without_network_arrives_in_order_with_its_own_times(site: Site, open_phone: OpenPhone) -> None:
    way = _way(site, ROUTE)
    phone = open_phone(name="保安甲")
    began = datetime.now(UTC) - timedelta(seconds=BETWEEN * (len(way) + 1))
    # The camera of these journeys sees one plate only: this walker's phone has none and types what eight of them say.
    phone.page.add_init_script("Object.defineProperty(navigator, 'mediaDevices', { value: undefined })")
    page = acts.sign_in(phone, "启明保安甲")
    page.goto(site.url + "/app/patrol")
    _start(page, ROUTE)
    page.wait_for_load_state("networkidle")  # the screens behind the scan are on the phone now
    page.clock.install(time=began)
    with phone.without_network():
        for point in way:
            _visit(phone, page, point)
            page.clock.fast_forward(BETWEEN * 1000)
    page.get_by_role("link", name="回到今日巡查").click()
    expect(page.get_by_text("全部到过")).to_be_visible()
    expect(page.get_by_text("次到点记录存在这部手机里")).to_have_count(0)
    seen = _asked(
        site,
        "SELECT c.name, v.happened_at FROM checkpoint_visit v JOIN checkpoint c ON c.id = v.checkpoint_id"
        " ORDER BY v.received_at",
    )
    assert [row.name for row in seen] == [point.name for point in way]
    times = [datetime.fromisoformat(str(row.happened_at)) for row in seen]
    gaps = [(after - before).total_seconds() for before, after in pairwise(times)]
    assert min(gaps) >= BETWEEN, "all came at once; the server still knows when each was made"
