"""What can go wrong with indicators, in both languages, each with what to do."""

from __future__ import annotations

from backend.core.errors import Error, register

register(
    {
        "protection_unknown_indicator": Error(
            404,
            "没有这项指标",
            "No such indicator",
            "请从指标清单里选择。",
            "Choose one from the list of indicators.",
        ),
        "protection_not_applicable": Error(
            409,
            "这项指标不适用于这所学校",
            "Indicator does not apply to this school",
            "按口径不计入分母，不用申报。如果学校类型或城区标记有误，请联系县教育局更正。",
            "It is not counted for this school. If its type or the urban mark is wrong, ask the education bureau.",
        ),
        "protection_answers_incomplete": Error(
            422,
            "申报内容不完整或有误",
            "Declaration incomplete or wrong",
            "请按每一项旁边的提示补全后再提交，已填的内容不会丢。",
            "Complete the marked answers and send again.",
        ),
        "protection_own_school": Error(
            403,
            "核实须由校外人员进行",
            "Verification is for outsiders",
            "本校人员和申报人不能核实本校的申报，请由公安、教育局、督学或联席办核实。",
            "Nobody of the school verifies its own declaration.",
        ),
        "protection_declaration_replaced": Error(
            409,
            "学校已经重新申报",
            "Declared anew meanwhile",
            "请看过最新的申报后再核实。",
            "Look at the newest declaration and verify that one.",
        ),
        "protection_id_taken": Error(
            409,
            "这个编号已经用于别的内容",
            "Id already used for something else",
            "请重新打开页面再提交一次。",
            "Open the page anew and send again.",
        ),
    }
)

ANSWERS = {
    "protection_answer_missing": "请填写这一项。",
    "protection_answer_unknown": "这项指标没有这个问题。",
    "protection_answer_yes_no": "请选择是或否。",
    "protection_answer_count": "请填 0 到 100000 的整数。",
    "protection_answer_percent": "请填 0 到 100 的整数。",
    "protection_answer_date": "请填日期，例如 2026-11-20。",
    "protection_answer_future": "日期不能晚于今天。",
    "protection_boarders_too_many": "寄宿人数不能多于总人数。",
}
"""What is wrong with one answer, in words to stand beside it."""
