"""An old ledger on its way in: preview, confirmation, the states it arrives in, and nothing twice."""

from __future__ import annotations

import json
from datetime import date, datetime
from io import BytesIO
from typing import Any
from uuid import UUID

import pytest
from openpyxl import Workbook, load_workbook
from sqlalchemy import func, select

from backend.audit.models import AuditRow
from backend.core.clock import local_date, now
from backend.hazards.models import Hazard
from backend.intake.ledger_import import births, steps
from backend.rectifications.ledger import verify_all
from backend.rectifications.ledger_columns import TITLES
from backend.rectifications.models import Case, CaseCoUnit, LedgerContent, LedgerEntry
from backend.rectifications.rules import ENTRY_LABELS
from tests.cases import a_scene
from tests.core.workbooks import saved
from tests.intake.ledger_import.conftest import Desk
from tests.intake.ledger_import.workbooks import a_ledger, a_row, fill

CLOSED = {"完成情况": "已更换围栏并加固", "销号时间": "2026-09-20"}


def messages(row: Any, kind: str = "errors") -> str:
    return "；".join(f"{mistake['column']}：{mistake['message']}" for mistake in row[kind])


def the_case(desk: Desk) -> Case:
    (listed,) = desk.cases()
    return desk.stage.read(Case, listed["id"])  # type: ignore[no-any-return]


def entries_of(desk: Desk, case: Case) -> list[tuple[str, dict[str, Any]]]:
    with desk.stage.work() as session:
        statement = select(LedgerEntry.action, LedgerContent.content).join(
            LedgerContent, LedgerContent.entry_id == LedgerEntry.id
        )
        rows = session.execute(statement.where(LedgerEntry.case_id == case.id).order_by(LedgerEntry.seq))
        return [(action, json.loads(content)) for action, content in rows]


def test_nothing_is_written_before_it_is_confirmed(desk: Desk) -> None:
    preview = desk.preview(a_ledger(a_row(), a_row(学校名称="不知道小学")))
    assert (preview["ok"], preview["failed"], preview["existing"]) == (1, 1, 0)
    assert desk.cases() == []


def test_a_row_with_a_unit_and_a_person_arrives_in_rectification(desk: Desk) -> None:
    assert desk.imported(a_ledger(a_row(整改措施="更换围栏"))) == {"created": 1, "existing": 0, "failed": 0}
    case = the_case(desk)
    assert (case.state, case.ledger_no, case.external) == ("rectifying", f"SF-ZG-{local_date(now()).year}-000001", True)
    assert (case.responsible_name, case.planned_measure, case.category) == ("王工", "更换围栏", "OTH99")
    assert case.lead_unit_id == desk.stage.scene.county.precinct_id
    assert (local_date(case.due_at), local_date(case.reported_at)) == (  # type: ignore[arg-type]
        date(2026, 12, 30),
        date(2026, 9, 3),
    )


@pytest.mark.parametrize(
    ("cells", "state"),
    [
        ({"责任人": None}, "assigned"),
        ({"责任单位": None}, "reported"),
        (CLOSED, "closed"),
        ({"完成情况": "√", "销号时间": "9月20日"}, "closed"),
        ({"完成情况": "已完成", "完成时间": "2026.9.20"}, "closed"),
        ({"完成情况": "未完成"}, "rectifying"),
        ({"隐患等级": "重大", "完成情况": "已完成", "完成时间": "2026.9.20"}, "rectifying"),
        ({"隐患等级": "重大", "完成情况": "已完成", "销号时间": "2026.9.20"}, "closed"),
        ({"隐患等级": "重大", "责任单位": None}, "reported"),
    ],
)
def test_a_row_arrives_in_the_state_that_it_proves(desk: Desk, cells: dict[str, Any], state: str) -> None:
    desk.imported(a_ledger(a_row(**cells)))
    case = the_case(desk)
    assert case.state == state
    assert (case.ledger_no is None, case.closed_at is None) == (state == "reported", state != "closed")


