"""What can be wrong with a photo, in words that say what to do."""

from __future__ import annotations

from backend.core.errors import Error, Problem, register
from backend.evidence.pictures import MAX_BYTES, PictureError

_AGAIN_ZH = "请重新拍一张，或在相册里选另一张。"
_AGAIN_EN = "Take another picture or choose another one."

register(
    {
        "photo_too_many_bytes": Error(
            413,
            "照片太大",
            "The photo is too large",
            "一张照片最大 {megabytes} MB。请用本页面的拍照按钮（会自动缩小），或把照片压缩后再上传。",
            "At most {megabytes} MB. Use the page's own camera button, which makes it smaller, or compress it first.",
        ),
        "photo_not_a_picture": Error(
            415,
            "这个文件不是可用的照片",
            "This file is no usable picture",
            "只接收 JPEG、PNG、WebP 和 HEIC 照片。" + _AGAIN_ZH,
            "JPEG, PNG, WebP and HEIC are taken. " + _AGAIN_EN,
        ),
        "photo_type_differs": Error(
            415,
            "文件类型与内容不符",
            "The type is not the content's",
            "文件的实际格式与声明的类型不一致。" + _AGAIN_ZH,
            "The file is another format than it says. " + _AGAIN_EN,
        ),
        "photo_too_many_pixels": Error(
            422,
            "照片尺寸太大",
            "Too many pixels",
            "照片最多 5000 万像素，长边不超过短边的 20 倍。请调低相机分辨率后重拍。",
            "At most 50 megapixels and 20 : 1. Take it again at a lower resolution.",
        ),
        "photo_animated": Error(
            422,
            "不能使用动图",
            "Moving pictures are not taken",
            "请换一张普通照片；动态照片请先另存为静态照片。",
            "Choose a still picture.",
        ),
        "photo_truncated": Error(
            422,
            "照片不完整",
            "The photo is cut off",
            "文件在结尾处缺了一部分。" + _AGAIN_ZH,
            "Its end is missing. " + _AGAIN_EN,
        ),
        "photo_foreign_data": Error(
            422,
            "照片里夹带了其他内容",
            "Something else hangs behind the photo",
            "为了安全，不能接收夹带其他文件的照片。请重新拍一张，或截图后上传截图。",
            "Take it again, or send a screenshot of it.",
        ),
        "photo_damaged": Error(
            422,
            "照片已损坏",
            "The photo is damaged",
            "文件内容无法识别。" + _AGAIN_ZH,
            "The file cannot be read. " + _AGAIN_EN,
        ),
        "photo_hash_differs": Error(
            409,
            "照片传输中损坏",
            "The photo was damaged on the way",
            "传输中损坏，请重发。照片还在手机里，不用重拍。",
            "Send it again; it is still on the phone.",
        ),
        "photo_body_short": Error(
            400,
            "照片没有传完",
            "The upload broke off",
            "网络中断，照片没有传完，请重发。照片还在手机里，不用重拍。",
            "The connection broke; send it again.",
        ),
        "photo_not_declared": Error(
            404,
            "这张照片不属于这条记录",
            "This photo is not part of this record",
            "请回到填写页面重新选择照片并提交。",
            "Go back to the form, choose the photo again and submit.",
        ),
        "photo_too_many": Error(
            422,
            "照片太多",
            "Too many photos",
            "最多 {limit} 张，请去掉几张再提交。",
            "At most {limit}; take some away.",
        ),
        "photo_forbidden": Error(
            422,
            "涉及个人的事项不能附照片",
            "No photos in matters about a person",
            "请去掉照片。请拨打页面上的电话，由专人保密处理。",
            "Take the photos away and call one of the numbers shown.",
        ),
        "photo_hash_malformed": Error(
            422,
            "照片编号无法识别",
            "Not a photo hash",
            "请刷新页面后重新选择照片。",
            "Reload the page and choose the photo again.",
        ),
        "upload_token_invalid": Error(
            403,
            "上传凭证无效",
            "The upload token is not valid",
            "请从刚才提交的页面继续上传；如果页面已关闭，请重新上报。",
            "Go on from the page that you sent the report from, or report anew.",
        ),
        "upload_token_expired": Error(
            403,
            "上传凭证已过期",
            "The upload token has expired",
            "照片须在提交后 7 天内传完。请重新上报并附上照片。",
            "Photos are taken for 7 days. Report anew with the photos.",
        ),
        "photo_not_blurred": Error(
            403,
            "照片仅承办人员可见",
            "Only those who handle it may see this photo",
            "照片可能含有人脸、车牌或学生，打码前只向交办、整改和验收人员显示。如需查看，请联系联席办。",
            "It may show faces or plates. Ask the joint office.",
        ),
        "photo_never_released": Error(
            422,
            "这张照片不能公开",
            "This photo is never shown outside",
            "涉及个人的事项不公开照片，也不在这里处理。",
            "Photos in matters about a person are neither released nor kept here.",
        ),
        "photo_check_needed": Error(
            422,
            "请先确认看过照片",
            "Look through the photo first",
            "公开前须有人看过，并勾选“看不到人脸、车牌、学生”。",
            "Before it is shown outside, somebody confirms that no face, plate or pupil can be seen.",
        ),
        "photo_box_outside": Error(
            422,
            "遮盖框在照片外面",
            "A box lies outside the picture",
            "请把遮盖框移到照片上，再保存。",
            "Move the box onto the picture and save again.",
        ),
        "photo_redaction_id_taken": Error(
            409,
            "这次遮盖的编号已被使用",
            "This id is taken",
            "内容与先前提交的不一致，请重新打开照片再保存。",
            "The content differs from what was sent before; open the photo again.",
        ),
        "photo_not_redacted": Error(
            404,
            "这张照片没有遮盖版",
            "Nothing has been redacted here",
            "请由负责的人先遮盖后再看。",
            "Somebody has to redact it first.",
        ),
        "photo_original_gone": Error(
            409,
            "原图保存期已满，已清除",
            "The original's time is over",
            "现在只保留遮盖版，不能再改遮盖。请直接查看遮盖版。",
            "Only the covered copy is kept, and it cannot be changed any more. Look at that one.",
        ),
        "photo_view_expired": Error(
            404,
            "照片链接已过期",
            "The link to the photo has expired",
            "请用查询码再查一次。",
            "Look the report up again.",
        ),
        "photo_original_closed": Error(
            403,
            "原图需要单独授权",
            "The original needs a right of its own",
            "请查看普通版本；确需原图的，请联系联席办授权。",
            "Look at the normal version, or ask the joint office.",
        ),
        "photo_not_ready": Error(
            404,
            "照片还在处理",
            "The photo is not ready yet",
            "照片已收到，正在生成预览，请一分钟后刷新。",
            "It has arrived; reload in a minute.",
        ),
        "photo_unreadable": Error(
            404,
            "照片无法显示",
            "The photo cannot be shown",
            "文件已收到但无法解码。请联系拍摄人重新拍摄上传。",
            "It arrived but cannot be decoded. Ask for another one.",
        ),
    }
)


def problem_of(error: PictureError) -> Problem:
    """A picture's refusal as a catalogue entry."""
    return Problem(f"photo_{error.kind}", megabytes=MAX_BYTES // 1_000_000)
