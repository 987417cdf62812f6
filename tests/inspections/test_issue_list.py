"""The issue list on paper: numbered problems with requirement, kind, deadline, the ledger's reply, signatures; in three forms."""

from __future__ import annotations

import io
import re
import zipfile

import pypdfium2
import pytest
from docx import Document
from openpyxl import load_workbook

from backend.inspections.issue_list.page import COLUMNS, DRAFT
from tests.inspections.conftest import Team
from tests.inspections.county import good
from tests.inspections.test_signing import answered, signed

FORMULA = '=HYPERLINK("http://x.example","点我")'


def printed(team: Team, file_format: str) -> bytes:
    answer = team.office.get(f"/inspection_records/{team.record}/issue_list/{file_format}")
    assert answer.status_code == 200
    assert answer.headers["Content-Disposition"].startswith("attachment")
    return answer.data


def words_of(data: bytes, file_format: str) -> str:
    """Everything that a reader sees, without blanks."""
    if file_format == "pdf":
        text = "".join(page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(data))
    elif file_format == "docx":
        document = Document(io.BytesIO(data))
        cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
        text = "".join([*(paragraph.text for paragraph in document.paragraphs), *cells])
    else:
        sheet = load_workbook(io.BytesIO(data)).active
        assert sheet is not None
        text = "".join(str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None)
    return re.sub(r"\s", "", text)


@pytest.mark.parametrize("file_format", ["pdf", "docx", "xlsx"])
def test_each_form_says_the_same(team: Team, file_format: str) -> None:
    signed(team)
    words = words_of(printed(team, file_format), file_format)
    for said in (
        "示范县第一小学联合检查问题清单",
        "秋季开学联合检查开学",
        "东门两名保安没有上岗证",
        "保安员持有效上岗证",
        "STF05",
        "尚未研判",
        "共1个问题",
        "李校长（示范县第一小学）",
        "检查人员：王安全",
        *COLUMNS,
    ):
        assert re.sub(r"\s", "", said) in words, said
    assert "草稿" not in words


def test_before_everybody_has_signed_it_says_draft(team: Team) -> None:
    answered(team)
    assert re.sub(r"\s", "", DRAFT) in words_of(printed(team, "pdf"), "pdf")


def test_the_reply_is_the_ledgers(team: Team) -> None:
    from uuid import UUID

    from backend.rectifications.models import Case
    from tests.cases import acknowledged, assigned

    sheet = signed(team)
    case_id = next(f["case_id"] for g in sheet["groups"] for line in g["items"] for f in line["findings"])  # type: ignore[attr-defined]
    with team.land.work() as session:
        case = session.get_one(Case, UUID(case_id))
        acknowledged(session, team.land.scene, assigned(session, team.land.scene, case, category="STF05"))
    words = words_of(printed(team, "xlsx"), "xlsx")
    assert "整改中；更换松动的围栏" in words
    assert "尚未研判" not in words
    assert re.search(r"SF-[A-Z]+-\d{4}-\d{6}", words)


def test_what_somebody_typed_is_never_a_formula(team: Team) -> None:
    answered(team)
    good(team.hazard("rf02", note=FORMULA, place_text=""))
    data = printed(team, "xlsx")
    book = load_workbook(io.BytesIO(data))
    cells = [cell for row in book.active.iter_rows() for cell in row if cell.value == FORMULA]  # type: ignore[union-attr]
    assert [(cell.data_type, cell.quotePrefix) for cell in cells] == [("s", True)]
    assert b"<f>" not in zipfile.ZipFile(io.BytesIO(data)).read("xl/worksheets/sheet1.xml")


def test_a_list_without_problems_says_so(team: Team) -> None:
    assert "本次检查没有发现问题" in words_of(printed(team, "docx"), "docx")


def test_corrections_stand_below(team: Team) -> None:
    from backend.core.ids import new_id

    signed(team)
    words = {"id": str(new_id()), "words": "登记簿是两本。"}
    good(team.phones[0].post(f"/inspection_records/{team.record}/corrections", words))
    assert "签字后的补充更正" in words_of(printed(team, "pdf"), "pdf")


def test_hundreds_of_problems_fill_several_pages_with_their_head(team: Team) -> None:
    from backend.inspections.issue_list.page import IssueList
    from backend.inspections.issue_list.pdf import issue_list_pdf

    rows = tuple(
        (str(n), "问题" * 30, "要求", "类别", "一般", "学校", "SF-XX-2026-000001", "12月1日", "整改中")
        for n in range(1, 201)
    )
    document = pypdfium2.PdfDocument(issue_list_pdf(IssueList("清单", "", (), rows, ("共 200 个问题。",), (), ())))
    heads = ["整改要求" in page.get_textpage().get_text_bounded() for page in document]
    assert len(heads) > 10
    assert all(heads[:-1])


def test_another_form_is_not_found(team: Team) -> None:
    assert team.office.get(f"/inspection_records/{team.record}/issue_list/exe").status_code == 404
