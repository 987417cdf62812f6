"""Letters: drafted by the system, signed by a person, printed as PDF and .docx with the same words; on both databases."""

from __future__ import annotations

import io
from typing import Any
from uuid import UUID

import pypdfium2
import pytest
from docx import Document

from backend.core.clock import now
from backend.core.ids import new_id
from backend.rectifications.supervision_models import Letter
from tests.lives import Json, assign, refused
from tests.phones import Stage

BODY = {
    "kind_label": "提示函",
    "to": "示范县市场监管局",
    "ledger_no": "SF-ZG-2026-000001",
    "school": "示范县启明小学",
    "place": "东门小卖部",
    "due_on": "2026-11-23",
    "overdue_days": 3,
    "asks": "请说明原因，尽快完成整改。",
    "reply_by": "2026-12-01",
}


def a_draft(stage: Stage, *, kind: str = "advisory_letter") -> tuple[str, Json]:
    case = assign(stage, stage.case_of(stage.phone("joint_office"), stage.report())).json
    with stage.work() as session:
        letter = Letter(
            id=new_id(),
            county_id=stage.scene.county.id,
            case_id=UUID(case["id"]),
            kind=kind,
            state="drafted",
            body=BODY,
            drafted_at=now(),
        )
        session.add(letter)
    return str(letter.id), case


def text_of_pdf(data: bytes) -> str:
    document = pypdfium2.PdfDocument(data)
    return "".join(page.get_textpage().get_text_range() for page in document).replace("\r\n", "")


def text_of_docx(data: bytes) -> str:
    document = Document(io.BytesIO(data))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "".join([paragraph.text for paragraph in document.paragraphs] + cells)


@pytest.mark.parametrize(("file_format", "read"), [("pdf", text_of_pdf), ("docx", text_of_docx)])
def test_both_prints_say_the_same_and_that_it_is_a_draft(stage: Stage, file_format: str, read: Any) -> None:
    letter_id, _ = a_draft(stage)
    answer = stage.phone("joint_office").get(f"/letters/{letter_id}/{file_format}")
    assert answer.status_code == 200
    text = read(answer.data)
    for words in (
        "提示函",
        "示范县市场监管局",
        "SF-ZG-2026-000001",
        "东门小卖部",
        "3 天",
        "2026年12月1日",
        "未签发不生效",
    ):
        assert words in text


def test_a_person_signs_once_and_the_print_shows_it(stage: Stage) -> None:
    office, (letter_id, _) = stage.phone("joint_office"), a_draft(stage)
    signature = {"document_no": "示联办函〔2026〕12号", "signed_name": "周主任"}
    signed = office.post(f"/letters/{letter_id}/signature", signature).json
    assert (signed["state"], signed["state_label"], signed["document_no"]) == (
        "signed",
        "已签发",
        "示联办函〔2026〕12号",
    )
    text = text_of_pdf(office.get(f"/letters/{letter_id}/pdf").data)
    assert "示联办函〔2026〕12号" in text
    assert "周主任" in text
    assert "未签发" not in text
    assert refused(office.post(f"/letters/{letter_id}/signature", signature)) == (409, "letter_not_a_draft")


def test_a_draft_may_be_put_aside_but_stays_on_record(stage: Stage) -> None:
    office, (letter_id, case) = stage.phone("joint_office"), a_draft(stage)
    assert office.post(f"/letters/{letter_id}/voidance", {}).json["state"] == "voided"
    items = office.get("/letters", state="voided").json["items"]
    assert [(item["id"], item["ledger_no"]) for item in items] == [(letter_id, case["ledger_no"])]


def test_the_office_drafts_one_by_hand_and_never_two_alike(stage: Stage) -> None:
    office = stage.phone("joint_office")
    case = assign(stage, stage.case_of(office, stage.report())).json
    asked = {"case_id": case["id"], "kind": "rectification_notice"}
    drafted = office.post("/letters", asked)
    assert (drafted.status_code, drafted.json["kind_label"], drafted.json["to"]) == (
        201,
        "整改通知书",
        "示范县启明小学",
    )
    assert refused(office.post("/letters", asked)) == (409, "letter_waits_already")
    assert refused(stage.phone("principal").post("/letters", asked)) == (403, "letter_not_yours")
    text = text_of_pdf(office.get(f"/letters/{drafted.json['id']}/pdf").data)
    assert case["ledger_no"] in text
    [listed] = office.get("/letters", case_id=case["id"]).json["items"]
    assert listed["id"] == drafted.json["id"]


def test_who_reads_the_case_reads_its_letters_but_only_the_office_signs(stage: Stage) -> None:
    letter_id, _ = a_draft(stage)
    principal, signature = stage.phone("principal"), {"document_no": "1号", "signed_name": "校长"}
    assert principal.get(f"/letters/{letter_id}/pdf").status_code == 200
    assert refused(principal.post(f"/letters/{letter_id}/signature", signature)) == (403, "letter_not_yours")
    assert stage.phone("dept_handler").get(f"/letters/{letter_id}/pdf").status_code == 404
    assert stage.phone("principal").get(f"/letters/{letter_id}/xls").status_code == 404
