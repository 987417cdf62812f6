"""The words of this room as they are stored, each with the Chinese and English that people read. Pure, like rules."""

from __future__ import annotations

ROUTE_KINDS = {
    "internal": ("校内巡查", "Inside the school"),
    "surroundings": ("周边巡查", "Surroundings"),
    "night": ("夜间巡查", "Night round"),
    "bus": ("校车巡查", "School buses"),
    "custom": ("自定路线", "Custom"),
}
PHOTO_RULES = {
    "never": ("不要求拍照", "No photo"),
    "sometimes": ("随机抽拍", "Now and then, drawn at random"),
    "always": ("每次拍照", "Every time"),
}
DAY_RULES = {
    "school_day": ("上课日", "School days"),
    "working_day": ("工作日", "Working days"),
    "every_day": ("每天", "Every day"),
}
ASSIGNEES = {
    "account": ("指定人员", "A person"),
    "role": ("岗位", "A role"),
    "unit": ("单位", "A unit"),
}
RUN_STATES = {
    "planned": ("未开始", "Planned"),
    "open": ("进行中", "Open"),
    "done": ("已完成", "Done"),
    "partial": ("部分完成", "Partly done"),
    "missed": ("漏巡", "Missed"),
    "excused": ("已说明免计", "Excused"),
    "cancelled": ("已取消", "Cancelled"),
}
RUNNING = ("planned", "open")
"""States in which a run still waits for visits; the others are settled."""
MODES = {
    "foot": ("步巡", "On foot"),
    "vehicle": ("车巡", "By car"),
    "video": ("视频巡逻", "By camera"),
}
VIAS = {
    "phone_scan": ("手机扫码", "The phone's scanner"),
    "page_scan": ("页面内扫码", "Scanned in the page"),
    "typed": ("输入编号", "Code typed in"),
    "picked": ("从清单选择", "Chosen from the list"),
}
"""How the phone came to the checkpoint; only the first two saw the plate."""
PROOFS = {
    "not_asked": ("未抽拍", "Not asked"),
    "waiting": ("照片待上传", "Photo on its way"),
    "given": ("已拍照", "Photo given"),
    "missing": ("未拍照", "No photo given"),
}
RESULTS = {
    "normal": ("正常", "In order"),
    "problem": ("有问题", "Something is wrong"),
}
POSITION_STATES = {
    "got": ("已定位", "Position read"),
    "refused": ("未授权定位", "Permission refused"),
    "unavailable": ("没有信号", "No position"),
    "timeout": ("定位超时", "Took too long"),
    "unsupported": ("手机不支持定位", "Not supported"),
    "not_asked": ("未请求定位", "Not asked"),
}
VERDICTS = {
    "confirmed": ("可信", "Confirmed"),
    "plausible": ("基本可信", "Plausible"),
    "doubtful": ("存疑", "Doubtful"),
    "contradicted": ("矛盾", "Contradicted"),
}
REVIEWS = {
    "explained": ("本人说明", "Explained by the patroller"),
    "accepted": ("予以认可", "Accepted"),
    "recheck_asked": ("要求复查", "Re-check asked"),
    "recheck_drawn": ("随机复查", "Re-check drawn at random"),
    "rechecked": ("复查完成", "Re-checked"),
}
ANSWERS = {"yes": ("是", "Yes"), "no": ("否", "No"), "na": ("不适用", "Not applicable")}
EXCUSES = {
    "weather": ("恶劣天气红色预警", "Red weather alert"),
    "exam": ("考试封闭", "Closed for an exam"),
    "evacuation": ("疏散或突发事件", "Evacuation or emergency"),
    "holiday": ("放假调课", "Holiday or lessons moved"),
    "network": ("断网，记录稍后补传", "No network; visits follow"),
    "other": ("其他", "Other"),
}
"""Why a planned round does not count (domain.md §5.3)."""
