"""A letter as .docx, for an office that edits the draft in WPS or Word before somebody signs it."""

from __future__ import annotations

import io

from docx import Document
from docx.document import Document as DocumentType
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from backend.rectifications.letter_print.page import Page

_BODY_FONT = "仿宋"
_ALIGN = {"L": WD_ALIGN_PARAGRAPH.LEFT, "C": WD_ALIGN_PARAGRAPH.CENTER, "R": WD_ALIGN_PARAGRAPH.RIGHT}


def letter_docx(page: Page) -> bytes:
    """Return the letter as one .docx."""
    document = Document()
    _set_paper(document)
    if page.mark:
        _line(document, f"【{page.mark}】", size=12, align="R")
    _line(document, page.title, size=22, align="C", bold=True)
    _line(document, page.document_no, align="C")
    _line(document, page.to)
    _line(document, f"　　{page.opening}")
    table = document.add_table(rows=0, cols=2)
    table.style = "Table Grid"
    for label, text in page.facts:
        cells = table.add_row().cells
        cells[0].text, cells[1].text = label, text
        cells[0].width, cells[1].width = Mm(36), Mm(124)
    for text in filter(None, (page.asks, page.reply)):
        _line(document, f"　　{text}")
    for text in ("", page.issuer, page.signer, page.on):
        _line(document, text, align="R")
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _set_paper(document: DocumentType) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(25)
    style = document.styles["Normal"]
    style.font.name, style.font.size = _BODY_FONT, Pt(14)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), _BODY_FONT)


def _line(document: DocumentType, text: str, *, size: int = 14, align: str = "L", bold: bool = False) -> None:
    paragraph = document.add_paragraph()
    paragraph.alignment = _ALIGN[align]
    run = paragraph.add_run(text)
    run.font.size, run.bold = Pt(size), bold
