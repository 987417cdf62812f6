"""A plate as SVG in millimetres. Letters are drawn as outlines, so that it looks the same on every machine."""

from __future__ import annotations

from html import escape

from qr_codes import lettering
from qr_codes.drawing import Mark, Shape, SymbolMark, Writing
from qr_codes.placard import EMERGENCY, HEIGHT, WIDTH, Plate, draw
from qr_codes.symbol import svg_path
from qr_codes.token import grouped


def plate_svg(plate: Plate) -> str:
    """One plate at A5 size. The title says in words what the outlines show, for those who cannot see them."""
    said = f"{lettering.writable(plate.school)} {lettering.writable(plate.point)}, {grouped(plate.code)}, {EMERGENCY}"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH:g}mm" height="{HEIGHT:g}mm" '
        f'viewBox="0 0 {WIDTH:g} {HEIGHT:g}" role="img" xml:lang="zh-CN"><title>{escape(said)}</title>'
        f'<path fill="#fff" d="M0 0h{WIDTH:g}v{HEIGHT:g}H0z"/>{"".join(_element(mark) for mark in draw(plate))}</svg>\n'
    )


def _element(mark: Mark) -> str:
    match mark:
        case Shape(commands, fill):
            path = "".join(name + " ".join(_number(value) for value in values) for name, values in commands)
            return f'<path fill="{fill}" d="{path}"/>'
        case SymbolMark(symbol, x, y, module):
            place = f"translate({_number(x)} {_number(y)}) scale({module:.6f})"
            return f'<path transform="{place}" d="{svg_path(symbol)}"/>'
        case Writing():
            return _letters(mark)


def _letters(line: Writing) -> str:
    scale = line.size / lettering.em()
    bold = f' stroke="{line.fill}" stroke-width="{_number(line.stroke / scale)}" stroke-linejoin="round"'
    glyphs = "".join(
        f'<path transform="translate({_number(position + index * line.spacing / scale)})" d="{path}"/>'
        for index, (letter, position) in enumerate(lettering.advances(line.text))
        if (path := lettering.outline(letter))
    )
    place = f"translate({_number(line.x)} {_number(line.baseline)}) scale({scale:.6f} -{scale:.6f})"
    return f'<g fill="{line.fill}"{bold if line.bold else ""} transform="{place}">{glyphs}</g>'


def _number(value: float) -> str:
    return f"{value:.3f}".rstrip("0").rstrip(".")
