"""What can go wrong with rounds, in both languages, each with what to do."""

from __future__ import annotations

from backend.core.errors import Error, register

register(
    {
        "round_id_taken": Error(
            409,
            "这个编号已用于另一轮巡查",
            "The id belongs to another round",
            "请返回今日巡查，重新开始一轮。",
            "Go back to today's rounds and open one anew.",
        ),
        "round_route_retired": Error(
            409,
            "这条路线已停用",
            "Route retired",
            "请换一条正在使用的路线，或请学校安保处恢复。",
            "Choose a route in use, or ask the school's security office.",
        ),
        "round_route_empty": Error(
            409,
            "这条路线还没有巡查点",
            "The route has no points",
            "请先在路线里加上巡查点，再开始巡查。",
            "Add checkpoints to the route first.",
        ),
        "round_not_excusable": Error(
            409,
            "这一轮不需要说明",
            "Nothing to excuse",
            "这一轮{state}。只有未到位、部分到位或尚未开始的计划巡查可以说明免计；临时巡查不计入覆盖率。",
            "Only planned rounds that are missed, partial or still to come can be excused; rounds by hand never count.",
        ),
        "round_excuse_too_early": Error(
            409,
            "还没到这一天",
            "Too early",
            "巡查当天才能说明免计。今后放假调课，请在校历里修改，巡查会自动不安排。",
            "A round can be excused on its day. For days ahead change the school calendar instead.",
        ),
        "round_excuse_too_late": Error(
            409,
            "已超过说明时限",
            "Too late to excuse",
            "时段结束后 {hours} 小时内可以说明。超过时限的按实际情况统计，可在月度分析里说明原因。",
            "Excuses are taken for {hours} hours after the window. Explain it in the monthly analysis instead.",
        ),
        "round_excuse_own": Error(
            403,
            "不能给自己的巡查说明免计",
            "Not for one's own round",
            "这一轮由您负责或您已经走过一部分。请当天带班领导、安保处或校长说明。",
            "You were to walk it or walked part of it. Ask the duty leader, the security office or the principal.",
        ),
        "round_excused_already": Error(
            409,
            "已经有说明",
            "Excused already",
            "这一轮已由他人说明免计。如需更改，请先撤回原来的说明。",
            "Somebody has excused it. Withdraw that excuse first.",
        ),
        "round_not_excused": Error(
            409, "没有可撤回的说明", "Not excused", "可能已被撤回，请刷新查看。", "It may be withdrawn already; reload."
        ),
        "round_rule_wrong": Error(
            422,
            "设置不正确",
            "Setting not understood",
            "没有名为 {name} 的设置，或数值不在 {low} 至 {high} 之间。",
            "No setting {name}, or its value is not between {low} and {high}.",
        ),
        "round_period_wrong": Error(
            422,
            "时间段不正确",
            "Period not understood",
            "开始日期不能晚于结束日期，最长一年（366 天）。",
            "It must start before it ends and last at most 366 days.",
        ),
    }
)
