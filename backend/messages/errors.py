"""What can go wrong with messages and channels, in words that say what to do."""

from __future__ import annotations

from backend.core.errors import Error, register

register(
    {
        "message_not_found": Error(
            404,
            "没有找到这条消息",
            "No such message",
            "消息不存在、已过保存期，或不是发给您的。请刷新消息列表。",
            "It does not exist, is no longer kept, or is not yours. Reload the list.",
        ),
        "channel_not_found": Error(
            404,
            "没有找到这个通知渠道",
            "No such channel",
            "请用 xiaoanma channel list 核对编号。",
            "Check the id with `xiaoanma channel list`.",
        ),
        "channel_target_wrong": Error(
            422,
            "渠道地址不对",
            "The channel's address is wrong",
            "{kind} 需要这样的地址：{example}",
            "{kind} takes an address such as {example}",
        ),
        "channel_unavailable": Error(
            422,
            "本站还不能使用这种渠道",
            "This site cannot use that kind of channel yet",
            "请先{first}。",
            "First: {first}.",
        ),
    }
)
