"""What can be wrong with a report, in words that say what to do."""

from __future__ import annotations

from backend.core.errors import Error, register

register(
    {
        "report_person_related": Error(
            422,
            "涉及学生个人的事情不在这里登记",
            "Matters about a pupil are not recorded here",
            "正在发生危险请立即拨打 110。其他情况请拨打页面上的专线电话，由专人保密处理。",
            "In danger now, call 110; else call one of the lines shown.",
        ),
        "report_looks_confidential": Error(
            422,
            "这段文字像是在说某个人",
            "This reads as if it were about a person",
            "学生个人的事不在这里登记：请打电话，或转为保密事项。如果只是说地点或设施，可以确认后照样提交。",
            "Matters about a person are not recorded here: call, or hand it on confidentially. If it is not, confirm and send.",
        ),
        "report_tile_unknown": Error(
            422, "没有这个类别", "No such kind", "请刷新页面后重新选择类别。", "Reload and choose again."
        ),
        "report_category_unknown": Error(
            422, "没有这个隐患代码", "No such hazard code", "请刷新页面后重新选择类别。", "Reload and choose again."
        ),
        "report_too_many_photos": Error(
            422,
            "照片太多",
            "Too many photos",
            "最多 {limit} 张，请去掉几张再提交。",
            "At most {limit}; take some away.",
        ),
        "report_same_photo_twice": Error(
            422, "同一张照片选了两次", "The same photo twice", "请去掉重复的照片再提交。", "Take the copy away."
        ),
        "report_photo_forbidden": Error(
            422,
            "这类问题不能附照片",
            "No photos for this kind",
            "请去掉照片，用文字说明。",
            "Take the photos away and write instead.",
        ),
        "report_photo_required": Error(
            422, "这类隐患需要照片", "A photo is needed", "请拍一张现场照片再提交。", "Take a photo of it first."
        ),
        "report_says_nothing": Error(
            422,
            "请写几个字或拍张照片",
            "Write a little or take a photo",
            "至少写 {least} 个字，或附一张照片。",
            "Write {least} characters or add a photo.",
        ),
        "report_id_taken": Error(
            409,
            "这条记录的编号已被使用",
            "This id is taken",
            "内容与先前提交的不一致。请重新打开页面，再报一次。",
            "The content differs from what was sent before. Open the page again and report anew.",
        ),
        "report_place_missing": Error(
            422,
            "不知道在哪里",
            "Where is it?",
            "请扫描墙上的校安码，或选择学校并说明位置。",
            "Scan a code, or choose a school and say where.",
        ),
        "report_not_found": Error(404, "没有找到这条上报", "No such report", "请核对后再试。", "Check and try again."),
        "pickup_unknown": Error(
            404,
            "没有找到这个查询码",
            "No such pickup code",
            "请核对 8 位查询码（没有数字 0、1 和字母 O、I）。",
            "Check the eight letters (no 0, 1, O, I).",
        ),
    }
)
