"""Workbooks as they really are: what is understood, what is refused and in which words, what comes out again."""

from __future__ import annotations

import json
from datetime import date, datetime
from io import BytesIO
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from backend.intake.ledger_import import steps
from backend.rectifications.ledger_columns import TITLES
from tests.core.workbooks import saved
from tests.intake.ledger_import.conftest import Desk
from tests.intake.ledger_import.looking import entries_of, messages, the_case
from tests.intake.ledger_import.workbooks import CLOSED, a_ledger, a_row, fill


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({"学校名称": "不知道小学"}, "学校名称：本县没有“不知道小学”这所学校"),
        ({"发现时间": "9月31日"}, "发现时间：“9月31日”这一天不存在"),
        ({"发现时间": "2099-01-01"}, "发现时间：2099-01-01 还没有到"),
        ({"发现时间": None}, "发现时间：此项必填。"),
        ({"隐患内容": None}, "隐患内容：此项必填。"),
        ({"责任单位": "水务局"}, "责任单位：本县没有“水务局”这个单位"),
        ({"整改时限": "尽快"}, "整改时限：“尽快”不是日期"),
        ({"整改时限": "2026-08-01"}, "整改时限：2026-08-01 早于发现时间 2026-09-03"),
        ({"隐患等级": "较大"}, "隐患等级：“较大”看不懂，请填：一般、重大。"),
        ({"完成情况": "已完成", "销号时间": None}, "完成时间：已完成的请填完成时间或销号时间。"),
        ({"完成情况": "未完成", "销号时间": "2026-09-20"}, "完成情况：填了销号时间，完成情况却写着没有完成"),
        ({"隐患类别": "学生欺凌"}, "隐患类别：涉及学生个人的事项不进台账"),
        ({"隐患内容": "长" * 1001}, "隐患内容：最多 1000 个字，现有 1001 个"),
        ({"隐患内容": "#REF!"}, "隐患内容：这一格是出错的公式（#REF!）"),
    ],
)
def test_a_mistake_is_named_by_its_column_and_says_what_to_do(desk: Desk, cells: dict[str, Any], said: str) -> None:
    preview = desk.preview(a_ledger(a_row(**cells)))
    assert preview["failed"] == 1
    assert said in messages(preview["rows"][0])
    assert desk.confirm(preview, only_clean=False).status_code == 409


def test_what_was_understood_otherwise_than_written_is_worth_a_look(desk: Desk) -> None:
    preview = desk.preview(a_ledger(a_row(学校名称="启明", 隐患类别="校车", 整改时限=None, 责任单位="学校")))
    (row,) = desk.page(preview, "warning")
    said = messages(row, "warnings")
    assert (preview["warned"], row["arrives_as"]) == (1, "整改中")
    assert all(
        part in said
        for part in ("“启明”按“示范县启明小学”理解", "“校车”按“校车车况/证照”归类", "整改时限：没有整改时限")
    )


def test_merged_cells_titles_tall_headers_and_footers_are_understood(desk: Desk) -> None:
    book = Workbook()
    sheet: Any = book.active
    sheet.append(["2025—2026学年校园安全隐患台账"])
    sheet.merge_cells("A1:H1")
    sheet.append(["填报单位：示范县校安办"])
    sheet.append(["序号", "学校", "排查时间", "存在问题", "整改情况", None, None, None])
    sheet.append([None, None, None, None, "整改责任单位", "责任人", "整改期限", "是否完成"])
    for column in "ABCD":
        sheet.merge_cells(f"{column}3:{column}4")
    sheet.merge_cells("E3:H3")
    sheet.append([1, "启明小学", "9月3日", "东门围栏松动", "派出所", "王工", "30日内", "否"])
    sheet.append([2, None, "3．5", "西墙有缺口", "总务处", "李工", "立即整改", "×"])
    sheet.append([3, None, date(2026, 3, 9), "路灯不亮", None, None, None, None])
    sheet.merge_cells("B5:B7")
    sheet.append(["合计", None, None, "3 件"])
    sheet.append(["填表人：张三", None, None, None])
    preview = desk.preview(saved(book))
    rows = desk.page(preview, "create")
    assert (preview["failed"], [row["row"] for row in rows]) == (0, [5, 6, 7])
    desk.confirm(preview)
    found = {item["reported_at"][:10]: item["state"] for item in desk.cases()}
    assert found == {"2025-09-02": "rectifying", "2026-03-04": "rectifying", "2026-03-08": "reported"}


def test_a_sheet_for_each_month_is_read_and_what_is_no_ledger_is_named(desk: Desk) -> None:
    book = Workbook()
    fill(book.active, [a_row()], title=None)
    fill(book.create_sheet("2026年10月"), [a_row(发现时间="10月8日", 隐患内容="西墙有缺口")], title=None)
    fill(book.create_sheet("藏起来的"), [a_row(隐患内容="看不见的")])
    book["藏起来的"].sheet_state = "hidden"
    book.create_sheet("说明").append(["请各校认真填写"])
    preview = desk.preview(saved(book))
    assert (preview["ok"], preview["failed"], preview["skipped_sheets"]) == (2, 0, ["说明"])
    assert [row["sheet"] for row in preview["rows"]] == ["Sheet", "2026年10月"]


