"""An old ledger on its way in: confirmed, in the states that its rows prove, and nothing twice."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import func, select

from backend.audit.models import AuditRow
from backend.core.clock import local_date, now
from backend.hazards.models import Hazard
from backend.intake.ledger_import import births
from backend.rectifications.ledger import verify_all
from backend.rectifications.models import Case, CaseCoUnit, LedgerEntry
from backend.rectifications.rules import ENTRY_LABELS
from tests.cases import a_scene
from tests.intake.ledger_import.conftest import Desk
from tests.intake.ledger_import.looking import entries_of, messages, the_case
from tests.intake.ledger_import.workbooks import CLOSED, a_ledger, a_row


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


def test_wrong_rows_stay_out_and_the_others_go_in(desk: Desk) -> None:
    preview = desk.preview(a_ledger(a_row(), a_row(学校名称="不知道小学")))
    assert desk.confirm(preview, only_clean=False).json["code"] == "ledger_import_not_clean"
    assert desk.confirm(preview).json == {"created": 1, "existing": 0, "failed": 1}


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
