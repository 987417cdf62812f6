"""`xiaoanma calendar …`: what no holiday notice knows, entered by hand."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

import click

from backend.command_line import county_id_of, site

_DAY = click.DateTime(formats=["%Y-%m-%d"])


@click.group()
def calendar() -> None:
    """Working days, school terms, and years whose holiday notice has come."""


@calendar.command("day")
@click.argument("day", type=_DAY)
@click.option("--kind", type=click.Choice(["off", "work"]), required=True)
@click.option("--name", required=True, help="Why, such as 调休上班.")
@click.option("--county", default=None, help="Division code; the whole nation when left out.")
def calendar_day(day: datetime, kind: Literal["off", "work"], name: str, county: str | None) -> None:
    """Enter a day off or a make-up workday."""
    from backend.core import calendar as days

    with site()[1].work() as session:
        county_id = county_id_of(session, county) if county else days.NATIONAL
        days.set_day(session, county_id=county_id, day=day.date(), kind=kind, name=name)
    click.echo(f"{day:%Y-%m-%d} 已记为{'上班' if kind == 'work' else '休息'}（{name}）。")


@calendar.command("term")
@click.option("--county", required=True, help="Division code.")
@click.option("--from", "starts_on", type=_DAY, required=True)
@click.option("--to", "ends_on", type=_DAY, required=True)
@click.option("--name", required=True, help="Such as 2026 年秋季学期.")
def calendar_term(county: str, starts_on: datetime, ends_on: datetime, name: str) -> None:
    """Enter a school term, first and last day included."""
    from backend.core import calendar as days

    if ends_on < starts_on:
        raise click.ClickException("学期结束早于开始，请核对日期。")
    with site()[1].work() as session:
        days.set_term(
            session,
            county_id=county_id_of(session, county),
            starts_on=starts_on.date(),
            ends_on=ends_on.date(),
            name=name,
        )
    click.echo(f"已记下{name}：{starts_on:%Y-%m-%d} 至 {ends_on:%Y-%m-%d}。")


@calendar.command("year")
@click.argument("year", type=click.IntRange(2000, 2200))
@click.option("--source", required=True, help="The notice that its days were entered from.")
def calendar_year(year: int, source: str) -> None:
    """Say that all days of a year have been entered, so that deadlines may fall into it."""
    from backend.core import calendar as days

    with site()[1].work() as session:
        days.mark_year_known(session, year, source=source)
    click.echo(f"{year} 年的工作日历已确认（{source}）。")
