"""The ledger as an Excel file, read back with openpyxl: the columns, what each cell says, and what never leaves."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from sqlalchemy import delete, select, update

from backend.core.clock import local_date, now
from backend.core.ids import new_id
from backend.rectifications.ledger_columns import ERASED
from backend.rectifications.models import Case, CaseCoUnit, LedgerContent, LedgerEntry
from backend.rectifications.supervision_models import LookBack
from tests.cases import a_case, acknowledged, assigned, fixed
from tests.overview.files import exported, sheet_of
from tests.phones import Stage


def test_the_columns_stand_in_the_order_that_offices_know(stage: Stage) -> None:
    with stage.work() as session:
        a_case(session, stage.scene)
    sheet = sheet_of(stage.phone("joint_office").get("/cases/export.xlsx"))
    today = local_date(now())
    assert sheet.cell(1, 1).value == f"示范县校园安全隐患排查整改台账（{today.year}年{today.month}月{today.day}日）"
    assert "、".join(cell.value for cell in sheet[2]) == (
        "序号、学校名称、学校标识码、隐患编号、发现时间、发现途径、具体部位、隐患内容、隐患类别、隐患等级、整改类型、责任单位、责任人、"
        "整改措施、临时防护措施、整改时限、资金、完成情况、完成时间、验收人、验收时间、销号时间、回头看、备注"
    )


def test_it_prints_on_a4_across_with_its_header_on_every_page(stage: Stage) -> None:
    with stage.work() as session:
        a_case(session, stage.scene)
    sheet = sheet_of(stage.phone("joint_office").get("/cases/export.xlsx"))
    assert (sheet.page_setup.orientation, str(sheet.page_setup.paperSize)) == ("landscape", "9")
    assert (sheet.page_setup.fitToHeight, sheet.sheet_properties.pageSetUpPr.fitToPage) == (0, True)
    assert (sheet.print_title_rows, sheet.freeze_panes, sheet.auto_filter.ref) == ("$1:$2", "C3", "A2:X3")
    assert sheet["H3"].alignment.wrap_text
    assert sheet.column_dimensions["H"].width > 30


def test_every_cell_says_what_the_case_says(stage: Stage) -> None:
    scene = stage.scene
    with stage.work() as session:
        case = assigned(session, scene, a_case(session, scene, category="BLD02"))
        fixed(session, scene, acknowledged(session, scene, case), photo="ab" * 32)
        verifier = scene.account(session, "edu_officer")
        at = now()
        told = {"verified_by": verifier.id, "verified_at": at, "closed_at": at, "state": "closed", "funds": "3000 元"}
        told |= {"interim_measure": "拉警戒线", "severity": "major"}
        session.execute(update(Case).where(Case.id == case.id).values(**told))
        session.add(CaseCoUnit(case_id=case.id, unit_id=scene.county.precinct_id))
        look = {"case_id": case.id, "county_id": case.county_id, "school_id": case.school_id, "round": 0}
        done = {"kind": "d30", "planned_at": at, "due_at": at, "result": "pass", "done_at": at}
        session.add(LookBack(id=new_id(), **look, **done))
        later = at + timedelta(days=90)
        session.add(LookBack(id=new_id(), **look, kind="d90", planned_at=at, due_at=later))
        number, due, name, school_code = (
            case.ledger_no,
            local_date(case.due_at),
            verifier.display_name,
            scene.school.school_code,
        )  # type: ignore[arg-type]
    (row,) = exported(stage.phone("joint_office"))
    today = datetime.combine(local_date(at), datetime.min.time())
    assert row == {
        "序号": 1,
        "学校名称": "示范县启明小学",
        "学校标识码": school_code,
        "隐患编号": number,
        "发现时间": today,
        "发现途径": "群众扫码",
        "具体部位": scene.checkpoint.name,
        "隐患内容": "围栏松动，请来看看",
        "隐患类别": "护栏/门窗/墙体脱落",
        "隐患等级": "重大",
        "整改类型": "限期整改",
        "责任单位": "示范县启明小学、城关所",
        "责任人": "王工",
        "整改措施": "更换松动的围栏",
        "临时防护措施": "拉警戒线",
        "整改时限": datetime.combine(due, datetime.min.time()),
        "资金": "3000 元",
        "完成情况": "已更换围栏并加固",
        "完成时间": today,
        "验收人": name,
        "验收时间": today,
        "销号时间": today,
        "回头看": f"30 天：合格（{local_date(at)}）；90 天：未到期（{local_date(later)}）",
        "备注": None,
    }


def test_an_open_case_says_where_it_stands_and_that_it_is_late(stage: Stage) -> None:
    with stage.work() as session:
        case = acknowledged(session, stage.scene, assigned(session, stage.scene, a_case(session, stage.scene)))
        session.execute(update(Case).where(Case.id == case.id).values(due_at=now() - timedelta(days=1)))
    assert exported(stage.phone("joint_office"))[0]["完成情况"] == "整改中，已逾期"


def test_a_major_hazard_stands_out_on_a_black_and_white_print(stage: Stage) -> None:
    with stage.work() as session:
        case = a_case(session, stage.scene)
        session.execute(update(Case).where(Case.id == case.id).values(severity="major"))
    cell = sheet_of(stage.phone("joint_office").get("/cases/export.xlsx"))["J3"]
    assert (cell.value, cell.font.bold, cell.font.color.rgb, cell.fill.fgColor.rgb) == (
        "重大",
        True,
        "FFFFFFFF",
        "FF8B1A1A",
    )


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t=", "\r=", "＝", "＋", "－", "＠"])
def test_no_words_of_a_stranger_become_a_formula(stage: Stage, start: str) -> None:
    evil = f'{start}HYPERLINK("http://x","点我")'
    with stage.work() as session:
        a_case(session, stage.scene, note=evil)
    cell = sheet_of(stage.phone("joint_office").get("/cases/export.xlsx"))["H3"]
    assert (cell.data_type, cell.quotePrefix, cell.hyperlink) == ("s", True, None)
    assert cell.value.strip().replace("_x000D_", "\r").strip() == evil.strip()


def test_what_cannot_stand_in_a_cell_does_not_break_the_file(stage: Stage) -> None:
    with stage.work() as session:
        a_case(session, stage.scene, note="坏\x01字\x0b符\ufffe" + "长" * 900)
    assert exported(stage.phone("joint_office"))[0]["隐患内容"] == "坏 字 符 " + "长" * 900


def test_what_was_set_aside_or_sealed_never_leaves(stage: Stage) -> None:
    with stage.work() as session:
        aside, sealed = (
            a_case(session, stage.scene, note="被甄别的一条"),
            a_case(session, stage.scene, note="保密的一条"),
        )
        a_case(session, stage.scene, note="寻常的一条")
        session.execute(update(Case).where(Case.id == aside.id).values(quarantined=True))
        closed = {"state": "referred_out", "referred_to": "confidential", "closed_at": now()}
        session.execute(update(Case).where(Case.id == sealed.id).values(**closed))
    phone = stage.phone("joint_office")
    assert [row["隐患内容"] for row in exported(phone)] == ["寻常的一条"]
    assert exported(phone, quarantined="true") == []
    assert exported(phone, state="referred_out") == []


def test_neither_the_reporter_nor_a_position_is_in_the_file(stage: Stage) -> None:
    reporter = stage.phone("volunteer")
    stage.report(reporter, position={"lat": 38.912345, "lng": 83.154321, "accuracy_m": 5, "datum": "wgs84"})
    with stage.work() as session:
        name = stage.scene.account(session, "volunteer").display_name
    answer = stage.phone("joint_office").get("/cases/export.xlsx")
    said = " ".join(str(cell) for row in sheet_of(answer).iter_rows(values_only=True) for cell in row)
    assert "围栏松动" in said
    assert not any(secret in said for secret in (name, "38.91", "83.15"))


def test_erased_words_are_named_as_such(stage: Stage) -> None:
    with stage.work() as session:
        case = acknowledged(session, stage.scene, assigned(session, stage.scene, a_case(session, stage.scene)))
        gone = select(LedgerEntry.id).where(
            LedgerEntry.case_id == case.id, LedgerEntry.action.in_(["report", "acknowledge"])
        )
        session.execute(delete(LedgerContent).where(LedgerContent.entry_id.in_(gone)))
    (row,) = exported(stage.phone("joint_office"))
    assert [row[title] for title in ("具体部位", "隐患内容", "责任人", "整改措施")] == [ERASED] * 4
    assert (row["隐患等级"], row["完成情况"]) == ("一般", "整改中")


def test_the_filters_of_the_list_are_those_of_the_file(stage: Stage) -> None:
    with stage.work() as session:
        assigned(session, stage.scene, a_case(session, stage.scene, note="第一件挂账的"))
        a_case(session, stage.scene, note="第二件没挂账")
    phone = stage.phone("joint_office")
    for query in ({"state": "reported"}, {"open": "true"}, {"q": "挂账的"}, {"severity": "major"}, {"overdue": "true"}):
        listed = {item["id"] for item in phone.get("/cases", **query).json["items"]}
        assert len(exported(phone, **query)) == len(listed), query
    assert phone.get("/cases/export.xlsx", severity="huge").status_code == 422
