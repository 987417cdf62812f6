"""A unit without network fills in its sheet, and the joint office types it back: ordinary moves, marked as typed in."""

from __future__ import annotations

import json
from io import BytesIO
from typing import Any

import pytest
from flask import Flask
from openpyxl import load_workbook
from sqlalchemy import select

from backend.core.db import Database
from backend.core.ids import new_id
from backend.rectifications.models import Case, LedgerContent, LedgerEntry
from tests.cases import a_case, acknowledged, assigned
from tests.core.workbooks import saved
from tests.intake.ledger_import.conftest import Desk
from tests.phones import set_stage

FILLED_IN = {"责任人": "刘科", "整改措施": "查封三无食品"}


@pytest.fixture
def desk(app: Flask, database: Database) -> Desk:
    stage = set_stage(app, database)
    return Desk(stage, stage.phone("joint_office"))


def theirs(desk: Desk, *, category: str = "GDS01", taken: bool = False, **about: Any) -> Case:
    """A case that the market regulator is to see to."""
    scene = desk.stage.scene
    with desk.stage.work() as session:
        case = a_case(session, scene, category=category, **about)
        assigned(session, scene, case, to=scene.county.offices["SAMR"], category=category)
        return acknowledged(session, scene, case, by="dept_handler") if taken else case


def filled_in(desk: Desk, **cells: Any) -> bytes:
    """The unit's sheet as it comes back, every row filled in alike."""
    answer = desk.phone.get("/cases/handover.xlsx", unit_id=desk.stage.scene.county.offices["SAMR"])
    book = load_workbook(BytesIO(answer.data))
    sheet = book.worksheets[0]
    columns = {cell.value: cell.column for cell in sheet[2]}
    for row in range(3, sheet.max_row + 1):
        for name, value in cells.items():
            sheet.cell(row, columns[name]).value = value
    return saved(book)


def typed_back(desk: Desk, data: bytes) -> Any:
    answer = desk.confirm(desk.preview(data, kind="handover"), kind="handover")
    assert answer.status_code == 200, answer.text
    return answer.json


def test_a_filled_in_row_takes_the_case_over_in_the_units_name(desk: Desk) -> None:
    case = theirs(desk)
    done = typed_back(desk, filled_in(desk, **FILLED_IN))
    assert done == {"acknowledged": 1, "submitted": 0, "waiting_for_photo": 0, "failed": []}
    now_it_is = desk.stage.read(Case, case.id)
    assert (now_it_is.state, now_it_is.responsible_name, now_it_is.planned_measure) == (
        "rectifying",
        *FILLED_IN.values(),
    )
    with desk.stage.work() as session:
        statement = select(LedgerContent.content).join(LedgerEntry, LedgerEntry.id == LedgerContent.entry_id)
        content = session.execute(
            statement.where(LedgerEntry.case_id == case.id, LedgerEntry.action == "acknowledge")
        ).scalar_one()
    assert json.loads(content)["typed_in"] == {"source": "spreadsheet", "name": "刘科"}


def test_a_fix_without_its_photo_is_not_submitted_and_says_so(desk: Desk) -> None:
    case = theirs(desk)
    preview = desk.preview(
        filled_in(desk, **FILLED_IN, 完成情况="已下架并查封", 完成时间="2026-11-20"), kind="handover"
    )
    assert (preview["rows"][0]["action"], preview["rows"][0]["notice"]) == ("acknowledge", "请补照片后在系统中提交。")
    assert desk.confirm(preview, kind="handover").json["waiting_for_photo"] == 1
    assert desk.stage.read(Case, case.id).state == "rectifying"


def test_where_no_photo_may_be_taken_the_fix_is_submitted(desk: Desk) -> None:
    case = theirs(desk, category="TRF03")
    done = typed_back(desk, filled_in(desk, **FILLED_IN, 完成情况="已设测速设备", 完成时间="2026-11-20"))
    assert (done["acknowledged"], done["submitted"]) == (1, 1)
    after = desk.stage.read(Case, case.id)
    assert (after.state, after.measure, after.submitted_unit_id) == (
        "pending_verification",
        "已设测速设备",
        after.lead_unit_id,
    )


def test_a_sheet_that_nobody_filled_in_does_nothing(desk: Desk) -> None:
    case = theirs(desk)
    preview = desk.preview(filled_in(desk), kind="handover")
    assert (preview["ok"], preview["failed"], preview["rows"][0]["status"]) == (0, 0, "unchanged")
    desk.confirm(preview, kind="handover")
    assert desk.stage.read(Case, case.id).state == "assigned"


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({"责任人": "刘科"}, "签收要写明责任人和整改措施"),
        ({"完成情况": "已完成查封"}, "签收要写明责任人和整改措施"),
        ({**FILLED_IN, "完成情况": "√"}, "请写明做了什么，不能只打勾"),
        ({**FILLED_IN, "完成情况": "已查封", "完成时间": "2099-01-01"}, "还没有到"),
        ({**FILLED_IN, "隐患编号": "SF-ZG-2026-999999"}, "台账里没有编号 SF-ZG-2026-999999"),
        ({**FILLED_IN, "隐患编号": None}, "此项必填"),
    ],
)
def test_a_slip_of_the_pen_is_named(desk: Desk, cells: dict[str, Any], said: str) -> None:
    theirs(desk)
    preview = desk.preview(filled_in(desk, **cells), kind="handover")
    assert preview["failed"] == 1
    assert said in preview["rows"][0]["errors"][0]["message"]


def test_a_case_that_has_moved_on_meanwhile_is_named_and_the_others_go_ahead(desk: Desk) -> None:
    first, second = theirs(desk), theirs(desk, note="另一家店也卖三无食品")
    preview = desk.preview(filled_in(desk, **FILLED_IN), kind="handover")
    with desk.stage.work() as session:
        acknowledged(session, desk.stage.scene, session.get_one(Case, first.id), by="dept_handler")
    done = desk.confirm(preview, kind="handover").json
    assert (done["acknowledged"], done["failed"]) == (1, [])
    assert desk.stage.read(Case, first.id).responsible_name == "王工"
    assert desk.stage.read(Case, second.id).responsible_name == "刘科"


def test_a_frozen_case_refuses_in_words_and_the_others_go_ahead(desk: Desk) -> None:
    frozen = theirs(desk)
    theirs(desk, note="另一家店也卖三无食品")
    with desk.stage.work() as session:
        session.get_one(Case, frozen.id).frozen_document_no = "示法〔2026〕1 号"
    done = typed_back(desk, filled_in(desk, **FILLED_IN))
    assert (done["acknowledged"], [each["row"] for each in done["failed"]]) == (1, [3])
    assert done["failed"][0]["message"]


def test_only_the_joint_office_types_in(desk: Desk) -> None:
    theirs(desk)
    data = filled_in(desk, **FILLED_IN)
    for role in ("edu_officer", "dept_handler", "school_safety"):
        assert Desk(desk.stage, desk.stage.phone(role)).upload(data, kind="handover").status_code == 403
    assert desk.phone.post(f"/imports/handover/{new_id()}/confirmation", {}).status_code == 404


def test_the_same_sheet_twice_changes_nothing(desk: Desk) -> None:
    case = theirs(desk)
    data = filled_in(desk, **FILLED_IN)
    typed_back(desk, data)
    version = desk.stage.read(Case, case.id).version
    assert typed_back(desk, data)["acknowledged"] == 0
    assert desk.stage.read(Case, case.id).version == version
