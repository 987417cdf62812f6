"""What can go wrong with a visit: little, because a scan is never refused for where, when or in which order it was made."""

from __future__ import annotations

from backend.core.errors import Error, register

register(
    {
        "visit_id_taken": Error(
            409,
            "这条记录的编号已被使用",
            "This id is taken",
            "内容与先前提交的不一致。请回到任务页，重新扫码记录。",
            "The content differs from what was sent before. Go back to the round and scan anew.",
        ),
        "visit_place_missing": Error(
            422,
            "不知道是哪个点位",
            "Which point is it?",
            "请扫描墙上的校安码，或从任务清单里选择点位。",
            "Scan the code on the wall, or choose the point from the round.",
        ),
        "visit_not_permitted": Error(
            403,
            "您的账号不参加这里的巡查",
            "Your account does not patrol here",
            "如需参加巡查，请联系学校安保处或县联席办。发现隐患仍可直接上报。",
            "Ask the school's security office or the county's joint office. Hazards may be reported all the same.",
        ),
        "visit_too_many_photos": Error(
            422,
            "照片太多",
            "Too many photos",
            "最多 {limit} 张，请去掉几张再提交。",
            "At most {limit}; take some away.",
        ),
        "review_own_visit": Error(
            403,
            "不能审核自己的巡查",
            "Not your own visit",
            "请由学校或上级的其他人员审核。",
            "Somebody else of the school or above has to look at it.",
        ),
        "review_settled": Error(
            409,
            "这条记录已经处理完毕",
            "This visit is settled",
            "请返回列表刷新。",
            "Go back to the list and reload.",
        ),
        "review_recheck_unfit": Error(
            422,
            "这次巡查不能作为复查",
            "That visit is no re-check",
            "复查须由另一个人在要求复查之后、在同一点位进行。请选择符合的一次。",
            "Another person must make it at the same point after it was asked for. Choose such a visit.",
        ),
    }
)
