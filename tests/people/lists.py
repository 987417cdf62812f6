"""Lists of people as an office would send them, and the steps of bringing them in."""

from __future__ import annotations

from io import BytesIO

from openpyxl import Workbook
from sqlalchemy import func, select

from backend.core.spreadsheets import MEDIA_TYPE
from backend.people.models import Account

TITLES = ["姓名", "手机号", "用户名", "单位", "角色", "管辖范围", "隐患类别", "有效期至"]
WANG = ["演示·王校长", "10000000001", "", "启明小学", "校长/园长"]
LI = ["演示·李督学", "", "li.duxue", "教育督导室", "督学", "启明小学、北辰中学", "", "2099-12-31"]
ZHAO = ["演示·赵警官", "１０００００００００３", None, "城关所", "民警"]
SUN = ["演示·孙经办", "10000000004", None, "市场监管局", "部门经办", None, "GDS01、GDS02"]
GOOD = [WANG, LI, ZHAO, SUN]


def a_list(*rows, titles=TITLES) -> bytes:
    book = Workbook()
    for row in (["示范县校园安全人员名单"], titles, *rows):
        book.active.append(row)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def upload(client, data: bytes):
    return client.post("/api/v1/accounts/imports", data=data, content_type=MEDIA_TYPE)


def confirm(client, preview, **body):
    return client.post(f"/api/v1/accounts/imports/{preview.json['id']}/confirmation", json=body)


def how_many(session, table=Account) -> int:
    return session.scalar(select(func.count()).select_from(table))


def mistakes(answer) -> dict:
    return {
        row["row"]: {e["column"]: e["message"] for e in row["errors"]} for row in answer.json["rows"] if row["errors"]
    }
