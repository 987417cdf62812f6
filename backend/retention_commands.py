"""`xiaoanma retention …`: how long what is kept, what a purge would take away, and what each took."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import click

from backend.command_line import as_json, county_id_of, say, site


@click.group()
def retention() -> None:
    """How long each class of record is kept, and what was purged."""


@retention.command("show")
@as_json
def retention_show(as_json: bool) -> None:
    """Show every rule, and the newest lines of the report."""
    from backend.core.actor import SYSTEM
    from backend.retention import queries

    with site()[1].work(write=False) as session:
        rules, lines = queries.rules_for(session, SYSTEM), queries.runs_for(session, SYSTEM, cursor=None).items
    words = [_rule_in_words(rule) for rule in rules]
    report = ["", "最近的清除：", *map(_line_in_words, lines)] if lines else ["", "还没有清除过。"]
    say({"rules": _plain(rules), "items": _plain(lines)}, "\n".join(words + report), as_json)


@retention.command("set")
@click.option("--county", default=None, help="Division code; the whole site when left out.")
@click.argument("rules", nargs=-1, required=True, metavar="CLASS=DAYS…")
@as_json
def retention_set(county: str | None, rules: tuple[str, ...], as_json: bool) -> None:
    """Set days by the names that `show` prints; a county's CLASS=default goes back to the site's."""
    from backend.core.actor import SYSTEM
    from backend.core.settings import SITE
    from backend.retention.operations import set_days

    asked = dict(map(_asked, rules))
    with site()[1].work() as session:
        county_id = county_id_of(session, county) if county else SITE
        for name, days in asked.items():
            set_days(session, SYSTEM, name, days=days, county_id=county_id)
    say({"set": asked}, f"已设置 {len(asked)} 项，下一次清除起按新天数。", as_json)


@retention.command("run")
@click.option("--dry-run", is_flag=True, help="Only say what would be purged.")
@as_json
def retention_run(dry_run: bool, as_json: bool) -> None:
    """Purge everything that is past its time now: what the worker does all the time. Files follow with the worker."""
    from backend.retention import queries
    from backend.retention.running import foresee_all, run_all

    database = site()[1]
    if dry_run:
        with database.work(write=False) as session:
            lines = [{"record_class": name, **vars(each)} for name, each in foresee_all(session)]
    else:
        run_id = run_all(database)
        with database.work(write=False) as session:
            lines = queries.lines_of(session, run_id)
    head = "将清除：" if dry_run else "已清除："
    words = "\n".join([head, *map(_line_in_words, lines)]) if lines else "没有到期的记录。"
    say({"dry_run": dry_run, "items": _plain(lines)}, words, as_json)


def _asked(rule: str) -> tuple[str, int | None]:
    name, equals, days = (part.strip() for part in rule.partition("="))
    if not equals or not (days == "default" or days.isdecimal()):
        raise click.ClickException(f"请写成 名称=天数，不能写“{rule}”。")
    return name, None if days == "default" else int(days)


def _rule_in_words(rule: Mapping[str, Any]) -> str:
    most = f"，最长 {rule['most_days']}" if rule["most_days"] is not None else ""
    whose = f"（{rule['county']}）" if rule["county"] else ""
    kept = "" if rule["purged"] else "，本版本不清除"
    limits = f"至少 {rule['least_days']}{most}{kept}"
    return f"{rule['record_class']} = {rule['days']}{whose}  {rule['label']}，自{rule['since']}起；{limits}"


def _line_in_words(line: Mapping[str, Any]) -> str:
    from backend.retention.classes import CLASSES

    label = CLASSES[line["record_class"]].zh
    size = f"，{line['bytes']} 字节" if line["bytes"] else ""
    return f"{label} {line['count']} 条{size}，{line['first_at']:%Y-%m-%d} 至 {line['last_at']:%Y-%m-%d}"


def _plain(rows: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Write ids and times as text, for JSON."""
    kept = (int, bool, str, type(None))
    return [{k: v if isinstance(v, kept) else str(v) for k, v in row.items()} for row in rows]
