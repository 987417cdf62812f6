"""What a plate is made of, in millimetres from its top left corner: shapes, lines of text, and one symbol."""

from __future__ import annotations

from dataclasses import dataclass

from qr_codes import lettering
from qr_codes.symbol import Symbol

Command = tuple[str, tuple[float, ...]]
"""M, L, C or Z with absolute coordinates, as in SVG; PDF knows the same four."""

# How far a Bézier handle reaches along the radius to draw a quarter circle.
_QUARTER = 0.5523


@dataclass(frozen=True)
class Shape:
    """A filled outline; `fill` is #rrggbb."""

    commands: tuple[Command, ...]
    fill: str


@dataclass(frozen=True)
class Writing:
    """One line of text; `size` is millimetres an em, `spacing` is added between characters."""

    text: str
    x: float
    baseline: float
    size: float
    fill: str
    bold: bool = False
    spacing: float = 0

    @property
    def width(self) -> float:
        """Millimetres from the first pen position to the last."""
        return lettering.width(self.text, self.size, spacing=self.spacing)

    @property
    def stroke(self) -> float:
        """Millimetres of outline that make the letters bold; 0 if they are not."""
        return self.size * lettering.BOLD_STROKE if self.bold else 0


@dataclass(frozen=True)
class SymbolMark:
    """The symbol with its dark corner at (x, y); `module` is the side of one module."""

    symbol: Symbol
    x: float
    y: float
    module: float


Mark = Shape | Writing | SymbolMark


def polygon(*points: tuple[float, float], fill: str) -> Shape:
    """Straight lines from point to point and back."""
    first, *others = points
    return Shape((("M", first), *(("L", point) for point in others), ("Z", ())), fill)


def box(x: float, y: float, width: float, height: float, *, fill: str) -> Shape:
    """A box with square corners."""
    return polygon((x, y), (x + width, y), (x + width, y + height), (x, y + height), fill=fill)


def rounded_box(
    x: float, y: float, width: float, height: float, *, radii: tuple[float, float, float, float], fill: str
) -> Shape:
    """A box with its own radius at each corner, clockwise from the top left."""
    a, b, c, d = radii
    right, bottom = x + width, y + height
    return Shape(
        (
            ("M", (x + a, y)),
            ("L", (right - b, y)),
            _corner((right - b, y), (right, y), (right, y + b)),
            ("L", (right, bottom - c)),
            _corner((right, bottom - c), (right, bottom), (right - c, bottom)),
            ("L", (x + d, bottom)),
            _corner((x + d, bottom), (x, bottom), (x, bottom - d)),
            ("L", (x, y + a)),
            _corner((x, y + a), (x, y), (x + a, y)),
            ("Z", ()),
        ),
        fill,
    )


def _corner(start: tuple[float, float], tip: tuple[float, float], end: tuple[float, float]) -> Command:
    """A quarter ellipse from `start` to `end` that turns at `tip`."""
    (sx, sy), (tx, ty), (ex, ey) = start, tip, end
    handles = (
        sx + (tx - sx) * _QUARTER,
        sy + (ty - sy) * _QUARTER,
        ex + (tx - ex) * _QUARTER,
        ey + (ty - ey) * _QUARTER,
    )
    return ("C", (*handles, *end))
