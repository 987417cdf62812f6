"""What can go wrong with routes, checklists and plans, in both languages, each with what to do."""

from __future__ import annotations

from backend.core.errors import Error, register

register(
    {
        "patrol_id_taken": Error(
            409,
            "编号已被另一份内容占用",
            "Id taken by other content",
            "这个编号已经保存过不同的内容。请刷新页面，核对后重新提交。",
            "This id was used for something else. Reload, check and send again.",
        ),
        "patrol_stale": Error(
            409,
            "别人刚刚改过",
            "Changed meanwhile",
            "您看到的不是最新内容。请刷新，在最新内容上再改一次。",
            "What you saw is not the latest. Reload and change that.",
        ),
        "route_name_taken": Error(
            409,
            "路线重名",
            "Route name taken",
            "这所学校已有叫“{name}”的巡查路线，请换个名称。",
            "This school has a route “{name}” already. Choose another name.",
        ),
        "route_retired": Error(
            409,
            "路线已停用",
            "Route retired",
            "停用的路线不能再修改或安排计划。请新建路线。",
            "A retired route takes no changes and no plans. Make a new one.",
        ),
        "route_points_unfit": Error(
            422,
            "有点位不能放进这条路线",
            "Some points do not fit",
            "请按提示去掉或更换这些点位后再保存。",
            "Take out or replace the points named.",
        ),
        "plan_unfit": Error(
            422,
            "计划里有内容需要修改",
            "The plan needs a change",
            "请按提示修改后再保存。",
            "Mend the fields named and send again.",
        ),
        "plan_ended": Error(
            409,
            "计划已结束",
            "Plan ended",
            "已结束的计划不能再修改。需要继续巡查请新建计划。",
            "An ended plan takes no changes. Make a new one.",
        ),
        "checklist_unfit": Error(
            422,
            "检查表需要修改",
            "The checklist needs a change",
            "请按提示修改后再保存。",
            "Mend the fields named and send again.",
        ),
    }
)
