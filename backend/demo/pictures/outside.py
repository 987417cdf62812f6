"""In the open: walls, water, works, lamps."""

from __future__ import annotations

from backend.demo.pictures.canvas import WIDTH, Canvas
from backend.demo.pictures.props import (
    BRICK,
    BRICK_DARK,
    INK,
    LEAF,
    PLASTER,
    RED,
    STEEL,
    STEEL_DARK,
    TRUNK,
    WHITE,
    YELLOW,
    cone,
    sign,
    street,
    tree,
    wall,
)


def wall_gap(c: Canvas, after: bool) -> None:
    """A gap that one can step over; afterwards fresh bricks."""
    c.shade(0, 600, "#bcdcea", "#eef6f6")
    tree(c, 300, 560, size=1.2)
    tree(c, 960, 560, size=1.4)
    c.box(0, 660, WIDTH, 240, "#b9a88a")
    c.box(0, 650, WIDTH, 22, "#8da76b")
    wall(c, 0, 1200, top=330, foot=660)
    if after:
        c.box(440, 330, 330, 330, "#dca184")
        for row, y in enumerate(range(354, 660, 24)):
            c.line([(440, y), (770, y)], "#f0d8c6", width=3)
            for x in range(470 if row % 2 else 500, 770, 60):
                c.line([(x, y - 24), (x, y)], "#f0d8c6", width=3)
        return
    c.shape([(440, 306), (780, 306), (756, 400), (770, 480), (730, 570), (700, 612), (520, 618), (486, 560),
             (498, 470), (462, 400)], "#dcecef")  # fmt: skip
    c.shape([(494, 520), (560, 540), (640, 528), (744, 536), (730, 570), (700, 612), (520, 618), (486, 560)], "#9fbf86")
    for x, y, turn in ((430, 700, 8), (520, 720, -10), (600, 690, 4), (690, 730, 12), (780, 700, -6), (560, 770, 6)):
        c.shape([(x, y), (x + 56, y + turn), (x + 54, y + 26 + turn), (x - 2, y + 26)], BRICK)
        c.shape([(x - 2, y + 26), (x + 54, y + 26 + turn), (x + 54, y + 34 + turn), (x - 2, y + 34)], BRICK_DARK)


def river_bank(c: Canvas, after: bool) -> None:
    """A path along a river without a rail; afterwards a rail and a warning."""
    c.shade(0, 330, "#bcdcea", "#eef6f6")
    c.box(0, 300, WIDTH, 60, "#9dbb8a")
    for x in (90, 330, 720, 1010):
        tree(c, x, 330, size=0.6)
    c.box(0, 350, WIDTH, 300, "#6fa5bd")
    for x, y, width in (
        (80, 400, 200),
        (420, 440, 260),
        (820, 390, 220),
        (200, 520, 240),
        (640, 560, 280),
        (960, 500, 180),
    ):
        c.box(x, y, width, 6, "#9cc6d6", radius=3)
    c.shape([(0, 640), (1200, 600), (1200, 660), (0, 700)], "#a79a80")
    c.shape([(0, 700), (1200, 660), (1200, 900), (0, 900)], "#d6cfbf")
    for x in range(0, 1300, 170):
        c.line([(x, 690 - x * 0.033), (x - 120, 900)], "#c3bba8", width=4)
    if after:
        for x in range(20, 1200, 110):
            c.box(x, 520 - x * 0.033, 14, 190, STEEL_DARK)
        for dy in (530, 590, 650):
            c.line([(0, dy), (1200, dy - 40)], STEEL, width=13)
        sign(c, 880, 760, "水深危险", fill=RED, ink=WHITE)


def works_pit(c: Canvas, after: bool) -> None:
    """An open trench before a gate; afterwards a fence with lights."""
    street(c, horizon=420)
    c.box(0, 420, WIDTH, 480, "#bfb6a4")
    for x in range(0, 1200, 60):
        c.box(x, 470, 46, 34, "#e0b64a" if not 380 < x < 860 else "#a8997f")
    c.shape([(340, 560), (920, 540), (1010, 790), (250, 810)], "#7b6247")
    c.shape([(390, 590), (880, 572), (940, 740), (320, 756)], "#54422f")
    c.box(360, 650, 560, 44, STEEL_DARK, radius=20)
    c.disc(920, 672, 22, INK)
    for x, y, r in ((200, 640, 70), (140, 690, 60), (250, 690, 56)):
        c.disc(x, y, r, "#94795a")
    if not after:
        return
    for x in range(170, 1030, 175):
        c.box(x, 500, 160, 330, "#3f86a8", radius=6)
        for y in (540, 620, 700, 780):
            c.box(x + 12, y, 136, 14, "#5b9dbc")
        c.disc(x + 80, 492, 18, RED)
    c.box(470, 590, 300, 110, YELLOW, radius=10)
    c.write("施工绕行", 620, 644, size=58, fill=INK, bold=True)


