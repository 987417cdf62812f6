"""In corridors and on stairs: doors, boxes, buttons, rails."""

from __future__ import annotations

from backend.demo.pictures.canvas import WIDTH, Canvas
from backend.demo.pictures.props import GREEN, INK, LEAF, RED, STEEL, STEEL_DARK, WHITE, YELLOW, room, tick


def _exit_door(c: Canvas) -> None:
    c.box(380, 150, 440, 560, "#7a8c86")
    c.box(396, 166, 200, 540, "#a9bab3")
    c.box(604, 166, 200, 540, "#a9bab3")
    for x in (426, 634):
        c.box(x, 210, 140, 160, "#d7e6ea", radius=6)
    c.box(470, 60, 260, 74, GREEN, radius=8)
    c.write("安全出口", 600, 96, size=46, fill=WHITE, bold=True)


def locked_exit(c: Canvas, after: bool) -> None:
    """An exit chained and blocked with boxes; afterwards free, with push bars."""
    room(c)
    _exit_door(c)
    if after:
        for x in (412, 620):
            c.box(x, 450, 168, 30, RED, radius=12)
        c.shape([(430, 720), (770, 720), (860, 880), (340, 880)], "#e8d98a")
        c.write("保持畅通", 600, 806, size=60, fill="#6d6233", bold=True)
        return
    for x in (560, 640):
        c.box(x - 9, 420, 18, 110, STEEL_DARK, radius=8)
    for x in range(540, 670, 22):
        c.ring(x, 474 + (x % 44) / 4, 14, "#4d565c", width=7)
    c.box(572, 486, 56, 60, YELLOW, radius=8)
    c.disc(600, 514, 8, INK)
    for x, y, width, height in ((330, 590, 200, 150), (520, 640, 170, 120), (680, 560, 190, 190), (360, 480, 150, 112)):
        c.box(x, y, width, height, "#c99a63")
        c.box(x + width * 0.42, y, width * 0.16, height, "#dcb787")
        c.box(x, y, width, 6, "#b5844e")


def extinguisher(c: Canvas, after: bool) -> None:
    """An empty extinguisher box; afterwards two with a check card."""
    room(c)
    c.box(330, 300, 540, 420, "#b5372f", radius=10)
    c.box(352, 322, 496, 376, "#f2f0ea")
    c.write("灭火器箱", 600, 262, size=60, fill=RED, bold=True)
    if not after:
        for x in (430, 620):
            c.oval(x + 50, 680, 66, 14, "#d5d2c6")
        c.line([(352, 322), (420, 372)], "#d0cdc2", width=4)
        return
    for x in (430, 650):
        c.box(x, 420, 110, 264, RED, radius=34)
        c.box(x + 34, 372, 42, 56, INK)
        c.line([(x + 55, 374), (x + 108, 356)], INK, width=14)
        c.line([(x + 40, 400), (x + 2, 430), (x - 4, 520)], INK, width=12)
        c.box(x + 18, 500, 74, 100, WHITE, radius=6)
        c.write("干粉", x + 55, 528, size=28, fill=RED)
        c.write("4kg", x + 55, 568, size=26, fill=INK)
    tick(c, 600, 400, size=0.8)


def wires(c: Canvas, after: bool) -> None:
    """A distribution box without its door; afterwards closed and locked."""
    room(c)
    c.box(380, 160, 440, 440, "#9aa6ab", radius=8)
    if after:
        c.box(394, 174, 412, 412, "#c7d0d3", radius=6)
        c.shape([(600, 250), (640, 250), (610, 330), (650, 330), (570, 450), (592, 360), (556, 360)], YELLOW)
        c.write("有电危险", 600, 510, size=52, fill=RED, bold=True)
        c.box(770, 360, 22, 60, STEEL_DARK, radius=6)
        c.box(570, 600, 60, 110, "#dfe3e3")
        return
    c.box(394, 174, 412, 412, "#4d575d")
    for row in (230, 350):
        for x in range(430, 770, 70):
            c.box(x, row, 54, 90, "#e6e9e8", radius=4)
            c.box(x + 16, row + 20, 22, 36, INK)
    for x, colour, sag in (
        (450, RED, 90),
        (520, YELLOW, 140),
        (590, "#3f78b5", 60),
        (660, GREEN, 150),
        (720, RED, 110),
    ):
        c.line([(x, 440), (x - 14, 520), (x + 30, 560 + sag * 0.5), (x - 30, 600 + sag), (x + 14, 640 + sag)], colour,
               width=9)  # fmt: skip
        c.disc(x + 14, 644 + sag, 8, "#c98c4a")
    c.shape([(860, 420), (1060, 470), (1030, 720), (850, 690)], "#c7d0d3")