def test_its_two_entries_say_where_it_comes_from(desk: Desk) -> None:
    desk.confirm(desk.preview(a_ledger(a_row(隐患编号="2026-东-007", 备注="已报县里", **CLOSED)), name="安全台账.xlsx"))
    case = the_case(desk)
    (first, report), (second, arrival) = entries_of(desk, case)
    assert (first, second, ENTRY_LABELS["import"]) == ("report", "import", "表格导入")
    source = report["imported_from"]
    assert (source["file"], source["sheet"], source["row"], report["found_via"]) == (
        "安全台账.xlsx",
        "Sheet",
        3,
        "import",
    )
    assert source["columns"]["责任单位"] == "城关派出所"
    assert (arrival["from_state"], arrival["to_state"]) == ("reported", "closed")
    assert arrival["sheet"] == {"original_no": "2026-东-007", "remark": "已报县里"}
    with desk.stage.work() as session:
        assert verify_all(session) == (1, [])
    shown = desk.phone.get(f"/cases/{case.id}").json["timeline"]
    assert [step["action_label"] for step in shown] == ["发现上报（表格导入）", "表格导入"]
    assert "安全台账.xlsx，Sheet，第 3 行" in shown[1]["note"]


def test_several_units_lead_and_help(desk: Desk) -> None:
    desk.imported(a_ledger(a_row(责任单位="学校、城关派出所")))
    case = the_case(desk)
    assert case.lead_unit_id == desk.stage.scene.school.id
    with desk.stage.work() as session:
        helping = session.execute(select(CaseCoUnit.unit_id).where(CaseCoUnit.case_id == case.id)).scalars().all()
    assert helping == [desk.stage.scene.county.precinct_id]


def test_a_finding_of_the_school_itself_is_no_outside_finding(desk: Desk) -> None:
    desk.imported(a_ledger(a_row(发现途径="学校自查")))
    case = the_case(desk)
    assert (case.external, case.finder_unit_id) == (False, desk.stage.scene.school.id)


def test_the_same_file_twice_adds_nothing_and_says_so(desk: Desk) -> None:
    data = a_ledger(a_row(), a_row(隐患内容="西墙有缺口", **CLOSED))
    desk.imported(data)
    preview = desk.preview(data)
    assert (preview["ok"], preview["existing"], preview["show"]) == (0, 2, "exists")
    assert [row["standing"] for row in preview["rows"]] == ["已在台账中，状态：整改中。", "已在台账中，状态：已销号。"]
    assert desk.confirm(preview).json == {"created": 0, "existing": 2, "failed": 0}
    assert len(desk.cases()) == 2


def test_what_is_there_is_never_overwritten(desk: Desk) -> None:
    desk.imported(a_ledger(a_row(**CLOSED)))
    desk.imported(a_ledger(a_row(责任人="别人", 责任单位="学校", 完成情况="整改中")))
    case = the_case(desk)
    assert (case.state, case.responsible_name, case.version) == ("closed", "王工", 1)


def test_the_number_of_the_old_ledger_is_what_a_row_is_known_by(desk: Desk) -> None:
    desk.imported(a_ledger(a_row(隐患编号="2026-007")))
    again = desk.preview(a_ledger(a_row(隐患编号="2026-007", 隐患内容="换了一种说法"), a_row(隐患编号="2026-008")))
    assert (again["ok"], again["existing"]) == (1, 1)


def test_a_number_that_only_counts_lines_is_none(desk: Desk) -> None:
    desk.imported(a_ledger(a_row(隐患编号="1")))
    assert desk.preview(a_ledger(a_row(隐患编号="1", 隐患内容="另一件事")))["ok"] == 1


def test_a_row_that_stands_twice_in_one_file_is_refused(desk: Desk) -> None:
    preview = desk.preview(a_ledger(a_row(), a_row(隐患内容="东门围栏，松动！")))
    assert (preview["ok"], preview["failed"]) == (1, 1)
    assert messages(preview["rows"][0]) == "：与第 3 行重复（同一所学校的同一件隐患），请只保留一行。"


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


def test_wrong_rows_stay_out_and_the_others_go_in(desk: Desk) -> None:
    preview = desk.preview(a_ledger(a_row(), a_row(学校名称="不知道小学")))
    assert desk.confirm(preview, only_clean=False).json["code"] == "ledger_import_not_clean"
    assert desk.confirm(preview).json == {"created": 1, "existing": 0, "failed": 1}


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


