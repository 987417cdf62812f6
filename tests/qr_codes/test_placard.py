from __future__ import annotations

import re
from typing import get_args
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qr_codes import lettering, placard, token
from qr_codes.drawing import Shape, SymbolMark, Writing
from qr_codes.placard import Kind, Plate
from qr_codes.svg import plate_svg
from qr_codes.symbol import QUIET_ZONE
from tests.qr_codes.samples import HOST, KEY, decoded, plate
from tests.qr_codes.test_symbol import drawn

LONG_SCHOOL = "阿坝藏族羌族自治州某某县城关镇第一九年一贯制希望学校东校区附属幼儿园分部实训楼二"
CODE = "7KD5RSDVWE0KTYP5"
SVG = "{http://www.w3.org/2000/svg}"


def written(made: Plate) -> list[Writing]:
    return [mark for mark in placard.draw(made) if isinstance(mark, Writing)]


def symbol_of(made: Plate) -> SymbolMark:
    [mark] = [mark for mark in placard.draw(made) if isinstance(mark, SymbolMark)]
    return mark


@pytest.mark.parametrize("kind", get_args(Kind))
def test_every_plate_says_where_it_hangs_what_to_do_and_the_110_line(kind: Kind) -> None:
    text = "|".join(line.text for line in written(plate(kind=kind, code=CODE)))
    for part in ("发现隐患请扫码", "清源县实验小学", "东大门", "7KD5-RSDV-WE0K-TYP5", HOST, placard.KIND_LABELS[kind]):
        assert part in text
    assert "紧急情况请拨打|110" in text


def test_a_symbol_is_at_least_80_mm_wide_whatever_the_host() -> None:
    for host in ("a.cn", HOST, "safety.education.long-county-name.some-province.gov.cn"):
        mark = symbol_of(plate(host=host))
        assert mark.symbol.size * mark.module >= 89
        assert mark.symbol.size * mark.module == pytest.approx(placard.symbol_side(plate(host=host)))


@pytest.mark.parametrize("school", ["清源一中", LONG_SCHOOL, LONG_SCHOOL * 3, "X" * 200, "", "A B " * 40])
@pytest.mark.parametrize("point", ["东门", "实训楼地下一层配电房与消防水泵房之间通道尽头", "长" * 120])
def test_names_of_any_length_stay_inside_their_room(school: str, point: str) -> None:
    assert len(LONG_SCHOOL) == 40
    made = plate(point, school=school, kind="surroundings")
    mark = symbol_of(made)
    quiet_top = mark.y - QUIET_ZONE * mark.module
    for line in written(made):
        assert line.x >= 10
        assert line.x + line.width <= placard.WIDTH - 10
        assert line.size >= 1.8
        above = line.baseline + 0.12 * line.size <= quiet_top
        below = line.baseline - 0.9 * line.size >= mark.y + (mark.symbol.size + QUIET_ZONE) * mark.module - 0.01
        assert above or below


def test_a_forty_character_school_name_is_printed_whole() -> None:
    assert LONG_SCHOOL in "".join(line.text for line in written(plate(school=LONG_SCHOOL)))


def test_nothing_coloured_lies_in_the_quiet_zone() -> None:
    made = plate()
    mark = symbol_of(made)
    low_x, low_y = (start - QUIET_ZONE * mark.module for start in (mark.x, mark.y))
    high_x, high_y = (start + (mark.symbol.size + QUIET_ZONE) * mark.module for start in (mark.x, mark.y))
    for shape in placard.draw(made):
        if isinstance(shape, Shape) and shape.fill != placard.WHITE:
            points = [values[-2:] for _, values in shape.commands if values]
            xs, ys = [x for x, _ in points], [y for _, y in points]
            apart = max(xs) <= low_x + 0.01 or min(xs) >= high_x - 0.01 or max(ys) <= low_y + 0.01
            around = min(xs) < low_x - 5 and max(ys) > high_y + 5  # the frame, which the white ground covers
            assert apart or min(ys) >= high_y - 0.01 or around


def test_rare_characters_are_drawn_and_missing_ones_are_marked() -> None:
    assert lettering.writable("㛃𬭎县\u200b 小学\n") == "㛃𬭎县 小学"
    assert lettering.writable("𠮷祥😀\ud800") == "〓祥〓"
    assert lettering.outline("㛃")
    assert lettering.outline("𬭎")
    assert "㛃𬭎县〓祥小学" in plate_svg(plate(school="㛃𬭎县𠮷祥小学"))


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=80), st.text(max_size=80))
def test_no_name_breaks_a_plate(school: str, point: str) -> None:
    ElementTree.fromstring(plate_svg(Plate(school, point, CODE, HOST, "internal")))


def test_an_svg_is_a_millimetre_exact_a5_plate_that_needs_no_font_and_no_other_file() -> None:
    svg = plate_svg(plate(school="<甲&乙>小学", code=CODE))
    root = ElementTree.fromstring(svg)
    assert (root.get("width"), root.get("height"), root.get("viewBox")) == ("148mm", "210mm", "0 0 148 210")
    assert {element.tag for element in root.iter()} == {SVG + name for name in ("svg", "title", "path", "g")}
    assert "font" not in svg
    assert "href" not in svg
    title = root.findtext(SVG + "title") or ""
    assert title == "<甲&乙>小学 东大门, 7KD5-RSDV-WE0K-TYP5, 紧急情况请拨打 110"


def test_the_symbol_of_an_svg_decodes() -> None:
    made = plate()
    paths = re.findall(r'<path transform="[^"]*" d="((?:M\d+ \d+h\d+v\d+h-\d+z)+)"/>', plate_svg(made))
    [boxes] = [re.findall(r"M(\d+) (\d+)h(\d+)v(\d+)", path) for path in paths]
    numbers = [tuple(int(value) for value in box) for box in boxes]
    shifted = [(x + 4, y + 4, width, height) for x, y, width, height in numbers]
    assert decoded(drawn(shifted, side=symbol_of(made).symbol.size + 8)) == [made.url]


def test_a_plate_refuses_a_code_with_a_slip_or_in_another_form_and_an_unknown_kind() -> None:
    with pytest.raises(token.CodeError):
        plate(code="7KD5RSDVWE0KTYP6")
    with pytest.raises(ValueError, match="normal form"):
        plate(code="7KD5-RSDV-WE0K-TYP5")
    with pytest.raises(ValueError, match="kind"):
        Plate("甲", "乙", token.new_code(KEY), HOST, "roof")  # type: ignore[arg-type]


def test_a_demo_origin_is_printed_without_its_scheme() -> None:
    made = plate(host="http://192.0.2.7:8000", code=CODE)
    assert made.domain == "192.0.2.7:8000"
    assert made.url == "http://192.0.2.7:8000/c/7KD5RSDVWE0KTYP5"
