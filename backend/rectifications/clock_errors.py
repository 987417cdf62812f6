"""Why the clocks refuse something: a request that comes too late, a value that makes no sense, a link that does not fit."""

from __future__ import annotations

from backend.core.errors import Error, register

register(
    {
        "case_transfer_too_late": Error(
            409,
            "已超过申请移交的时间",
            "Too late to ask for a transfer",
            "移交须在签收时限后 1 个工作日内提出。由本单位继续办理，确需移交的请联席会议办公室协调。",
            "It had to be asked within a working day after the deadline for acknowledging; ask the joint office.",
        ),
        "clock_value_wrong": Error(
            422,
            "时限设置不对",
            "The clock's value is wrong",
            "请核对：{why}。没有保存任何改动。",
            "Nothing was saved. {why}",
        ),
        "case_recurrence_unsuitable": Error(
            422,
            "不能关联这一件",
            "Cannot be linked to that case",
            "只能关联同一学校、同一类别、50 米以内、180 天内销号的一件，请从建议中选择。",
            "Choose one of the suggested cases: same school and kind, within 50 m, closed within 180 days.",
        ),
        "case_recurrence_not_yours": Error(
            403,
            "不能认定复发",
            "Not yours to link",
            "复发由联席会议办公室认定，请不填这一项。",
            "The joint office says whether it has come back; leave it out.",
        ),
    }
)
