"""Tables as offices send them are read, and what we write reads back."""

from __future__ import annotations

import time
import zipfile
from datetime import date, datetime
from io import BytesIO
from typing import Any

import pytest
import xlsxwriter
from openpyxl import Workbook, load_workbook

from backend.core import spreadsheets
from backend.core.spreadsheets import CellMistake, Column, choice, read_rows, read_tables
from tests.core.workbooks import CODE, COLUMNS, NAME, OPENED, saved, with_part, workbook


def test_a_plain_table_is_read_with_its_row_numbers() -> None:
    rows = read_rows(workbook(["学校标识码", "学校名称"], ["2199000001", "启明小学"]), COLUMNS)
    assert [(row.row_number, row.values, row.errors) for row in rows] == [
        (2, {"code": "2199000001", "name": "启明小学"}, [])
    ]


def test_the_header_is_found_below_merged_title_rows_and_under_other_names() -> None:
    data = workbook(
        ["示范县学校信息采集表"],
        ["填报单位：教育局", None, "2026.9.3"],
        ["序号", "学校代码*", "名 称\n（全称）", "备注"],
        [1, "2199000001", "启明小学", "x"],
        merge="A1:D1",
    )
    table = read_tables(data, {"学校": COLUMNS})["学校"]
    assert [(row.row_number, row.values) for row in table.rows] == [(4, {"code": "2199000001", "name": "启明小学"})]
    assert table.ignored == ("序号", "备注")


def test_a_header_two_rows_tall_is_read_as_one() -> None:
    data = workbook(
        ["学校标识码", "学校名称", "坐标", None],
        [None, None, "纬度", "经度"],
        ["21", "启明小学", "38.9", "83.1"],
        merge="C1:D1",
    )
    assert read_rows(data, COLUMNS)[0].values == {"code": "21", "name": "启明小学", "lat": 38.9, "lng": 83.1}


def test_full_width_letters_digits_and_blanks_are_normalised_while_names_keep_their_brackets_and_rare_characters() -> (
    None
):
    data = workbook(
        ["学校标识码", "学校名称", "纬度"], ["２１９９　０００００１\n", "\u3000㛃𬭎小学（民办）\u200b ", "３８．９"]
    )
    values = read_rows(data, COLUMNS)[0].values
    assert values == {"code": "2199 000001", "name": "㛃𬭎小学（民办）", "lat": 38.9}


def test_numbers_are_read_as_the_text_people_see() -> None:
    data = workbook(["学校标识码", "学校名称"], [2199000001, 7.0], [1e15, 0.1], [True, 5])
    assert [tuple(row.values.values()) for row in read_rows(data, COLUMNS)] == [
        ("2199000001", "7"),
        ("1000000000000000", "0.1"),
        ("是", "5"),
    ]


@pytest.mark.parametrize(
    "written",
    [
        date(2026, 9, 3),
        datetime(2026, 9, 3),  # noqa: DTZ001 - cells know no zone
        "2026.9.3",
        "2026/09/03",
        "2026年9月3日",
        "20260903",
        46268,
        "２０２６－９－３",
    ],
)
def test_a_day_is_read_however_offices_write_it(written: Any) -> None:
    data = workbook(["学校标识码", "学校名称", "启用日期"], ["21", "甲", written])
    assert read_rows(data, COLUMNS)[0].values["opened_on"] == date(2026, 9, 3)


@pytest.mark.parametrize("written", ["9月3日", "2026-02-30", "开学后"])
def test_a_day_without_a_year_or_outside_the_calendar_is_refused_for_its_row_only(written: str) -> None:
    data = workbook(["学校标识码", "学校名称", "启用日期"], ["21", "甲", written], ["22", "乙", "2026-9-3"])
    first, second = read_rows(data, COLUMNS)
    assert [mistake.column for mistake in first.errors] == ["启用日期"]
    assert second.errors == []


def test_every_mistake_of_a_row_is_named_by_its_column() -> None:
    data = workbook(["学校标识码", "学校名称", "纬度"], [None, "长" * 21, "北纬三十八度"])
    assert read_rows(data, COLUMNS)[0].errors == [
        CellMistake("学校标识码", "此项必填。"),
        CellMistake("学校名称", "最多 20 个字，现有 21 个。"),
        CellMistake("纬度", "“北纬三十八度”不是小数形式的度数，请写成 38.901234 的样子。"),
    ]


