"""The command `xiaoanma`: what a county's IT person types. Imports happen inside commands, so that --help is quick."""

from __future__ import annotations

import json
import os
import shutil
from importlib import import_module
from pathlib import Path
from typing import Any, BinaryIO

import click

from backend.backup_commands import backup, restore
from backend.calendar_commands import calendar
from backend.channel_commands import channel
from backend.clock_commands import clocks
from backend.command_line import as_json, say, site
from backend.ledger_commands import ledger
from backend.patrol_commands import patrols
from backend.people.role_table import ADMINS
from backend.retention_commands import retention
from backend.round_commands import rounds
from backend.school_commands import school


class Plainly(click.Group):
    """A group whose refusals read like those of the pages: what happened, and what to do."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; a domain problem ends it with its words and exit status 1."""
        from backend.core.errors import Problem, body_of

        try:
            return super().invoke(ctx)
        except Problem as problem:
            body = body_of(problem, language="zh")
            raise click.ClickException(f"{body['title']}。{body['detail']}") from problem


@click.group(cls=Plainly, context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """校安码: one code on every patrol point, one ledger for every hazard. Configured by XIAOANMA_… variables."""


@main.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=8000, show_default=True, type=int)
@click.option("--workers", default=2, show_default=True, type=int, help="Processes; one for each core is right.")
@click.option(
    "--threads", default=4, show_default=True, type=int, help="Threads of each process; a stalled upload holds one."
)
def serve(host: str, port: int, workers: int, threads: int) -> None:
    """Serve the API and the pages. Put a proxy that buffers request bodies before it."""
    from granian import Granian
    from granian.constants import Interfaces

    config, _ = site()
    metrics = config.home / "metrics"
    shutil.rmtree(metrics, ignore_errors=True)
    metrics.mkdir(parents=True)
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = str(metrics)
    import_module("backend.app")  # once, before the workers are forked: they start sooner and share the pages
    Granian(
        "backend.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=threads,
        respawn_failed_workers=True,
        log_access=False,
    ).serve()


@main.command()
def worker() -> None:
    """Run the background work: clocks, messages, photo versions, the daily anchor, what is to be forgotten or erased."""
    from backend import worker as background
    from backend.core import logs

    logs.configure()
    config, _ = site()
    background.run(config)


@main.command()
@click.option("--down-to", default=None, help="Go back to this revision (`base` empties the database).")
@as_json
def migrate(down_to: str | None, as_json: bool) -> None:
    """Bring the database up to this release, and seed the work calendar of this year and the next."""
    from backend import migrations
    from backend.core import calendar
    from backend.core.clock import local_date, now

    _, database = site()
    with database.work() as session:
        if down_to is not None:
            migrations.downgrade(session.connection(), down_to)
        else:
            migrations.upgrade(session.connection())
            year = local_date(now()).year
            for known in (year - 1, year, year + 1):
                calendar.seed_if_missing(session, known)
    say({"revision": down_to or "head"}, "数据库已就绪。", as_json)


@main.command()
@as_json
def demo(as_json: bool) -> None:
    """Fill an empty database with the invented demo county (示范县)."""
    from backend.demo import fill

    config, database = site()
    summary = fill(database, config)
    if as_json:
        click.echo(json.dumps(summary.as_dict(), ensure_ascii=False))
    else:
        click.echo(summary.as_text())


@main.group()
def admin() -> None:
    """Accounts that nobody invites."""


@admin.command("create")
@click.option("--identifier", required=True, help="Phone number or user name to sign in with.")
@click.option("--name", "display_name", required=True, help="Name shown to others.")
@click.option("--role", default="security_admin", show_default=True, type=click.Choice(sorted(ADMINS)))
@as_json
def admin_create(identifier: str, display_name: str, role: str, as_json: bool) -> None:
    """Make an administrator with a first password, shown once, to be changed at the first sign-in."""
    from backend.people.commands import create_admin

    _, database = site()
    first = create_admin(database, identifier=identifier, display_name=display_name, role=role)
    said = {"account_id": str(first.account_id), "identifier": first.identifier, "password": first.password}
    say(said, f"账号 {first.identifier}\n初始密码 {first.password}（只显示这一次，首次登录须修改）", as_json)


