"""Behind counters and cupboard doors: shops, kitchens, cabinets."""

from __future__ import annotations

from backend.demo.pictures.canvas import WIDTH, Canvas
from backend.demo.pictures.props import BLUE, GREEN, INK, RED, STEEL, STEEL_DARK, WHITE, YELLOW, room, tick

_PACKS = ("#d6493f", "#e58b34", "#f2b632", "#7fa34b", "#b0508c")


def _shelves(c: Canvas, *, fill: str = "#c89f6d") -> None:
    c.box(0, 0, WIDTH, 900, "#efe5d3")
    c.box(90, 90, 1020, 720, "#e0cba8")
    for y in (310, 550, 790):
        c.box(70, y, 1060, 30, fill)
    for x in (70, 1100):
        c.box(x, 70, 30, 770, "#a97f50")


def snack_shelf(c: Canvas, after: bool) -> None:
    """Bags without maker or date; afterwards the shelf is empty and sealed."""
    _shelves(c)
    for row, y in enumerate((310, 550, 790)):
        for column in range(8):
            if after and row < 2:
                continue
            x = 130 + column * 120
            c.box(x, y - 160, 96, 160, _PACKS[(row * 2 + column) % 5], radius=10)
            c.box(x, y - 160, 96, 18, "#fbf7ee")
            c.box(x + 16, y - 112, 64, 56, "#fbf3df", radius=8)
            c.write("辣条" if row < 2 else "文具", x + 48, y - 84, size=26, fill=INK)
            if row < 2:
                c.box(x + 18, y - 36, 60, 20, WHITE)
                c.write("?", x + 48, y - 27, size=20, fill=RED, bold=True)
    if after:
        c.shape([(110, 90), (150, 90), (1100, 530), (1060, 530)], WHITE)
        c.shape([(1060, 90), (1100, 90), (150, 530), (110, 530)], WHITE)
        c.box(440, 250, 330, 110, WHITE, radius=10)
        c.write("已下架封存", 605, 304, size=54, fill=RED, bold=True)


def toy_shop(c: Canvas, after: bool) -> None:
    """Toy guns that shoot on a market stall."""
    _shelves(c, fill="#8aa7b8")
    for row, y in enumerate((310, 550)):
        for column in range(3):
            if after:
                continue
            x = 140 + column * 330
            c.box(x, y - 190, 290, 180, "#f7f5ee", radius=10)
            c.box(x + 40, y - 140, 190, 34, INK, radius=6)
            c.shape([(x + 60, y - 108), (x + 110, y - 108), (x + 96, y - 44), (x + 56, y - 44)], INK)
            c.ring(x + 130, y - 96, 18, INK, width=7)
            c.box(x + 226, y - 134, 22, 20, RED)
            c.write("发射弹丸", x + 210, y - 40, size=28, fill=(RED, BLUE)[row])
    for column in range(7):
        c.disc(190 + column * 135, 736, 50, _PACKS[column % 5])
        c.disc(176 + column * 135, 720, 14, "#fbf3df")


def internet_cafe(c: Canvas, after: bool) -> None:
    """A new internet café, the measured distance to the school written beside it."""
    c.shade(0, 620, "#33405a", "#5d6b86")
    c.box(0, 660, WIDTH, 240, "#7b838c")
    c.box(120, 150, 720, 520, "#39435a")
    c.box(120, 150, 720, 130, "#7a3fa0", radius=12)
    c.write("示范网吧", 480, 216, size=84, fill="#ffe27a", bold=True)
    for x in (160, 620):
        c.box(x, 330, 190, 250, "#9fd0e8", radius=8)
        for y in (370, 450):
            c.box(x + 30, y, 60, 44, "#2a3145", radius=6)
            c.box(x + 106, y, 60, 44, "#2a3145", radius=6)
    c.box(390, 330, 190, 340, "#22283a")
    c.box(404, 346, 162, 310, "#586a8c" if not after else "#8f959f")
    if after:
        c.box(400, 440, 170, 90, WHITE)
        c.write("停业整改", 485, 484, size=38, fill=RED, bold=True)
    c.box(900, 330, 240, 150, WHITE, radius=14)
    c.write("距校界", 1020, 372, size=40, fill=INK)
    c.write("164 米", 1020, 434, size=54, fill=RED, bold=True)
    c.line([(860, 560), (1180, 560)], YELLOW, width=8)
    for x in (860, 1180):
        c.line([(x, 536), (x, 584)], YELLOW, width=8)


