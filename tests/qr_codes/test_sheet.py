from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import UTC, datetime

import pypdfium2
import pytest
import time_machine
from PIL import Image, ImageChops

from qr_codes import lettering, placard
from qr_codes.placard import Plate
from qr_codes.sheet import A4X2, LAYOUTS, SINGLE, Layout, write_sheet
from qr_codes.symbol import QUIET_ZONE, make_symbol
from tests.qr_codes.samples import MM_PER_INCH, decoded, pages, pdf_of, plate, texts
from tests.qr_codes.test_placard import LONG_SCHOOL

DPI = 300
LEAST_SIDE = {"single": 80, "a4x2": 80, "a4x4": 60}
MANY = [
    plate("东大门"),
    plate("教学楼三楼西侧楼梯口", kind="internal"),
    plate("学府路十字路口北侧公交站台旁", kind="surroundings", host="safety.education.some-county.gov.cn"),
    plate("护学岗 1 号位", school=LONG_SCHOOL, kind="guard_post"),
    plate("食堂", school="㛃𬭎县𠮷祥小学", kind="internal"),
    plate("北门", host="a.cn"),
    plate("后门", school="X" * 60),
]


def black_box(picture: Image.Image) -> tuple[int, int, int, int]:
    """Where pure black lies: only the symbol is; letters are a very dark green."""
    bands = [band.point(lambda value: 255 if value == 0 else 0) for band in picture.split()]
    box = ImageChops.darker(ImageChops.darker(bands[0], bands[1]), bands[2]).getbbox()
    assert box is not None
    return box


def cells(page: Image.Image, layout: Layout) -> Iterator[Image.Image]:
    per_mm = DPI / MM_PER_INCH
    width, height = placard.WIDTH * layout.scale * per_mm, placard.HEIGHT * layout.scale * per_mm
    for x, y in layout.corners():
        left, top = x * per_mm, y * per_mm
        yield page.crop((round(left), round(top), round(left + width), round(top + height)))


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS.keys())
def test_every_symbol_of_a_rasterised_sheet_decodes_to_its_link(layout: Layout) -> None:
    found = [text for page in pages(pdf_of(*MANY, layout=layout), dpi=150) for text in decoded(page)]
    assert sorted(found) == sorted(made.url for made in MANY)


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS.keys())
def test_every_plate_has_the_110_line_its_names_and_its_code(layout: Layout) -> None:
    found = texts(pdf_of(*MANY, layout=layout))
    assert "".join(found).count("紧急情况请拨打110") == len(MANY)
    assert "".join(found).count("发现隐患请扫码") == len(MANY)
    for made in MANY[:4]:
        assert any(made.school in text and made.domain in text for text in found)
        assert any("-".join(made.code[start : start + 4] for start in (0, 4, 8, 12)) in text for text in found)
    assert any("㛃𬭎县〓祥小学" in text for text in found)


@pytest.mark.parametrize(("name", "layout"), LAYOUTS.items())
def test_symbols_measure_what_they_should_and_keep_a_quiet_zone(name: str, layout: Layout) -> None:
    plates = MANY[: layout.across * layout.down]
    [page] = pages(pdf_of(*plates, layout=layout), dpi=DPI)
    for cell, made in zip(cells(page, layout), plates, strict=True):
        left, top, right, bottom = black_box(cell)
        side = (right - left) / DPI * MM_PER_INCH
        expected = placard.symbol_side(made) * layout.scale
        assert side == pytest.approx(expected, abs=0.2)
        assert (bottom - top) / DPI * MM_PER_INCH == pytest.approx(expected, abs=0.2)
        assert expected >= LEAST_SIDE[name]
        quiet = QUIET_ZONE * (right - left) // make_symbol(made.url).size - 1
        around = cell.crop((left - quiet, top - quiet, right + quiet, bottom + quiet))
        inked = ImageChops.invert(around.convert("L")).point(lambda value: 255 if value > 2 else 0).getbbox()
        assert inked is not None
        assert inked[0] >= quiet - 1
        assert inked[1] >= quiet - 1
        assert inked[2] <= around.width - quiet + 1
        assert inked[3] <= around.height - quiet + 1


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS.keys())
def test_pages_have_paper_size_and_are_as_many_as_needed(layout: Layout) -> None:
    document = pypdfium2.PdfDocument(pdf_of(*MANY, layout=layout))
    assert len(document) == -(-len(MANY) // (layout.across * layout.down))
    for page in document:
        size = [points / 72 * MM_PER_INCH for points in page.get_size()]
        assert size == pytest.approx([layout.width, layout.height], abs=0.02)


def test_plates_stay_on_the_paper_with_a_margin_for_crop_marks() -> None:
    for name, layout in LAYOUTS.items():
        assert min(layout.left, layout.top) >= (0 if name == "single" else 5)


def test_a_sheet_has_crop_marks_at_the_cuts_and_a_single_plate_has_none() -> None:
    [page] = pages(pdf_of(*MANY[:2], layout=A4X2), dpi=DPI)
    per_mm = DPI / MM_PER_INCH
    for column in range(3):
        x = (A4X2.left + column * placard.WIDTH * A4X2.scale) * per_mm
        assert min(page.getpixel((round(x) + off, round(3 * per_mm)))[0] for off in (-1, 0, 1)) < 120
    [single] = pages(pdf_of(MANY[0], layout=SINGLE), dpi=72)
    assert single.crop((0, 0, single.width, 10)).getextrema() == ((255, 255),) * 3


def test_the_same_plates_give_the_same_bytes_on_any_day_and_no_machine_path() -> None:
    with time_machine.travel("2026-01-01T00:00:00Z", tick=False):
        first = pdf_of(*MANY, layout=A4X2)
    with time_machine.travel("2027-06-01T00:00:00Z", tick=False):
        second = pdf_of(*MANY, layout=A4X2)
    assert first == second
    assert str(lettering.font_file().parent).encode() not in first


def test_a_given_date_is_written_into_the_file() -> None:
    out = io.BytesIO()
    write_sheet(MANY[:1], out, created_at=datetime(2026, 9, 1, 8, tzinfo=UTC))
    assert pypdfium2.PdfDocument(out.getvalue()).get_metadata_dict()["CreationDate"].startswith("D:20260901080000")


def test_plates_may_come_from_a_generator_and_none_is_an_error() -> None:
    def drip() -> Iterator[Plate]:
        yield from MANY[:3]

    assert write_sheet(drip(), io.BytesIO()) == 3
    with pytest.raises(ValueError, match="at least one"):
        write_sheet([], io.BytesIO())


def test_a_hundred_plates_grow_the_file_by_little_more_than_their_symbols() -> None:
    few, many = (len(pdf_of(*(plate(f"{number}号点") for number in range(count)), layout=A4X2)) for count in (10, 110))
    assert (many - few) / 100 < 4000
