"""Every number of the presence verdict, with its unit and why it is so (in Chinese: docs/patrol-verdict.zh-CN.md prints them).

A stored verdict names the version it was made by; change a number, and the version changes with it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


def _number(value: float, unit: str, why: str) -> Any:
    return field(default=value, metadata={"unit": unit, "why": why})


@dataclass(frozen=True)
class Thresholds:
    """The numbers, as the simulator was tuned on (`benchmarks/verdict`)."""

    version: str = "2026-1"
    doubtful_from: float = _number(3, "分", "一个强疑点，或三个弱疑点")
    contradicted_from: float = _number(6, "分", "两个强疑点；单独一个强疑点不足以否定一个人")
    accuracy_counted_m: float = _number(100, "米", "定位误差最多抵这么多；更差的定位说明不了一个点位")
    off_site_capture_m: float = _number(50, "米", "点位不是在现场采集的，范围放宽这么多")
    vehicle_reach_m: float = _number(50, "米", "车巡在车上扫码，停车处离牌子有距离")
    edge_m: float = _number(60, "米", "高楼旁定位的常见偏差，在此以内只算弱疑点")
    coarse_times: float = _number(3, "倍误差", "网络定位误差的三倍之外才算远")
    elsewhere_m: float = _number(1_000, "米", "超出范围这么多，就不是定位误差了")
    elsewhere_times: float = _number(5, "倍误差", "误差大的定位，要远到这个倍数才算在别处")
    neighbour_m: float = _number(50, "米", "前后两次定位离各自点位这么近（加误差），中间一次远的就可能是定位跳动")
    datum_fit_m: float = _number(60, "米", "按火星坐标换算后落在允许范围或这么近之内，就当作坐标系用错")
    reading_fresh_s: float = _number(120, "秒", "更早的定位不是扫码这一刻的")
    foot_speed: float = _number(3, "米/秒", "成人最快步行约 2.5 米/秒，留有余地")
    foot_impossible_speed: float = _number(10, "米/秒", "接近短跑世界纪录")
    vehicle_speed: float = _number(33, "米/秒", "约 120 公里/小时")
    travel_speed: float = _number(15, "米/秒", "两轮巡查之间可以乘车：城区约 54 公里/小时")
    place_error_least_m: float = _number(15, "米", "点位坐标的误差，采集时手机自称再准也按这个算")
    place_error_most_m: float = _number(50, "米", "点位坐标的误差最多算这么多")
    arm_m: float = _number(10, "米", "扫码时人离牌子的距离")
    round_speed: float = _number(2.5, "米/秒", "整轮连着走并逐点扫码，直线速度达不到这么快")
    round_least_way_m: float = _number(200, "米", "再短的路程，走快走慢看不出来")
    round_scan_s: float = _number(3, "秒", "每个点扫码、打开页面、确认至少要的时间")
    round_slack_m: float = _number(8, "米/段", "点位坐标误差会让每段路显得更长")
    clock_off_s: float = _number(300, "秒", "手机时间差在五分钟内不提")
    late_sync_s: float = _number(72 * 3_600, "秒", "超过 72 小时才上传的，请负责人过目")
    proof_fresh_s: float = _number(600, "秒", "照片拍于扫码前后十分钟内才算现拍")
    device_close_s: float = _number(120, "秒", "同一轮里别人用同一部手机，相隔这么近就是一人替多人")
    device_between_s: float = _number(300, "秒", "前后这么近都有别人在用同一部手机；交接班只会有一侧")
    repeat_s: float = _number(120, "秒", "同一点位短时间内重复记录")
    repeat_times: float = _number(3, "次", "重复两次多半是手误，三次起提请核实")
    rapid_s: float = _number(2, "秒", "打开一个点位的页面并确认，快不过这个")
    rapid_least: float = _number(3, "个", "接连这么多个点位都快得不可能，才算疑点")
    moved_least: float = _number(3, "个", "至少这么多个可用的定位，才看得出人动没动")
    moved_spread_m: float = _number(30, "米", "点位散开得比这小，定位误差会盖过走动")
    moved_share: float = _number(0.5, "倍", "点位每走一米，定位（连同误差）跟着走不到这么多，人就没怎么动")
    middle_error_m: float = _number(25, "米", "一轮定位的中间位置，误差按这个算")
    round_least_visits: float = _number(3, "次", "少于这么多次记录，谈不上“整轮”")
    elsewhere_share: float = _number(0.6, "占比", "一轮里多数定位都不在点位，其余没有定位的也要核实")
    copied_share: float = _number(0.6, "占比", "多数定位与以前的记录一位不差：真实的定位不会这样重复")
    copied_least: float = _number(4, "个", "少于这么多个，可能只是碰巧或室内网络定位")
    same_spread_m: float = _number(100, "米", "不同点位的定位一位不差，而点位相距超过这么多")


THRESHOLDS = Thresholds()
