"""What a table should look like, and what was found in it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from backend.core.spreadsheets.cells import plain

_ASIDE = re.compile(r"[（(【\[].*?[）)】\]]")
_NOISE = re.compile(r"[\s*:：﹡＊、.]+")
_LONGEST_HEADING = 200  # brackets without end would keep the pattern busy for hours


@dataclass(frozen=True)
class Column:
    """One column: `title` as in our template, `aliases` as others call it, `parse` from clean, non-empty text.

    With `fill_down` an empty cell takes the value above it, as a vertically merged cell shows it to the eye.
    """

    key: str
    title: str
    aliases: tuple[str, ...] = ()
    required: bool = False
    parse: Callable[[str], Any] = str
    note: str = ""
    choices: tuple[str, ...] = ()
    fill_down: bool = False

    @property
    def names(self) -> frozenset[str]:
        """Every heading that means this column, as `heading` writes it."""
        return frozenset(heading(name) for name in (self.title, *self.aliases))


@dataclass(frozen=True)
class CellMistake:
    """What is wrong in which column (by its title; empty: the row as a whole)."""

    column: str
    message: str


@dataclass
class Row:
    """One row by its number on the sheet. `values` lacks what was empty or wrong; rooms may add to `errors`.

    `warnings` stop nothing: they say how a cell was understood where that is worth a look.
    """

    row_number: int
    values: dict[str, Any]
    errors: list[CellMistake] = field(default_factory=list)
    warnings: list[CellMistake] = field(default_factory=list)

    def refuse(self, column: str, message: str) -> None:
        """Add a mistake that only the room could see."""
        self.errors.append(CellMistake(column, message))

    def warn(self, column: str, message: str) -> None:
        """Say how a cell was understood."""
        self.warnings.append(CellMistake(column, message))


@dataclass(frozen=True)
class Table:
    """A sheet's rows, the headings in it that mean nothing to us, and the words that stand above the header."""

    sheet: str
    rows: list[Row]
    ignored: tuple[str, ...] = ()
    title: str = ""


def heading(value: Any) -> str:
    """Reduce a heading to what identifies it: `学校标识码 *（10 位）` is `学校标识码`."""
    return _NOISE.sub("", _ASIDE.sub("", plain(value)[:_LONGEST_HEADING])).lower()
