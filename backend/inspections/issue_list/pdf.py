"""An issue list as PDF: A4 across, one embedded font cut down to what it needs, the table's head on every page."""

from __future__ import annotations

from typing import Any

from fpdf import FPDF, FontFace
from fpdf.enums import XPos, YPos

from backend.inspections.issue_list.page import COLUMNS, IssueList
from qr_codes.lettering import font_file, writable

_FONT, _LINE, _MARGIN, _WIDTH = "list", 7.0, 15.0, 267.0
_WIDTHS = (12, 46, 50, 30, 14, 32, 27, 24, 32)


class _Paper(FPDF):
    """Numbers its pages."""

    def footer(self) -> None:
        """Write the page's number and how many there are."""
        self.set_y(-12)
        self.set_font(_FONT, size=9)
        self.cell(0, 6, f"第 {self.page_no()} 页，共 {{nb}} 页", align="C")


def issue_list_pdf(page: IssueList) -> bytes:
    """Return the list as one PDF."""
    pdf = _Paper(orientation="landscape", format="A4")
    pdf.set_margins(_MARGIN, _MARGIN)
    pdf.set_auto_page_break(auto=True, margin=_MARGIN)
    pdf.add_font(_FONT, "", str(font_file()))
    pdf.set_title(page.title)
    pdf.set_lang("zh-CN")
    pdf.add_page()
    if page.mark:
        _line(pdf, f"【{page.mark}】", align="R")
    _line(pdf, page.title, size=20, align="C", after=3)
    for name, text in page.facts:
        _line(pdf, f"{name}：{text}")
    pdf.ln(2)
    if page.rows:
        _table(pdf, page)
    for text in page.closing:
        _line(pdf, text)
    _section(pdf, "签字", page.signatures or ("（尚无签字）",))
    if page.corrections:
        _section(pdf, "签字后的补充更正", page.corrections)
    return bytes(pdf.output())


def _section(pdf: FPDF, title: str, lines: tuple[str, ...]) -> None:
    pdf.ln(3)
    _line(pdf, title, size=13)
    for text in lines:
        _line(pdf, text)


def _line(pdf: FPDF, text: str, *, size: int = 11, align: str = "L", after: float = 0) -> None:
    pdf.set_font(_FONT, size=size)
    pdf.multi_cell(_WIDTH, _LINE * size / 11, writable(text), align=align, new_x=XPos.LMARGIN, new_y=YPos.NEXT)
    if after:
        pdf.ln(after)


def _table(pdf: FPDF, page: IssueList) -> None:
    pdf.set_font(_FONT, size=10)
    head: Any = FontFace(fill_color=(207, 227, 225))
    widths: Any = _WIDTHS
    with pdf.table(col_widths=widths, width=int(_WIDTH), line_height=6, align="L", headings_style=head) as table:
        for cells in (COLUMNS, *page.rows):
            row = table.row()
            for text in cells:
                row.cell(writable(text))
    pdf.ln(3)