def test_a_day_without_a_year_asks_for_it(desk: Desk) -> None:
    preview = desk.preview(a_ledger(a_row(发现时间="9月3日"), title="台账"))
    assert "没有年份" in messages(preview["rows"][0])


def test_phone_and_identity_numbers_stay_out_of_the_ledger(desk: Desk) -> None:
    desk.imported(a_ledger(a_row(责任人="王工 13800001234", 备注="身份证110101199003071234")))
    case = the_case(desk)
    written = json.dumps([content for _, content in entries_of(desk, case)], ensure_ascii=False)
    assert case.responsible_name == "王工 （电话略）"
    assert "13800001234" not in written
    assert "110101199003071234" not in written


def test_a_formula_goes_in_as_words_and_comes_out_as_words(desk: Desk) -> None:
    book = load_workbook(BytesIO(a_ledger(a_row(隐患内容="占位"))))
    cell = book.worksheets[0]["E3"]
    cell.value, cell.data_type = "@SUM(1+1)*cmd|' /C calc'!A0", "s"
    desk.imported(saved(book))
    out = load_workbook(BytesIO(desk.phone.get("/cases/export.xlsx").data)).worksheets[0]
    assert (out["H3"].data_type, out["H3"].quotePrefix) == ("s", True)
    assert out["H3"].value == "@SUM(1+1)*cmd|' /C calc'!A0"


def test_what_goes_in_comes_out_again(desk: Desk) -> None:
    told = {
        "隐患编号": "2026-东-007", "发现途径": "联合检查", "隐患类别": "护栏/门窗/墙体脱落", "隐患等级": "一般",
        "整改类型": "限期整改", "责任单位": "示范县启明小学、城关所", "整改措施": "更换围栏", "临时防护措施": "拉警戒线",
        "资金": "3000 元", "完成时间": "2026-09-18", "验收人": "李四", "验收时间": "2026-09-19", "回头看": "合格",
        "备注": "已报县里", **CLOSED,
    }  # fmt: skip
    row = a_row(**told)
    desk.imported(a_ledger(row))
    answer = desk.phone.get("/cases/export.xlsx")
    out = load_workbook(BytesIO(answer.data)).worksheets[0]
    cells = dict(zip((cell.value for cell in out[2]), (cell.value for cell in out[3]), strict=True))
    said = {name: value.date().isoformat() if isinstance(value, datetime) else value for name, value in cells.items()}
    number = said.pop("隐患编号")
    assert number.startswith("SF-ZG-")
    expected = {name: row.get(name) for name in TITLES.values() if name not in ("序号", "学校标识码", "隐患编号")}
    expected |= {"学校名称": "示范县启明小学", "备注": "原编号：2026-东-007；已报县里"}
    assert {name: said[name] for name in expected} == expected
    again = desk.preview(answer.data)
    assert (again["ok"], again["existing"], again["failed"]) == (0, 1, 0)


def test_a_long_ledger_is_looked_at_page_by_page(desk: Desk) -> None:
    rows = [a_row(隐患内容=f"第{number}处围栏松动") for number in range(230)]
    preview = desk.preview(a_ledger(*rows, a_row(学校名称="不知道小学")))
    assert (preview["ok"], preview["failed"], preview["show"], len(preview["rows"])) == (230, 1, "error", 1)
    pages = [desk.page(preview, "create", number) for number in range(1, 7)]
    assert [len(page) for page in pages] == [50, 50, 50, 50, 30, 0]
    assert [row["row"] for page in pages for row in page] == list(range(3, 233))


def test_more_rows_than_a_preview_bears_are_refused_in_words(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(steps, "MOST_ROWS", 3)
    answer = desk.upload(a_ledger(*(a_row(隐患内容=f"第{number}处围栏松动") for number in range(4))))
    assert (answer.status_code, answer.json["code"]) == (413, "spreadsheet_too_many_rows")
    assert "一次最多 3 行" in answer.json["detail"]


@pytest.mark.parametrize(
    "data", [b"\xd0\xcf\x11\xe0" + b"old office or a password" * 40, b"PK\x03\x04broken", b"name,note"]
)
def test_what_is_no_workbook_is_refused_in_words(desk: Desk, data: bytes) -> None:
    answer = desk.upload(data)
    assert answer.status_code in (415, 422)
    assert ".xlsx" in answer.json["detail"]


def test_a_table_without_the_needed_columns_says_which(desk: Desk) -> None:
    answer = desk.upload(
        a_ledger({"学校名称": "启明小学", "隐患内容": "东门围栏松动"}, headings=("学校名称", "隐患内容"))
    )
    assert (answer.status_code, answer.json["code"]) == (422, "spreadsheet_columns_missing")
    assert "发现时间" in answer.json["detail"]


def test_the_template_is_taken_as_it_is(desk: Desk) -> None:
    preview = desk.preview(desk.phone.get("/imports/ledger/template.xlsx").data)
    assert (preview["failed"], preview["ignored_columns"]) == (0, [])
