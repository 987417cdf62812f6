"""Why a request, a deadline or a level is refused: too late, too often, not without protection, not yet."""

from __future__ import annotations

from backend.core.errors import Error, register

register(
    {
        "case_criteria_item_needed": Error(
            422,
            "重大隐患要写明判定条款",
            "Name the criteria clause",
            "请填写判定为重大隐患所依据的条款编号。",
            "Write the clause that makes it major.",
        ),
        "case_severity_not_yours": Error(
            403,
            "不能降低隐患等级",
            "Severity may not be lowered",
            "这类隐患默认为重大，如需改为一般，请由联席会议办公室办理。",
            "Ask the joint office to lower it.",
        ),
        "case_transfer_pending": Error(
            409,
            "移交申请待决定",
            "A transfer waits for a decision",
            "请等联席会议办公室决定移交申请后再办理。",
            "Wait until the joint office has decided on the transfer.",
        ),
        "case_transfer_not_pending": Error(
            409,
            "没有待定的移交申请",
            "No transfer was asked for",
            "移交申请可能已经处理，请刷新查看。",
            "It may have been decided already; reload.",
        ),
        "case_third_transfer": Error(
            409,
            "已经移交过两次",
            "Transferred twice already",
            "再次移交须由联席会议决定，请先“提请联席会议”，由首接单位继续负责。",
            "A third transfer takes the joint meeting; put it on the agenda. The present unit stays responsible.",
        ),
        "case_extension_pending": Error(
            409,
            "延期申请待批准",
            "An extension waits for a decision",
            "请等批准或不批准后再提出。",
            "Wait for the decision before asking again.",
        ),
        "case_extension_not_pending": Error(
            409,
            "没有待批的延期申请",
            "No extension was asked for",
            "延期申请可能已经处理，请刷新查看。",
            "It may have been decided already; reload.",
        ),
        "case_third_extension": Error(
            403,
            "第三次延期须市级批准",
            "A third extension takes the city",
            "已延期两次，请报市级统筹批准，或转为政府长期工程。",
            "Extended twice already: ask the city, or make it a government project.",
        ),
        "case_extension_not_later": Error(
            422, "新期限没有推后", "Not a later date", "请选择比现在的整改时限更晚的日期。", "Choose a later date."
        ),
        "case_extension_too_long": Error(
            422,
            "延期太长",
            "Too long an extension",
            "立行立改的隐患最多延期 3 天，请选择更早的日期。",
            "What had to be fixed at once gets three days more at most.",
        ),
        "case_extension_beyond_plan": Error(
            422,
            "超出整改方案的期限",
            "Beyond the plan",
            "重大隐患延期不能超过整改方案的期限，请先报整改方案，或选择方案以内的日期。",
            "A major hazard's extension stays within its plan; record the plan first.",
        ),
        "case_no_interim_measure": Error(
            409,
            "还没有临时防护措施",
            "No interim measure",
            "请先登记有效的临时防护措施（附照片），再办理这一步。",
            "Record an interim measure that is in force first.",
        ),
        "case_overdue": Error(
            409,
            "已经逾期",
            "Overdue",
            "逾期后不能申请延期，也不能降低等级，请尽快整改并提交。",
            "Once overdue it can be neither extended nor lowered; rectify and submit.",
        ),
        "case_already_major": Error(
            409, "已经是重大隐患", "Major already", "不必重复认定，请刷新查看。", "It is major already; reload."
        ),
        "case_not_major": Error(
            409, "本来就是一般隐患", "General already", "不必降级，请刷新查看。", "It is general already; reload."
        ),
        "case_highest_level": Error(
            409,
            "已到最高级",
            "At the highest level",
            "已报告政府、挂牌督办，不能再提级。",
            "It is with the government already.",
        ),
        "case_already_whistled": Error(
            409, "已经吹哨", "Whistled already", "请等部门报到。", "Wait for the department to report in."
        ),
        "case_not_whistled": Error(
            409, "没有待报到的哨", "No whistle", "哨可能已经解除，请刷新查看。", "It may be answered already; reload."
        ),
        "case_on_agenda": Error(
            409, "已列入会议议题", "On the agenda already", "不必重复提请。", "It is on the agenda already."
        ),
        "case_not_on_agenda": Error(
            409, "不在会议议题中", "Not on the agenda", "请刷新查看。", "It is not on the agenda; reload."
        ),
        "case_not_ripe_for_meeting": Error(
            409,
            "还不能提请联席会议",
            "Not ripe for the meeting",
            "提级到 3 级或学校吹哨后才能列入议题，请先提级。",
            "Escalate it to level 3 or wait for a whistle first.",
        ),
        "case_government_project": Error(
            409, "已是政府长期工程", "A government project already", "不必重复登记。", "It is one already."
        ),
        "case_recurrence_too_late": Error(
            409,
            "销号已超过 180 天",
            "Closed too long ago",
            "请作为新隐患上报，并注明是复发。",
            "Report it as a new hazard and say that it has come back.",
        ),
        "case_appeal_too_late": Error(
            409,
            "已超过 30 天",
            "More than thirty days ago",
            "请重新上报一次。",
            "Please report it again.",
        ),
        "case_already_appealed": Error(
            409,
            "已经申请过一次",
            "Asked once already",
            "每件只能申请恢复一次。如有新情况，请重新上报。",
            "Only once for each report. Report again if there is news.",
        ),
        "case_not_reporter": Error(
            403, "不是您上报的", "Not your report", "这一步只能由上报人办理。", "Only the reporter may do this."
        ),
        "case_not_disputed": Error(
            409, "没有待复核的反馈", "Nothing disputed", "反馈可能已经处理，请刷新查看。", "It may be settled; reload."
        ),
        "case_already_disputed": Error(
            409,
            "正在复核",
            "Being looked into",
            "已有“没解决”的反映在复核，等复核有了结果再反映。",
            "It is being looked into already; wait for the answer.",
        ),
        "case_own_unit_of_major": Error(
            403,
            "责任单位不能回头看自己",
            "Not your own unit's work",
            "重大隐患的回头看须由责任单位以外的人办理。",
            "Somebody outside the responsible unit looks back at a major hazard.",
        ),
        "case_plan_too_long": Error(
            422,
            "方案期限不合适",
            "The plan's date does not fit",
            "整改方案的期限须在今天以后、交办后 30 天以内。",
            "The plan ends after today and within thirty days of the assignment.",
        ),
        "case_date_in_the_past": Error(
            422, "日期已过", "The date is past", "请选择今天以后的日期。", "Choose a date after today."
        ),
        "case_major_not_on_spot": Error(
            422,
            "重大隐患不能当场销号",
            "Not for major hazards",
            "这类隐患默认为重大，须现场验收、第二人销号，请改用“本单位立即整改”。",
            "A major hazard is verified on site and struck off by a second person.",
        ),
    }
)
