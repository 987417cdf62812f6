"""Rows of a sheet written straight as XML into a workbook that xlsxwriter has laid out: a third of the time, cell by cell.

xlsxwriter spends most of a long export on checks of single cells; here every cell is text, a whole number, a day or empty.
The workbook given holds one sample row with a cell of each style; the rows written take its place.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from xlsxwriter.utility import xl_col_to_name

from backend.core.spreadsheets.writing import FORMULA_STARTS

SHEET = "xl/worksheets/sheet1.xml"
STYLES = ("text", "day", "quoted", "major")
_LONGEST_CELL = 32_000
_SPECIAL = re.compile(r"[&<>\x00-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_NAMED = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "\n": "\n", "\t": "\t"}
_EPOCH = date(1899, 12, 30).toordinal()
_AT_A_TIME = 500
_DIMENSION = re.compile(r"<dimension [^>]*/>")


def fill(layout: Path, out: Path, rows: Iterable[Mapping[str, Any]], *, columns: Sequence[str], first_row: int) -> int:
    """Copy `layout` to `out` with these rows (by column) from `first_row` on, counted from 1; returns how many.

    Memory does not grow with the rows.
    """
    with zipfile.ZipFile(layout) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=3) as target:
        page = source.read(SHEET).decode()
        before, sample, after = re.split(rf'(<row r="{first_row}".*?</row>)', page, maxsplit=1, flags=re.DOTALL)
        styles = dict(zip(STYLES, re.findall(r'<c r="[A-Z]+\d+" s="(\d+)"', sample), strict=False))
        with target.open(SHEET, "w", force_zip64=True) as file:
            file.write(_DIMENSION.sub("", before).encode())  # its size is not known yet, and need not be said
            count = _write_rows(file, rows, columns, first_row=first_row, styles=styles)
            file.write(_reaching(after, first_row, count).encode())
        for part in source.infolist():
            if part.filename != SHEET:
                data = source.read(part)
                if part.filename == "xl/workbook.xml":
                    data = _reaching(data.decode(), first_row, count).encode()
                target.writestr(part, data)
    return count


def _reaching(xml: str, first_row: int, count: int) -> str:
    """Let ranges that end at the sample row (the filter's) end at the last row."""
    return re.sub(rf"(:\$?[A-Z]+\$?){first_row}\b", rf"\g<1>{first_row + max(count, 1) - 1}", xml)


def _write_rows(
    file: Any, rows: Iterable[Mapping[str, Any]], columns: Sequence[str], *, first_row: int, styles: Mapping[str, str]
) -> int:
    letters = [(name, xl_col_to_name(place)) for place, name in enumerate(columns)]
    waiting: list[str] = []
    count = 0
    for count, cells in enumerate(rows, start=1):
        waiting.append(_row(first_row + count - 1, cells, letters, styles))
        if len(waiting) == _AT_A_TIME:
            file.write("".join(waiting).encode())
            waiting.clear()
    file.write("".join(waiting).encode())
    return count


def _row(number: int, cells: Mapping[str, Any], letters: Sequence[tuple[str, str]], styles: Mapping[str, str]) -> str:
    written = [f'<row r="{number}">']
    text, day = styles["text"], styles["day"]
    for name, letter in letters:
        value = cells[name]
        if value is None or value == "":
            written.append(f'<c r="{letter}{number}" s="{text}"/>')
        elif isinstance(value, str):
            style = styles["major"] if name == "severity" and value == "重大" else text
            if value.startswith(FORMULA_STARTS):
                style = styles["quoted"]
            said = _SPECIAL.sub(_escaped, value[:_LONGEST_CELL])
            written.append(
                f'<c r="{letter}{number}" s="{style}" t="inlineStr"><is><t xml:space="preserve">{said}</t></is></c>'
            )
        elif isinstance(value, date):
            written.append(f'<c r="{letter}{number}" s="{day}"><v>{value.toordinal() - _EPOCH}</v></c>')
        else:
            written.append(f'<c r="{letter}{number}" s="{text}"><v>{value}</v></c>')
    written.append("</row>")
    return "".join(written)


def _escaped(found: re.Match[str]) -> str:
    return _NAMED.get(found[0], " ")
