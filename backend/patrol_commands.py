"""`xiaoanma patrols …`: making rounds ahead at once, and looking at the plans behind them."""

from __future__ import annotations

import click

from backend.command_line import as_json, say, site


@click.group()
def patrols() -> None:
    """Patrol plans and their rounds."""


@patrols.command("make")
@click.option("--days", default=None, type=click.IntRange(0, 60), help="How many days ahead; 15 when left out.")
@as_json
def patrols_make(days: int | None, as_json: bool) -> None:
    """Make every round that is due ahead, as the worker does in small batches; twice is as good as once."""
    from backend.patrols.making import DAYS_AHEAD
    from backend.patrols.upkeep import cancel_rounds_of_closed_schools, make_all

    database = site()[1]
    cancel_rounds_of_closed_schools(database)
    made = make_all(database, days=DAYS_AHEAD if days is None else days)
    text = f"处理了 {made.plans} 个计划，新排 {made.rounds} 次巡查，更新了 {made.routes_mended} 条有停用点位的路线。"
    say(vars(made), text, as_json)


@patrols.command("plans")
@click.option("--school", "school_code", default=None, help="School code (学校标识码); all schools when left out.")
@as_json
def patrols_plans(school_code: str | None, as_json: bool) -> None:
    """List the plans that hold, with how far their rounds have been made."""
    from backend.patrols.plan_listing import plans_held

    with site()[1].work(write=False) as session:
        plans = plans_held(session, school_code)
    lines = [
        f"{plan['school']}  {plan['name']}（{plan['route']}）  {plan['rrule_label']} {'、'.join(plan['start_times'])}"
        f"  已排到 {plan['made_until'] or '—'}"
        for plan in plans
    ]
    say({"plans": plans}, "\n".join(lines) or "没有执行中的巡查计划。", as_json)
