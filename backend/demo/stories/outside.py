"""Around the schools: streets, shops, water."""

from __future__ import annotations

from backend.demo.stories.shape import (
    Act,
    Photo,
    Story,
    acknowledge,
    ask_extension,
    assign,
    check,
    escalate,
    fail,
    protect,
    submit,
    verify,
)

OUTSIDE = (
    Story(
        "gate_parking", 1, "A门（南大门）", "traffic", "TRF01", "-18 07:38", "启明保安甲",
        "三辆车停在A门禁停区内，学生只能从车行道绕过去。", (Photo("car_at_gate"),),
        (
            assign("-18 07:46", "校安办", "TRF", say="早高峰，请马上到场。"),
            acknowledge("-18 07:52", "交警甲", "现场劝离，拒不驶离的依法处理"),
            submit("-18 08:15", "交警甲", "三辆车已全部驶离，禁停区摆放了锥桶。", "car_at_gate"),
            verify("-18 08:40", "启明安保", "到现场看过，A门前已清空。"),
            Act("-10 15:00", "安全管理员", "freeze", details={"document_no": "示公调证〔{year}〕12号"}),
        ),
    ),
    Story(
        "snacks", 1, "文具小吃一条街", "shop", "GDS01", "-12 16:32", None,
        "小店卖给学生的辣条没有厂名和日期。", (Photo("snack_shelf"),),
        (
            assign("-12 17:05", "校安办", "SAMR", say="群众反映，请当日核查。"),
            acknowledge("-12 17:20", "市监员", "现场检查，问题食品下架封存"),
            submit("-12 19:10", "市监员", "查扣无标识食品 38 袋，店主已签承诺书。", "snack_shelf"),
            verify("-11 09:30", "教安科", "与市场监管局核对了查扣清单，货架已清理。"),
            Act("-4 18:20", None, "dispute", "今天放学又看到同样的辣条摆出来了。"),
        ),
    ),
    Story(
        "snacks_again", 1, "文具小吃一条街", "shop", None, "-12 16:51", None,
        "我也看到了，孩子买的辣条没有生产日期。", joins="snacks",
    ),
    Story(
        "vendor", 1, "B门（北门）", "shop", "ENV08", "-8 11:35", None,
        "流动摊车堵在北门人行道上，放学时学生走到马路上。", (Photo("vendor_cart"),),
        (
            assign("-8 11:50", "校安办", "UM", due="+1"),
            acknowledge("-8 12:05", "城管员", "劝导离开，放学时段定点值守"),
            submit("-8 14:20", "城管员", "摊车已劝离，人行道恢复通行。", "vendor_cart"),
            fail("-7 16:20", "城关所长", "今天放学时摊车又回来了，值守没有落实。", "vendor_cart"),
        ),
    ),
    Story(
        "internet_cafe", 3, "云岭路网吧街", "venue", "ENV02", "-6 15:10", "治安队",
        "新开网吧距校界实测约 164 米，不足 200 米。", (Photo("internet_cafe"),),
        (
            assign("-6 16:40", "校安办", "CULT", due="+2", say="公安配合，请文旅局牵头处理。"),
            Act("-6 17:05", "文旅员", "ask_transfer",
                details={"to": "PSB", "reason": "无证上网应先由公安查处。", "legal_basis": "县职责清单第 8 条"}),
            Act("-6 17:25", "校安办", "refuse_transfer", "距离不足属文旅许可事项，由文旅局牵头。"),
            acknowledge("-5 09:15", "文旅员", "现场复测距离，核对经营许可，拟责令停业整改"),
            Act("-4 09:00", "校安办", "urge", "请本周内拿出处理意见。"),
            escalate("-3 09:00", "校安办", "催办后没有回音，请单位负责人过问。"),
            escalate("-2 09:00", "校安办", "仍未报处理意见，发提示函。", letter="advisory_letter"),
            Act("-2 15:30", "校安办", "sign_letter",
                details={"kind": "advisory_letter", "document_no": "示校安提〔{year}〕4号", "signed_name": "演示·主任"}),
        ),
        found_via="special_inspection",
    ),
    Story(
        "river", 7, "河堤步道", "water_works", "DRN01", "-17 10:20", "临河警",
        "河堤步道约 30 米没有护栏，也没有警示牌，学生放学常走这里。", (Photo("river_bank"),),
        (
            assign("-17 14:00", "校安办", "临河镇", due="-9", say="先设临时警戒，再装护栏。"),
            Act("-17 14:10", "校安办", "set_tracker", details={"tracker": "临河警"}),
            acknowledge("-16 09:00", "临河镇干部", "先拉警戒线、立警示牌，护栏列入工程"),
            protect("-16 15:30", "临河镇干部", "拉警戒线、立警示牌，放学时段有人值守", "+10", "river_bank"),
            check("-9 08:40", "临河镇干部", "警戒线重新拉过，警示牌完好。"),
            Act("-7 10:00", "校安办", "urge", "护栏何时进场，请报时间。"),
            check("-2 16:20", "临河安保", "警示牌还在。"),
            escalate("-1 09:00", "校安办", "逾期已久，报告县政府，建议挂牌督办。", letter="summons_talk"),
        ),
    ),
    Story(
        "congestion", 1, "启明路斑马线", "traffic", "TRF07", "-9 07:55", "家长001",
        "早上送学车辆双排停靠，斑马线被堵住。", (Photo("crosswalk"),),
        (
            assign("-9 10:30", "校安办", "TRF", due="+2"),
            acknowledge("-9 15:00", "交警甲", "早高峰增派警力，设置即停即走区"),
            protect("-8 08:20", "交警甲", "早高峰两名民警疏导，锥桶隔出步行道", "+9", "crosswalk"),
            ask_extension("-1 10:30", "交警甲", "即停即走区要重新划线，等施工队排期。", "+8", "crosswalk"),
        ),
    ),
    Story(
        "congestion_twice", 1, "启明路公交站", "traffic", None, "-8 08:05", None,
        "公交站旁边送孩子的车堵成两排。",
        acts=(Act("-8 09:00", "校安办", "merge", "与启明路斑马线拥堵为同一问题。", details={"master": "congestion"}),),
    ),
    Story(
        "van", 5, "乡道路口", "bus", "BUS03", "-130min", None,
        "面包车接送学生，看着坐了十几个孩子。", (Photo("van"),),
        (assign("-95min", "校安办", "TRF", due="0", criteria="校车-1"),),
        danger=True,
    ),
    Story(
        "van_twice", 5, "乡道路口", "bus", "BUS03", "-120min", None, "乡道口有超员的面包车，牌照看不清。",
        acts=(Act("-90min", "校安办", "merge", "同一辆车，并入前一件。", details={"master": "van"}),),
    ),
    Story(
        "crossing_paint", 7, "东门斑马线", "road", "TRF08", "-14 09:40", "临河安保",
        "东门斑马线磨得看不清了，没有学校标志。", (Photo("worn_crossing"),),
        (
            assign("-14 11:00", "校安办", "TRF"),
            acknowledge("-13 09:20", "交警甲", "重新施划标线，补装注意儿童标志"),
            submit("-2 16:30", "交警甲", "标线已重划，标志已安装。", "worn_crossing", sent=False),
        ),
    ),
    Story(
        "works", 8, "门前施工路段", "water_works", "ENV13", "-7 08:20", "城关所长",
        "校门外管道施工，沟槽没有围挡，盲道被挖断。", (Photo("works_pit"),),
        (
            assign("-7 09:10", "校安办", "临河镇"),
            acknowledge("-7 10:30", "临河镇干部", "当天补齐围挡，恢复临时通道"),
            Act("-6 16:00", "特教安保", "whistle", "渣土车还在占道，请执法局到现场。", details={"unit": "UM"}),
            Act("-5 09:00", "城管员", "answer_whistle", "已到场，渣土车劝离，夜间复查。"),
            submit("-3 15:45", "临河镇干部", "围挡和警示灯已装好，临时无障碍通道已通。", "works_pit"),
        ),
    ),
    Story(
        "toys", 7, "集市玩具店", "shop", "GDS05", "-60min", "市监员",
        "巡查发现售卖可发射弹丸的仿真玩具枪。", (Photo("toy_shop"),), found_via="special_inspection",
    ),
    Story(
        "rental", 7, "集市路口", "venue", "ENV01", "-1 15:30", "临河警",
        "路口出租屋住着陪读家庭，楼道堆满杂物，没有登记。", found_via="special_inspection", self_assign=True,
    ),
)  # fmt: skip