def test_of_two_confirmations_one_wins(desk: Desk) -> None:
    preview = desk.preview(a_ledger(a_row()))
    assert desk.confirm(preview).status_code == 200
    again = desk.confirm(preview)
    assert (again.status_code, again.json["code"]) == (409, "import_confirmed")
    assert len(desk.cases()) == 1


def test_two_uploads_of_one_file_confirmed_one_after_the_other_add_it_once(desk: Desk) -> None:
    first, second = desk.preview(a_ledger(a_row())), desk.preview(a_ledger(a_row()))
    assert desk.confirm(first).json["created"] == 1
    assert desk.confirm(second).json == {"created": 0, "existing": 1, "failed": 0}


def test_a_failure_half_way_leaves_nothing_behind(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(births, "_CHUNK", 1)
    write = births.open_imported
    calls: list[int] = []

    def failing(*args: Any, **named: Any) -> None:
        calls.append(1)
        if len(calls) == 2:
            raise RuntimeError("the power is gone")
        write(*args, **named)

    monkeypatch.setattr(births, "open_imported", failing)
    preview = desk.preview(a_ledger(a_row(), a_row(隐患内容="西墙有缺口")))
    desk.stage.app.config["PROPAGATE_EXCEPTIONS"] = False
    assert desk.confirm(preview).status_code == 500
    with desk.stage.work() as session:
        assert [
            session.execute(select(func.count()).select_from(model)).scalar() for model in (Case, Hazard, LedgerEntry)
        ] == [0, 0, 0]
    monkeypatch.setattr(births, "open_imported", write)
    assert desk.confirm(preview).json["created"] == 2


def test_numbers_follow_the_rows_without_a_gap(desk: Desk) -> None:
    rows = [a_row(隐患内容=f"第{number}处围栏松动", 责任单位=None if number == 2 else "学校") for number in range(1, 6)]
    desk.imported(a_ledger(*rows))
    with desk.stage.work() as session:
        statement = select(Hazard.note, Case.ledger_no).join(Case, Case.hazard_id == Hazard.id).order_by(Hazard.note)
        found = [(note, number and int(number[-6:])) for note, number in session.execute(statement)]
    assert [number for _, number in found] == [1, None, 2, 3, 4]


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


def test_only_the_joint_office_and_the_bureau_bring_a_ledger_in(desk: Desk) -> None:
    for role in ("school_safety", "precinct_officer", "inspector", "platform_admin"):
        other = Desk(desk.stage, desk.stage.phone(role))
        assert other.upload(a_ledger(a_row())).status_code == 403
    bureau = Desk(desk.stage, desk.stage.phone("edu_officer"))
    preview = bureau.preview(a_ledger(a_row()))
    assert desk.phone.get(f"/imports/ledger/{preview['id']}").status_code == 404
    assert desk.confirm(preview).status_code == 404


def test_another_county_is_as_good_as_none(desk: Desk) -> None:
    with desk.stage.work() as session:
        abroad = a_scene(session)
    other = Desk(desk.stage, desk.stage.phone("joint_office", scene=abroad))
    answer = other.phone.call(
        "POST",
        "/imports/ledger",
        query_string={"county_id": str(desk.stage.scene.county.id)},
        data=a_ledger(a_row()),
        content_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    )
    assert answer.status_code == 404


def test_the_audit_book_has_the_file_and_each_case(desk: Desk) -> None:
    preview = desk.preview(a_ledger(a_row()))
    desk.confirm(preview)
    with desk.stage.work() as session:
        rows = session.execute(
            select(AuditRow).where(AuditRow.action.in_(["ledger.imported", "case.report", "case.import"]))
        ).scalars()
        found = {row.action: row for row in rows}
    assert set(found) == {"ledger.imported", "case.report", "case.import"}
    assert found["ledger.imported"].object_id == UUID(preview["id"])
    assert found["ledger.imported"].changes["created"] == [None, 1]


def test_an_imported_case_goes_on_like_any_other(desk: Desk) -> None:
    desk.imported(a_ledger(a_row(责任单位="学校", 责任人=None)))
    (listed,) = desk.cases()
    school = desk.stage.phone("school_safety")
    answer = school.move(listed, "acknowledge", responsible_name="王工", planned_measure="更换围栏")
    assert (answer.status_code, answer.json["state"]) == (200, "rectifying")