@admin.command("reset-password")
@click.option("--identifier", required=True, help="Phone number or user name.")
@as_json
def admin_reset_password(identifier: str, as_json: bool) -> None:
    """Give somebody who is locked out a new first password, shown once."""
    from backend.people.commands import reset_password

    _, database = site()
    first = reset_password(database, identifier=identifier)
    said = {"account_id": str(first.account_id), "identifier": first.identifier, "password": first.password}
    say(said, f"{first.identifier} 的新初始密码 {first.password}（只显示这一次，登录后须修改）", as_json)


@admin.command("reset-second-factor")
@click.option("--identifier", required=True, help="Phone number or user name.")
@as_json
def admin_reset_second_factor(identifier: str, as_json: bool) -> None:
    """Take away a second factor whose phone and recovery codes are lost; its owner is signed out and enrols anew."""
    from backend.people.commands import reset_second_factor

    _, database = site()
    account_id = reset_second_factor(database, identifier=identifier)
    say({"account_id": str(account_id)}, f"{identifier} 的动态口令已重置，登录后须重新绑定。", as_json)


@main.group()
def county() -> None:
    """The county itself, on its first day."""


@county.command("template")
@click.option("--out", type=click.File("wb"), required=True, help="Excel file to write.")
def county_template(out: BinaryIO) -> None:
    """Write the Excel file in which divisions and offices are filled in."""
    from backend.core.spreadsheets import write_templates
    from backend.places.founding import TEMPLATE

    out.write(write_templates(TEMPLATE))


@county.command("create")
@click.option("--file", "workbook", type=click.File("rb"), required=True, help="The filled-in Excel file.")
@as_json
def county_create(workbook: BinaryIO, as_json: bool) -> None:
    """Add the divisions and offices that are not there yet; any mistake in the file, and nothing is written."""
    from backend.core.actor import SYSTEM
    from backend.places.founding import found_county

    _, database = site()
    with database.work() as session:
        founded = found_county(session, SYSTEM, workbook=workbook.read())
    said = {"divisions": founded.divisions, "offices": founded.offices, "mistakes": founded.mistakes}
    counted = f"新增区划 {founded.divisions} 个，单位 {founded.offices} 个。"
    say(said, "\n".join(founded.mistakes) or counted, as_json)
    raise SystemExit(1 if founded.mistakes else 0)


@main.command()
@click.option("--school", "school_code", required=True, help="School code (学校标识码).")
@click.option("--out", type=click.File("wb"), required=True, help="PDF to write.")
@click.option("--layout", type=click.Choice(["single", "a4x2", "a4x4"]), default="a4x2", show_default=True)
@as_json
def placards(school_code: str, out: BinaryIO, layout: str, as_json: bool) -> None:
    """Print the 校安码 of a school's checkpoints, issuing the codes that are missing."""
    from backend.places.commands import print_placards

    config, database = site()
    plates = print_placards(database, config, school_code=school_code, out=out, layout=layout)
    say({"plates": plates}, f"已写入 {plates} 块校安码。", as_json)


@main.command()
@click.option("--out", type=click.Path(path_type=Path), default=Path("backend/openapi.json"), show_default=True)
def openapi(out: Path) -> None:
    """Write the API description that the pages' types are generated from."""
    from backend.api_description import description

    out.write_text(description(), "utf-8")


main.add_command(backup)
main.add_command(calendar)
main.add_command(channel)
main.add_command(clocks)
main.add_command(rounds)
main.add_command(ledger)
main.add_command(patrols)
main.add_command(restore)
main.add_command(retention)
main.add_command(school)
