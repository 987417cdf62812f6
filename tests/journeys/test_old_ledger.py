"""A county brings in the ledger it kept in Excel: chooses the file, reads what is wrong, lets the rest in, finds it again."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.intake.ledger_import.workbooks import a_ledger, a_row
from tests.journeys import acts, eyes
from tests.journeys.conftest import PICTURES, OpenPhone

pytestmark = pytest.mark.journey
MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _faults(page: Page, *, desk: bool) -> list[str]:
    small = [] if desk else eyes.what_is_small(page)
    return eyes.what_axe_finds(page) + small + eyes.what_is_cut_in_large_text(page)


def _workbook(kind: str) -> bytes:
    good = [
        a_row(
            隐患内容=f"{kind}：第 {number} 处围栏松动",
            隐患类别="围墙破损",
            责任单位="学校、城关派出所",
            完成情况="整改中",
        )
        for number in range(1, 121)
    ]
    bad = a_row(隐患内容=f"{kind}：灯不亮", 学校名称="不知道小学", 责任单位="水务局", 整改时限="尽快")
    return a_ledger(*good, bad, a_row(隐患内容=f"{kind}：门锁坏了", 完成情况="已换新锁", 销号时间="2026-09-20"))


@pytest.mark.parametrize("desk", [False, True], ids=["phone", "desk"])
def test_an_old_ledger_comes_in(open_phone: OpenPhone, desk: bool) -> None:
    kind = "台式机" if desk else "手机"
    phone = open_phone(name="校安办", desk=desk)
    acts.sign_in(phone, "校安办")
    page = phone.go("/app/imports")
    page.get_by_label("整改台账").check()
    data = _workbook(kind)
    file = {"name": "安全台账.xlsx", "mimeType": MEDIA_TYPE, "buffer": data}
    page.locator("input[type=file]").set_input_files([file])  # type: ignore[list-item]
    expect(page.get_by_text("本县没有“不知道小学”这所学校")).to_be_visible()
    _keep(page, f"import-errors-{kind}")
    assert _faults(page, desk=desk) == []
    page.get_by_label("将新增 121").check()
    expect(page.get_by_text("第 1 / 3 页")).to_be_visible()
    _keep(page, f"import-new-{kind}")
    page.get_by_role("button", name="下一页").click()
    expect(page.get_by_text("第 2 / 3 页")).to_be_visible()
    page.get_by_role("button", name="只写入没有错误的 121 行").click()
    expect(page.get_by_text("新增 121 件，已存在 0 行，有错误未写入 1 行。")).to_be_visible()
    _keep(page, f"import-done-{kind}")
    assert _faults(page, desk=desk) == []

    page.get_by_role("button", name="再导入一个文件").click()
    page.locator("input[type=file]").set_input_files([file])  # type: ignore[list-item]
    page.get_by_label("已存在 121").check()
    expect(page.get_by_text("已在台账中，状态：已销号。")).to_have_count(0)
    for number in (2, 3):
        page.get_by_role("button", name="下一页").click()
        expect(page.get_by_text(f"第 {number} / 3 页")).to_be_visible()
    expect(page.get_by_text("已在台账中，状态：已销号。")).to_be_visible()
    expect(page.get_by_role("button", name="只写入")).to_have_count(0)


def _keep(page: Page, name: str) -> None:
    PICTURES.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=PICTURES / f"{name}.png", full_page=True)
