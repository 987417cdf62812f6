"""Many plates in one PDF: millimetre-exact pages with crop marks and a ruler that shows whether the printer scaled."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import BinaryIO

from fpdf import FPDF
from fpdf.fonts import TTFFont

from qr_codes import lettering, placard
from qr_codes.drawing import Mark, Shape, SymbolMark, Writing, box
from qr_codes.placard import Plate
from qr_codes.symbol import rectangles

FONT = "plate"
RULER = 50.0  # millimetres
PRINTED_AT_FULL_SIZE = "请按 100% 打印：此线长 50 毫米"

_MARK_LENGTH, _MARK_GAP, _HAIRLINE = 4.0, 1.2, 0.2
_GREY = "#5a6664"


@dataclass(frozen=True)
class Layout:
    """Page size in millimetres, plates across and down, and the scale of the A5 plate."""

    width: float
    height: float
    across: int
    down: int
    scale: float

    @property
    def left(self) -> float:
        """From the page's edge to the first cut."""
        return (self.width - self.across * placard.WIDTH * self.scale) / 2

    @property
    def top(self) -> float:
        """From the page's edge to the first cut."""
        return (self.height - self.down * placard.HEIGHT * self.scale) / 2

    def corners(self) -> list[tuple[float, float]]:
        """Top left corners of the plates on a page, row by row."""
        width, height = placard.WIDTH * self.scale, placard.HEIGHT * self.scale
        return [
            (self.left + column * width, self.top + row * height)
            for row in range(self.down)
            for column in range(self.across)
        ]


SINGLE = Layout(width=148, height=210, across=1, down=1, scale=1)
A4X2 = Layout(width=297, height=210, across=2, down=1, scale=0.93)
A4X4 = Layout(width=210, height=297, across=2, down=2, scale=0.668)
LAYOUTS: dict[str, Layout] = {"single": SINGLE, "a4x2": A4X2, "a4x4": A4X4}
"""A5 plates one a page; two on A4 (symbols of 80 mm and more, as for walls); four on A4 (60 mm, for close reading)."""


def write_sheet(
    plates: Iterable[Plate], out: BinaryIO, layout: Layout = A4X2, *, created_at: datetime | None = None
) -> int:
    """Write one PDF and return the number of its plates; ValueError if there is none.

    Plates are drawn as they come: nothing is kept of them but the PDF.
    Same plates and same `created_at`, same bytes.
    """
    pdf = _document(layout, created_at or datetime(2000, 1, 1, tzinfo=UTC))
    count = 0
    for count, plate in enumerate(plates, 1):
        place = (count - 1) % (layout.across * layout.down)
        if place == 0:
            _begin_page(pdf, layout)
        x, y = layout.corners()[place]
        _put(pdf, placard.draw(plate), origin=(x, y), scale=layout.scale)
    if count == 0:
        raise ValueError("a sheet needs at least one plate")
    out.write(pdf.output())
    return count


def _document(layout: Layout, created_at: datetime) -> FPDF:
    pdf = FPDF(unit="mm", format=(layout.width, layout.height))
    pdf.set_margin(0)
    pdf.set_auto_page_break(False)
    pdf.set_title("校安码点位牌")
    pdf.set_producer("xiaoanma")
    pdf.set_creation_date(created_at)
    pdf.set_lang("zh-CN")
    pdf.add_font(FONT, fname=lettering.font_file())
    pdf.set_font(FONT, size=10)
    return pdf


def _begin_page(pdf: FPDF, layout: Layout) -> None:
    pdf.add_page()
    # What FPDF.text() does first: it names the font among the page's resources.
    pdf._out(pdf._set_font_for_page(_font(pdf), pdf.font_size_pt))
    if layout is SINGLE:
        return
    _put(pdf, list(_crop_marks(layout)), origin=(0, 0), scale=1)
    _put(pdf, list(_ruler(layout)), origin=(0, 0), scale=1)


def _crop_marks(layout: Layout) -> Iterator[Mark]:
    """Short hairlines in the margins at every cut; neighbours share a cut."""
    for column in range(layout.across + 1):
        x = layout.left + column * placard.WIDTH * layout.scale
        for y in (layout.top - _MARK_GAP - _MARK_LENGTH, layout.height - layout.top + _MARK_GAP):
            yield box(x - _HAIRLINE / 2, y, _HAIRLINE, _MARK_LENGTH, fill=placard.INK)
    for row in range(layout.down + 1):
        y = layout.top + row * placard.HEIGHT * layout.scale
        for x in (layout.left - _MARK_GAP - _MARK_LENGTH, layout.width - layout.left + _MARK_GAP):
            yield box(x, y - _HAIRLINE / 2, _MARK_LENGTH, _HAIRLINE, fill=placard.INK)


def _ruler(layout: Layout) -> Iterator[Mark]:
    y = layout.height - layout.top + 2.6
    x = layout.left + 5
    yield box(x, y - _HAIRLINE / 2, RULER, _HAIRLINE, fill=_GREY)
    for end in (x, x + RULER):
        yield box(end - _HAIRLINE / 2, y - 1, _HAIRLINE, 2, fill=_GREY)
    yield Writing(PRINTED_AT_FULL_SIZE, x + RULER + 2, y + 0.8, 2.3, _GREY)


def _put(pdf: FPDF, marks: list[Mark], *, origin: tuple[float, float], scale: float) -> None:
    """Write marks as page content: one flipped coordinate system in millimetres for all of them."""
    points = scale * pdf.k
    x, y = origin[0] * pdf.k, (pdf.h - origin[1]) * pdf.k
    content = "\n".join(_operators(pdf, mark) for mark in marks)
    # FPDF offers no public way to add operators, and its own rectangles take six times as long (a symbol has 240).
    pdf._out(f"q {points:.5f} 0 0 {-points:.5f} {x:.3f} {y:.3f} cm\n{content}\nQ")


def _operators(pdf: FPDF, mark: Mark) -> str:
    match mark:
        case Shape(commands, fill):
            path = " ".join(f"{_numbers(values)} {_PATH_OPERATORS[name]}" for name, values in commands)
            return f"{_colour(fill)} rg {path} f"
        case SymbolMark(symbol, x, y, module):
            dark = " ".join(f"{a} {b} {width} {height} re" for a, b, width, height in rectangles(symbol))
            return f"q 0 g {module:.5f} 0 0 {module:.5f} {x:.4f} {y:.4f} cm {dark} f Q"
        case Writing():
            return _text(pdf, mark)


def _text(pdf: FPDF, line: Writing) -> str:
    font = _font(pdf)
    colour = _colour(line.fill)
    paint = f"{colour} rg {colour} RG {line.stroke:.3f} w 1 j {2 if line.bold else 0} Tr {line.spacing:g} Tc"
    # The page is flipped, so the text matrix turns letters upright again.
    place = f"/F{font.i} {line.size:.3f} Tf 1 0 0 -1 {line.x:.3f} {line.baseline:.3f} Tm"
    return f"BT {paint} {place} {font.encode_text(line.text)} ET"


def _font(pdf: FPDF) -> TTFFont:
    font = pdf.fonts[FONT]
    if not isinstance(font, TTFFont):
        raise TypeError("plates are set in an embedded font")
    return font


_PATH_OPERATORS = {"M": "m", "L": "l", "C": "c", "Z": "h"}


def _numbers(values: tuple[float, ...]) -> str:
    return " ".join(f"{value:.3f}" for value in values)


def _colour(fill: str) -> str:
    return " ".join(f"{int(fill[start : start + 2], 16) / 255:.3f}" for start in (1, 3, 5))
