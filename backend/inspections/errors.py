"""Why an inspection refuses something, in words that say what to do."""

from __future__ import annotations

from backend.core.errors import Error, register

register(
    {
        "inspection_not_found": Error(
            404,
            "没有找到这次检查",
            "No such inspection",
            "它不存在，或不在您的职责范围内。请刷新列表。",
            "It does not exist, or is not yours to see. Reload the list.",
        ),
        "inspection_record_not_found": Error(
            404,
            "没有找到这张检查表",
            "No such sheet",
            "它不存在，或不在您的职责范围内。请刷新“我的检查”。",
            "It does not exist, or is not yours to see. Reload your inspections.",
        ),
        "inspection_id_taken": Error(
            409,
            "这个编号已被使用",
            "This id is taken",
            "请重新打开页面，再操作一次。",
            "Open the page again and repeat.",
        ),
        "inspection_version_stale": Error(
            409,
            "别人刚刚修改过",
            "Somebody was faster",
            "请刷新后查看最新内容，再修改。",
            "Reload, look again, then change it.",
        ),
        "inspection_wrong_state": Error(
            409,
            "现在不能做这一步",
            "Not in this state",
            "这次检查现在是“{state}”。开始后学校、日期起点、类型和抽签不能再改；结束后不能修改。",
            "Once opened its schools, first day, type and draw stay; once closed nothing changes.",
        ),
        "inspection_dates_wrong": Error(
            422,
            "日期不对",
            "The dates are wrong",
            "结束日期不能早于开始日期，也不能早于今天；最长一年。",
            "It cannot end before it starts or before today; a year at most.",
        ),
        "inspection_schools_unfit": Error(
            422,
            "学校选择不对",
            "The schools do not fit",
            "请选择同一个县、没有停办的学校，至少一所。",
            "Choose open schools of one county, at least one.",
        ),
        "inspection_units_unfit": Error(
            422,
            "参加单位不对",
            "The units do not fit",
            "请从本县单位中选择。",
            "Choose units of this county.",
        ),
        "inspection_inspector_unfit": Error(
            422,
            "有检查人员不能参加",
            "An inspector does not fit",
            "检查人员要有可用的账号和所属单位，并属于本县。",
            "An inspector needs an account in use, a unit, and belongs to this county.",
        ),
        "inspection_inspects_itself": Error(
            422,
            "不能检查自己的学校",
            "Nobody inspects the own school",
            "{names}属于被检查的学校。请换人，或改由其他学校的人员检查。",
            "{names} belong to a school on the list. Name somebody else.",
        ),
        "inspection_nobody_covers": Error(
            422,
            "有学校没有人检查",
            "Nobody inspects some schools",
            "请为这些学校指定检查人员：{names}。交叉互查要写明检查人员代表哪一方。",
            "Name inspectors for: {names}. In a cross inspection say whom they stand for.",
        ),
        "inspection_draw_missing": Error(
            409,
            "还没有抽签",
            "Not drawn yet",
            "交叉互查和随机抽查要先抽签，再开始。",
            "Draw first, then open.",
        ),
        "inspection_draw_unfit": Error(
            422,
            "这种检查不抽签",
            "Nothing to draw here",
            "只有交叉互查（配对）和随机抽查（抽学校）需要抽签。",
            "Only cross inspections and spot checks are drawn.",
        ),
        "inspection_draw_too_few": Error(
            422,
            "抽签的参加方不够",
            "Too few to draw from",
            "交叉互查至少要有两方，只有一方就只能检查自己；抽查数量要在 1 和 {most} 之间。",
            "A cross inspection needs two participants at least; a sample between 1 and {most}.",
        ),
        "inspection_template_unknown": Error(
            422, "没有这个检查表", "No such checklist", "请刷新页面后重新选择。", "Reload and choose again."
        ),
        "inspection_line_unknown": Error(
            422,
            "检查表里没有这一项",
            "No such line",
            "请刷新检查表；这一项可能不适用于这所学校。",
            "Reload the sheet; the line may not be for this school.",
        ),
        "inspection_not_inspector": Error(
            403,
            "您不是这所学校的检查人员",
            "You are not named for this school",
            "请联系组织检查的单位，把您加入名单。",
            "Ask whoever organises the inspection to name you.",
        ),
        "inspection_over": Error(
            403,
            "检查时间已过",
            "The time is over",
            "检查截止日期已过，请组织单位延长日期，或请他们补记。",
            "The last day has passed; ask for more time.",
        ),
        "inspection_not_open": Error(
            409,
            "检查还没有开始或已经结束",
            "Not open",
            "请联系组织检查的单位。",
            "Ask whoever organises the inspection.",
        ),
        "inspection_answers_differ": Error(
            409,
            "有答案不一致",
            "Answers differ",
            "两部手机写了不同的答案，请先逐项选定：{lines}。",
            "Two phones said different things; choose first: {lines}.",
        ),
        "inspection_no_without_hazard": Error(
            409,
            "有“否”没有登记隐患",
            "A no without its hazard",
            "请先为这些项目登记隐患，或关联台账里已有的：{lines}。",
            "Register or link a hazard first: {lines}.",
        ),
        "inspection_sheet_empty": Error(
            409, "检查表还是空的", "The sheet is empty", "请先检查并作答，再签字。", "Answer first, then sign."
        ),
        "inspection_sheet_changed": Error(
            409,
            "内容刚刚有变化",
            "The sheet has changed",
            "另一部手机刚写入内容。请查看后再签字。",
            "Another phone has written; look again, then sign.",
        ),
        "inspection_signed": Error(
            409,
            "已签字，不能再改",
            "Signed already",
            "签字后检查表不再修改。需要更正请用“补充更正”。",
            "It stays as it was signed; add a correction.",
        ),
        "inspection_not_signed": Error(
            409,
            "还没有签字",
            "Not signed yet",
            "签字前请直接修改答案。",
            "Change the answers themselves before signing.",
        ),
        "inspection_case_elsewhere": Error(
            422,
            "不是这所学校的隐患",
            "A hazard of another place",
            "只能关联同一所学校的隐患。",
            "Only hazards of the same school can be linked.",
        ),
    }
)
