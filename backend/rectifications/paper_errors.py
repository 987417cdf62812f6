"""Why a letter, an erasure or a bundle cannot be had, and what to do instead."""

from __future__ import annotations

from backend.core.errors import Error, register

register(
    {
        "letter_not_found": Error(
            404,
            "没有找到这份文书",
            "No such letter",
            "文书不存在，或不在您的职责范围内。",
            "It does not exist, or is not yours.",
        ),
        "letter_waits_already": Error(
            409,
            "已有一份待签发",
            "One waits for its signature already",
            "这件隐患已有一份同样的文书待签发，请先签发或作废。",
            "Sign or void the draft that is there first.",
        ),
        "letter_not_yours": Error(
            403, "不能签发文书", "Not yours to sign", "文书由联席会议办公室签发。", "The joint office signs letters."
        ),
        "letter_not_a_draft": Error(
            409,
            "不是待签发的草稿",
            "Not a draft",
            "这份文书已经签发或作废，请刷新查看。",
            "It has been signed or voided; reload.",
        ),
        "erasure_id_taken": Error(
            409,
            "这次申请的编号已被使用",
            "This id is taken",
            "请返回重新打开这件隐患，再提出一次。",
            "Open the case again and repeat.",
        ),
        "erasure_target_unknown": Error(
            422,
            "没有选到可以撤除的内容",
            "Nothing that could be erased",
            "请勾选这件隐患里尚未撤除的条目或照片；撤除记录本身不能撤除。",
            "Choose entries or photos of this case that are still there; records of erasing stay.",
        ),
        "erasure_own_request": Error(
            403,
            "须由另一个人复核",
            "Another person must approve",
            "提出撤除的人不能自己复核，请由另一单位有权限的人办理。",
            "Whoever asked may not approve; somebody of another unit does.",
        ),
        "erasure_same_unit": Error(
            403,
            "须由另一单位复核",
            "Another unit must approve",
            "请由另一单位（教育局或联席办）有撤除权限的人复核；县里没有别的单位有此权限时，才由联席办的第二个人复核。",
            "Somebody of another unit must approve; a second person of the joint office only where there is no other.",
        ),
        "erasure_decided": Error(
            409,
            "这项申请已有结论",
            "Decided already",
            "别人刚刚处理过，请刷新查看。",
            "Somebody was faster; reload.",
        ),
        "erasure_nothing_left": Error(
            409,
            "要撤除的内容已经不在",
            "Nothing left to erase",
            "这些内容此前已被撤除，请将这项申请退回。",
            "It was erased before; refuse this request.",
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
