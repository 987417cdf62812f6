"""The two tables that counties fill in: schools and checkpoints, with the headings offices use for their columns."""

from __future__ import annotations

from backend.core.spreadsheets import CellError, Column, Sheet, choice, coordinate, text
from backend.places.kinds import CHECKPOINT_KINDS, SCHOOL_TYPES
from backend.places.rules import is_school_code

SCHOOLS, CHECKPOINTS = "学校", "点位"
_DATUMS = {
    "WGS-84": "wgs84",
    "GCJ-02": "gcj02",
    **dict.fromkeys(("WGS84", "wgs84", "GPS", "北斗", "天地图", "CGCS2000", "国家2000"), "wgs84"),
    **dict.fromkeys(("GCJ02", "gcj02", "高德", "腾讯", "微信", "火星坐标", "国测局坐标"), "gcj02"),
}
_TYPES = {zh: word for word, (zh, _) in SCHOOL_TYPES.items()} | {
    "完全小学": "primary",
    "小学教学点": "primary",
    "教学点": "primary",
    "普通小学": "primary",
    "初中": "junior",
    "普通初中": "junior",
    "九年一贯制": "nine_year",
    "高中": "senior",
    "普通高中": "senior",
    "完中": "complete",
    "中职": "vocational",
    "职高": "vocational",
    "职业高中": "vocational",
    "特教": "special",
    "特殊教育": "special",
    "工读学校": "correctional",
}
_KINDS = {zh: word for word, (zh, _) in CHECKPOINT_KINDS.items()} | {
    "大门": "gate",
    "门口": "gate",
    "校内点位": "internal",
    "校园内": "internal",
    "校园周边": "surroundings",
    "护学岗位": "guard_post",
}


def _school_code(value: str) -> str:
    code = value.replace(" ", "").replace("—", "-").replace("–", "-")
    if not is_school_code(code):
        raise CellError(f"“{value}”不是学校标识码：应为 10 位数字，教学点在后面加 -01、-02。")
    return code


_CODE = Column(
    "school_code",
    "学校标识码",
    ("标识码", "学校代码", "学校(机构)标识码", "机构标识码"),
    required=True,
    parse=_school_code,
    note="教育部统一的 10 位标识码；教学点在所属学校的标识码后加 -01、-02。",
)
_LAT = Column("lat", "纬度", ("北纬", "lat"), parse=coordinate, note="小数形式的度数，如 38.901234。")
_LNG = Column("lng", "经度", ("东经", "lng", "lon"), parse=coordinate, note="小数形式的度数，如 83.101234。")
_DATUM = Column(
    "datum",
    "坐标系",
    ("坐标系统", "坐标类型"),
    parse=choice(_DATUMS),
    note="手机定位和天地图填 WGS-84；高德、腾讯地图上取的点填 GCJ-02。不填按 WGS-84。百度坐标请先转换。",
    choices=("WGS-84", "GCJ-02"),
)
SCHOOL_COLUMNS = [
    _CODE,
    Column("name", "学校名称", ("学校", "学校全称", "名称", "校名"), required=True, parse=text(80), note="全称。"),
    Column("short_name", "简称", ("学校简称",), parse=text(40), note="平时的叫法，不填用全称。"),
    Column(
        "school_type",
        "学校类型",
        ("办学类型", "学校类别", "学段"),
        required=True,
        parse=choice(_TYPES),
        choices=tuple(zh for zh, _ in SCHOOL_TYPES.values()),
    ),
    Column(
        "township",
        "乡镇",
        ("乡镇街道", "所在乡镇", "所属乡镇", "镇街"),
        required=True,
        note="本县乡镇（街道）的名称或区划代码。",
    ),
    Column(
        "precinct",
        "派出所",
        ("辖区派出所", "所属派出所", "管辖派出所"),
        note="负责这所学校的派出所，不一定是所在乡镇的。",
    ),
    Column("parent", "所属学校", ("中心校", "主校", "上级学校"), parse=_school_code, note="教学点填所属学校的标识码。"),
    _LAT,
    _LNG,
    _DATUM,
]
CHECKPOINT_COLUMNS = [
    _CODE,
    Column("name", "点位名称", ("点位", "巡查点", "巡查点名称", "位置"), required=True, parse=text(60)),
    Column(
        "kind",
        "类型",
        ("点位类型", "类别"),
        required=True,
        parse=choice(_KINDS),
        choices=tuple(zh for zh, _ in CHECKPOINT_KINDS.values()),
    ),
    _LAT,
    _LNG,
    _DATUM,
]
WANTED = {SCHOOLS: SCHOOL_COLUMNS, CHECKPOINTS: CHECKPOINT_COLUMNS}
TEMPLATE = [
    Sheet(
        SCHOOLS,
        SCHOOL_COLUMNS,
        [
            {
                "school_code": "2199000001",
                "name": "示范县启明小学",
                "short_name": "启明小学",
                "school_type": "小学",
                "township": "城关镇",
                "precinct": "城关所",
                "lat": 38.901234,
                "lng": 83.101234,
                "datum": "WGS-84",
            },
            {
                "school_code": "2199000005-01",
                "name": "柳溪教学点",
                "school_type": "小学",
                "township": "青禾乡",
                "precinct": "青禾所",
                "parent": "2199000005",
            },
        ],
    ),
    Sheet(
        CHECKPOINTS,
        CHECKPOINT_COLUMNS,
        [
            {"school_code": "2199000001", "name": "东门", "kind": "校门", "lat": 38.9012, "lng": 83.1013},
            {"school_code": "2199000001", "name": "一号教学楼", "kind": "校内"},
        ],
    ),
]
