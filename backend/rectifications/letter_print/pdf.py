"""A letter as PDF: A4, one embedded font cut down to what it needs, nothing that a printer could scale wrongly."""

from __future__ import annotations

from typing import Any

from fpdf import FPDF
from fpdf.enums import XPos, YPos

from backend.rectifications.letter_print.page import Page
from qr_codes.lettering import font_file, writable

_FONT, _SIZE, _LINE = "letter", 14, 9.0
_MM_PER_POINT = 25.4 / 72
_MARGIN, _WIDTH, _LABEL = 25.0, 160.0, 36.0


def letter_pdf(page: Page) -> bytes:
    """Return the letter as one PDF."""
    pdf = FPDF(format="A4")
    pdf.set_margins(_MARGIN, _MARGIN)
    pdf.set_auto_page_break(auto=True, margin=_MARGIN)
    pdf.add_font(_FONT, "", str(font_file()))
    pdf.set_title(page.title)
    pdf.set_lang("zh-CN")
    pdf.add_page()
    _mark(pdf, page.mark)
    _line(pdf, page.title, size=22, align="C", after=4)
    _line(pdf, page.document_no, align="C", after=8)
    _line(pdf, page.to)
    _paragraph(pdf, page.opening)
    _facts(pdf, page.facts)
    for text in filter(None, (page.asks, page.reply)):
        _paragraph(pdf, text)
    pdf.ln(12)
    for text in (page.issuer, page.signer, page.on):
        _line(pdf, text, align="R")
    return bytes(pdf.output())


def _line(pdf: FPDF, text: str, *, size: int = _SIZE, align: str = "L", after: float = 0) -> None:
    pdf.set_font(_FONT, size=size)
    pdf.multi_cell(_WIDTH, _LINE * size / _SIZE, writable(text), align=align, new_x=XPos.LMARGIN, new_y=YPos.NEXT)
    if after:
        pdf.ln(after)


def _paragraph(pdf: FPDF, text: str) -> None:
    """Set a paragraph whose first line stands in by two letters; `multi_cell` would drop leading blanks."""
    pdf.set_font(_FONT, size=_SIZE)
    indent = 2 * _SIZE * _MM_PER_POINT
    with (
        pdf.text_columns(text_align="L") as columns,
        columns.paragraph(first_line_indent=indent, line_height=1.8) as paragraph,
    ):
        paragraph.write(writable(text))
    pdf.ln(3)


def _facts(pdf: FPDF, facts: tuple[tuple[str, str], ...]) -> None:
    pdf.set_font(_FONT, size=12)
    columns: Any = (_LABEL, _WIDTH - _LABEL)
    with pdf.table(
        col_widths=columns, width=int(_WIDTH), line_height=8, first_row_as_headings=False, align="L"
    ) as table:
        for label, text in facts:
            row = table.row()
            row.cell(label)
            row.cell(writable(text))
    pdf.ln(5)


def _mark(pdf: FPDF, mark: str) -> None:
    if mark:
        _line(pdf, f"【{mark}】", size=12, align="R", after=4)
