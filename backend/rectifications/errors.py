"""Why a case refuses a move, in words that say who may and what to do."""

from __future__ import annotations

from backend.core.errors import Error, register

register(
    {
        "case_not_found": Error(
            404,
            "没有找到这件隐患",
            "No such case",
            "编号不存在，或不在您的职责范围内。",
            "It does not exist, or is not yours to see.",
        ),
        "case_version_stale": Error(
            409,
            "别人刚刚处理过",
            "Somebody was faster",
            "这件隐患现在是“{state_label}”。请查看最新情况后再操作，您填写的内容已保留。",
            "It is now “{state_label}”. Look again, then act.",
        ),
        "case_command_id_taken": Error(
            409,
            "这次操作的编号已被使用",
            "This id is taken",
            "请返回重新打开这件隐患，再操作一次。",
            "Open the case again and repeat.",
        ),
        "case_wrong_state": Error(
            409,
            "现在不能做这一步",
            "Not in this state",
            "这件隐患现在是“{state_label}”，请刷新后按当前可用的操作办理。",
            "It is “{state_label}” now; reload.",
        ),
        "case_not_permitted": Error(
            403,
            "您的角色不能做这一步",
            "Not permitted",
            "如需办理，请联系联席会议办公室或本单位负责人。",
            "Ask the joint office or the head of your unit.",
        ),
        "case_photos_missing": Error(
            409,
            "照片还没有传完",
            "Photos are missing",
            "还缺 {missing} 张照片，请等提交人的手机联网传完，或退回重做。",
            "{missing} photos have yet to arrive.",
        ),
        "case_own_submission": Error(
            403,
            "不能验收自己提交的整改",
            "Not your own submission",
            "您提交的整改须由另一个人验收。",
            "Somebody else must verify what you submitted.",
        ),
        "case_own_verification": Error(
            403,
            "验收人不能自己销号",
            "Not your own verification",
            "重大隐患验收后须由另一单位的第二人销号。",
            "A second person must strike it off.",
        ),
        "case_verifier_unit": Error(
            403,
            "须由另一单位销号",
            "Another unit must close",
            "重大隐患的验收与销号须由两个单位的人分别办理。",
            "Verifying and closing take two units.",
        ),
        "case_own_unit": Error(
            403,
            "责任单位不能验收自己",
            "Not your own unit's work",
            "重大隐患须由责任单位以外的人验收、销号。",
            "Somebody outside the responsible unit must do it.",
        ),
        "case_own_unit_on_outside_finding": Error(
            403,
            "责任单位不能验收自己",
            "Not your own unit's work",
            "这件隐患不是本单位发现的，须由责任单位以外的人验收。",
            "Found by somebody outside the responsible unit: others must verify.",
        ),
        "case_school_on_outside_finding": Error(
            403,
            "学校不能处理外部对本校的上报",
            "A school may not judge outside reports about itself",
            "这件隐患不是本校人员上报的，不予受理、并案和验收须由教育局、派出所或联席办办理。",
            "Reported by outsiders: the bureau, precinct or joint office decides.",
        ),
        "case_not_lead_unit": Error(
            403,
            "不是责任单位",
            "Not the responsible unit",
            "请由责任单位“{lead_unit}”的人办理。",
            "Somebody of the responsible unit must do it.",
        ),
        "case_not_in_own_line": Error(
            403,
            "不属于本单位职责",
            "Not in your line",
            "只有类别的主责单位才能当场认领，请直接上报，由联席办交办。",
            "Just report; the joint office assigns it.",
        ),
        "case_outside_own_line": Error(
            403,
            "不能交办给这个单位",
            "May not assign to that unit",
            "您只能交办给本校或本系统的单位，其他单位请由联席会议办公室交办。",
            "The joint office assigns to other units.",
        ),
        "case_unit_unknown": Error(
            422, "没有这个责任单位", "No such unit", "请从列表中选择责任单位。", "Choose a unit from the list."
        ),
        "case_tracker_unknown": Error(
            422, "没有这个盯办人", "No such person", "请从列表中选择本县的盯办人。", "Choose somebody of the county."
        ),
        "case_due_in_the_past": Error(
            422, "整改期限已过", "The deadline is past", "请选择今天或以后的日期。", "Choose today or later."
        ),
        "case_criteria_item_needed": Error(
            422,
            "重大隐患要写明判定条款",
            "Name the criteria clause",
            "请填写判定为重大隐患所依据的条款编号。",
            "Write the clause that makes it major.",
        ),
        "case_photo_needed": Error(
            422,
            "请拍一张照片",
            "A photo is needed",
            "提交整改要附整改后的照片。",
            "Add a photo of the place as it is now.",
        ),
        "case_on_site_needed": Error(
            422,
            "重大隐患须现场验收",
            "Verify on site",
            "请到现场查看，勾选“我在现场”并拍照、写明情况后再提交。",
            "Go there, tick “on site”, take a photo and write a note.",
        ),
        "case_severity_not_yours": Error(
            403,
            "不能降低隐患等级",
            "Severity may not be lowered",
            "这类隐患默认为重大，如需改为一般，请由联席会议办公室办理。",
            "Ask the joint office to lower it.",
        ),
        "case_master_unsuitable": Error(
            422,
            "不能并到这一件",
            "Cannot merge into that",
            "请选择同一学校、尚未办结的另一件隐患。",
            "Choose another open case of the same school.",
        ),
        "case_frozen": Error(
            409,
            "已依法冻结",
            "On legal hold",
            "这件隐患已依法冻结，解除前不能办理。请联系安全管理员。",
            "Nothing may be done to it until the hold ends; ask the security administrator.",
        ),
        "case_not_frozen": Error(
            409, "没有被冻结", "Not on hold", "这件隐患没有被冻结，请核对编号。", "It is not on hold; check the number."
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
        "case_not_lead_nor_school": Error(
            403,
            "不是责任单位或所在学校",
            "Neither the responsible unit nor the school",
            "临时防护由责任单位“{lead_unit}”或所在学校登记。",
            "The responsible unit or the school records it.",
        ),
        "case_not_own_finding": Error(
            403,
            "不是本单位发现的",
            "Not your unit's finding",
            "别人上报的隐患须按程序交办、验收，不能当场销号。",
            "What others found is assigned and verified, not struck off on the spot.",
        ),
        "case_not_own_school": Error(
            403, "不是本校", "Not your school", "只有所在学校可以吹哨。", "Only the school itself may whistle."
        ),
        "case_of_own_school": Error(
            403,
            "须由部门报到",
            "A department must answer",
            "吹哨后须由部门的人报到。",
            "A department answers, not the school.",
        ),
        "case_own_unit_of_major": Error(
            403,
            "责任单位不能回头看自己",
            "Not your own unit's work",
            "重大隐患的回头看须由责任单位以外的人办理。",
            "Somebody outside the responsible unit looks back at a major hazard.",
        ),
        "case_not_found_needs_proof": Error(
            422,
            "请说明到现场的情况",
            "Say what was seen on site",
            "现场未发现的，请附现场照片，或写明何时到场、看到什么。",
            "Add a photo of the place, or write when you went and what you saw.",
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
        "case_photo_before_needed": Error(
            422,
            "缺整改前的照片",
            "A photo of before is missing",
            "当场整改须有整改前、后两张照片，请按一般程序交办。",
            "On the spot takes a photo from before and one from after; otherwise have it assigned.",
        ),
        "case_major_not_on_spot": Error(
            422,
            "重大隐患不能当场销号",
            "Not for major hazards",
            "这类隐患默认为重大，须现场验收、第二人销号，请改用“本单位立即整改”。",
            "A major hazard is verified on site and struck off by a second person.",
        ),
        "case_nothing_corrected": Error(
            422,
            "没有要更正的内容",
            "Nothing to correct",
            "请填写要更正的学校、类别或部位，与现在不同才需要更正。",
            "Name another school, kind or place than stands there now.",
        ),
        "case_school_unknown": Error(
            422, "没有这所学校", "No such school", "请从本县学校中选择。", "Choose a school of this county."
        ),
        "ledger_empty": Error(
            404,
            "这所学校还没有台账",
            "No ledger yet",
            "{school} 还没有任何一条记录，有了第一条之后才能导出证明包。",
            "{school} has no entry yet; there is nothing to prove.",
        ),
    }
)
