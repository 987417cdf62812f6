"""One plate: what stands on it and where. Drawn once at A5 size; sheets scale the whole plate."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal, get_args

from qr_codes import lettering, token
from qr_codes.drawing import Mark, Shape, SymbolMark, Writing, box, polygon, rounded_box
from qr_codes.symbol import QUIET_ZONE, make_symbol

Kind = Literal["gate", "internal", "surroundings", "guard_post"]

WIDTH, HEIGHT = 148.0, 210.0
"""Millimetres (A5)."""

CALL_TO_ACTION = "发现隐患请扫码"
EMERGENCY = "紧急情况请拨打 110"
KIND_LABELS: dict[Kind, str] = {"gate": "校门", "internal": "校内", "surroundings": "校园周边", "guard_post": "护学岗"}

TEAL, TEAL_DARK, YELLOW, INK, WHITE, PALE = "#0b5d5e", "#084445", "#ffc72c", "#14211f", "#ffffff", "#cfe3e1"

_EDGE = 5.0  # left white, so that office printers and a slanted cut do no harm
_SIDE = 16.5  # text and symbol keep to this margin
_SYMBOL_ZONE = WIDTH - 2 * _SIDE  # symbol and quiet zone
_NAMES_TOP = 31.6
_SYMBOL_TOP = 56.5


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
    yield rounded_box(_EDGE, _EDGE, WIDTH - 2 * _EDGE, 25, radii=(6, 6, 0, 0), fill=TEAL)
    yield box(_EDGE, 30, WIDTH - 2 * _EDGE, 1.6, fill=YELLOW)
    yield from _shield(_SIDE, 9.4, 13.6)
    yield Writing(CALL_TO_ACTION, _SIDE + 17, 20.9, 9.6, WHITE, bold=True)
    for text, baseline, size, fill in (("校安码", 16.2, 6.2, WHITE), ("校园安全巡查点", 22.2, 3.1, PALE)):
        line = Writing(text, 0, baseline, size, fill, bold=size > 5)
        yield replace(line, x=WIDTH - _SIDE - line.width)


def _place(plate: Plate) -> Iterator[Mark]:
    label = Writing(KIND_LABELS[plate.kind], 0, 0, 4.2, INK, bold=True)
    room = WIDTH - 2 * _SIDE
    school = lettering.fit(plate.school, room, sizes=(6, 4.4))
    point = lettering.fit(plate.point, room - label.width - 10, sizes=(9.6, 6.6))
    school_line, point_line = school.size * 1.3, point.size * 1.25
    height = school_line * len(school.lines) + point_line * len(point.lines)
    baseline = _NAMES_TOP + (_SYMBOL_TOP - _NAMES_TOP - height) / 2 - school.size * 0.4
    for line in school.lines:
        baseline += school_line
        yield Writing(line, _SIDE, baseline, school.size, TEAL_DARK)
    baseline += school.size * 0.4 - point.size * 0.35
    for line in point.lines:
        baseline += point_line
        yield Writing(line, _SIDE, baseline, point.size, INK, bold=True)
    middle = baseline - point.size * 0.37 - point_line * (len(point.lines) - 1) / 2
    yield from _chip(label, middle)


def _chip(label: Writing, middle: float) -> Iterator[Mark]:
    """The kind of the point in black on yellow, at the right margin."""
    left = WIDTH - _SIDE - label.width - 6
    yield rounded_box(left, middle - 3.6, label.width + 6, 7.2, radii=(3.6,) * 4, fill=YELLOW)
    yield replace(label, x=left + 3, baseline=middle + label.size * 0.37)


def _symbol(plate: Plate) -> Iterator[Mark]:
    symbol = make_symbol(plate.url)
    module = _SYMBOL_ZONE / (symbol.size + 2 * QUIET_ZONE)
    quiet = QUIET_ZONE * module
    yield from _brackets(_SIDE, _SYMBOL_TOP, _SYMBOL_ZONE)
    yield SymbolMark(symbol, _SIDE + quiet, _SYMBOL_TOP + quiet, module)


def _brackets(x: float, y: float, side: float) -> Iterator[Mark]:
    """Corner brackets outside the quiet zone."""
    thick, arm = 1.8, 13.0
    for across in (x - thick, x + side):
        for down in (y - thick, y + side):
            yield box(min(across, x + side + thick - arm), down, arm, thick, fill=YELLOW)
            yield box(across, min(down, y + side + thick - arm), thick, arm, fill=YELLOW)


def _code(plate: Plate) -> Iterator[Mark]:
    yield _centred(Writing(token.grouped(plate.code), 0, 180.2, 7.6, INK, bold=True, spacing=0.35))
    sentence = lettering.fit(f"扫不了码？打开 {plate.domain} 输入编码", _SYMBOL_ZONE, sizes=(3.9, 2.4), lines=1)
    yield _centred(Writing(sentence.lines[0], 0, 186.6, sentence.size, TEAL_DARK))


def _emergency() -> Iterator[Mark]:
    yield rounded_box(_EDGE, 190, WIDTH - 2 * _EDGE, 15, radii=(0, 0, 6, 6), fill=YELLOW)
    yield _centred(Writing(EMERGENCY, 0, 200.8, 9, INK, bold=True))


def _shield(x: float, y: float, height: float) -> Iterator[Mark]:
    """A shield with a tick; `x`, `y` is the top left corner."""
    unit = height / 16
    width = 13 * unit

    def at(across: float, down: float) -> tuple[float, float]:
        return x + across * width, y + down * height

    yield Shape(
        (
            ("M", at(0.5, 0)),
            ("C", at(0.66, 0.1) + at(0.83, 0.14) + at(1, 0.14)),
            ("L", at(1, 0.5)),
            ("C", at(1, 0.76) + at(0.75, 0.92) + at(0.5, 1)),
            ("C", at(0.25, 0.92) + at(0, 0.76) + at(0, 0.5)),
            ("L", at(0, 0.14)),
            ("C", at(0.17, 0.14) + at(0.34, 0.1) + at(0.5, 0)),
            ("Z", ()),
        ),
        WHITE,
    )
    tick = (at(0.24, 0.52), at(0.34, 0.43), at(0.46, 0.54), at(0.70, 0.29), at(0.80, 0.38), at(0.46, 0.71))
    yield polygon(*tick, fill=TEAL)


def _centred(line: Writing) -> Writing:
    return replace(line, x=(WIDTH - line.width) / 2)
