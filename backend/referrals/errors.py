"""Why something confidential is refused, in words that say what to do and tell nothing else."""

from __future__ import annotations

from backend.core.errors import Error, register

register(
    {
        "referral_not_found": Error(
            404,
            "没有找到这件保密事项",
            "No such referral",
            "它不存在，或不属于您经办的单位。",
            "It does not exist, or is not of a unit of yours.",
        ),
        "referral_officers_only": Error(
            403,
            "只有保密经办人能看",
            "For confidential officers only",
            "如需办理，请联系本单位的保密经办人。",
            "Ask the confidential officer of your unit.",
        ),
        "referral_category_unknown": Error(
            422, "没有这个类别", "No such kind", "请刷新页面后重新选择。", "Reload and choose again."
        ),
        "referral_not_yours_to_create": Error(
            403,
            "这一类不由您登记",
            "Not yours to create",
            "请当面告诉校长、班主任或本单位负责人；正在发生危险请立即拨打 110。",
            "Tell the principal or the head of your unit; in danger now, call 110.",
        ),
        "referral_call_first": Error(
            422,
            "请先拨打 110",
            "Call 110 first",
            "学生失踪失联须先报警，再在这里登记。打过以后填上通话时间。",
            "Call 110, then record it here with the time of the call.",
        ),
        "referral_too_slow": Error(
            422,
            "这一类不能这么慢",
            "Not that slow",
            "这一类事项有更短的时限，请选择更急的一档。",
            "This kind has a shorter clock; choose a more urgent one.",
        ),
        "referral_phoned_later": Error(
            422,
            "通话时间不对",
            "The time of the call is wrong",
            "通话时间不能晚于现在，也不能早于 30 天前。",
            "It cannot lie ahead, nor more than 30 days back.",
        ),
        "referral_without_unit": Error(
            422,
            "您的账号没有所属单位",
            "Your account has no unit",
            "请联系管理员为账号设置单位，或请本单位同事登记。",
            "Ask the administrator to set your unit.",
        ),
        "referral_nobody_there": Error(
            409,
            "对口单位还没有保密经办人",
            "No officer at that unit yet",
            "现在转过去没有人能看。请直接打电话给对口单位；紧急情况拨打 110，并请安全管理员设置经办人。",
            "Nobody could open it. Call the unit, or 110; ask the security administrator to name an officer.",
        ),
        "referral_unit_unfit": Error(
            422,
            "不能转给这个单位",
            "Not a unit for this kind",
            "请从列表中选择负责这一类、并且有保密经办人的单位。",
            "Choose a unit in charge of this kind that has an officer.",
        ),
        "referral_own_report": Error(
            403,
            "外部对本校的上报不能转给本校",
            "An outside report about your school may not go to it",
            "请转给公安或教育局的保密经办人，或请联席会议办公室办理。",
            "Send it to the police or the bureau, or ask the joint office.",
        ),
        "referral_id_taken": Error(
            409,
            "这次登记的编号已被使用",
            "This id is taken",
            "请重新打开页面，再登记一次。",
            "Open the page again and repeat.",
        ),
        "referral_other_side": Error(
            403,
            "这一步由对方单位办理",
            "The other unit's step",
            "签收、转办、退回和办结由收件单位办理，撤回由发出单位办理。",
            "Accepting, handing on, returning and closing are the receiver's, withdrawing the sender's.",
        ),
        "referral_wrong_status": Error(
            409,
            "现在不能做这一步",
            "Not in this state",
            "这件事项现在是“{status}”，请刷新后再办理。",
            "Its state has changed; reload.",
        ),
        "referral_still_sealed": Error(
            409,
            "还有封存的原文没有交接",
            "A sealed report still waits",
            "请先签收、打开封存内容并确认交接，或转给该负责的单位。",
            "Accept it, open the sealed report and confirm the hand-over, or hand it on.",
        ),
        "referral_case_no_odd": Error(
            422,
            "这不像一个案件编号",
            "Not a case number",
            "只填对口系统里的编号，如“公（刑）立字〔2026〕123号”；不要写姓名、电话或情况。",
            "Only the number in your own system; no names, numbers or words about it.",
        ),
        "sealed_report_gone": Error(
            404,
            "封存内容已清除",
            "The sealed report is gone",
            "已经确认交接，或超过 7 天自动清除。需要时请联系发出单位。",
            "It was handed over, or purged after seven days.",
        ),
        "sealed_report_unreadable": Error(
            409,
            "封存内容无法打开",
            "The sealed report cannot be opened",
            "系统密钥已更换或内容损坏。请联系系统管理员核对密钥文件，不要确认交接。",
            "The site's keys have changed or it is damaged. Ask the operator; do not confirm.",
        ),
        "sealed_report_unread": Error(
            409,
            "还没有打开过封存内容",
            "Nobody has opened it",
            "请先打开封存内容，转到本单位的办案系统，再确认交接。",
            "Open it and take it over into your own system first.",
        ),
    }
)
