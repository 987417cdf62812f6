"""A look-back that fails: the case opens again under its number, and at the end the ledger leaves as Excel and as proof."""

from __future__ import annotations

import io
import json
import re
from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from tests.journeys import acts
from tests.journeys.conftest import SCANNED, OpenPhone
from tests.journeys.site import FIRST_SCHOOL, Site

pytestmark = pytest.mark.journey
TILE = "围墙、房屋、设施"
KIND = "护栏/门窗/墙体脱落"
NOTE = "门口护栏晃动，一推就歪。"


def closed_case(site: Site, open_phone: OpenPhone) -> tuple[str, str]:
    """From a passer-by's report to struck off; returns the case's path and its ledger number."""
    page = open_phone(name="群众", at=site.code_at(SCANNED)).go(f"/c/{site.code_at(SCANNED).replace('-', '')}")
    acts.answer_questions(page, tile=TILE)
    acts.tell(page, note=NOTE, scene="railing")
    acts.send(page)
    page = acts.sign_in(open_phone(name="联席办", desk=True), "校安办")
    path = acts.find_in_ledger(page, NOTE)
    acts.assign(page, category=f"BLD02 {KIND}", unit="示范县启明小学")
    school = open_phone(name="学校安全员")
    acts.sign_in(school, "启明安保")
    acts.acknowledge(school.go(path), plan="重新固定护栏。")
    acts.submit(school.page, measure="护栏已重新固定。", scene="railing")
    precinct = open_phone(name="派出所")
    acts.sign_in(precinct, "城关所长")
    return path, acts.verify(precinct.go(path), note="到现场推过，不晃。")


def exported(page: Page, *, search: str) -> list[tuple[object, ...]]:
    """Press 导出 Excel on what the search shows, and read the workbook that comes."""
    page.goto(page.url.split("/app")[0] + "/app/cases")
    page.get_by_label("编号、学校、地点、描述").fill(search)
    expect(page.locator("tbody tr")).to_have_count(1)
    with page.expect_download() as download:
        page.get_by_role("button", name="导出 Excel").click()
    book = load_workbook(io.BytesIO(Path(download.value.path()).read_bytes()))
    assert book.active is not None
    return list(book.active.iter_rows(values_only=True))


def sign_a_letter(page: Page, path: str) -> None:
    """起草督办单, print it, and record who signed it under which number."""
    page.goto(page.url.split("/app")[0] + path)
    card = page.locator("section.card").filter(has_text="系统只起草")
    card.get_by_role("button", name="起草文书").click()
    form = page.get_by_role("dialog")
    form.get_by_label("哪一种").select_option(label="督办单")
    form.get_by_role("button", name="起草文书").click()
    expect(card.get_by_text("待签发")).to_be_visible()
    with page.expect_download() as download:
        card.get_by_role("button", name="打印 PDF").click()
    assert Path(download.value.path()).read_bytes().startswith(b"%PDF")
    card.get_by_role("button", name="登记签发").click()
    form.get_by_label("文号").fill("示联办督〔2026〕3号")
    form.get_by_label("签发人").fill("周主任")
    form.get_by_role("button", name="登记签发").click()
    expect(card.get_by_text("已签发")).to_be_visible()
    expect(card.get_by_role("button", name="登记签发")).to_have_count(0)


def test_a_failed_look_back_opens_the_case_again_and_the_ledger_proves_it(
    site: Site, open_phone: OpenPhone, tmp_path: Path
) -> None:
    path, number = closed_case(site, open_phone)
    inspector = open_phone(name="督学", at=site.code_at(SCANNED))
    acts.sign_in(inspector, "督学")
    page = inspector.go(path)
    with acts.sheet(page, "回头看不合格") as form:
        acts.add_photo(form, "railing")
        form.get_by_label("哪里又不合格").fill("螺丝又松了，护栏外倾。")
        form.get_by_role("button", name="回头看不合格").click()
    acts.expect_state(page, "整改中")
    expect(page.locator(".case-head")).to_contain_text(f"{number}-R1")

    desk = acts.sign_in(open_phone(name="联席办", desk=True), "校安办")
    rows = exported(desk, search=f"{number}-R1")
    assert re.search(r"示范县校园安全隐患排查整改台账（\d{4}年\d{1,2}月\d{1,2}日）", str(rows[0][0]))
    [line] = [row for row in rows if f"{number}-R1" in row]
    assert NOTE in line
    assert any("不合格" in str(cell) for cell in line)

    sign_a_letter(desk, path)

    bundle = tmp_path / "bundle.zip"
    site.command("ledger", "export", "--school", FIRST_SCHOOL, "--out", str(bundle), "--json")
    report = json.loads(site.command("ledger", "verify", str(bundle), "--json"))
    assert report["faults"] == []
