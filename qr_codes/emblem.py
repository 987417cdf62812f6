"""The shield with a tick that marks our plates."""

from __future__ import annotations

from collections.abc import Iterator

from qr_codes.drawing import Mark, Shape, polygon

WHITE, TEAL = "#ffffff", "#0b5d5e"
_PROPORTION = 0.82


def shield(x: float, y: float, *, height: float) -> Iterator[Mark]:
    """`x`, `y` is the top left corner."""

    def at(across: float, down: float) -> tuple[float, float]:
        return x + across * height * _PROPORTION, y + down * height

    yield Shape(
        (
            ("M", at(0.5, 0)),
            ("C", (*at(0.66, 0.1), *at(0.83, 0.14), *at(1, 0.14))),
            ("L", at(1, 0.5)),
            ("C", (*at(1, 0.76), *at(0.75, 0.92), *at(0.5, 1))),
            ("C", (*at(0.25, 0.92), *at(0, 0.76), *at(0, 0.5))),
            ("L", at(0, 0.14)),
            ("C", (*at(0.17, 0.14), *at(0.34, 0.1), *at(0.5, 0))),
            ("Z", ()),
        ),
        WHITE,
    )
    tick = ((0.22, 0.51), (0.33, 0.41), (0.46, 0.53), (0.70, 0.28), (0.81, 0.38), (0.46, 0.73))
    yield polygon(*(at(*point) for point in tick), fill=TEAL)
