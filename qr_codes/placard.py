"""One plate: what stands on it and where. Drawn once at A5 size; sheets scale the whole plate."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal, get_args

from qr_codes import lettering, token
from qr_codes.drawing import Mark, SymbolMark, Writing, box, rounded_box
from qr_codes.emblem import shield
from qr_codes.lettering import Fitted
from qr_codes.symbol import QUIET_ZONE, make_symbol

Kind = Literal["gate", "internal", "surroundings", "guard_post"]

WIDTH, HEIGHT = 148.0, 210.0
"""Millimetres (A5)."""

CALL_TO_ACTION = "发现隐患请扫码"
EMERGENCY = "紧急情况请拨打 110"
KIND_LABELS: dict[Kind, str] = {"gate": "校门", "internal": "校内", "surroundings": "校园周边", "guard_post": "护学岗"}

TEAL, TEAL_DARK, YELLOW, INK, WHITE, PALE = "#0b5d5e", "#084445", "#ffc72c", "#14211f", "#ffffff", "#cfe3e1"

_EDGE = 5.0  # left white, so that office printers and a slanted cut do no harm
_SIDE = 14.7  # text and brackets keep to this margin
_BRACKET = 1.8
_SYMBOL_LEFT, _SYMBOL_TOP = _SIDE + _BRACKET, 57.5
_SYMBOL_ZONE = WIDTH - 2 * _SYMBOL_LEFT  # symbol and quiet zone
_LINE, _RISE = 1.26, 0.25  # line height, and how far a line's foot lies under its baseline (ems)
_NAMES_TOP, _NAMES_BOTTOM = 29.0, _SYMBOL_TOP - _BRACKET - 0.6


@dataclass(frozen=True)
class Plate:
    """`host` is the well-known domain that passers-by can check, or a whole http:// origin for a demo."""

    school: str
    point: str
    code: str
    host: str
    kind: Kind
    upper_case: bool = False

    def __post_init__(self) -> None:
        if token.parse(self.code).code != self.code:
            raise ValueError("a plate takes a code in its normal form")
        if self.kind not in get_args(Kind):
            raise ValueError(f"unknown kind of point: {self.kind}")

    @property
    def url(self) -> str:
        """What the symbol holds."""
        return token.url(self.code, self.host, upper_case=self.upper_case)

    @property
    def domain(self) -> str:
        """What is printed for people to compare and to type."""
        return self.host.split("://")[-1].rstrip("/")


def draw(plate: Plate) -> list[Mark]:
    """All marks of the plate, back to front."""
    return [*_frame(), *_header(), *_place(plate), *_symbol(plate), *_code(plate), *_emergency()]


def symbol_side(plate: Plate) -> float:
    """Millimetres from the first to the last module at A5 size."""
    size = make_symbol(plate.url).size
    return _SYMBOL_ZONE * size / (size + 2 * QUIET_ZONE)


def _frame() -> Iterator[Mark]:
    inset = _EDGE + 0.7
    yield rounded_box(_EDGE, _EDGE, WIDTH - 2 * _EDGE, HEIGHT - 2 * _EDGE, radii=(6, 6, 6, 6), fill=TEAL)
    yield rounded_box(inset, inset, WIDTH - 2 * inset, HEIGHT - 2 * inset, radii=(5.3, 5.3, 5.3, 5.3), fill=WHITE)


def _header() -> Iterator[Mark]:
    yield rounded_box(_EDGE, _EDGE, WIDTH - 2 * _EDGE, 22, radii=(6, 6, 0, 0), fill=TEAL)
    yield box(_EDGE, 27, WIDTH - 2 * _EDGE, 1.5, fill=YELLOW)
    yield from shield(_SIDE, 9.3, height=13.4)
    yield Writing(CALL_TO_ACTION, _SIDE + 15.5, 19.7, 9.8, WHITE, bold=True)
    for text, baseline, size, fill in (("校安码", 15.4, 6.2, WHITE), ("校园安全巡查点", 21.2, 3.2, PALE)):
        line = Writing(text, 0, baseline, size, fill, bold=size > 5)
        yield replace(line, x=WIDTH - _SIDE - line.width)


