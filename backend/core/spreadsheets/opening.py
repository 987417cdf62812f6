"""What must be true of a file before openpyxl may see it: a zip, an .xlsx, of bounded size when unpacked."""

from __future__ import annotations

import warnings
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO

from openpyxl import Workbook, load_workbook

from backend.core.errors import Error, Problem, register

LARGEST_FILE = 10 * 1024 * 1024
LARGEST_UNPACKED = 100 * 1024 * 1024
MOST_PARTS = 500
MOST_ROWS = 50_000
_OLD_OFFICE = b"\xd0\xcf\x11\xe0"


@contextmanager
def opened(data: bytes) -> Iterator[Workbook]:
    """Open a workbook for reading in a stream; whatever openpyxl chokes on becomes one clear problem."""
    _check(data)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = load_workbook(BytesIO(data), read_only=True, data_only=True, keep_links=False)
            try:
                yield book
            finally:
                book.close()
    except Problem:
        raise
    except Exception as error:  # broken files make openpyxl raise a dozen types, from KeyError to ParseError
        raise Problem("spreadsheet_unreadable") from error


def _check(data: bytes) -> None:
    if len(data) > LARGEST_FILE:
        raise Problem("spreadsheet_too_large", limit=f"{LARGEST_FILE // 1024**2} MB")
    if data.startswith(_OLD_OFFICE):
        raise Problem("spreadsheet_not_xlsx", found="旧版 .xls、.et 或加了密码的表格")
    if not data.startswith(b"PK\x03\x04"):
        raise Problem("spreadsheet_not_xlsx", found="别的文件，只是名字像表格")
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
        raise Problem("spreadsheet_unreadable") from error
    _check_parts(parts)


def _check_parts(parts: list[zipfile.ZipInfo]) -> None:
    """Judge by the directory: zipfile never unpacks more of a part than its entry there says."""
    names = {part.filename for part in parts}
    if "[Content_Types].xml" not in names or not any(name.startswith("xl/") for name in names):
        raise Problem("spreadsheet_not_xlsx", found="压缩包或其他文档")
    if any(name.endswith("vbaProject.bin") for name in names):
        raise Problem("spreadsheet_not_xlsx", found="带宏的 .xlsm")
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > LARGEST_UNPACKED:
        raise Problem("spreadsheet_too_large", limit=f"解压后 {LARGEST_UNPACKED // 1024**2} MB")


register(
    {
        "spreadsheet_too_large": Error(
            413,
            "表格太大",
            "Spreadsheet too large",
            "最大 {limit}。请删去图片和多余的工作表，或分成几个文件导入。",
            "The limit is {limit}. Remove pictures and other sheets, or split the file.",
        ),
        "spreadsheet_too_many_rows": Error(
            413,
            "表格行数太多",
            "Too many rows",
            "一次最多 {limit} 行，请分成几个文件导入。",
            "At most {limit} rows at once. Split the file.",
        ),
        "spreadsheet_not_xlsx": Error(
            415,
            "不是 .xlsx 表格",
            "Not an .xlsx file",
            "这个文件是{found}。请用 WPS 或 Excel 打开，选择“另存为”.xlsx 格式（不加密码）后再上传。",
            "Open the file in Excel or WPS, save it as .xlsx without a password, and upload that.",
        ),
        "spreadsheet_unreadable": Error(
            422,
            "表格已损坏，无法读取",
            "Spreadsheet is damaged",
            "请用 WPS 或 Excel 打开，另存为新的 .xlsx 文件后再上传。",
            "Open it in Excel or WPS, save it as a new .xlsx file, and upload that.",
        ),
        "spreadsheet_header_missing": Error(
            422,
            "没有找到表头",
            "No header row found",
            "表格里要有这些列：{columns}。可以下载模板，把内容粘贴进去。",
            "The table needs these columns: {columns}. The template has them.",
        ),
        "spreadsheet_columns_missing": Error(
            422,
            "缺少必要的列",
            "Columns missing",
            "工作表“{sheet}”缺少：{columns}。请补上这些列，或下载模板填写。",
            "Sheet “{sheet}” lacks: {columns}. Add them, or use the template.",
        ),
        "spreadsheet_column_twice": Error(
            422,
            "有重复的列",
            "A column stands twice",
            "工作表“{sheet}”里“{column}”出现了两次。请只保留一列。",
            "In sheet “{sheet}”, “{column}” stands twice. Keep one.",
        ),
        "spreadsheet_empty": Error(
            422,
            "表格里没有数据",
            "No rows",
            "找到了表头，但下面没有内容。请填写后再上传。",
            "There is a header and nothing below it. Fill it in and upload again.",
        ),
    }
)
