"""What can go wrong at the door."""

from __future__ import annotations

from backend.core.errors import Error, register

register(
    {
        "ledger_import_county_unknown": Error(
            422,
            "不知道导入到哪个县",
            "Which county?",
            "您的账号不属于某一个县，请选择县后再上传。",
            "Your account belongs to no county. Choose one.",
        ),
        "ledger_import_not_clean": Error(
            409,
            "还有 {failed} 行有错误",
            "Some rows are wrong",
            "请改好后重新上传，或选择只写入没有错误的行。",
            "{failed} rows are wrong. Mend them, or write only the others.",
        ),
        "ledger_import_overtaken": Error(
            409,
            "别人刚刚导入了同样的隐患",
            "Somebody was faster",
            "什么也没有写入。请重新上传，已在台账中的行会自动认出。",
            "Nothing was written. Upload again; rows that are there already are recognised.",
        ),
        "pickup_overtaken": Error(
            409,
            "情况有了变化",
            "Things have moved on",
            "这件事刚有了新的进展，现在不能这样办理。请再查一次看看。",
            "There is news about it, so this cannot be done now. Look it up again.",
        ),
        "pickup_words_needed": Error(
            422,
            "请写几个字",
            "Write a little",
            "请至少写 {least} 个字，把情况说清楚。",
            "Write {least} characters or more that say how things are.",
        ),
        "callback_phone_malformed": Error(
            422,
            "电话号码不对",
            "Not a telephone number",
            "请填 11 位手机号，或带区号的固定电话；也可以不填。",
            "Give a mobile number of 11 digits or a landline with its area code, or leave it empty.",
        ),
        "upload_not_yours": Error(
            404,
            "没有找到这条记录",
            "No such record",
            "请从原来的手机上重新打开页面再传照片。",
            "Open the page again on the phone that sent it.",
        ),
    }
)