def _place(plate: Plate) -> Iterator[Mark]:
    label = Writing(KIND_LABELS[plate.kind], 0, 0, 4.2, INK, bold=True)
    school, point = _names(plate, WIDTH - 2 * _SIDE, beside_point=label.width + 10)
    baseline = (_NAMES_TOP + _NAMES_BOTTOM - _height(school) - _height(point)) / 2 - school.size * _RISE
    for line in school.lines:
        baseline += school.size * _LINE
        yield Writing(line, _SIDE, baseline, school.size, TEAL_DARK)
    baseline += (school.size - point.size) * _RISE
    for line in point.lines:
        baseline += point.size * _LINE
        yield Writing(line, _SIDE, baseline, point.size, INK, bold=True)
    first = baseline - _height(point) + point.size * _LINE
    yield from _chip(label, (first + baseline) / 2 - point.size * 0.37)


def _names(plate: Plate, room: float, *, beside_point: float) -> tuple[Fitted, Fitted]:
    """School and point, as large as the room between header and symbol allows."""
    scale = 1.0
    while True:
        school = lettering.fit(plate.school, room, sizes=(6.2 * scale, 4.5 * scale))
        point = lettering.fit(plate.point, room - beside_point, sizes=(10 * scale, 7 * scale))
        if _height(school) + _height(point) <= _NAMES_BOTTOM - _NAMES_TOP:
            return school, point
        scale *= 0.96


def _height(name: Fitted) -> float:
    return len(name.lines) * name.size * _LINE


def _chip(label: Writing, middle: float) -> Iterator[Mark]:
    """The kind of the point in black on yellow, at the right margin."""
    left = WIDTH - _SIDE - label.width - 6
    yield rounded_box(left, middle - 3.6, label.width + 6, 7.2, radii=(3.6,) * 4, fill=YELLOW)
    yield replace(label, x=left + 3, baseline=middle + label.size * 0.37)


def _symbol(plate: Plate) -> Iterator[Mark]:
    symbol = make_symbol(plate.url)
    module = _SYMBOL_ZONE / (symbol.size + 2 * QUIET_ZONE)
    quiet = QUIET_ZONE * module
    yield from _brackets(_SYMBOL_LEFT, _SYMBOL_TOP, _SYMBOL_ZONE)
    yield SymbolMark(symbol, _SYMBOL_LEFT + quiet, _SYMBOL_TOP + quiet, module)


def _brackets(x: float, y: float, side: float) -> Iterator[Mark]:
    """Corner brackets outside the quiet zone."""
    thick, arm = _BRACKET, 11.0
    for across in (x - thick, x + side):
        for down in (y - thick, y + side):
            yield box(min(across, x + side + thick - arm), down, arm, thick, fill=YELLOW)
            yield box(across, min(down, y + side + thick - arm), thick, arm, fill=YELLOW)


def _code(plate: Plate) -> Iterator[Mark]:
    yield _centred(Writing(token.grouped(plate.code), 0, 181.3, 7.6, INK, bold=True, spacing=0.35))
    sentence = lettering.fit(f"扫不了码？打开 {plate.domain} 输入编码", _SYMBOL_ZONE, sizes=(3.9, 2.4), lines=1)
    yield _centred(Writing(sentence.lines[0], 0, 187.4, sentence.size, TEAL_DARK))


def _emergency() -> Iterator[Mark]:
    yield rounded_box(_EDGE, 190.5, WIDTH - 2 * _EDGE, 14.5, radii=(0, 0, 6, 6), fill=YELLOW)
    words, number = EMERGENCY.split(" ")
    first = Writing(words, 0, 201, 8.6, INK, bold=True)
    second = Writing(number, 0, 202, 12.4, INK, bold=True, spacing=0.3)
    gap = 3.0
    left = (WIDTH - first.width - gap - second.width) / 2
    yield replace(first, x=left)
    yield replace(second, x=left + first.width + gap)


def _centred(line: Writing) -> Writing:
    return replace(line, x=(WIDTH - line.width) / 2)