def alarm(c: Canvas, after: bool) -> None:
    """A panic button with its line torn; afterwards connected."""
    room(c, dado="#a9bccb")
    c.box(430, 200, 340, 380, WHITE, radius=30)
    c.box(430, 200, 340, 90, RED, radius=30)
    c.box(430, 260, 340, 30, RED)
    c.write("一键报警", 600, 246, size=52, fill=WHITE, bold=True)
    c.disc(600, 410, 96, "#b9322a")
    c.disc(600, 402, 84, RED)
    c.disc(574, 374, 20, "#e98178")
    c.disc(700, 540, 14, "#46c06a" if after else "#9aa2a5")
    c.write("联网" if after else "离线", 640, 540, size=30, fill=GREEN if after else STEEL_DARK)
    if after:
        c.line([(600, 580), (600, 900)], INK, width=14)
        tick(c, 880, 300)
        return
    c.line([(600, 580), (604, 640), (570, 690)], INK, width=14)
    for dx, colour in ((-16, RED), (0, YELLOW), (16, LEAF)):
        c.line([(570, 688), (556 + dx, 728)], colour, width=6)
    c.line([(600, 900), (596, 820), (650, 790)], INK, width=14)
    for dx, colour in ((-12, RED), (4, YELLOW), (18, LEAF)):
        c.line([(648, 792), (676 + dx, 764)], colour, width=6)


def dark_stairs(c: Canvas, after: bool) -> None:
    """Stairs whose emergency lights are out."""
    dim = not after
    c.box(0, 0, WIDTH, 900, "#2a3038" if dim else "#e9e4d6")
    for step in range(9):
        light = "#3a424c" if dim else "#cfc8b6"
        c.box(140 + step * 92, 820 - step * 74, 1100, 74, light)
        c.box(140 + step * 92, 820 - step * 74, 1100, 10, "#4c5560" if dim else YELLOW)
    c.line([(90, 720), (860, 100)], "#59636f" if dim else TRIM, width=18)
    for x in (200, 420, 640):
        c.line([(x, 632 - (x - 200) * 0.8), (x, 780 - (x - 200) * 0.8)], "#59636f" if dim else TRIM, width=10)
    c.box(150, 150, 220, 90, "#57616c" if dim else WHITE, radius=8)
    for x in (200, 320):
        c.disc(x, 130, 34, "#3f4852" if dim else "#fff3c0")
        c.ring(x, 130, 34, "#6b7580", width=6)
    c.write("应急照明", 260, 196, size=38, fill="#2a3038" if dim else GREEN, bold=True)


TRIM = "#a5765a"


def railing(c: Canvas, after: bool) -> None:
    """A gallery rail with loose bars; afterwards welded and painted."""
    c.shade(0, 620, "#bcdcea", "#eef6f6")
    for x, height in ((0, 130), (260, 200), (620, 150), (900, 220)):
        c.shape([(x, 560), (x + 190, 560 - height), (x + 380, 560)], "#a9c3a0")
    c.box(0, 545, WIDTH, 200, "#c7d2b4")
    c.box(0, 700, WIDTH, 200, "#d8d4c8")
    c.box(0, 690, WIDTH, 22, "#b3ada0")
    bar = "#2f7d62" if after else STEEL
    for x in range(30, 1200, 78):
        if not after and x in (498, 576):
            continue
        c.box(x, 330, 18, 370, bar)
    c.box(0, 310, WIDTH, 30, bar, radius=8)
    c.box(0, 640, WIDTH, 22, bar)
    if after:
        return
    c.line([(510, 340), (452, 690)], "#a5673f", width=18)
    c.line([(588, 420), (650, 700)], "#a5673f", width=18)
    for x in (506, 586):
        c.disc(x, 648, 12, "#8a5230")
