"""The three robots against a real web address: what is sent, and that only a clear yes counts as one."""

from __future__ import annotations

import base64
import hashlib
import hmac
import socket
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from backend.core.ids import new_id
from backend.messages.adapters import DeliveryError, Outgoing, post, web
from tests.messages.sinks import Answer, Sink

ROBOTS = ("wecom", "dingtalk", "feishu")
SECRET = "SEC-of-tests"


def try_(kind: str, target: str, *, text: str = "逾期 1 件", secret: str | None = None) -> None:
    post(kind, Outgoing(new_id(), target, text, secret))


def refusal(kind: str, target: str) -> DeliveryError:
    with pytest.raises(DeliveryError) as refused:
        try_(kind, target)
    return refused.value


@pytest.mark.parametrize("kind", ["wecom", "dingtalk"])
def test_wecom_and_dingtalk_get_a_text(sink: Sink, kind: str) -> None:
    try_(kind, sink.url())
    assert sink.received == [{"msgtype": "text", "text": {"content": "逾期 1 件"}}]
    assert sink.paths == ["/cgi-bin/webhook/send?key=0123456789abcdef-key-of-tests"]


def test_feishu_gets_its_own_shape(sink: Sink) -> None:
    try_("feishu", sink.url("/open-apis/bot/v2/hook/abc"))
    assert sink.received == [{"msg_type": "text", "content": {"text": "逾期 1 件"}}]


def test_wecom_gets_no_more_than_its_2048_bytes_and_whole_characters(sink: Sink) -> None:
    try_("wecom", sink.url(), text="隐" * 1000)
    content = sink.texts[0]
    assert 2040 < len(content.encode()) <= 2048
    assert content == "隐" * 681 + "…"


def test_dingtalk_is_signed_over_the_time_and_the_secret(sink: Sink) -> None:
    try_("dingtalk", sink.url("/robot/send?access_token=t"), secret=SECRET)
    query = {name: values[0] for name, values in parse_qs(urlsplit(sink.paths[0]).query).items()}
    mac = hmac.new(SECRET.encode(), f"{query['timestamp']}\n{SECRET}".encode(), hashlib.sha256).digest()
    assert (query["access_token"], query["sign"]) == ("t", base64.b64encode(mac).decode())
    assert len(query["timestamp"]) == 13


def test_feishu_is_signed_in_the_body(sink: Sink) -> None:
    try_("feishu", sink.url("/hook/abc"), secret=SECRET)
    body = sink.received[0]
    mac = hmac.new(f"{body['timestamp']}\n{SECRET}".encode(), b"", hashlib.sha256).digest()
    assert body["sign"] == base64.b64encode(mac).decode()
    assert len(body["timestamp"]) == 10


# kind, body of an answer with status 200, seconds asked for
SAID_NO: list[tuple[str, Any, float]] = [
    ("wecom", {"errcode": 93000, "errmsg": "invalid webhook url"}, 0),
    ("wecom", {"errcode": 45009, "errmsg": "api freq out of limit"}, 60),
    ("wecom", {}, 0),
    ("wecom", {"errcode": "0"}, 0),
    ("dingtalk", {"errcode": 310000, "errmsg": "sign not match"}, 0),
    ("dingtalk", {"errcode": 130101, "errmsg": "send too fast"}, 600),
    ("feishu", {"code": 19021, "msg": "sign match fail"}, 0),
    ("feishu", {"code": 11232, "msg": "frequency limited"}, 60),
    ("feishu", {}, 0),
]


@pytest.mark.parametrize(("kind", "body", "wait_s"), SAID_NO)
def test_a_no_inside_a_200_is_a_failure(sink: Sink, kind: str, body: Any, wait_s: float) -> None:
    sink.answers.append(Answer(body))
    assert refusal(kind, sink.url()).wait_s == wait_s


def test_feishus_older_form_of_yes_counts(sink: Sink) -> None:
    sink.answers.append(Answer({"StatusCode": 0, "StatusMessage": "success"}))
    try_("feishu", sink.url())
    assert len(sink.received) == 1


@pytest.mark.parametrize("kind", ROBOTS)
@pytest.mark.parametrize(
    ("answer", "reason", "wait_s"),
    [
        (Answer(status=500), "HTTP 500", 0),
        (Answer(status=404), "HTTP 404", 0),
        (Answer(status=429, headers=(("Retry-After", "90"),)), "HTTP 429", 90),
        (Answer(status=429, headers=(("Retry-After", "Wed, 21 Oct 2026 07:28:00 GMT"),)), "HTTP 429", 0),
        (Answer(status=302, headers=(("Location", "/elsewhere?key=stolen"),)), "HTTP 302", 0),
        (Answer(b"<html>portal</html>"), "answer is not JSON", 0),
        (Answer(b"[0]"), "answer is not a JSON object", 0),
        (Answer(b"\xff\xfe"), "answer is not JSON", 0),
        (Answer(breaks=True), "connection broke", 0),
    ],
)
def test_whatever_is_not_a_clear_yes_is_a_failure(
    sink: Sink, kind: str, answer: Answer, reason: str, wait_s: float
) -> None:
    sink.answers.append(answer)
    refused = refusal(kind, sink.url())
    assert (refused.reason, refused.wait_s) == (reason, wait_s)
    assert len(sink.received) == 1


def test_one_that_stalls_is_given_up_in_time(sink: Sink, monkeypatch: pytest.MonkeyPatch) -> None:
    sink.answers.append(Answer(stalls=True))
    with pytest.raises(DeliveryError, match="no answer in time"):
        web.post_json(sink.url(), {}, timeout_s=0.2)


def test_one_that_is_down_says_so() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # bound but not listening: nobody else can take the port
        assert refusal("wecom", f"http://127.0.0.1:{taken.getsockname()[1]}/send?key=k").reason == "no connection"


@pytest.mark.parametrize("target", ["http://127.0.0.1:1/?key=top-secret", "http://[broken/?key=top-secret"])
def test_no_failure_quotes_the_address(target: str) -> None:
    with pytest.raises((DeliveryError, ValueError)) as refused:
        try_("wecom", target)
    assert "top-secret" not in str(refused.value)


def test_apprise_brings_a_text_to_a_service_that_only_it_knows(sink: Sink) -> None:
    try_("apprise", f"json://127.0.0.1:{sink.server_port}/", text="【校安码】催办\n启明小学")
    assert (sink.received[0]["title"], sink.received[0]["message"]) == ("【校安码】催办", "启明小学")


def test_apprise_says_when_it_could_not(sink: Sink) -> None:
    sink.answers.extend([Answer(status=500)] * 5)
    assert refusal("apprise", f"json://127.0.0.1:{sink.server_port}/").reason == "apprise: not delivered"