def test_empty_rows_are_skipped_and_do_not_shift_the_row_numbers() -> None:
    data = workbook(["学校标识码", "学校名称"], [], [None, "  "], ["21", "甲"])
    assert [row.row_number for row in read_rows(data, COLUMNS)] == [4]


def test_a_word_outside_the_choice_is_answered_with_the_words_to_use() -> None:
    kind = Column(
        "kind", "类型", required=True, parse=choice({"小学": "primary", "完全小学": "primary", "幼儿园": "kg"})
    )
    first, second = read_rows(workbook(["类型"], ["完全 小学"], ["大学"]), [kind])
    assert first.values == {"kind": "primary"}
    assert second.errors == [CellMistake("类型", "“大学”不在可选范围内，请填：小学、幼儿园。")]


def test_a_formula_counts_as_what_it_showed_and_a_broken_one_is_named() -> None:
    out = BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["学校标识码", "学校名称"])
        sheet.write_formula(1, 0, '="21"&"99"', None, "2199")
        sheet.write_formula(1, 1, "=B9", None, "#REF!")
    row = read_rows(out.getvalue(), COLUMNS)[0]
    assert row.values == {"code": "2199"}
    assert "出错的公式" in row.errors[0].message


def test_a_sheet_that_lies_about_its_size_is_read_to_its_end() -> None:
    data = workbook(["学校标识码", "学校名称"], ["21", "甲"])
    part = "xl/worksheets/sheet1.xml"
    with zipfile.ZipFile(BytesIO(data)) as archive:
        lying = archive.read(part).replace(b'ref="A1:B2"', b'ref="A1"')
    assert len(read_rows(with_part(data, part, lying), COLUMNS)) == 1


def test_hidden_sheets_are_not_read_and_sheets_are_found_by_name_before_header() -> None:
    book = Workbook()
    for title, code in (("说明", "1"), ("旧学校", "2"), ("学校", "3")):
        sheet = book.create_sheet(title)
        sheet.append(["学校标识码", "学校名称"])
        sheet.append([code, "甲"])
    book["旧学校"].sheet_state = "hidden"
    del book["Sheet"]
    assert read_tables(saved(book), {"学校": COLUMNS})["学校"].rows[0].values["code"] == "3"


def test_thirty_thousand_rows_are_read_within_seconds() -> None:
    out = BytesIO()
    with xlsxwriter.Workbook(out, {"constant_memory": True, "in_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["学校标识码", "学校名称", "启用日期", "纬度", "经度"])
        for number in range(30_000):
            sheet.write_row(number + 1, 0, [str(number), f"第{number}小学", "2026-09-01", 38.9, 83.1])
    began = time.perf_counter()
    assert len(read_rows(out.getvalue(), COLUMNS)) == 30_000
    assert time.perf_counter() - began < 15


def test_a_template_reads_back_as_its_examples() -> None:
    examples: list[dict[str, Any]] = [
        {"code": "0199", "name": "=1+1", "opened_on": date(2026, 9, 1), "lat": 38.9},
        {"code": "2", "name": "@乙"},
    ]
    data = spreadsheets.write_template(COLUMNS, examples)
    assert [row.values for row in read_rows(data, COLUMNS)] == examples


def test_nothing_in_a_template_is_run_as_a_formula() -> None:
    starts = ["=1+1", "+1", "-1", "@SUM(A1)", "=HYPERLINK(1)", "https://x.example"]
    data = spreadsheets.write_template([NAME], [{"name": start} for start in starts])
    sheet = load_workbook(BytesIO(data)).active
    assert sheet is not None
    cells = [row[0] for row in sheet.iter_rows(min_row=2)]
    assert [cell.data_type for cell in cells] == ["s"] * len(starts)
    assert [bool(cell.quotePrefix) for cell in cells] == [True, True, True, True, True, False]


def test_a_template_keeps_its_header_in_sight_and_explains_each_column() -> None:
    sheet = load_workbook(BytesIO(spreadsheets.write_template([CODE, OPENED]))).active
    assert sheet is not None
    assert sheet.freeze_panes == "A2"
    notes = [sheet.cell(1, place).comment for place in (1, 2)]
    assert [note.text for note in notes if note] == ["必填。", "选填。"]
