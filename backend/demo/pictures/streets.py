"""On the road: gates, crossings, cars."""

from __future__ import annotations

from backend.demo.pictures.canvas import Canvas
from backend.demo.pictures.props import (
    BLUE,
    INK,
    RED,
    STEEL_DARK,
    WHITE,
    YELLOW,
    car,
    cone,
    gate,
    sign,
    street,
    tree,
    wall,
)


def car_at_gate(c: Canvas, after: bool) -> None:
    """Three cars in the no-parking zone; afterwards cones."""
    street(c)
    wall(c, 0, 330)
    wall(c, 870, 1200)
    gate(c, 390, 810, name="启明小学")
    for x in range(300, 900, 60):
        c.shape([(x, 692), (x + 30, 692), (x + 10, 742), (x - 20, 742)], YELLOW)
    if after:
        for x in (330, 470, 610, 750, 890):
            cone(c, x, 760)
        return
    car(c, 130, 760, "#c3504a")
    car(c, 450, 772, "#e8e8e4")
    car(c, 790, 780, "#4b6f9b", size=1.1)


def vendor_cart(c: Canvas, after: bool) -> None:
    """A food cart on the pavement at the north gate; afterwards the pavement is free."""
    street(c)
    wall(c, 0, 640)
    gate(c, 740, 1060, name="北门")
    for x in range(20, 1200, 60):
        c.box(x, 640, 44, 22, "#e0b64a")
    if after:
        sign(c, 250, 690, "禁止占道", fill=RED, ink=WHITE)
        return
    c.shape([(150, 330), (350, 230), (550, 330)], RED)
    for x in (200, 300, 400):
        c.shape([(x, 330), (x + 50, 330), (350 + (x - 325) * 0.3, 236)], "#f4dcc8")
    c.box(345, 320, 12, 160, STEEL_DARK)
    c.box(170, 470, 360, 150, "#f2f0ea", radius=10)
    c.box(170, 470, 360, 36, YELLOW, radius=10)
    c.write("烤肠 奶茶", 350, 560, size=44, fill=RED, bold=True)
    for x in (220, 290, 360, 430):
        c.box(x, 446, 40, 26, "#b5673f", radius=10)
    for x in (230, 470):
        c.disc(x, 640, 40, INK)
        c.disc(x, 640, 18, "#aab3b8")
    c.disc(600, 668, 26, "#b9c0bd")
    c.box(585, 620, 40, 60, "#6b7d86", radius=6)


def _stripes(c: Canvas, *, fill: str) -> None:
    for x in range(330, 900, 96):
        c.shape([(x, 700), (x + 52, 700), (x + 30, 880), (x - 34, 880)], fill)


def crosswalk(c: Canvas, after: bool) -> None:
    """Cars standing in two rows on a crossing."""
    street(c)
    tree(c, 110, 600)
    tree(c, 1080, 600)
    sign(c, 940, 600, "学校", fill=BLUE, ink=WHITE)
    _stripes(c, fill="#f0f0ea")
    if after:
        sign(c, 250, 610, "即停即走", fill=BLUE, ink=WHITE)
        return
    car(c, 60, 752, "#8894a0")
    car(c, 420, 748, "#d9b44a")
    car(c, 780, 756, "#f0efe9")
    car(c, -60, 858, "#5d7f6d", size=1.15)
    car(c, 350, 862, "#b34f48", size=1.15)
    car(c, 770, 866, "#39597f", size=1.15)


def worn_crossing(c: Canvas, after: bool) -> None:
    """A crossing worn away; afterwards fresh paint and a sign."""
    street(c)
    tree(c, 130, 600)
    wall(c, 620, 1200, top=420)
    if after:
        _stripes(c, fill="#ffffff")
        sign(c, 300, 610, "注意儿童")
        return
    _stripes(c, fill="#7a8388")
    for x in range(330, 900, 96):
        c.shape([(x + 4, 716), (x + 30, 712), (x + 22, 748), (x - 4, 752)], "#9aa2a5")
        c.shape([(x - 10, 820), (x + 12, 816), (x + 2, 858), (x - 20, 860)], "#8d9599")


def van(c: Canvas, after: bool) -> None:
    """A small van filled to the windows; afterwards an empty stop."""
    street(c, horizon=480)
    tree(c, 1080, 520, size=0.9)
    sign(c, 170, 560, "乡道路口", fill=BLUE, ink=WHITE)
    if after:
        return
    c.oval(610, 790, 330, 18, "#596266")
    c.box(300, 480, 600, 270, "#e9ecea", radius=40)
    c.shape([(820, 486), (900, 560), (924, 640), (924, 740), (820, 740)], "#e9ecea")
    c.box(300, 660, 624, 40, "#b9c4c6")
    for x in (340, 490, 640):
        c.box(x, 520, 130, 110, "#bfd6e0", radius=12)
        for dx, dy in ((26, 40), (66, 34), (104, 42), (44, 78), (88, 80)):
            c.disc(x + dx, 520 + dy + 10, 20, "#7d6f66")
    c.shape([(790, 524), (836, 524), (884, 580), (884, 630), (790, 630)], "#bfd6e0")
    c.write("核载 7 人", 560, 680, size=34, fill=INK, bold=True)
    for x in (420, 790):
        c.disc(x, 750, 56, INK)
        c.disc(x, 750, 26, "#c8d0d4")
    c.box(296, 690, 18, 30, RED)


def elsewhere(c: Canvas, _after: bool) -> None:
    """A crossroads of another county, as its sign says."""
    street(c, horizon=500)
    for x, height in ((120, 250), (330, 330), (760, 300), (980, 220)):
        c.box(x, 500 - height, 150, height, "#c9b7a0")
        for row in range(height // 70):
            for column in range(3):
                c.box(x + 18 + column * 44, 520 - height + row * 66, 28, 36, "#8da6b1")
    c.box(560, 240, 14, 330, STEEL_DARK)
    c.box(380, 200, 380, 120, BLUE, radius=12)
    c.write("外县 · 某某路口", 570, 260, size=42, fill=WHITE, bold=True)
    car(c, 640, 790, "#7c8b5d")
