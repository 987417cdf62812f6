"""Files that are no tables, or too much of one, are refused with what to do."""

from __future__ import annotations

import time
import zipfile
from io import BytesIO

import pytest
from openpyxl import Workbook

from backend.core.errors import Problem
from backend.core.spreadsheets import Column, opening, read_rows, read_tables
from tests.core.workbooks import COLUMNS, saved, with_part, workbook


def refusal(data: bytes, columns: list[Column] = COLUMNS) -> Problem:
    with pytest.raises(Problem) as caught:
        read_rows(data, columns)
    return caught.value


@pytest.mark.parametrize(
    ("data", "code", "says"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "spreadsheet_not_xlsx", "旧版 .xls"),
        ("学校标识码,学校名称\n".encode(), "spreadsheet_not_xlsx", "只是名字像表格"),
        (b"", "spreadsheet_not_xlsx", "只是名字像表格"),
        (b"PK\x03\x04" + bytes(100), "spreadsheet_unreadable", ""),
    ],
)
def test_a_file_that_is_no_xlsx_is_refused_with_how_to_save_it(data: bytes, code: str, says: str) -> None:
    problem = refusal(data)
    assert problem.code == code
    assert says in str(problem.values.get("found", ""))
    assert "另存为" in problem.error.zh_detail


def test_a_workbook_with_macros_is_refused() -> None:
    data = with_part(workbook(["学校标识码", "学校名称"]), "xl/vbaProject.bin", b"x")
    assert refusal(data).values["found"] == "带宏的 .xlsm"


def test_another_kind_of_zip_is_refused() -> None:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a.txt", "a")
    assert refusal(out.getvalue()).values["found"] == "压缩包或其他文档"


def test_a_zip_bomb_is_refused_before_it_is_unpacked() -> None:
    data = with_part(workbook(["学校标识码"]), "xl/media/bomb.bin", bytes(opening.LARGEST_UNPACKED))
    assert len(data) < 200_000
    began = time.perf_counter()
    assert refusal(data).code == "spreadsheet_too_large"
    assert time.perf_counter() - began < 0.1


def test_a_file_over_the_limit_is_refused() -> None:
    assert refusal(b"PK\x03\x04" + bytes(opening.LARGEST_FILE)).code == "spreadsheet_too_large"


def test_entities_in_the_xml_are_not_expanded() -> None:
    bomb = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">]><worksheet>&a;</worksheet>'
    data = with_part(workbook(["学校标识码", "学校名称"]), "xl/worksheets/sheet1.xml", bomb)
    assert refusal(data).code == "spreadsheet_unreadable"


def test_a_cut_off_file_is_refused_as_damaged() -> None:
    data = workbook(["学校标识码", "学校名称"], ["21", "甲"])
    assert refusal(data[: len(data) // 2]).code == "spreadsheet_unreadable"


def test_a_row_far_below_the_last_possible_one_does_not_hold_the_server_up() -> None:
    data = workbook(["学校标识码", "学校名称"], ["21", "甲"])
    part = "xl/worksheets/sheet1.xml"
    with zipfile.ZipFile(BytesIO(data)) as archive:
        far = archive.read(part).replace(b'<row r="2"', b'<row r="999999999999"')
    began = time.perf_counter()
    assert refusal(with_part(data, part, far)).code == "spreadsheet_empty"
    assert time.perf_counter() - began < 5


def test_more_rows_than_allowed_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("backend.core.spreadsheets.reading.MOST_ROWS", 2)
    assert refusal(workbook(["学校标识码", "学校名称"], *[["21", "甲"]] * 3)).code == "spreadsheet_too_many_rows"


def test_missing_columns_are_named() -> None:
    problem = refusal(workbook(["学校标识码", "地址"], ["21", "x"]))
    assert (problem.code, problem.values["columns"]) == ("spreadsheet_columns_missing", "学校名称")


def test_a_file_without_any_header_is_answered_with_the_columns_needed() -> None:
    problem = refusal(workbook(["甲", "乙"], ["1", "2"]))
    assert (problem.code, problem.values["columns"]) == ("spreadsheet_header_missing", "学校标识码、学校名称")


def test_a_sheet_with_the_right_name_and_a_wrong_header_is_not_passed_over() -> None:
    book = Workbook()
    for title, row in (("学校", ["学校标识码", "学校名称"]), ("点位", ["位置", "说明"])):
        book.create_sheet(title).append(row)
    with pytest.raises(Problem) as caught:
        read_tables(saved(book), {"学校": COLUMNS, "点位": [Column("point", "点位名称", required=True)]})
    assert caught.value.values == {"sheet": "点位", "columns": "点位名称"}


def test_a_column_that_stands_twice_is_refused() -> None:
    assert refusal(workbook(["学校标识码", "学校名称", "名称"], ["21", "甲", "乙"])).code == "spreadsheet_column_twice"


def test_a_header_with_nothing_below_is_refused() -> None:
    assert refusal(workbook(["学校标识码", "学校名称"])).code == "spreadsheet_empty"
