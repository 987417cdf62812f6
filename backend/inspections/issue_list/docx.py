"""An issue list as .docx, for an office that adds a letterhead in WPS or Word before it goes out."""

from __future__ import annotations

import io

from docx import Document
from docx.document import Document as DocumentType
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from backend.inspections.issue_list.page import COLUMNS, IssueList

_FONT = "仿宋"
_ALIGN = {"L": WD_ALIGN_PARAGRAPH.LEFT, "C": WD_ALIGN_PARAGRAPH.CENTER, "R": WD_ALIGN_PARAGRAPH.RIGHT}
_WIDTHS = (12, 46, 50, 30, 14, 32, 27, 24, 32)


def issue_list_docx(page: IssueList) -> bytes:
    """Return the list as one .docx."""
    document = Document()
    _set_paper(document)
    if page.mark:
        _line(document, f"【{page.mark}】", align="R")
    _line(document, page.title, size=20, align="C", bold=True)
    for name, text in page.facts:
        _line(document, f"{name}：{text}")
    if page.rows:
        _table(document, page)
    for text in page.closing:
        _line(document, text)
    _line(document, "签字", bold=True)
    for text in page.signatures or ("（尚无签字）",):
        _line(document, text)
    for text in ("签字后的补充更正", *page.corrections) if page.corrections else ():
        _line(document, text)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _set_paper(document: DocumentType) -> None:
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(297), Mm(210)
    section.left_margin = section.right_margin = Mm(15)
    section.top_margin = section.bottom_margin = Mm(15)
    style = document.styles["Normal"]
    style.font.name, style.font.size = _FONT, Pt(12)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), _FONT)


def _table(document: DocumentType, page: IssueList) -> None:
    table = document.add_table(rows=0, cols=len(COLUMNS))
    table.style = "Table Grid"
    for number, texts in enumerate((COLUMNS, *page.rows)):
        row = table.add_row()
        if number == 0:  # Word repeats a row marked as heading on every page
            row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
        for cell, text, width in zip(row.cells, texts, _WIDTHS, strict=True):
            cell.text, cell.width = text, Mm(width)


def _line(document: DocumentType, text: str, *, size: int = 12, align: str = "L", bold: bool = False) -> None:
    paragraph = document.add_paragraph()
    paragraph.alignment = _ALIGN[align]
    run = paragraph.add_run(text)
    run.font.size, run.bold = Pt(size), bold
