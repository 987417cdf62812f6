"""Inside the schools: walls, exits, wires, gas."""

from __future__ import annotations

from backend.demo.stories.shape import (
    Act,
    Photo,
    Story,
    acknowledge,
    ask_extension,
    assign,
    check,
    fail,
    protect,
    submit,
    verify,
    verify_on_site,
)

INSIDE = (
    Story(
        "wall", 2, "后墙", "building", "PHY01", "-4 16:10", "北辰保安甲",
        "后墙塌了约 1.2 米的缺口，人可以跨过去。", (Photo("wall_gap"),),
        (
            assign("-4 16:40", "北辰安保", "SCH", due="+1"),
            acknowledge("-4 17:00", "北辰安保", "今晚用铁网临时封堵并加派巡查，三日内砌好"),
            protect("-4 19:10", "北辰安保", "铁网封堵缺口，夜间加一班巡查", "+6", "wall_gap"),
            check("-2 08:10", "北辰安保", "铁网完好。"),
            ask_extension("-2 11:00", "北辰安保", "砌块明天才到货，砂浆要养护。", "+3", "wall_gap"),
            Act("-1 09:00", "校安办", "grant_extension", "同意延期，临时封堵不能撤，每天巡查。"),
        ),
    ),
    Story(
        "alarm", 6, "值班室", "gate", "TEC01", "-3 09:30", "青禾警",
        "一键报警按钮按下无反应，线路断开。", (Photo("alarm"),),
        (
            assign("-3 10:00", "校安办", "SCH", due="-3", criteria="安防：一键报警装置失效"),
            acknowledge("-3 11:20", "柳溪安保", "联系维保接线，期间值班室电话不离人"),
        ),
    ),
    Story(
        "dorm_exit", 3, "一号宿舍楼梯间", "fire", "FIR01", "-15 21:10", "督学",
        "夜查发现一号宿舍东侧楼梯门上了锁。", (Photo("locked_exit"),),
        (
            assign("-15 21:25", "校安办", "SCH", criteria="消防：疏散通道、安全出口锁闭或堵塞"),
            acknowledge("-15 21:40", "云岭安保", "立即开锁，换装推杆式消防门锁"),
            submit("-15 22:30", "云岭安保", "已开锁，门前杂物清走，换装推杆锁。", "locked_exit"),
            verify_on_site("-14 20:40", "督学", "夜间到现场推门两次，均能打开。", "locked_exit"),
            Act("-13 09:00", "校安办", "close_out", "核对照片和督学记录，同意销号。"),
        ),
        found_via="supervisor_inspection",
    ),
    Story(
        "gas", 2, "食堂燃气间", "fire", "FIR04", "-5 10:15", "北辰安保",
        "燃气间报警器不响，软管老化有裂纹。", (Photo("gas_hose"),),
        (
            assign("-5 10:30", "校安办", "SCH", criteria="运行-1"),
            acknowledge("-5 10:50", "北辰安保", "关阀停用，今日更换软管和报警器"),
            submit("-5 17:30", "北辰安保", "软管、报警器已更换，燃气公司检测合格。", "gas_hose"),
            verify_on_site("-1 10:20", "教安科", "现场试响一次，正常。", "gas_hose"),
        ),
    ),
    Story(
        "lab", 3, "化学试剂室", "building", "LAB01", "-10 14:00", "云岭带班",
        "试剂柜只有一把锁，台账最近两周没有登记。",
        acts=(
            assign("-10 15:00", "校安办", "SCH", due="+4", criteria="实验-1"),
            acknowledge("-10 16:00", "云岭安保", "加装第二把锁，补齐台账，双人领用"),
            Act("-6 11:00", "云岭安保", "submit", photo=Photo("lab_cabinet", after=True),
                details={"measure": "双锁已装，台账补到当天。"}),
            fail("-5 15:30", "教安科", "双锁已装，但领用登记仍只有一人签名。", "lab_cabinet"),
        ),
    ),
    Story(
        "extinguishers", 4, "消防器材点", "fire", "FIR02", "-2 08:30", "星星保安甲",
        "一层灭火器箱是空的，少两具。", (Photo("extinguisher"),),
        (
            assign("-2 09:00", "星星安保", "SCH"),
            acknowledge("-2 09:05", "星星安保", "补配两具并贴检查卡"),
            submit("-1 15:20", "星星安保", "已补配两具 4 公斤干粉灭火器。", "extinguisher"),
        ),
    ),
    Story(
        "lamp", 8, "庭院路灯", "road", "TEC05", "-13 18:40", "特教带班",
        "庭院路灯不亮，晚上接送时看不清台阶。", (Photo("lamp"),),
        (
            assign("-12 08:30", "特教安保", "SCH"),
            acknowledge("-12 08:35", "特教安保", "更换灯头，台阶贴反光条"),
            submit("-10 18:20", "特教安保", "灯已修好，台阶贴了反光条。", "lamp"),
            verify("-9 18:30", "特教校长", "天黑后看过，亮。"),
        ),
    ),
    Story(
        "wires", 5, "配电箱", "fire", "FIR03", "-11 10:05", "青禾班主任",
        "配电箱门掉了，电线露在外面，学生够得到。", (Photo("wires"),),
        (
            assign("-11 10:20", "青禾安保", "SCH"),
            acknowledge("-11 10:25", "青禾安保", "断电，装箱门并上锁"),
            submit("-10 16:00", "青禾安保", "箱门已装并上锁，电线入槽。", "wires"),
            verify("-9 09:10", "青禾校长", "已看，合格。"),
        ),
    ),
    Story(
        "canteen", 1, "食堂后厨", "campus", "CAN01", "-5 09:10", "启明带班",
        "后厨生熟案板混放，留样柜温度偏高。", (Photo("canteen"),),
        (
            assign("-5 09:30", "启明安保", "SCH", due="+1"),
            acknowledge("-5 09:40", "启明安保", "分开案板并贴标，检修留样柜"),
        ),
    ),
    Story(
        "court", 5, "体育场", "building", "BLD03", "-16 15:00", "青禾保安甲",
        "篮球架底座螺丝松动，轻推就晃。", (Photo("hoop"),),
        (
            assign("-16 15:30", "青禾安保", "SCH"),
            acknowledge("-16 15:35", "青禾安保", "停用并围挡，请厂家加固"),
            submit("-11 11:00", "青禾安保", "厂家已加固，试压合格。", "hoop"),
            verify("-11 14:00", "青禾校长", "现场试推，稳固。"),
        ),
    ),
)  # fmt: skip
