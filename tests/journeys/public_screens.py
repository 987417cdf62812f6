"""Every screen and state of the pages that anybody may open: how to come there, by name."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Page, Route, expect

from qr_codes.token import SigningKey, new_code
from tests.journeys import acts
from tests.journeys.conftest import SCANNED
from tests.journeys.phone import Phone
from tests.journeys.pickups import MORE, NOTHING_MORE

TILE = "不清楚 / 其他"
ZEBRA = "启明小学 启明路斑马线"
STATUSES = {
    "received": "已收到",
    "asked": "请您补充",
    "handed_over": "已转责任单位",
    "in_progress": "处理中",
    "done": "已处理",
    "not_found": "未发现或不予受理",
    "merged": "已并入同一问题",
    "referred": "已转其他渠道",
}


@dataclass(frozen=True)
class Stage:
    """A stranger's phone; what must be undone after the look is left in `after`."""

    phone: Phone
    after: ExitStack

    def scan(self, place: str = SCANNED, state: str = "mounted") -> Page:
        """Open the page behind a plate."""
        return self.phone.go(f"/c/{self.phone.site.code_at(place, state=state).replace('-', '')}")

    def form(self) -> Page:
        """Come to the form of the report, by presses."""
        page = self.scan()
        acts.answer_questions(page, tile=TILE)
        return page

    def answer(self, path: str, status: int, body: dict[str, Any]) -> None:
        """Let the server say this once."""
        self.phone.expect_answer(status, path)
        kind = "application/problem+json" if status >= 400 else "application/json"
        text = json.dumps(body)
        self.phone.page.route(f"**{path}", lambda route: route.fulfill(status=status, content_type=kind, body=text))


SCREENS: dict[str, Callable[[Stage], None]] = {}


def _screen(name: str) -> Callable[[Callable[[Stage], None]], Callable[[Stage], None]]:
    def keep(way: Callable[[Stage], None]) -> Callable[[Stage], None]:
        SCREENS[name] = way
        return way

    return keep


@_screen("front door")
def _(stage: Stage) -> None:
    stage.phone.go("/")


@_screen("front door, a slip in the code")
def _(stage: Stage) -> None:
    page = stage.phone.go("/")
    page.get_by_label("输入牌子上的 16 位编号").fill("A1A1")
    page.get_by_role("button", name="打开", exact=True).click()
    expect(page.locator("#typed-error")).to_be_visible()


@_screen("place")
def _(stage: Stage) -> None:
    stage.scan()


@_screen("a mistyped code")
def _(stage: Stage) -> None:
    stage.phone.expect_answer(422, "/c/")
    stage.phone.go("/c/A1A1")


@_screen("a stranger's plate")
def _(stage: Stage) -> None:
    stage.phone.expect_answer(404, "/c/")
    stage.phone.go(f"/c/{new_code(SigningKey('A1', b'somebody with a printer'))}")


@_screen("a plate out of use")
def _(stage: Stage) -> None:
    stage.phone.expect_answer(410, "/c/")
    stage.scan("启明小学 西侧围墙", "lost")


@_screen("is anybody in danger")
def _(stage: Stage) -> None:
    stage.scan().get_by_role("link", name="上报隐患", exact=True).click()


@_screen("call 110 first")
def _(stage: Stage) -> None:
    page = stage.scan()
    page.get_by_role("link", name="上报隐患", exact=True).click()
    page.get_by_role("button", name="有，正在发生").click()
    expect(page.get_by_role("heading", name="请先打")).to_be_visible()


@_screen("which kind")
def _(stage: Stage) -> None:
    page = stage.scan()
    page.get_by_role("link", name="上报隐患", exact=True).click()
    page.get_by_role("button", name="没有，上报隐患").click()
    expect(page.get_by_role("heading", name="是哪一类问题")).to_be_visible()


@_screen("about a pupil: telephones")
def _(stage: Stage) -> None:
    SCREENS["which kind"](stage)
    stage.phone.page.get_by_role("button", name="涉及学生个人").click()
    expect(stage.phone.page.get_by_role("heading", name="请打电话说")).to_be_visible()


@_screen("the form")
def _(stage: Stage) -> None:
    expect(stage.form().get_by_text("已附上")).to_be_visible()


@_screen("the form, filled, one photo too many")
def _(stage: Stage) -> None:
    page = stage.form()
    pictures: Any = [acts.photo(scene) for scene in ("lamp", "wall_gap", "branch", "railing")]
    page.locator("input[type=file]").set_input_files(pictures)
    expect(page.get_by_text("最多 3 张照片")).to_be_visible()
    page.get_by_label("哪里、什么情况").fill("门口的井盖松了。")


@_screen("the form, somebody reported the like nearby")
def _(stage: Stage) -> None:
    page = stage.scan(ZEBRA)
    acts.answer_questions(page, tile="交通与停车")
    page.get_by_role("button", name="就是这个").first.click()
    expect(page.get_by_role("button", name="已选")).to_be_visible()


