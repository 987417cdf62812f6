"""Channels: what is taken for one, what of it is shown, and the command as a person types it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.audit.models import AuditRow
from backend.cli import main
from backend.core.actor import SYSTEM
from backend.core.db import Database
from backend.core.errors import Problem
from backend.core.ids import new_id
from backend.messages.channels import NewChannel, add_channel, disable_channel, list_channels, trial_text
from backend.messages.models import CHANNEL
from tests.builders import a_county
from tests.messages.sinks import SMTP, Answer, Sink, tell

WECOM = "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=693a91f6-7000-4bc4-97a0-0ec2s1fa5aaa"
GOOD = [
    ("wecom", WECOM),
    ("wecom", "http://10.1.2.3:8080/cgi-bin/webhook/send?key=k"),
    ("dingtalk", "https://oapi.dingtalk.com/robot/send?access_token=t"),
    ("dingtalk", "https://zzd.gov.example/robot/send?access_token=t"),
    ("feishu", "https://open.feishu.cn/open-apis/bot/v2/hook/abc"),
    ("email", "office@county.example"),
    ("apprise", "json://127.0.0.1:9/"),
]
BAD = [
    ("wecom", "https://qyapi.weixin.qq.com/cgi-bin/webhook/send"),
    ("wecom", "693a91f6-7000-4bc4-97a0-0ec2s1fa5aaa"),
    ("wecom", "file:///etc/passwd?key=k"),
    ("wecom", "http://[broken?key=k"),
    ("wecom", WECOM + "x" * 500),
    ("dingtalk", "https://oapi.dingtalk.com/robot/send?key=k"),
    ("feishu", "ftp://open.feishu.cn/hook"),
    ("email", "office"),
    ("email", "a@b.example, c@d.example"),
    ("email", "a@b.example\nBcc: c@d.example"),
    ("apprise", "nonsense://x"),
]


def add(session: Session, kind: str, target: str, **about: Any) -> Any:
    new = NewChannel(county_id=a_county(session).id, kind=kind, name="工作群", target=target, **about)
    return add_channel(session, SYSTEM, new, smtp_url=SMTP)


@pytest.mark.parametrize(("kind", "target"), GOOD)
def test_an_address_of_its_kind_is_taken(session: Session, kind: str, target: str) -> None:
    add(session, kind, target)
    assert [item["kind"] for item in list_channels(session)] == [kind]


@pytest.mark.parametrize(("kind", "target"), BAD)
def test_an_address_of_another_kind_is_refused_with_an_example(session: Session, kind: str, target: str) -> None:
    with pytest.raises(Problem) as refused:
        add(session, kind, target)
    assert refused.value.code == "channel_target_wrong"
    assert list_channels(session) == []


@pytest.mark.parametrize("smtp_url", [None, "", "smtp://h", "nonsense"])
def test_mail_needs_the_sites_server_first(session: Session, smtp_url: str | None) -> None:
    new = NewChannel(county_id=a_county(session).id, kind="email", name="邮箱", target="office@county.example")
    with pytest.raises(Problem) as refused:
        add_channel(session, SYSTEM, new, smtp_url=smtp_url)
    assert refused.value.code == "channel_unavailable"


def test_neither_the_list_nor_the_audit_book_tells_a_secret(session: Session) -> None:
    channel_id = add(
        session, "dingtalk", "https://oapi.dingtalk.com/robot/send?access_token=t0ken" * 2, secret="SECret"
    )
    disable_channel(session, SYSTEM, channel_id)
    disable_channel(session, SYSTEM, channel_id)
    told = str(list_channels(session)) + str(session.execute(select(AuditRow.changes)).scalars().all())
    assert "t0ken=" not in told
    assert "SECret" not in told
    actions = session.execute(select(AuditRow.action).where(AuditRow.object_id == channel_id)).scalars().all()
    assert sorted(actions) == ["channel.added", "channel.disabled"]
    kept = session.execute(select(CHANNEL.c.target, CHANNEL.c.secret)).one()
    assert ("t0ken=" in kept.target, kept.secret) == (False, None)


def test_a_channel_that_is_not_there_or_closed_cannot_be_tried(session: Session) -> None:
    closed = add(session, "wecom", WECOM)
    disable_channel(session, SYSTEM, closed)
    for channel_id in (new_id(), closed):
        with pytest.raises(Problem) as refused:
            trial_text(session, channel_id, smtp_url=None)
        assert refused.value.code == "channel_not_found"


class Typist:
    """Types `xiaoanma channel …` for one county."""

    def __init__(self, home: Path) -> None:
        self.runner, self.database = CliRunner(), Database(f"sqlite:///{home / 'xiaoanma.sqlite3'}")
        assert self.runner.invoke(main, ["migrate"]).exit_code == 0
        with self.database.work() as session:
            self.county = a_county(session)
            self.code = self._code(session)

    def _code(self, session: Session) -> str:
        from backend.places.models import Division

        return session.execute(select(Division.code).where(Division.id == self.county.id)).scalar_one()

    def types(self, *words: str, **about: Any) -> Result:
        return self.runner.invoke(main, ["channel", *words], **about)

    def adds(self, target: str, *words: str, kind: str = "wecom") -> Result:
        words = (kind, "--county", self.code, "--name", "工作群", "--target", target, *words)
        return self.types("add", *words, "--json")


@pytest.fixture
def typist(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Typist:
    monkeypatch.setenv("XIAOANMA_HOME", str(tmp_path))
    return Typist(tmp_path)


def test_a_channel_is_added_listed_tried_and_disabled(typist: Typist, sink: Sink) -> None:
    channel_id = json.loads(typist.adds(sink.url()).output)["id"]
    listed = typist.types("list")
    assert channel_id in listed.output
    assert "key-of-tests" not in listed.output
    assert typist.types("test", channel_id).output == "对方已收下测试消息。\n"
    assert sink.texts == ["【校安码】这是一条测试消息，来自通知渠道“工作群”。"]
    sink.answers.append(Answer({"errcode": 93000}))
    failed = typist.types("test", channel_id)
    assert (failed.exit_code, failed.output) == (1, "没有送达：errcode 93000\n")
    assert typist.types("disable", channel_id).exit_code == 0
    assert json.loads(typist.types("list", "--county", typist.code, "--json").output)["items"][0]["state"] == "disabled"


def test_an_address_that_is_not_typed_is_asked_for_and_not_shown(typist: Typist, sink: Sink) -> None:
    words = ["add", "dingtalk", "--county", typist.code, "--name", "群", "--secret", "-"]
    target = sink.url("/robot/send?access_token=t0ken")
    added = typist.types(*words, input=f"{target}\nSECret\n")
    assert added.exit_code == 0
    assert "t0ken" not in added.output + typist.types("list").output
    with typist.database.work(write=False) as session:
        assert session.execute(select(CHANNEL.c.secret)).scalar_one() == "SECret"


def test_a_channel_for_one_unit_and_some_kinds_takes_only_those(typist: Typist, sink: Sink) -> None:
    with typist.database.work(write=False) as session:
        from backend.places.models import Organisation

        name = session.execute(
            select(Organisation.name).where(Organisation.id == typist.county.offices["SAMR"])
        ).scalar_one()
    assert typist.adds(sink.url(), "--unit", name, "--kind", "case_overdue").exit_code == 0
    with typist.database.work() as session:
        tell(session, typist.county, 1)
        tell(session, typist.county, 1, kind="case_overdue")
        tell(session, typist.county, 1, kind="case_overdue", unit_ids=(typist.county.offices["UM"],))
    assert json.loads(typist.types("list", "--json").output)["items"][0]["waiting"] == 1


@pytest.mark.parametrize(
    "words", [["--unit", "没有这个单位"], ["--kind", "gossip"], ["--county", "000000"], ["--target", "not-an-address"]]
)
def test_what_is_unknown_is_refused_in_words_and_nothing_is_written(
    typist: Typist, sink: Sink, words: list[str]
) -> None:
    refused = typist.adds(sink.url(), *words)
    assert refused.exit_code in {1, 2}
    assert "Traceback" not in refused.output
    with typist.database.work(write=False) as session:
        assert list_channels(session) == []


def test_the_pace_is_shown_and_set(typist: Typist) -> None:
    pace = ["pace", "--county", typist.code, "--json"]
    assert json.loads(typist.types(*pace).output) == {
        "quiet": {"from": "22:00", "to": "06:30"},
        "per_minute": 15,
        "digest_after": 5,
    }
    assert typist.types(*pace, "--quiet", "21:00-07:00", "--per-minute", "10").exit_code == 0
    assert typist.types(*pace, "--digest-after", "3").exit_code == 0
    assert json.loads(typist.types(*pace).output) == {
        "quiet": {"from": "21:00", "to": "07:00"},
        "per_minute": 10,
        "digest_after": 3,
    }
    typist.types(*pace, "--quiet", "none")
    assert json.loads(typist.types(*pace).output)["quiet"] is None


@pytest.mark.parametrize("words", [["--quiet", "22-6"], ["--quiet", "24:00-06:00"], ["--per-minute", "21"]])
def test_a_pace_that_no_robot_bears_and_hours_of_no_clock_are_refused(typist: Typist, words: list[str]) -> None:
    assert typist.types("pace", "--county", typist.code, *words).exit_code in {1, 2}
