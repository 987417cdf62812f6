"""A sheet of 1200 × 900 to draw flat shapes on; drawn twice as large and reduced, so that edges are smooth."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from PIL import Image, ImageDraw, ImageFont

from qr_codes.lettering import font_file

WIDTH, HEIGHT = 1200, 900
_FINE = 2
Point = tuple[float, float]


@lru_cache(maxsize=32)
def lettering(size: int) -> ImageFont.FreeTypeFont:
    """Return the embedded Chinese font at `size` pixels."""
    return ImageFont.truetype(str(font_file()), size)


class Canvas:
    """Shapes in logical pixels, from the top left."""

    def __init__(self, background: str) -> None:
        self._image = Image.new("RGB", (WIDTH * _FINE, HEIGHT * _FINE), background)
        self._draw = ImageDraw.Draw(self._image)

    def box(self, x: float, y: float, width: float, height: float, fill: str, *, radius: float = 0) -> None:
        """Fill a rectangle, its corners rounded by `radius`."""
        self._draw.rounded_rectangle(
            _fine([(x, y), (x + width, y + height)]), radius=radius * _FINE, fill=fill, outline=None
        )

    def shape(self, points: Sequence[Point], fill: str) -> None:
        """Fill a polygon."""
        self._draw.polygon(_fine(points), fill=fill)

    def disc(self, x: float, y: float, radius: float, fill: str) -> None:
        """Fill a circle."""
        self.oval(x, y, radius, radius, fill)

    def oval(self, x: float, y: float, across: float, down: float, fill: str) -> None:
        """Fill an ellipse by its two radii."""
        self._draw.ellipse(_fine([(x - across, y - down), (x + across, y + down)]), fill=fill)

    def ring(self, x: float, y: float, radius: float, colour: str, *, width: float) -> None:
        """Draw a circle's line."""
        self._draw.ellipse(
            _fine([(x - radius, y - radius), (x + radius, y + radius)]), outline=colour, width=round(width * _FINE)
        )

    def line(self, points: Sequence[Point], colour: str, *, width: float) -> None:
        """Draw a line through the points."""
        self._draw.line(_fine(points), fill=colour, width=round(width * _FINE), joint="curve")

    def write(self, text: str, x: float, y: float, *, size: int, fill: str, bold: bool = False) -> None:
        """Write a line centred on (x, y)."""
        stroke = round(size * 0.03 * _FINE) if bold else 0
        self._draw.text(
            (x * _FINE, y * _FINE),
            text,
            font=lettering(size * _FINE),
            fill=fill,
            anchor="mm",
            stroke_width=stroke,
            stroke_fill=fill,
        )

    def shade(self, top: float, bottom: float, first: str, last: str) -> None:
        """Fill the whole width between two heights with a gradient."""
        height = round((bottom - top) * _FINE)
        steps = Image.linear_gradient("L").resize((1, height))
        colours = Image.composite(Image.new("RGB", (1, height), last), Image.new("RGB", (1, height), first), steps)
        self._image.paste(colours.resize((WIDTH * _FINE, height)), (0, round(top * _FINE)))

    def finished(self) -> Image.Image:
        """Return the picture at its real size."""
        return self._image.reduce(_FINE)


def _fine(points: Sequence[Point]) -> list[Point]:
    return [(x * _FINE, y * _FINE) for x, y in points]
