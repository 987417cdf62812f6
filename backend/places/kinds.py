"""The words of this room as they are stored, each with the Chinese and English that people read. Pure, like rules."""

from __future__ import annotations

ORGANISATION_KINDS = {
    "GOV": ("党委政府", "Party committee and government"),
    "PLC": ("政法委", "Political-legal commission"),
    "JMO": ("联席会议办公室", "Joint meeting office"),
    "EDU": ("教育局", "Education bureau"),
    "PSB": ("公安局", "Public security bureau"),
    "PCS": ("派出所", "Police station"),
    "TRF": ("交警", "Traffic police"),
    "SAMR": ("市场监管局", "Market regulator"),
    "CULT": ("文旅局", "Culture and tourism"),
    "UM": ("综合执法局", "Urban management"),
    "FIRE": ("消防救援", "Fire service"),
    "HLTH": ("卫健委", "Health commission"),
    "CIV": ("民政", "Civil affairs"),
    "TOWN": ("乡镇街道", "Township"),
    "SUP": ("教育督导", "Education inspectorate"),
    "SCH": ("学校", "School"),
}

SCHOOL_TYPES = {
    "kindergarten": ("幼儿园", "Kindergarten"),
    "primary": ("小学", "Primary school"),
    "junior": ("初级中学", "Junior secondary school"),
    "nine_year": ("九年一贯制学校", "Nine-year school"),
    "senior": ("高级中学", "Senior secondary school"),
    "complete": ("完全中学", "Complete secondary school"),
    "vocational": ("中等职业学校", "Vocational school"),
    "special": ("特殊教育学校", "Special education school"),
    "correctional": ("专门学校", "Specialised school"),
    "college": ("高等学校", "College"),
    "other": ("其他", "Other"),
}

CHECKPOINT_KINDS = {
    "gate": ("校门", "Gate"),
    "internal": ("校内", "Inside"),
    "surroundings": ("周边", "Surroundings"),
    "guard_post": ("护学岗", "Guard post"),
}

CODE_STATES = {
    "issued": ("已生成", "Issued"),
    "printed": ("已打印", "Printed"),
    "mounted": ("已张贴", "Mounted"),
    "replaced": ("已更换", "Replaced"),
    "lost": ("已丢失", "Lost"),
    "retired": ("已停用", "Retired"),
}
LIVE_CODE_STATES = ("issued", "printed", "mounted")
