"""What can go wrong at the door."""

from __future__ import annotations

from backend.core.errors import Error, register

register(
    {
        "upload_not_yours": Error(
            404,
            "没有找到这条记录",
            "No such record",
            "请从原来的手机上重新打开页面再传照片。",
            "Open the page again on the phone that sent it.",
        ),
    }
)
