"""A joint inspection by two people with two phones, one of them without network for a while: sheet, ledger, issue list."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pypdfium2
import pytest
from openpyxl import load_workbook
from playwright.sync_api import Locator, Page, expect
from sqlalchemy import create_engine, text

from tests.journeys import acts
from tests.journeys.conftest import OpenPhone
from tests.journeys.phone import Phone
from tests.journeys.site import Site

pytestmark = pytest.mark.journey
TITLE = "冬季校园安全联合检查"
SCHOOL = "示范县启明小学"
FOUND = "二楼东侧灭火器压力不足，指针在红区。"


def _plan(office: Phone) -> str:
    """The office plans at a desk: title, last day, one school, two people; then it opens the inspection."""
    page = acts.sign_in(office, "校安办")
    office.go("/app/inspections/new")
    page.get_by_label("检查名称").fill(TITLE)
    page.get_by_label("结束日期").fill(acts.in_days(5))
    page.get_by_label(SCHOOL).check()
    for name in ("消防员", "市监员"):
        page.get_by_label("按姓名或单位查找").fill(name)
        page.get_by_role("button", name=re.compile(f"演示·{name}.*加入")).click()
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_role("heading", level=1, name=TITLE)).to_be_visible()
    page.get_by_role("button", name="开始检查").click()
    expect(page.locator(".heads .pill")).to_have_text("进行中")
    return page.url.split("/")[-1]


def _open_sheet(phone: Phone, name: str) -> Page:
    """From 我 to 检查 to the school's sheet."""
    page = acts.sign_in(phone, name)
    page.get_by_role("link", name="我", exact=True).click()
    page.get_by_role("link", name="检查 联合检查").click()
    page.locator("a.row").filter(has_text="启明小学").filter(has_text="联合检查").first.click()
    expect(page.get_by_role("heading", level=1, name="启明小学")).to_be_visible()
    expect(page.get_by_text(TITLE)).to_be_visible()
    return page


def _line(page: Page, words: str) -> Locator:
    return page.locator(".sheet-line").filter(has_text=words)


def _answer(page: Page, words: str, answer: str) -> None:
    _line(page, words).get_by_role("radio", name=answer, exact=True).check()


def _group(page: Page, name: str) -> None:
    page.get_by_role("navigation", name="检查表分组").get_by_role("button", name=name).click()


def _no_becomes_a_hazard(page: Page) -> None:
    _group(page, "消防")
    line = _line(page, "灭火器、消火栓")
    _answer(page, "灭火器、消火栓", "否")
    line.get_by_role("button", name="登记隐患").click()
    form = page.get_by_role("dialog")
    form.get_by_label("存在什么问题").fill(FOUND)
    acts.add_photo(form, "extinguisher")
    form.get_by_role("button", name="登记到台账").click()
    expect(line.get_by_text("待研判")).to_be_visible()


def _sign(page: Page, button: str, *, name: str | None = None) -> None:
    page.get_by_role("button", name=button).click()
    form = page.get_by_role("dialog")
    if name:
        form.get_by_label("姓名").fill(name)
    form.get_by_role("button", name="签字", exact=True).click()
    expect(page.get_by_role("dialog")).to_have_count(0)


def _downloaded(page: Page, label: str) -> Path:
    with page.expect_download() as waiting:
        page.get_by_role("button", name=label, exact=True).click()
    return Path(waiting.value.path())


def _words_of_pdf(path: Path) -> str:
    document = pypdfium2.PdfDocument(path)
    words = "".join(page.get_textpage().get_text_bounded() for page in document)
    return re.sub(r"\s", "", words)


def _channels(site: Site) -> list[str]:
    engine = create_engine(site.environment["XIAOANMA_DATABASE_URL"])
    with engine.connect() as connection:
        asked = text("SELECT found_via FROM hazard WHERE note = :note")
        found = list(connection.execute(asked, {"note": FOUND}).scalars())
    engine.dispose()
    return found


def test_two_phones_one_of_them_offline_make_one_signed_issue_list(site: Site, open_phone: OpenPhone) -> None:
    inspection = _plan(open_phone(name="校安办", desk=True))
    one, other = open_phone(name="消防员"), open_phone(name="市监员")
    first, second = _open_sheet(one, "消防员"), _open_sheet(other, "市监员")
    with other.without_network():
        _answer(second, "外来人员、车辆逐一登记", "否")
        _answer(second, "保安员持有效上岗证", "是")
        expect(_line(second, "保安员持有效上岗证").get_by_text("未上传")).to_be_visible()
        _answer(first, "外来人员、车辆逐一登记", "是")
        expect(_line(first, "外来人员、车辆逐一登记").get_by_text("演示·消防员")).to_be_visible()
        _no_becomes_a_hazard(first)
        expect(_line(second, "外来人员、车辆逐一登记").get_by_role("radio", name="否")).to_be_checked()
    differing = _line(second, "外来人员、车辆逐一登记")
    expect(differing.get_by_text("两个人的答案不一致")).to_be_visible()
    expect(differing.get_by_role("button", name=re.compile("以此为准"))).to_have_count(2)
    _group(first, "人防")
    expect(_line(first, "外来人员、车辆逐一登记").get_by_text("两个人的答案不一致")).to_be_visible()
    expect(first.get_by_text("还有 1 项答案不一致，选定后才能签字。")).to_be_visible()
    differing.get_by_role("button", name=re.compile("^是.*以此为准")).click()
    expect(differing.get_by_text("两个人的答案不一致")).to_have_count(0)
    expect(first.get_by_text("两个人的答案不一致")).to_have_count(0)
    _sign(first, "我来签字")
    second.reload()
    _sign(second, "我来签字")
    _sign(second, "学校签字", name="李校长")
    expect(second.get_by_text("检查表不再修改")).to_be_visible()
    _read_the_list(second)
    assert _channels(site) == ["joint_inspection"]
    _see_the_ledger(open_phone(name="校安办乙", desk=True), inspection)


def _read_the_list(page: Page) -> None:
    pdf = _words_of_pdf(_downloaded(page, "PDF"))
    for words in (
        f"{SCHOOL}联合检查问题清单",
        FOUND,
        "灭火器、消火栓、应急照明完好有效",
        "FIR02",
        "李校长",
        "演示·消防员",
    ):
        assert re.sub(r"\s", "", words) in pdf
    assert "草稿" not in pdf
    sheet = load_workbook(io.BytesIO(_downloaded(page, "Excel").read_bytes())).active
    cells = [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert FOUND in cells
    assert any(cell.startswith("回复期限：") for cell in cells)
    assert "尚未研判" in cells


def _see_the_ledger(office: Phone, inspection: str) -> None:
    page = acts.sign_in(office, "校安办乙")
    acts.find_in_ledger(page, FOUND)
    expect(page.get_by_text("（联合检查）")).to_be_visible()
    office.go(f"/app/inspections/{inspection}")
    line = page.locator("tbody tr").filter(has_text="启明小学")
    expect(line).to_contain_text("3/")
    expect(line).to_contain_text("1 件，未销号 1")
