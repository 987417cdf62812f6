"""Channels of a county: added, listed, tried out and disabled from the command line; secrets go in and never come out."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs, urlsplit
from uuid import UUID

from sqlalchemy import case, func, insert, select, update
from sqlalchemy.orm import Session

from backend.audit.operations import record
from backend.core.actor import Actor
from backend.core.clock import now
from backend.core.errors import Problem
from backend.core.ids import new_id
from backend.messages.adapters import Outgoing, apprise
from backend.messages.adapters.email import mail_server
from backend.messages.models import CHANNEL, DELIVERY
from backend.messages.rules import masked


@dataclass(frozen=True, kw_only=True)
class NewChannel:
    """What is known of a channel when it is added; `kinds` None takes all of them."""

    county_id: UUID
    kind: str
    name: str
    target: str
    secret: str | None = None
    unit_id: UUID | None = None
    kinds: tuple[str, ...] | None = None
    urgent_only: bool = False


def _asks_for(key: str) -> Callable[[str], bool]:
    return lambda target: _is_web(target) and bool(parse_qs(urlsplit(target).query).get(key))


def _is_web(target: str) -> bool:
    try:
        parts = urlsplit(target)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.hostname)


# What an address of each kind must be, and one to show; other hosts are welcome (浙政钉 and other government variants).
_SHAPES: dict[str, tuple[Callable[[str], bool], str]] = {
    "wecom": (_asks_for("key"), "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=…"),
    "dingtalk": (_asks_for("access_token"), "https://oapi.dingtalk.com/robot/send?access_token=…"),
    "feishu": (_is_web, "https://open.feishu.cn/open-apis/bot/v2/hook/…"),
    "email": (lambda target: bool(re.fullmatch(r"[^@\s,;<>]+@[^@\s,;<>]+", target)), "office@county.example"),
    "apprise": (lambda target: "://" in target and apprise.understands(target), "wxpusher://…"),
}


def add_channel(session: Session, actor: Actor, new: NewChannel, *, smtp_url: str | None = None) -> UUID:
    """Add a channel; its address must look like one of its kind, and the site must be able to use it."""
    _check(new, smtp_url)
    channel_id = new_id()
    takes = {"kinds": list(new.kinds) if new.kinds else None, "urgent_only": new.urgent_only}
    named = {"kind": new.kind, "name": new.name, "unit_id": new.unit_id, "takes": takes}
    values = {"id": channel_id, "county_id": new.county_id, "target": new.target, "secret": new.secret, "calls": []}
    session.execute(insert(CHANNEL).values(values | named | {"created_at": now()}))
    changes = {"kind": [None, new.kind], "name": [None, new.name], "target": [None, masked(new.target)]}
    about: Any = {"object_type": "message_channel", "object_id": channel_id, "county_id": new.county_id}
    record(session, actor, action="channel.added", changes=changes, **about)
    return channel_id


def disable_channel(session: Session, actor: Actor, channel_id: UUID) -> None:
    """Close a channel for good: its secret is forgotten, and what it still owes is given up."""
    channel = _channel(session, channel_id)
    if channel.disabled_at is not None:
        return
    at, mine = now(), CHANNEL.c.id == channel_id
    session.execute(update(CHANNEL).where(mine).values(disabled_at=at, secret=None, target=masked(channel.target)))
    owed = (DELIVERY.c.channel_id == channel_id) & (DELIVERY.c.state == "waiting")
    session.execute(update(DELIVERY).where(owed).values(state="failed", changed_at=at))
    about: Any = {"object_type": "message_channel", "object_id": channel_id, "county_id": channel.county_id}
    record(session, actor, action="channel.disabled", **about)


def trial_text(session: Session, channel_id: UUID, *, smtp_url: str | None) -> tuple[str, Outgoing]:
    """Return a channel's kind and the text that tries it out; send it outside the unit of work."""
    channel = _channel(session, channel_id)
    if channel.disabled_at is not None:
        raise Problem("channel_not_found")
    text = f"【校安码】这是一条测试消息，来自通知渠道“{channel.name}”。"
    return channel.kind, Outgoing(new_id(), channel.target, text, channel.secret, smtp_url)


def list_channels(session: Session, county_id: UUID | None = None) -> list[dict[str, Any]]:
    """Return the channels, with what waits, what was given up in the time kept, and the last success and failure."""
    counts = [
        func.coalesce(func.sum(case((DELIVERY.c.state == state, 1), else_=0)), 0).label(state)
        for state in ("waiting", "failed")
    ]
    statement = (
        select(CHANNEL, *counts)
        .outerjoin(DELIVERY, (DELIVERY.c.channel_id == CHANNEL.c.id) & (DELIVERY.c.state != "sent"))
        .group_by(CHANNEL.c.id)
        .order_by(CHANNEL.c.county_id, CHANNEL.c.id)
    )
    if county_id is not None:
        statement = statement.where(CHANNEL.c.county_id == county_id)
    return [_shown(row) for row in session.execute(statement)]


def _check(new: NewChannel, smtp_url: str | None) -> None:
    fits, example = _SHAPES[new.kind]
    if new.kind == "apprise" and not apprise.is_installed():
        raise Problem("channel_unavailable", first="安装可选组件 apprise（pip install 'xiaoanma[apprise]'）")
    if new.kind == "email":
        _check_mail_server(smtp_url)
    if not fits(new.target) or len(new.target) > 500:
        raise Problem("channel_target_wrong", kind=new.kind, example=example)


def _check_mail_server(smtp_url: str | None) -> None:
    try:
        mail_server(smtp_url or "")
    except ValueError as error:
        how = (
            "设置邮件服务器 XIAOANMA_SMTP_URL，形如 smtps://user:password@mail.county.example/?from=xam@county.example"
        )
        raise Problem("channel_unavailable", first=how) from error


def _channel(session: Session, channel_id: UUID) -> Any:
    found = session.execute(select(CHANNEL).where(CHANNEL.c.id == channel_id)).one_or_none()
    if found is None:
        raise Problem("channel_not_found")
    return found


def _shown(row: Any) -> dict[str, Any]:
    failing = row.failed_at is not None and (row.delivered_at is None or row.failed_at > row.delivered_at)
    state = "disabled" if row.disabled_at else "failing" if failing else "active"
    return {
        "id": str(row.id),
        "kind": row.kind,
        "name": row.name,
        "target": row.target if row.disabled_at else masked(row.target),
        "state": state,
        "takes": row.takes,
        "waiting": int(row.waiting),
        "failed": int(row.failed),
        "delivered_at": row.delivered_at and row.delivered_at.isoformat(),
        "failure": row.failure if failing else None,
    }
