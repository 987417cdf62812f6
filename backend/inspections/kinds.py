"""The words of this room as they are stored, each with what people read. Pure."""

from __future__ import annotations

TYPES = {
    "joint": ("联合检查", "Joint inspection"),
    "cross": ("交叉互查", "Cross inspection"),
    "special": ("专项检查", "Special inspection"),
    "touring": ("巡回检查", "Touring inspection"),
    "spot": ("随机抽查", "Spot check"),
    "look_back": ("回头看", "Look-back"),
}
FOUND_VIA = {
    "joint": "joint_inspection",
    "cross": "cross_inspection",
    "special": "special_inspection",
    "touring": "touring_inspection",
    "spot": "spot_check",
    "look_back": "look_back",
}
"""The channel by which a hazard of such an inspection enters the ledger (domain: source channels)."""
UNANNOUNCED = frozenset({"spot", "touring"})
"""The school itself learns of these when its list is signed."""
STATES = {"draft": "草稿", "open": "进行中", "closed": "已结束"}
ANSWERS = {"yes": "是", "no": "否", "na": "不适用"}
SIDES = {"inspector": "检查人员", "school": "学校"}
DRAW_BY = ("township", "school")
