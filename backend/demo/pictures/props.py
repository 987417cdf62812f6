"""What scenes have in common: a street before a school, a corridor, cars, cones, signs."""

from __future__ import annotations

from backend.demo.pictures.canvas import WIDTH, Canvas

SKY, HAZE = "#bcdcea", "#eef6f6"
ROAD, KERB, PAVEMENT = "#6d767b", "#d9dcd6", "#c4c9c4"
BRICK, BRICK_DARK, PLASTER = "#c9896b", "#a96d52", "#f3ead9"
STEEL, STEEL_DARK, INK = "#8f9ba3", "#5c676e", "#26323a"
GREEN, LEAF, TRUNK = "#3c8f6b", "#6aa96e", "#8a6b4d"
RED, YELLOW, BLUE, WHITE = "#d6493f", "#f2b632", "#3f78b5", "#ffffff"


def street(c: Canvas, *, horizon: float = 560) -> None:
    """Sky, far houses, pavement and road."""
    c.shade(0, horizon, SKY, HAZE)
    for x, width, height in ((40, 150, 190), (210, 110, 250), (900, 130, 230), (1050, 120, 180)):
        c.box(x, horizon - height, width, height, "#d3dfe2")
        for row in range(int(height // 60)):
            c.box(x + 20, horizon - height + 20 + row * 58, width - 40, 22, "#e4edef")
    c.box(0, horizon, WIDTH, 130, PAVEMENT)
    c.box(0, horizon + 120, WIDTH, 12, KERB)
    c.box(0, horizon + 132, WIDTH, 400, ROAD)
    for x in range(-40, WIDTH, 190):
        c.box(x, horizon + 250, 100, 10, "#e8e6d8")


def wall(c: Canvas, left: float, right: float, *, top: float = 380, foot: float = 570) -> None:
    """A brick wall with a coping."""
    c.box(left, top, right - left, foot - top, BRICK)
    for row, y in enumerate(range(int(top) + 24, int(foot), 24)):
        c.line([(left, y), (right, y)], BRICK_DARK, width=2)
        for x in range(int(left) + (30 if row % 2 else 60), int(right), 60):
            c.line([(x, y - 24), (x, y)], BRICK_DARK, width=2)
    c.box(left - 6, top - 16, right - left + 12, 18, "#ead9c4")


def gate(c: Canvas, left: float, right: float, *, name: str, foot: float = 570) -> None:
    """A school gate: two pillars, a sliding grille, a board with the name."""
    for x in (left - 60, right):
        c.box(x, 270, 60, foot - 270, PLASTER)
        c.box(x - 8, 256, 76, 20, GREEN)
    c.box(left - 60, 196, right - left + 120, 62, GREEN, radius=8)
    c.write(name, (left + right) / 2, 226, size=36, fill=WHITE, bold=True)
    c.box(left, 276, right - left, foot - 276, "#e7eeeb")
    c.box(left + (right - left) * 0.25, 330, (right - left) * 0.5, 240, "#cfdcd8")
    for x in range(int(left) + 8, int(right), 24):
        c.box(x, 430, 7, foot - 430, STEEL)
    for y in (440, 500, 556):
        c.box(left, y, right - left, 8, STEEL_DARK)


def car(c: Canvas, x: float, foot: float, colour: str, *, size: float = 1.0) -> None:
    """A car from the side; (x, foot) is its rear wheel's lowest left."""

    def at(dx: float, dy: float) -> tuple[float, float]:
        return x + dx * size, foot - dy * size

    c.oval(*at(160, 4), 175 * size, 12 * size, "#596266")
    c.shape([at(0, 30), at(0, 80), at(40, 96), at(300, 90), at(322, 70), at(322, 30)], colour)
    c.shape([at(48, 92), at(88, 146), at(214, 146), at(262, 90)], colour)
    c.shape([at(66, 94), at(96, 136), at(146, 136), at(146, 94)], "#dcebf2")
    c.shape([at(156, 94), at(156, 136), at(208, 136), at(242, 94)], "#dcebf2")
    c.box(*at(300, 80), 20 * size, 12 * size, "#fff3c4")
    c.box(*at(0, 78), 12 * size, 16 * size, RED)
    for wheel in (66, 256):
        c.disc(*at(wheel, 30), 32 * size, INK)
        c.disc(*at(wheel, 30), 15 * size, "#c8d0d4")


def cone(c: Canvas, x: float, foot: float, *, size: float = 1.0) -> None:
    """A traffic cone."""
    c.box(x - 32 * size, foot - 10 * size, 64 * size, 10 * size, "#c8462f")
    c.shape([(x - 24 * size, foot - 10 * size), (x - 5, foot - 90 * size), (x + 5, foot - 90 * size),
             (x + 24 * size, foot - 10 * size)], "#e85d3a")  # fmt: skip
    c.shape([(x - 16 * size, foot - 38 * size), (x - 11 * size, foot - 58 * size), (x + 11 * size, foot - 58 * size),
             (x + 16 * size, foot - 38 * size)], WHITE)  # fmt: skip


def tree(c: Canvas, x: float, foot: float, *, size: float = 1.0) -> None:
    """A round tree."""
    c.box(x - 10 * size, foot - 150 * size, 20 * size, 150 * size, TRUNK)
    for dx, dy, r in ((-46, 190, 62), (46, 190, 62), (0, 240, 74)):
        c.disc(x + dx * size, foot - dy * size, r * size, LEAF)
    c.disc(x - 18 * size, foot - 252 * size, 44 * size, "#7fbb80")


def sign(c: Canvas, x: float, foot: float, text: str, *, fill: str = YELLOW, ink: str = INK) -> None:
    """A board on a post."""
    width = 44 * len(text) + 40
    c.box(x - 6, foot - 210, 12, 210, STEEL_DARK)
    c.box(x - width / 2, foot - 270, width, 84, fill, radius=10)
    c.write(text, x, foot - 229, size=42, fill=ink, bold=True)


def room(c: Canvas, *, dado: str = "#8fbcae", floor: str = "#d8d4c8") -> None:
    """A corridor wall with the painted lower half of every Chinese school, and tiles."""
    c.shade(0, 460, "#fbfaf4", "#f1efe6")
    c.box(0, 460, WIDTH, 240, dado)
    c.box(0, 454, WIDTH, 8, "#6f9d90")
    c.box(0, 690, WIDTH, 16, "#7d8b86")
    c.box(0, 706, WIDTH, 194, floor)
    for x in range(-300, WIDTH + 300, 150):
        c.line([(600 + (x - 600) * 0.8, 706), (600 + (x - 600) * 1.5, 900)], "#c3beb0", width=3)
    for y in (750, 816):
        c.line([(0, y), (WIDTH, y)], "#c3beb0", width=3)


def tick(c: Canvas, x: float, y: float, *, size: float = 1.0) -> None:
    """A green check mark on a tag: somebody has been here."""
    c.disc(x, y, 40 * size, GREEN)
    c.line([(x - 18 * size, y), (x - 4 * size, y + 16 * size), (x + 20 * size, y - 14 * size)], WHITE, width=9 * size)