def canteen(c: Canvas, after: bool) -> None:
    """Raw and cooked food on one board."""
    room(c, dado="#e3ebe9", floor="#c9cfcd")
    c.box(60, 120, 330, 330, "#dfe6e8", radius=8)
    c.box(84, 144, 282, 130, "#c6d3d8")
    c.box(84, 296, 282, 130, "#c6d3d8")
    c.box(260, 200, 90, 44, INK, radius=6)
    c.write("4℃" if after else "13℃", 305, 221, size=30, fill="#8be08f" if after else "#ff7a6b")
    c.box(0, 560, WIDTH, 340, "#b9c4c8")
    c.box(0, 548, WIDTH, 26, "#dde5e8")
    boards = ((470, GREEN, "熟"), (850, RED, "生")) if after else ((600, "#c79a62", ""),)
    for x, colour, word in boards:
        c.box(x - 130, 470, 300, 90, "#d9b27c", radius=12)
        c.box(x - 130, 548, 300, 16, colour)
        if word:
            c.write(word, x + 140, 512, size=36, fill=colour, bold=True)
    meat, cooked = (850, 470) if after else (540, 660)
    c.oval(meat, 486, 74, 36, "#d0686a")
    c.oval(meat - 14, 476, 30, 12, "#f2d2cc")
    c.oval(cooked, 484, 70, 40, "#b5763c")
    c.oval(cooked - 10, 470, 36, 12, "#d79a57")


def lab_cabinet(c: Canvas, after: bool) -> None:
    """A cabinet for reagents with one lock; afterwards with two."""
    room(c, dado="#c9d6dc")
    c.box(300, 120, 600, 610, "#e4c654", radius=8)
    c.box(320, 140, 275, 570, "#f0d66d")
    c.box(605, 140, 275, 570, "#f0d66d")
    c.shape([(440, 210), (390, 300), (490, 300)], RED)
    c.shape([(440, 228), (406, 290), (474, 290)], "#fff6d8")
    c.write("!", 440, 268, size=42, fill=INK, bold=True)
    c.write("危险化学品", 745, 260, size=44, fill=INK, bold=True)
    for y in (430, 540) if after else (430,):
        c.ring(600, y - 20, 26, STEEL_DARK, width=9)
        c.box(568, y - 14, 64, 56, STEEL, radius=8)
        c.disc(600, y + 10, 8, INK)
    c.box(960, 300, 180, 240, WHITE, radius=6)
    c.write("领用登记", 1050, 336, size=30, fill=INK)
    for y in range(370, 530, 32):
        c.box(980, y, 140, 4, STEEL)
    if after:
        for y in (384, 416, 448):
            c.write("甲", 1010, y, size=20, fill=BLUE)


def gas_hose(c: Canvas, after: bool) -> None:
    """A cracked hose and a silent alarm; afterwards new ones."""
    room(c, dado="#dfe3df")
    c.box(180, 360, 210, 340, "#6f8fa3", radius=60)
    c.box(250, 310, 70, 60, STEEL_DARK)
    c.disc(285, 304, 34, RED)
    c.write("燃气", 285, 540, size=48, fill=WHITE, bold=True)
    c.box(760, 520, 340, 180, "#aab4b8", radius=10)
    for x in (850, 1010):
        c.ring(x, 540, 46, INK, width=12)
    hose = GREEN if after else "#c9783c"
    path = [(320, 340), (430, 350), (500, 440), (560, 560), (660, 600), (770, 600)]
    c.line(path, hose, width=26)
    if not after:
        for x, y in ((446, 372), (500, 450), (540, 530), (610, 586)):
            c.line([(x - 14, y - 10), (x + 8, y + 2), (x - 4, y + 16)], "#4a2a14", width=5)
    c.box(820, 130, 190, 130, WHITE, radius=16)
    c.write("燃气报警", 915, 168, size=32, fill=INK)
    c.disc(915, 220, 20, "#46c06a" if after else "#8a9296")
    if after:
        tick(c, 1090, 196)
