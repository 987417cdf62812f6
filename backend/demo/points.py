"""The checkpoints of the eight schools: kind, name, and metres east and north of the school's middle."""

from __future__ import annotations

from dataclasses import dataclass

_KINDS = {"门": "gate", "内": "internal", "外": "surroundings", "岗": "guard_post"}
_TABLE = """
1 门 A门（南大门） 0 -95
1 门 B门（北门） 20 98
1 内 门卫室 8 -88
1 内 教学楼一层大厅 -10 -30
1 内 教学楼东侧楼梯 25 -25
1 内 教学楼顶层天台门 -5 -22
1 内 实验楼一层 45 10
1 内 食堂后厨 -55 30
1 内 食堂燃气间 -66 36
1 内 配电房 62 40
1 内 操场看台 -30 62
1 内 体育器材区 -58 66
1 内 西侧围墙 -82 0
1 内 消控室 12 -60
1 外 启明路斑马线 4 -112
1 外 启明路公交站 55 -118
1 外 文具小吃一条街 -48 -126
1 外 东侧停车带 92 -20
1 外 后墙外巷道 -20 116
1 岗 A门护学岗 -6 -104
2 门 正门 0 -120
2 门 后门 -30 126
2 内 教学楼一层大厅 10 -40
2 内 宿舍楼楼梯间 70 60
2 内 食堂燃气间 -72 44
2 内 理化实验室 42 -8
2 内 后墙 -48 124
2 内 操场 -20 60
2 外 正门公交站 40 -140
2 外 校门对面商铺 -16 -148
3 门 东门 150 0
3 门 南门 10 -160
3 门 西门 -150 20
3 内 一号宿舍楼梯间 80 90
3 内 二号宿舍楼梯间 110 92
3 内 化学试剂室 -40 30
3 内 图书馆 0 20
3 内 锅炉房 -100 -80
3 外 云岭路网吧街 310 -40
3 外 南门夜市 20 -190
4 门 大门 0 -38
4 内 活动室 6 0
4 内 厨房 -18 12
4 内 消防器材点 10 8
4 外 接送区 4 -52
5 门 大门 0 -70
5 内 教学楼 6 -10
5 内 食堂 -36 20
5 内 体育场 20 48
5 内 配电箱 -18 -30
5 岗 校车停靠点 34 -82
5 外 乡道路口 -30 -96
6 门 大门 0 -24
6 内 值班室 6 -16
6 内 教室走廊 0 4
6 岗 村口护学岗 -60 -48
7 门 东大门 110 0
7 门 南门 0 -115
7 内 教学楼 10 10
7 内 食堂 -60 30
7 内 河堤一侧围墙 -104 20
7 外 河堤步道 -150 40
7 外 集市路口 40 -150
7 外 集市玩具店 66 -160
7 外 东门斑马线 128 4
8 门 大门 0 -60
8 内 无障碍通道 10 -20
8 内 教学楼走廊 -6 6
8 内 庭院路灯 26 18
8 外 门前施工路段 30 -92
"""


@dataclass(frozen=True)
class Point:
    """A checkpoint; `east` and `north` are metres from the middle of its school."""

    school: int
    kind: str
    name: str
    east: float
    north: float


def _read() -> tuple[Point, ...]:
    rows = (line.split() for line in _TABLE.strip().splitlines())
    return tuple(
        Point(int(school), _KINDS[kind], name, float(east), float(north)) for school, kind, name, east, north in rows
    )


POINTS = _read()
