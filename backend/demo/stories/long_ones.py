"""What goes on after striking off, and what hangs between offices: look-backs, recurrences, transfers, whistles, questions."""

from __future__ import annotations

from backend.demo.stories.shape import Act, Photo, Story, acknowledge, assign, escalate, submit, verify

LONG_ONES = (
    Story(
        "beam", 1, "体育器材区", "building", "BLD03", "-45 10:05", "启明带班",
        "平衡木支架裂了，有学生绊倒。", (Photo("hoop"),),
        (
            assign("-45 10:30", "启明安保", "SCH"),
            acknowledge("-45 10:40", "启明安保", "停用，更换支架"),
            submit("-43 15:00", "启明安保", "支架已更换，试压合格。", "hoop"),
            verify("-43 16:10", "启明校长", "已看，稳固。"),
            Act("-20 09:30", "教安科", "pass_look_back", "一个月后再看，支架没有松动。", Photo("hoop", after=True)),
        ),
    ),
    Story(
        "corridor_rail", 7, "教学楼", "building", "BLD02", "-44 14:20", "临河班主任",
        "二楼走廊栏杆焊点脱开。", (Photo("railing"),),
        (
            assign("-44 14:50", "临河安保", "SCH"),
            acknowledge("-44 15:00", "临河安保", "补焊并逐根检查"),
            submit("-42 11:00", "临河安保", "焊点已补，逐根拉过。", "railing"),
            verify("-42 15:30", "临河校长", "已看，合格。"),
            Act("-3 10:10", "督学", "fail_look_back", photo=Photo("railing"),
                details={"reason": "同一处又脱开，焊缝没有打磨，须整段更换。"}),
        ),
    ),
    Story(
        "lamp_again", 8, "庭院路灯", "road", "TEC05", "-2 18:35", "特教带班",
        "修过的路灯又不亮了。", (Photo("lamp"),),
        (assign("-1 08:40", "校安办", "SCH", say="同一盏灯再次损坏，请查线路。", recurrence_of="lamp"),),
    ),
    Story(
        "stalls", 3, "南门夜市", "shop", "ENV06", "-2 19:10", "云岭带班",
        "夜市摊位占到校门口，人行道过不去。", (Photo("vendor_cart"),),
        (
            assign("-1 09:20", "校安办", "SAMR"),
            Act("-1 11:00", "市监员", "ask_transfer",
                details={"to": "UM", "reason": "占道摆摊由城管管理。", "legal_basis": "县职责清单第 12 条"}),
        ),
    ),
    Story(
        "bus_stop", 5, "校车停靠点", "road", "TRF08", "-12 16:10", "青禾带班",
        "校车停靠点没有标线，车和学生挤在一起。", (Photo("worn_crossing"),),
        (
            assign("-12 17:00", "校安办", "TRF"),
            acknowledge("-11 10:00", "交警甲", "勘察后划线，设停靠标志"),
            Act("-8 09:00", "青禾安保", "whistle", "每天四十个孩子在这里上下车，请交警到现场。",
                details={"unit": "TRF"}),
            escalate("-7 09:00", "校安办", "学校已吹哨，请单位负责人到场。"),
            escalate("-5 09:00", "校安办", "没有到场，发提示函。", letter="advisory_letter"),
            escalate("-2 10:00", "校安办", "请联席会议协调经费。"),
            Act("-2 10:05", "校安办", "put_on_agenda", "标线经费由谁出，提请下次会议定。"),
        ),
    ),
    Story(
        "ramp", 8, "无障碍通道", "building", "BLD02", "-6 09:40", "特教带班",
        "坡道扶手松动，坐轮椅的孩子抓不稳。", (Photo("railing"),),
        (
            assign("-6 10:10", "校安办", "SCH", due="+4"),
            acknowledge("-6 10:30", "特教安保", "加固扶手，课间有人扶"),
            escalate("-1 14:00", "校安办", "请校长亲自盯一下进度。"),
        ),
    ),
    Story(
        "shop_front", 2, "校门对面商铺", "shop", None, "-3 07:35", None,
        "店里卖的东西很可疑。", (Photo("snack_shelf"),),
        (
            Act("-3 09:00", "校安办", "ask_info", details={"question": "是哪一家店、卖的什么？方便的话补一张照片。"}),
            Act("-3 12:20", None, "supplement", "校门正对面第二家，三无的卡通糖果。"),
            assign("-3 14:30", "校安办", "SAMR", category="GDS01", due="+4"),
            acknowledge("-3 16:00", "市监员", "现场检查进货票据"),
        ),
    ),
    Story(
        "loose_sign", 2, "正门公交站", "road", None, "-150min", None, "路边的牌子好像要倒了。",
        acts=(Act("-100min", "校安办", "ask_info", details={"question": "是公交站牌还是交通标志牌？在站台哪一头？"}),),
    ),
    Story(
        "manhole", 4, "接送区", "unsure", None, "-7 17:15", None, "接送区外的市政井盖响，车一过就翘。",
        (Photo("works_pit"),),
        (Act("-7 17:40", "校安办", "refer_out", details={"channel": "12345", "how": "电话转热线，工单由市政养护处办理"}),),
    ),
)  # fmt: skip
