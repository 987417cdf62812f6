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
        "case_not_quarantined": Error(
            409, "不在待甄别中", "Not set aside", "可能已被放行，请刷新查看。", "It may be released already; reload."
        ),
        "case_no_callback": Error(
            404,
            "没有可看的电话",
            "No number to see",
            "上报人没有留电话、已经撤回，或者已按期清除。",
            "None was left, it was withdrawn, or it has been purged.",
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
        "case_not_found_needs_proof": Error(
            422,
            "请说明到现场的情况",
            "Say what was seen on site",
            "现场未发现的，请附现场照片，或写明何时到场、看到什么。",
            "Add a photo of the place, or write when you went and what you saw.",
        ),
        "case_photo_before_needed": Error(
            422,
            "缺整改前的照片",
            "A photo of before is missing",
            "当场整改须有整改前、后两张照片，请按一般程序交办。",
            "On the spot takes a photo from before and one from after; otherwise have it assigned.",
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
    }
)
