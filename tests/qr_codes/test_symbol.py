from __future__ import annotations

import re

import pytest
from PIL import Image, ImageDraw
from qrcode import util

from qr_codes import token
from qr_codes.symbol import QUIET_ZONE, Level, Symbol, make_symbol, penalty, rectangles, svg_path
from tests.qr_codes.samples import HOST, KEY, decoded


def drawn(boxes: list[tuple[int, int, int, int]], *, side: int, module: int = 4) -> Image.Image:
    picture = Image.new("L", (side * module, side * module), 255)
    pen = ImageDraw.Draw(picture)
    for x, y, width, height in boxes:
        pen.rectangle((x * module, y * module, (x + width) * module - 1, (y + height) * module - 1), fill=0)
    return picture


def matrix(symbol: Symbol) -> list[list[bool]]:
    return [[module == "1" for module in row] for row in symbol.rows()]


@pytest.mark.parametrize("level", ["M", "Q", "H"])
@pytest.mark.parametrize("host", [HOST, "a.cn", "safety.education.long-county-name.some-province.gov.cn"])
@pytest.mark.parametrize("upper_case", [False, True])
def test_a_symbol_decodes_to_its_link(level: Level, host: str, upper_case: bool) -> None:
    link = token.url(token.new_code(KEY), host, upper_case=upper_case)
    symbol = make_symbol(link, level)
    shifted = [(x + QUIET_ZONE, y + QUIET_ZONE, width, height) for x, y, width, height in rectangles(symbol)]
    assert decoded(drawn(shifted, side=symbol.size + 2 * QUIET_ZONE)) == [link]


def test_rectangles_cover_every_dark_module_once_and_nothing_else() -> None:
    symbol = make_symbol(token.url(token.new_code(KEY), HOST))
    covered = [
        (x + across, y + down)
        for x, y, width, height in rectangles(symbol)
        for across in range(width)
        for down in range(height)
    ]
    dark = {(x, y) for y, row in enumerate(matrix(symbol)) for x, module in enumerate(row) if module}
    assert len(covered) == len(set(covered))
    assert set(covered) == dark
    assert len(rectangles(symbol)) < len(dark) / 2


def test_the_mask_is_the_one_that_the_penalty_rules_choose() -> None:
    for _ in range(5):
        link = token.url(token.new_code(KEY), HOST)
        chosen = make_symbol(link)
        assert penalty(chosen) == util.lost_point(matrix(chosen))
        assert penalty(chosen) == min(util.lost_point(matrix(make_with_mask(link, mask))) for mask in range(8))


def make_with_mask(link: str, mask: int) -> Symbol:
    from qr_codes import symbol

    return symbol._encode(link, "Q", mask=mask)


def test_an_upper_case_link_needs_no_larger_symbol() -> None:
    code = token.new_code(KEY)
    upper, lower = (make_symbol(token.url(code, HOST, upper_case=case)) for case in (True, False))
    assert upper.size < lower.size


def test_the_path_starts_at_the_symbols_own_corner() -> None:
    symbol = make_symbol("https://xam.example.cn/c/7KD5RSDVWE0KTYP5")
    starts = [(int(x), int(y)) for x, y in re.findall(r"M(\d+) (\d+)h\d+v\d+h", svg_path(symbol))]
    assert min(x for x, _ in starts) == min(y for _, y in starts) == 0
