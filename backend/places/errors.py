"""What can go wrong with places and plates, in both languages, each with what to do."""

from __future__ import annotations

from backend.core.errors import Error, register

register(
    {
        "site_code_wrong_length": Error(
            422,
            "编码位数不对",
            "Code too short or too long",
            "校安码有 16 位，每 4 位一组。请对照牌子核对是否漏填或多填，也可以直接扫码。",
            "A code has 16 characters in groups of four. Compare it with the plate, or scan it.",
        ),
        "site_code_wrong_letter": Error(
            422,
            "编码里有不会出现的字符",
            "Code holds a character no code has",
            "校安码只有数字和英文字母，没有字母 U 和汉字。请对照牌子逐位核对。",
            "Codes hold digits and letters, but no U. Compare it with the plate.",
        ),
        "site_code_mistyped": Error(
            422,
            "编码有一位填错了",
            "Code mistyped",
            "请从最后一位往前逐位核对，特别留意相邻两位是否颠倒、8 与 B、5 与 S、2 与 Z 是否看混。也可以直接扫码。",
            "Check it from the last character backwards: neighbours swapped, 8 and B, 5 and S, 2 and Z. Or scan it.",
        ),
        "site_code_forged": Error(
            404,
            "这不是校安码",
            "Not one of our codes",
            "这个码不是本系统发出的，可能是仿冒的。请不要在扫出的其他网页填写信息，并告知学校；手工输入的请再核对一遍。"
            "遇到危险请直接拨打 110。",
            "This code was not made by this system and may be a fake. Tell the school; in danger call 110.",
        ),
        "site_code_unregistered": Error(
            404,
            "这块牌子还没有登记位置",
            "Plate not registered",
            "牌子是真的，但系统里没有它的位置记录。请告知学校或教育局重新登记；遇到危险请直接拨打 110。",
            "The plate is genuine, but its place is not on record. Tell the school; in danger call 110.",
        ),
        "site_code_replaced": Error(
            410,
            "这块牌子已经换新",
            "Plate replaced",
            "{school}{point}已换新牌，请扫旁边的新牌；找不到新牌请告知学校。遇到危险请直接拨打 110。",
            "{school} {point} has a new plate; scan that one. In danger call 110.",
        ),
        "site_code_lost": Error(
            410,
            "这块牌子已挂失",
            "Plate reported lost",
            "{school}{point}的这块牌子已登记丢失，不能再用。请扫现场的新牌，或告知学校。遇到危险请直接拨打 110。",
            "This plate of {school} {point} was reported lost. Scan the new one. In danger call 110.",
        ),
        "site_code_retired": Error(
            410,
            "这块牌子已停用",
            "Plate retired",
            "{school}{point}已停用。请扫附近的其他校安码。遇到危险请直接拨打 110。",
            "{school} {point} is no longer in use. Scan another code nearby. In danger call 110.",
        ),
        "site_code_wrong_move": Error(
            409,
            "牌子现在的状态不能这样改",
            "Plate cannot change that way",
            "已更换、已丢失或已停用的牌子不能再启用，请生成新牌。",
            "A plate replaced, lost or retired stays so. Make a new one.",
        ),
        "school_code_taken": Error(
            409,
            "学校标识码已被使用",
            "School code taken",
            "标识码 {school_code} 已属于另一所学校，终身不变。请核对后再填。",
            "{school_code} belongs to another school. Check it.",
        ),
        "school_merged_already": Error(
            409,
            "这所学校已经并入别校",
            "Merged already",
            "请刷新查看；并入后不能再并，需要更正请联系系统管理员。",
            "Reload; a school merges once.",
        ),
        "school_merger_unfit": Error(
            422,
            "不能并入这所学校",
            "Cannot merge into that",
            "请选择本县另一所在办的学校；不能并入教学点或已停办的学校。",
            "Choose another open school of the county; not a campus, not a closed one.",
        ),
        "checkpoint_name_taken": Error(
            409,
            "点位重名",
            "Checkpoint name taken",
            "这所学校已有叫“{name}”的点位，请换个名称，如加上楼层或方位。",
            "This school has a checkpoint “{name}” already. Choose another name.",
        ),
        "checkpoint_retired": Error(
            409,
            "点位已停用",
            "Checkpoint retired",
            "停用的点位不能再修改或制牌。请新建点位。",
            "A retired checkpoint takes no changes and no plates. Make a new one.",
        ),
        "place_input_invalid": Error(
            422,
            "有内容需要修改",
            "Input needs a change",
            "请按提示修改后再提交。",
            "Mend the fields named and send again.",
        ),
        "placards_nothing_to_print": Error(
            422,
            "没有可以打印的点位",
            "Nothing to print",
            "请先给学校添加点位，再打印校安码。",
            "Give the school checkpoints first.",
        ),
        "placards_svg_one_only": Error(
            422,
            "SVG 一次只能一块牌",
            "One plate an SVG",
            "请只选一个点位，或改选 PDF。",
            "Choose one checkpoint, or PDF.",
        ),
        "place_import_county_unknown": Error(
            422,
            "不知道导入到哪个县",
            "Which county?",
            "您的账号不属于某一个县，请先选择要导入的县。",
            "Your account belongs to no county; choose the one to import into.",
        ),
        "place_import_overtaken": Error(
            409,
            "数据刚被别人改过",
            "Overtaken by another change",
            "没有写入任何内容。请重新上传表格，按新的预览确认。",
            "Nothing was written. Upload the file again and confirm the new preview.",
        ),
        "place_import_not_clean": Error(
            409,
            "还有 {failed} 行需要修改",
            "Some rows need a change",
            "可以改好表格重新上传，或只导入没有问题的行。",
            "Mend the file and upload it again, or import the clean rows only.",
        ),
    }
)