@_screen("the form, found again")
def _(stage: Stage) -> None:
    page = stage.form()
    page.get_by_label("哪里、什么情况").fill("门口的井盖松了。")
    page.reload()
    expect(page.get_by_text("已恢复上次没有提交的内容")).to_be_visible()


@_screen("on its way")
def _(stage: Stage) -> None:
    page = stage.form()
    held: list[Route] = []
    page.route("**/api/v1/reports", lambda route: held.append(route))
    stage.after.enter_context(stage.phone.forgiving())
    page.get_by_role("button", name="提交上报").click()
    expect(page.get_by_text("正在提交")).to_be_visible()


@_screen("received")
def _(stage: Stage) -> None:
    page = stage.form()
    acts.tell(page, note="门口的井盖松了。", scene="lamp")
    acts.send(page)


@_screen("received, its photos are not")
def _(stage: Stage) -> None:
    page = stage.form()
    acts.add_photo(page, "lamp")
    stage.after.enter_context(stage.phone.forgiving())
    page.route("**/photos/*", lambda route: route.abort())
    acts.send(page)
    expect(page.get_by_text("请先不要关闭本页")).to_be_visible()


@_screen("kept on the phone")
def _(stage: Stage) -> None:
    page = stage.form()
    stage.after.enter_context(stage.phone.without_network())
    page.get_by_role("button", name="提交上报").click()
    expect(page.get_by_role("heading", name="已存在这部手机里")).to_be_visible()


@_screen("place, one report waits")
def _(stage: Stage) -> None:
    SCREENS["kept on the phone"](stage)
    stage.phone.page.get_by_role("button", name="先离开").click()
    expect(stage.phone.page.get_by_role("heading", name="未上传 1 条")).to_be_visible()


@_screen("place, the waiting report has gone out")
def _(stage: Stage) -> None:
    SCREENS["place, one report waits"](stage)
    stage.after.close()
    expect(stage.phone.page.get_by_role("heading", name="上次的上报已收到")).to_be_visible()


@_screen("refused")
def _(stage: Stage) -> None:
    page = stage.form()
    stage.answer(
        "/api/v1/reports", 409, {"code": "x", "title": "这条上报无法接收", "detail": "请重新填写。", "status": 409}
    )
    page.get_by_role("button", name="提交上报").click()
    expect(page.get_by_role("heading", name="没有被接收")).to_be_visible()


@_screen("pickup")
def _(stage: Stage) -> None:
    expect(stage.phone.go("/p").get_by_label("查询码")).to_be_visible()


@_screen("pickup, nothing typed")
def _(stage: Stage) -> None:
    page = stage.phone.go("/p")
    page.get_by_role("button", name="查询", exact=True).click()
    expect(page.get_by_role("alert")).to_be_visible()


@_screen("pickup, no network")
def _(stage: Stage) -> None:
    page = stage.phone.go("/p")
    page.get_by_label("查询码").fill("ABCDEFGH")
    stage.after.enter_context(stage.phone.without_network())
    page.get_by_role("button", name="查询", exact=True).click()
    expect(page.get_by_role("heading", name="网络不通")).to_be_visible()


def _standing(key: str, label: str) -> Callable[[Stage], None]:
    def way(stage: Stage) -> None:
        at = "2026-01-05T08:00:00Z"
        steps = [{"at": at, "label": "已收到"}, {"at": at, "label": label}]
        said = {
            "status": {"key": key, "label": label},
            "place": "示范县启明小学·A门",
            "reported_at": at,
            "timeline": steps,
            "expected_at": at if key == "in_progress" else None,
        }
        stage.answer("/api/v1/pickups", 200, said | NOTHING_MORE | MORE.get(key, {}))
        page = stage.phone.go("/p#ABCDEFGH")
        expect(page.locator(".pill")).to_have_text(label)
        # Every status says in a sentence what it means; a key without its text would show itself.
        expect(page.locator(".standing")).not_to_contain_text("pickup.")

    return way


for _key, _label in STATUSES.items():
    SCREENS[f"pickup: {_label}"] = _standing(_key, _label)


@_screen("pickup: what is not solved?")
def _(stage: Stage) -> None:
    SCREENS["pickup: 已处理"](stage)
    stage.phone.page.get_by_role("button", name="没解决").click()
    expect(stage.phone.page.get_by_role("heading", name="哪里没解决")).to_be_visible()


@_screen("pickup: please look again")
def _(stage: Stage) -> None:
    SCREENS["pickup: 未发现或不予受理"](stage)
    page = stage.phone.page
    page.get_by_role("button", name="不同意，请再看一次").click()
    page.get_by_role("button", name="提交申请").click()
    expect(page.get_by_role("alert")).to_be_visible()


@_screen("the form, a slip in the number to call")
def _(stage: Stage) -> None:
    page = stage.form()
    page.get_by_label("希望回电可留电话").fill("123")
    page.get_by_role("button", name="提交上报").click()
    expect(page.get_by_role("alert")).to_be_visible()
