"""The columns of a ledger under the many names that offices give them."""

from __future__ import annotations

import re
from collections.abc import Callable

from backend.core.spreadsheets import Column
from backend.core.spreadsheets.cells import CellError
from backend.rectifications.ledger_columns import TITLES

_PHONE = re.compile(r"(?<!\d)1[3-9]\d{9}(?!\d)")
_IDENTITY = re.compile(r"(?<!\d)[1-9]\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx](?![\dXx])")


def words(longest: int) -> Callable[[str], str]:
    """Accept text of at most `longest` characters; phone and identity numbers have no place in a ledger."""

    def parse(value: str) -> str:
        clean = _PHONE.sub("（电话略）", _IDENTITY.sub("（证件号略）", value))
        if len(clean) > longest:
            raise CellError(f"最多 {longest} 个字，现有 {len(clean)} 个，请删减。")
        return clean

    return parse


_ALIASES = {
    "number": "序列号 次序 NO",
    "school": "学校 校名 单位 单位名称 学校全称 受检单位 受检学校 被检查单位 被检学校 所属学校 排查学校 "
    "学校幼儿园 幼儿园名称 名称",
    "school_code": "标识码 学校代码 机构标识码",
    "ledger_no": "编号 台账编号 隐患序号 隐患号 问题编号 清单编号",
    "found_on": "发现日期 排查时间 排查日期 检查时间 检查日期 隐患发现时间 上报时间 登记时间 登记日期 日期 时间",
    "found_via": "发现方式 排查方式 检查方式 检查类型 隐患来源 问题来源 来源 途径",
    "place": "部位 隐患部位 位置 隐患位置 具体位置 所在位置 地点 隐患地点 具体地点 场所 点位 点位名称",
    "note": "隐患描述 存在问题 存在的问题 问题描述 问题 存在隐患 存在的隐患 存在的安全隐患 安全隐患 隐患 隐患情况 "
    "隐患问题 问题隐患 主要问题 问题及隐患 隐患名称 问题内容 排查出的隐患",
    "category": "类别 隐患类型 类型 隐患分类 问题类别 问题类型 隐患种类",
    "severity": "等级 隐患级别 级别 风险等级 严重程度 隐患程度",
    "handling": "治理类型 整改方式 整改性质 治理方式 整改类别",
    "units": "整改单位 整改责任单位 牵头单位 责任部门 整改责任部门 主责单位 承办单位 责任单位部门 责任科室",
    "responsible": "整改责任人 负责人 整改负责人 责任人姓名 责任领导",
    "measure": "措施 拟采取措施 整改方案 整改要求 整改意见 整改建议 处理措施 治理措施 整改落实措施",
    "interim": "临时措施 防护措施 管控措施 临时管控措施 防控措施 防范措施",
    "due_on": "整改期限 完成时限 整改完成时限 整改限期 限期 期限 时限 计划完成时间 要求完成时间 拟完成时间 整改截止时间",
    "funds": "整改资金 经费 投入资金 整改经费 所需资金 资金投入",
    "outcome": "整改情况 整改完成情况 整改结果 落实情况 整改落实情况 处理结果 整改进展 进展情况",
    "done_on": "完成日期 整改完成时间 整改完成日期 实际完成时间 整改时间 整改日期",
    "verifier": "验收人员 复查人 复查人员 验收责任人",
    "verified_on": "验收日期 复查时间 复查日期",
    "closed_on": "销号日期 销案时间 闭环时间",
    "look_back": "回头看情况 复查情况 复查结果",
    "remark": "说明 其他",
}
_LONGEST = {"note": 1000, "outcome": 1000, "measure": 500, "interim": 500, "place": 200, "school": 80, "units": 200}
_LONGEST |= {"responsible": 40, "funds": 60, "verifier": 60, "remark": 500, "ledger_no": 40, "number": 20}
_USUAL = 120
_REQUIRED = ("school", "found_on", "note")
EXTRA_TITLES = {"done_mark": "是否完成", "is_major": "是否重大隐患", "co_units": "配合单位"}
"""Columns that our own export does not have: a tick instead of words, helpers in a column of their own."""
_EXTRA_ALIASES = {
    "done_mark": "是否整改 是否整改完成 是否完成整改 是否销号 是否已整改 整改状态 状态 销号情况 是否办结",
    "is_major": "是否重大 重大隐患",
    "co_units": "协同单位 协办单位 配合部门 协同部门 责任单位二",
}


def _column(key: str, title: str, aliases: str) -> Column:
    parse: Callable[[str], str] = str if key == "school_code" else words(_LONGEST.get(key, _USUAL))
    return Column(key, title, tuple(aliases.split()), key in _REQUIRED, parse, fill_down=key == "school")


COLUMNS = [
    *(_column(key, title, _ALIASES[key]) for key, title in TITLES.items()),
    *(_column(key, title, _EXTRA_ALIASES[key]) for key, title in EXTRA_TITLES.items()),
]
ALL_TITLES = TITLES | EXTRA_TITLES
