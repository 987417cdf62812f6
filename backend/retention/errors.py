"""What can go wrong with retention, in words that say what to do."""

from __future__ import annotations

from backend.core.errors import Error, register

register(
    {
        "retention_class_unknown": Error(
            422,
            "没有这类记录",
            "There is no such class of record",
            "没有叫“{named}”的。请用 xiaoanma retention show 查看各类记录的名称。",
            "None is called {named}: `xiaoanma retention show` lists the names.",
        ),
        "retention_too_short": Error(
            422,
            "保存时间太短",
            "It has to be kept longer",
            "“{named}”至少保存 {least} 天，请改长。",
            "Keep it for at least {least} days.",
        ),
        "retention_too_long": Error(
            422,
            "保存时间太长",
            "It may not be kept so long",
            "“{named}”对外告知最长 {most} 天，请改短。",
            "People were told {most} days at most.",
        ),
        "retention_site_only": Error(
            422,
            "只能全站统一设置",
            "There is one number for the whole site",
            "“{named}”不分县。请去掉 --county 再设置。",
            "Leave --county out.",
        ),
        "retention_site_needed": Error(
            422,
            "全站的天数不能留空",
            "The site needs a number",
            "请写明天数；只有县里的天数可以恢复为全站默认。",
            "Give the days; only a county's own can be taken back.",
        ),
    }
)
