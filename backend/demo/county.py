"""示范县 as data: its divisions, offices, police stations and eight schools (domain.md §11.1), somewhere in an empty desert."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from math import cos, radians

CODE = "990121"
NAME = "示范县"
MIDDLE = (38.90, 83.10)
"""Degrees north and east, WGS-84."""
FOUNDED = date(2020, 1, 1)

DIVISIONS = (  # level, code, name, code of the division above
    ("nation", "000000", "全国", None),
    ("province", "990000", "示范省", "000000"),
    ("city", "990100", "示范市", "990000"),
    ("county", CODE, NAME, "990100"),
    ("township", "990121100", "城关镇", CODE),
    ("township", "990121200", "青禾乡", CODE),
    ("township", "990121101", "临河镇", CODE),
)

OFFICES = (  # key, kind, name, short name, key of the office above, township it stands for
    ("JMO", "JMO", "示范县校园安全工作联席会议办公室", "校安办", None, None),
    ("EDU", "EDU", "示范县教育局", "教育局", None, None),
    ("PSB", "PSB", "示范县公安局", "公安局", None, None),
    ("TRF", "TRF", "示范县公安局交通警察大队", "交警大队", "PSB", None),
    ("城关所", "PCS", "示范县公安局城关派出所", "城关所", "PSB", "城关镇"),
    ("青禾所", "PCS", "示范县公安局青禾派出所", "青禾所", "PSB", "青禾乡"),
    ("临河所", "PCS", "示范县公安局临河派出所", "临河所", "PSB", "临河镇"),
    ("SAMR", "SAMR", "示范县市场监督管理局", "市场监管局", None, None),
    ("CULT", "CULT", "示范县文化和旅游局", "文旅局", None, None),
    ("UM", "UM", "示范县综合行政执法局", "综合执法局", None, None),
    ("FIRE", "FIRE", "示范县消防救援大队", "消防大队", None, None),
    ("城关镇", "TOWN", "城关镇人民政府", "城关镇", None, "城关镇"),
    ("青禾乡", "TOWN", "青禾乡人民政府", "青禾乡", None, "青禾乡"),
    ("临河镇", "TOWN", "临河镇人民政府", "临河镇", None, "临河镇"),
    ("SUP", "SUP", "示范县人民政府教育督导室", "督导室", None, None),
)


@dataclass(frozen=True)
class DemoSchool:
    """A school; `east` and `north` are metres from the middle of the county. School 8 shows that precinct ≠ township."""

    number: int
    code: str
    name: str
    short_name: str
    kind: str
    township: str
    precinct: str
    east: float
    north: float
    campus_of: int | None = None

    @property
    def nick(self) -> str:
        """The two characters that its people's names carry."""
        return NICKS[self.number]


NICKS = {1: "启明", 2: "北辰", 3: "云岭", 4: "星星", 5: "青禾", 6: "柳溪", 7: "临河", 8: "特教"}
SCHOOLS = (
    DemoSchool(1, "2199000001", "示范县启明小学", "启明小学", "primary", "城关镇", "城关所", 300, 500),
    DemoSchool(2, "3199000002", "示范县北辰初级中学", "北辰初中", "junior", "城关镇", "城关所", -1400, 900),
    DemoSchool(3, "3499000003", "示范县云岭高级中学", "云岭高中", "senior", "城关镇", "城关所", 1800, -700),
    DemoSchool(
        4, "1199000004", "示范县小星星幼儿园（民办）", "小星星幼儿园", "kindergarten", "城关镇", "城关所", -600, -400
    ),
    DemoSchool(5, "2199000005", "青禾乡中心小学", "青禾中心小学", "primary", "青禾乡", "青禾所", -9000, 6500),
    DemoSchool(
        6, "2199000005-01", "柳溪教学点", "柳溪教学点", "primary", "青禾乡", "青禾所", -12500, 9800, campus_of=5
    ),
    DemoSchool(7, "3199000007", "临河镇九年一贯制学校", "临河学校", "nine_year", "临河镇", "临河所", 7200, -5200),
    DemoSchool(8, "5199000008", "示范县特殊教育学校", "特教学校", "special", "临河镇", "城关所", 4100, -3300),
)


def degrees(east: float, north: float) -> tuple[float, float]:
    """Return (lat, lng) of a point so many metres from the middle of the county."""
    lat, lng = MIDDLE
    return round(lat + north / 111_320, 6), round(lng + east / (111_320 * cos(radians(lat))), 6)
