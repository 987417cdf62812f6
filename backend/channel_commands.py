"""`xiaoanma channel …`: the robots and mail addresses that a county's messages go to. Secrets go in and never come out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from uuid import UUID

import click

from backend.command_line import as_json, county_id_of, say, site
from backend.messages.rules import CHANNEL_KINDS, ROBOT_LIMIT
from backend.messages.templates import TEMPLATES

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

_COUNTY = click.option("--county", required=True, help="Division code.")


@click.group()
def channel() -> None:
    """Where messages go besides the inbox: group robots and mail addresses."""


@channel.command("add")
@click.argument("kind", type=click.Choice(CHANNEL_KINDS))
@_COUNTY
@click.option("--name", required=True, help="What the list calls it, such as 联席办工作群.")
@click.option(
    "--target", prompt=True, hide_input=True, help="The robot's URL or the mail address; asked for when left out."
)
@click.option("--secret", default=None, help="DingTalk's or Feishu's signing secret; `-` asks for it.")
@click.option("--unit", default=None, help="Only what is for this unit (its full name).")
@click.option(
    "--kind", "kinds", multiple=True, type=click.Choice(sorted(TEMPLATES)), help="Only these; may be repeated."
)
@click.option("--urgent-only", is_flag=True, help="Only urgent messages.")
@as_json
def channel_add(county: str, unit: str | None, secret: str | None, as_json: bool, **about: Any) -> None:
    """Add a channel. Try it with `channel test`."""
    from backend.core.actor import SYSTEM
    from backend.messages.channels import NewChannel, add_channel

    config, database = site()
    if secret == "-":
        secret = click.prompt("Secret", hide_input=True)
    with database.work() as session:
        county_id = county_id_of(session, county)
        unit_id = _unit_id(session, county_id, unit) if unit else None
        about["kinds"] = about["kinds"] or None
        new = NewChannel(county_id=county_id, unit_id=unit_id, secret=secret, **about)
        channel_id = add_channel(session, SYSTEM, new, smtp_url=config.smtp_url)
    say({"id": str(channel_id)}, f"已添加通知渠道“{new.name}”，编号 {channel_id}。", as_json)


@channel.command("list")
@click.option("--county", default=None, help="Division code; all counties when left out.")
@as_json
def channel_list(county: str | None, as_json: bool) -> None:
    """List channels: state, what waits, what was given up, and why the last try failed."""
    from backend.messages.channels import list_channels

    with site()[1].work(write=False) as session:
        found = list_channels(session, county_id_of(session, county) if county else None)
    say({"items": found}, "\n".join(map(_line, found)) or "还没有通知渠道。", as_json)


@channel.command("test")
@click.argument("channel_id", type=click.UUID)
@as_json
def channel_test(channel_id: UUID, as_json: bool) -> None:
    """Send a test message now; exit status 1 if the other side does not take it."""
    from backend.messages.adapters import DeliveryError, post
    from backend.messages.channels import trial_text

    config, database = site()
    with database.work(write=False) as session:
        kind, outgoing = trial_text(session, channel_id, smtp_url=config.smtp_url)
    try:
        post(kind, outgoing)
    except DeliveryError as error:
        say({"taken": False, "reason": error.reason}, f"没有送达：{error.reason}", as_json)
        raise SystemExit(1) from error
    say({"taken": True}, "对方已收下测试消息。", as_json)


@channel.command("disable")
@click.argument("channel_id", type=click.UUID)
@as_json
def channel_disable(channel_id: UUID, as_json: bool) -> None:
    """Close a channel for good and forget its secret; what it still owes is given up."""
    from backend.core.actor import SYSTEM
    from backend.messages.channels import disable_channel

    with site()[1].work() as session:
        disable_channel(session, SYSTEM, channel_id)
    say({"id": str(channel_id)}, "通知渠道已停用。", as_json)


@channel.command("pace")
@_COUNTY
@click.option(
    "--quiet", default=None, help="Quiet hours such as 22:00-06:30, or `none`; urgent messages go all the same."
)
@click.option("--per-minute", default=None, type=click.IntRange(1, ROBOT_LIMIT), help="Calls of one channel a minute.")
@click.option(
    "--digest-after", default=None, type=click.IntRange(1, 100), help="More waiting than this go as one digest."
)
@as_json
def channel_pace(
    county: str, quiet: str | None, per_minute: int | None, digest_after: int | None, as_json: bool
) -> None:
    """Show a county's quiet hours and pace, or set those that are given."""
    from backend.core.actor import SYSTEM
    from backend.messages.pace import read_pace, set_pace

    asked = {"per_minute": per_minute, "digest_after": digest_after}
    given = {name: value for name, value in asked.items() if value is not None}
    with site()[1].work() as session:
        county_id = county_id_of(session, county)
        if quiet is not None:
            given["quiet"] = _quiet_hours(quiet)  # type: ignore[assignment]
        if given:
            set_pace(session, SYSTEM, county_id, **given)
        said = read_pace(session, county_id)
    hours = said["quiet"]
    words = f"{hours['from']}–{hours['to']} 只发紧急消息" if hours else "不设安静时段"
    say(said, f"{words}；每分钟最多 {said['per_minute']} 条，积压超过 {said['digest_after']} 条时合并为一条。", as_json)


def _quiet_hours(text: str) -> dict[str, str] | None:
    if text == "none":
        return None
    found = re.fullmatch(r"((?:[01]\d|2[0-3]):[0-5]\d)-((?:[01]\d|2[0-3]):[0-5]\d)", text)
    if found is None:
        raise click.ClickException("安静时段请写成 22:00-06:30，或写 none。")
    return {"from": found[1], "to": found[2]}


def _line(item: dict[str, Any]) -> str:
    states = {"active": "正常", "failing": "失败", "disabled": "已停用"}
    counts = f"待发 {item['waiting']}，放弃 {item['failed']}"
    reason = f"（{item['failure']}）" if item["failure"] else ""
    return (
        f"{item['id']}  {item['kind']:8}  {states[item['state']]}{reason}  {counts}  {item['name']}  {item['target']}"
    )


def _unit_id(session: Session, county_id: UUID, name: str) -> UUID:
    from sqlalchemy import select

    from backend.places.models import Organisation

    wanted = (Organisation.county_id == county_id, Organisation.name == name)
    found = session.execute(select(Organisation.id).where(*wanted)).scalars().all()
    if len(found) != 1:
        raise click.ClickException(f"名为“{name}”的单位有 {len(found)} 个，请核对全称。")
    return found[0]