def lamp(c: Canvas, after: bool) -> None:
    """A courtyard at dusk, the lamp dead; afterwards it shines on the steps."""
    c.shade(0, 620, "#24364f", "#56657c" if after else "#3b4a61")
    c.box(120, 250, 460, 370, "#4a566a")
    for row in range(3):
        for column in range(4):
            c.box(160 + column * 104, 286 + row * 110, 62, 66, "#f2d98b" if after and (row + column) % 3 else "#38445a")
    c.box(0, 620, WIDTH, 280, "#4d5763" if after else "#38424e")
    if after:
        c.oval(860, 730, 330, 120, "#8d8768")
        c.oval(860, 730, 210, 76, "#c9bb7c")
    for step in range(4):
        c.box(620 + step * 26, 640 + step * 44, 460, 44, ("#9a947c", "#8b866f")[step % 2] if after else
              ("#454f5b", "#3f4853")[step % 2])  # fmt: skip
        if after:
            c.box(620 + step * 26, 640 + step * 44, 460, 7, YELLOW)
    c.box(852, 240, 18, 420, "#222b36")
    c.shape([(800, 210), (922, 210), (900, 250), (822, 250)], "#222b36")
    if after:
        c.disc(861, 262, 92, "#e9d48a")
        c.disc(861, 262, 60, "#fff3c0")
        c.shape([(800, 210), (922, 210), (900, 250), (822, 250)], "#222b36")
    else:
        c.box(826, 250, 70, 26, "#57616e", radius=8)
        c.line([(840, 250), (856, 276)], "#2d3744", width=4)


def hoop(c: Canvas, after: bool) -> None:
    """A basketball stand that leans; afterwards it stands upright on new bolts."""
    c.shade(0, 560, "#bcdcea", "#eef6f6")
    for x in (120, 320, 900, 1090):
        tree(c, x, 560, size=0.8)
    c.box(0, 560, WIDTH, 340, "#b4604c")
    c.box(0, 556, WIDTH, 12, "#7f9d63")
    c.line([(0, 800), (1200, 720)], WHITE, width=10)
    c.line([(200, 900), (420, 570)], WHITE, width=10)
    lean = 0 if after else 70
    c.shape([(560, 790), (600, 790), (600 + lean, 300), (570 + lean, 300)], STEEL_DARK)
    c.line([(585 + lean, 320), (700 + lean, 250)], STEEL_DARK, width=18)
    c.shape([(680 + lean, 130), (720 + lean, 120), (720 + lean, 330), (680 + lean, 320)], WHITE)
    c.line([(700 + lean, 150), (700 + lean, 320)], RED, width=5)
    c.line([(720 + lean, 296), (800 + lean, 300)], "#e2622f", width=12)
    for dx in (4, 28, 52, 76):
        c.line([(724 + lean + dx, 304), (740 + lean + dx * 0.6, 370)], "#e9e9e2", width=4)
    c.box(480, 780, 200, 46, "#3f6d8c", radius=8)
    if after:
        for x in (500, 540, 620, 660):
            c.disc(x, 803, 12, "#dfe5e8")
        return
    for x in (500, 660):
        c.disc(x, 803, 12, "#25313a")
    c.box(700, 836, 46, 14, STEEL, radius=6)
    c.disc(752, 843, 13, STEEL)
    for x in (330, 840):
        cone(c, x, 860)


def branch(c: Canvas, after: bool) -> None:
    """A broken branch over a lane."""
    c.shade(0, 620, "#bcdcea", "#eef6f6")
    wall(c, 0, 520, top=360, foot=660)
    c.box(760, 250, 440, 410, PLASTER)
    c.box(740, 230, 480, 30, "#9a6a55")
    c.box(860, 340, 120, 140, "#8fb0bd")
    c.box(0, 650, WIDTH, 250, "#c4beb0")
    c.shape([(400, 900), (800, 900), (690, 650), (560, 650)], "#d8d3c6")
    c.box(300, 130, 60, 540, TRUNK)
    for x, y, r in ((220, 130, 110), (330, 90, 130), (430, 160, 90)):
        c.disc(x, y, r, LEAF)
    if after:
        c.disc(360, 262, 20, "#d8b98f")
        return
    c.line([(350, 260), (520, 330), (600, 470)], TRUNK, width=34)
    c.shape([(505, 318), (545, 328), (536, 352), (512, 344)], "#d8b98f")
    for x, y, r in ((600, 500, 70), (660, 560, 58), (560, 580, 56), (630, 620, 46)):
        c.disc(x, y, r, "#93a55e")
    c.disc(590, 490, 34, "#a9b96f")
