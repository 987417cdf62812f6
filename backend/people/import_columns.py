"""The list of people as offices keep it: one row a person and role, under the headings that they use."""

from __future__ import annotations

import re

from backend.core.spreadsheets import CellError, Column, choice, day, text
from backend.people.role_table import ADMINS, ROLES
from backend.people.rules import is_phone, is_username, plain_identifier

# What offices write for a role, beside its own label.
_ALSO_CALLED = {
    "joint_office": ("联席办", "校安办", "专班", "联席会议办公室"),
    "edu_officer": ("教育局", "教育"),
    "police_officer": ("公安", "治安"),
    "precinct_officer": ("民警", "责任民警", "所长"),
    "dept_handler": ("经办人", "经办"),
    "township_officer": ("乡镇", "街道", "乡镇干部"),
    "inspector": ("督学", "责任督学", "检查组"),
    "principal": ("校长", "园长"),
    "school_safety": ("安保", "安保主任", "保卫干部", "安全主任"),
    "guard": ("保安", "门卫"),
    "duty_leader": ("值周领导",),
    "volunteer": ("家长志愿者",),
    "leader_viewer": ("领导",),
}
_GIVEN = [role for role in ROLES if role not in ADMINS]
_ROLE_WORDS = {ROLES[role].label_zh: role for role in _GIVEN} | {
    word: role for role, words in _ALSO_CALLED.items() for word in words
}
_SEPARATORS = re.compile(r"[、,，;；\s]+")
_CODE = re.compile(r"[A-Z]{3}\d{2}")


def _phone(value: str) -> str:
    plain = plain_identifier(value)
    if not is_phone(plain):
        raise CellError(f"“{value}”不是 11 位手机号，请核对。")
    return plain


def _username(value: str) -> str:
    plain = plain_identifier(value)
    if not is_username(plain):
        raise CellError(f"“{value}”不能作用户名：以字母开头，3 到 32 位小写字母、数字、点或横线。")
    return plain


def _last_day(value: str) -> str:
    return day(value).isoformat()


def names(value: str) -> list[str]:
    """Split `启明小学、北辰中学` into names."""
    return [name for name in _SEPARATORS.split(value) if name]


def _codes(value: str) -> list[str]:
    codes = names(value.upper())
    wrong = [code for code in codes if not _CODE.fullmatch(code)]
    if wrong:
        raise CellError(f"“{wrong[0]}”不是隐患代码，请写成 TRF01、FIR02 的样子。")
    return codes


NAME = Column("display_name", "姓名", ("人员姓名", "名字"), required=True, parse=text(40))
PHONE = Column(
    "phone",
    "手机号",
    ("手机", "手机号码", "联系电话", "电话"),
    parse=_phone,
    note="手机号和用户名至少填一项，用来登录。",
)
USERNAME = Column("username", "用户名", ("账号", "登录名"), parse=_username)
UNIT = Column(
    "unit",
    "单位",
    ("所在单位", "工作单位", "单位名称", "学校", "部门"),
    required=True,
    parse=text(80),
    note="全称或简称。",
)
ROLE = Column(
    "role",
    "角色",
    ("岗位", "职务", "身份"),
    required=True,
    parse=choice(_ROLE_WORDS),
    note="从列表中选择。",
    choices=tuple(ROLES[role].label_zh for role in _GIVEN),
)
SCOPE = Column(
    "scope", "管辖范围", ("范围", "负责范围"), parse=names, note="不填时按单位确定；督学可填几所学校，用顿号隔开。"
)
CODES = Column("category_filter", "隐患类别", ("类别",), parse=_codes, note="只管部分隐患时填代码，用顿号隔开。")
UNTIL = Column("valid_to", "有效期至", ("截止日期", "到期日"), parse=_last_day, note="临时检查组请填写。")
COLUMNS = (NAME, PHONE, USERNAME, UNIT, ROLE, SCOPE, CODES, UNTIL)
EXAMPLES = (
    {"display_name": "示例·王安保", "phone": "10000000001", "unit": "启明小学", "role": "安保处"},
    {
        "display_name": "示例·李督学",
        "username": "li.duxue",
        "unit": "教育督导室",
        "role": "督学/检查组",
        "valid_to": "2026-12-31",
    },
)
