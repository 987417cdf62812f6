"""What can go wrong with the school calendar, in both languages, each with what to do."""

from __future__ import annotations

from backend.core.errors import Error, register

register(
    {
        "calendar_county_unknown": Error(
            422,
            "请选择哪个县的校历",
            "Which county's calendar?",
            "您的账号不属于某一个县，请先选择县再操作。",
            "Your account belongs to no single county. Name one.",
        ),
        "calendar_range_wrong": Error(
            422,
            "查询的日期范围不对",
            "Range of days is wrong",
            "结束日期不能早于开始日期，一次最多查 400 天。",
            "The last day must not lie before the first; at most 400 days at once.",
        ),
        "calendar_terms_overlap": Error(
            422,
            "两个学期的日期重叠",
            "Terms overlap",
            "“{one}”和“{other}”有重叠的日子，请核对开始和结束日期。",
            "“{one}” and “{other}” share days. Check their dates.",
        ),
        "calendar_import_not_clean": Error(
            422,
            "表格里还有错误",
            "The table has mistakes",
            "有 {failed} 行需要修改。请改好后重新上传，或选择只导入没有错误的行。",
            "{failed} rows need a change. Mend them, or import only the clean ones.",
        ),
    }
)
