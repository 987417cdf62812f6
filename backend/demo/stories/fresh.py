"""What waits for somebody today, and the odd ones: rejected, set aside, late, without its photo."""

from __future__ import annotations

from backend.demo.stories.shape import Act, Photo, Story

FRESH = (
    Story(
        "elsewhere", 1, "后墙外巷道", "unsure", None, "-3 12:10", None, "这里很危险，请处理。", (Photo("elsewhere"),),
        (
            Act("-3 14:30", "校安办", "reject", "照片是外县的路口，启明小学周边现场未见。",
                details={"reason": "not_found"}),
        ),
    ),
    Story(
        "sagging_branch", 1, "后墙外巷道", "unsure", None, "-35min", None,
        "巷子里有根大树枝快断了，下面是学生走的路。", (Photo("branch"),),
    ),
    Story(
        "speeding", 1, "启明路斑马线", "traffic", None, "-20min", None, "摩托车冲过斑马线，差点撞到学生。",
        (Photo("crosswalk", sent=False),), danger=True,
    ),
    Story(
        "stair_lights", 2, "宿舍楼楼梯间", "fire", "FIR02", "-1 17:20", "北辰保安甲",
        "三楼应急照明灯两盏不亮。", (Photo("dark_stairs"),),
    ),
    Story(
        "rail", 6, "教室走廊", "building", "BLD02", "-1 16:00", "柳溪保安甲",
        "走廊栏杆有两根松动。当时没有信号，回到乡里才发出。", (Photo("railing"),), seen_at="-6 10:40",
    ),
    Story(
        "robot", 1, "A门（南大门）", "unsure", None, "-2 03:12", None, "低价办证，点击链接了解。", trapped=True,
    ),
)  # fmt: skip
