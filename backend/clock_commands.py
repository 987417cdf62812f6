"""`xiaoanma clocks …`: until when each step should be done in a county, the overdue ladder, and one pass of the worker."""

from __future__ import annotations

import click

from backend.command_line import as_json, county_id_of, say, site

_COUNTY = click.option("--county", required=True, help="Division code.")


@click.group()
def clocks() -> None:
    """Time limits and the overdue ladder."""


@clocks.command("show")
@_COUNTY
@as_json
def clocks_show(county: str, as_json: bool) -> None:
    """Show every value that holds in a county; `*` marks the county's own ones."""
    from backend.rectifications.clock_book import shipped
    from backend.rectifications.clock_settings import own_values

    with site()[1].work(write=False) as session:
        own = own_values(session, county_id_of(session, county))
    values = {**shipped(), **own}
    lines = [f"{'*' if name in own else ' '} {name} = {text}" for name, text in values.items()]
    say({"values": values, "own": own}, "\n".join(lines), as_json)


@clocks.command("set")
@_COUNTY
@click.argument("settings", nargs=-1, required=True, metavar="NAME=VALUE…")
@as_json
def clocks_set(county: str, settings: tuple[str, ...], as_json: bool) -> None:
    """Set values by the names that `show` prints; NAME=default goes back to the release's. Nonsense is refused.

    8wh: office hours, 2h: hours, 3wd: working days, 3d: days, none: no such limit.
    """
    from backend.core.actor import SYSTEM
    from backend.rectifications.clock_settings import set_clocks

    values: dict[str, str | None] = {}
    for each in settings:
        name, equals, text = each.partition("=")
        if not equals:
            raise click.ClickException(f"请写成 名称=值，不能写“{each}”。")
        values[name.strip()] = None if text.strip() == "default" else text.strip()
    with site()[1].work() as session:
        own = set_clocks(session, SYSTEM, county_id_of(session, county), values=values)
    say({"own": own}, f"已设置，本县自定义 {len(own)} 项。正在走的时限不变，之后开始的按新值。", as_json)


@clocks.command("run")
@as_json
def clocks_run(as_json: bool) -> None:
    """Let every clock ring that is due, once: what the worker does all the time."""
    from backend.rectifications.guesses import settle_guesses, warn_of_missing_years
    from backend.rectifications.ringing import ring_clocks

    database = site()[1]
    rung = sum(iter(lambda: ring_clocks(database), 0))
    settled = sum(iter(lambda: settle_guesses(database), 0))
    with database.work() as session:
        warned = warn_of_missing_years(session)
    said = {"cases": rung, "settled": settled, "warned": warned}
    say(said, f"检查了 {rung} 件隐患的时限，重算期限 {settled} 件，缺放假安排的提醒 {warned} 条。", as_json)
