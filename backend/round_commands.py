"""`xiaoanma rounds …`: a county's numbers for rounds, and one pass of the worker over those whose time is over."""

from __future__ import annotations

import click

from backend.command_line import as_json, county_id_of, say, site

_COUNTY = click.option("--county", required=True, help="Division code.")


@click.group()
def rounds() -> None:
    """When rounds count as done, until when they may be excused, and who is told of missed ones."""


@rounds.command("show")
@_COUNTY
@as_json
def rounds_show(county: str, as_json: bool) -> None:
    """Show the numbers that hold in a county."""
    from dataclasses import asdict

    from backend.patrols.round_settings import rules_of

    with site()[1].work(write=False) as session:
        values = asdict(rules_of(session, county_id_of(session, county)))
    say({"values": values}, "\n".join(f"{name} = {value}" for name, value in values.items()), as_json)


@rounds.command("set")
@_COUNTY
@click.argument("settings", nargs=-1, required=True, metavar="NAME=NUMBER…")
@as_json
def rounds_set(county: str, settings: tuple[str, ...], as_json: bool) -> None:
    """Set numbers by the names that `show` prints. Nonsense is refused."""
    from dataclasses import asdict

    from backend.core.actor import SYSTEM
    from backend.patrols.round_settings import set_rules

    values: dict[str, float] = {}
    for each in settings:
        name, _, text = each.partition("=")
        try:
            values[name.strip()] = float(text)
        except ValueError as error:
            raise click.ClickException(f"请写成 名称=数字，不能写“{each}”。") from error
    with site()[1].work() as session:
        after = set_rules(session, SYSTEM, county_id_of(session, county), values=values)
    say({"values": asdict(after)}, "已设置。已结束的轮次不变，之后结束的和补传的按新值。", as_json)


@rounds.command("settle")
@as_json
def rounds_settle(as_json: bool) -> None:
    """Open and settle every round whose time has come, once: what the worker does all the time."""
    from backend.patrols.settling import settle_rounds

    chore = settle_rounds(site()[1])
    done = sum(iter(chore, 0))
    say({"rounds": done}, f"处理了 {done} 轮巡查。", as_json)
