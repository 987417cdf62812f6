"""`xiaoanma ledger …`: check the chains, anchor them outside, hand out a school's proof and verify one."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

import click

from backend.command_line import as_json, say, site

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
_NEW_FILE = click.Path(dir_okay=False, path_type=Path)


@click.group()
def ledger() -> None:
    """The rectification ledger."""


@ledger.command("check")
@as_json
def ledger_check(as_json: bool) -> None:
    """Walk every chain in the database and name every break; exit status 1 if there is one."""
    from backend.rectifications.ledger import verify_all

    _, database = site()
    with database.work(write=False) as session:
        chains, faults = verify_all(session)
    lines = [f"{fault.chain_id} 第 {fault.seq} 条：{fault.what}" for fault in faults]
    say({"chains": chains, "faults": lines}, "\n".join([f"共 {chains} 条链，{len(lines)} 处断裂。", *lines]), as_json)
    raise SystemExit(1 if faults else 0)


@ledger.command("states")
@click.option("--out", type=_NEW_FILE, default=None, help="Markdown to write; printed when left out.")
def ledger_states(out: Path | None) -> None:
    """Write the page with all states and moves, who may do them and what they take, as the rules have it."""
    from backend.rectifications.state_table import page

    if out is None:
        click.echo(page(), nl=False)
    else:
        out.write_text(page(), "utf-8")


@ledger.command("anchor")
@click.option("--out", type=_NEW_FILE, required=True, help="JSON to write; keep it outside this system.")
@as_json
def ledger_anchor(out: Path, as_json: bool) -> None:
    """Write the heads of all chains with the time: what a bundle is measured against later."""
    from backend.rectifications.anchors import anchor_digest
    from backend.rectifications.bundle import anchor_of, hold_snapshot

    _, database = site()
    with database.work(write=False) as session, _whole_file(out) as file:
        hold_snapshot(session)
        chains = anchor_of(session, file)
    line = anchor_digest(out.read_bytes())
    said = f"已写入 {chains} 条链的链首。请把这个文件保存到系统之外。\n{line}"
    say({"chains": chains, "digest": line}, said, as_json)


@ledger.command("export")
@click.option("--school", "school_code", required=True, help="School code (学校标识码).")
@click.option("--out", type=_NEW_FILE, required=True, help="Zip to write.")
@click.option("--anchor", "anchors", type=_FILE, multiple=True, help="More anchors to put in, for reference.")
@as_json
def ledger_export(school_code: str, out: Path, anchors: tuple[Path, ...], as_json: bool) -> None:
    """Write a school's whole ledger as a bundle that checks itself; exit status 1 if the store has lost a photo.

    The anchors that the worker keeps day by day go along.
    """
    from backend.evidence.storage import open_storage
    from backend.rectifications.anchors import anchor_files, anchors_folder, knowing
    from backend.rectifications.bundle import export_bundle, hold_snapshot

    config, database = site()
    storage = open_storage(config.storage_url)
    kept = anchor_files(anchors_folder(config.home))  # looked for before the snapshot: none of them may be ahead of it
    given = [(f"{number:03d}.json", path.read_bytes()) for number, path in enumerate(anchors, 1)]
    with database.work(write=False) as session, _whole_file(out) as file:
        hold_snapshot(session)
        done = export_bundle(
            session,
            storage,
            school_code=school_code,
            out=file,
            anchors=lambda chain: [*knowing(kept, chain), *given],
        )
    lines = [f"已导出 {done.entries} 条、照片 {done.photos} 张。", *(f"照片丢失：{photo}" for photo in done.lost)]
    say({"entries": done.entries, "photos": done.photos, "lost": done.lost}, "\n".join(lines), as_json)
    raise SystemExit(1 if done.lost else 0)


@ledger.command("verify")
@click.argument("bundle", type=_FILE)
@click.option("--anchor", "anchors", type=_FILE, multiple=True, help="Anchors kept outside; only these prove.")
@as_json
def ledger_verify(bundle: Path, anchors: tuple[Path, ...], as_json: bool) -> None:
    """Check a bundle without the database; exit status 0 without a fault, 1 with one, 2 if there is nothing to check."""
    from backend.rectifications.verifier import verify

    report = verify(bundle, anchors=anchors)
    say(report.as_dict(), report.as_text(), as_json)
    raise SystemExit(1 if report.faults else 0)


@ledger.command("spreadsheet")
@click.option("--county", "county_code", help="County code (区划代码).")
@click.option("--school", "school_code", help="School code (学校标识码).")
@click.option("--out", type=_NEW_FILE, required=True, help="Excel file to write.")
@as_json
def ledger_spreadsheet(county_code: str | None, school_code: str | None, out: Path, as_json: bool) -> None:
    """Write the ledger of a county or of a school as an Excel file."""
    from backend.core.actor import SYSTEM
    from backend.overview.ledger_export import export_ledger, place_of
    from backend.rectifications.filtering import Filters

    if (county_code is None) == (school_code is None):
        raise click.UsageError("Say either --county or --school.")
    _, database = site()
    county_id, school_id = place_of(database, county_code=county_code, school_code=school_code)
    filters = Filters(school_id=school_id)
    with _whole_file(out) as file:
        path = Path(file.name)
        _, rows = export_ledger(database, SYSTEM, filters=filters, path=path, county_id=county_id)
    say({"rows": rows}, f"已写入 {rows} 件隐患。", as_json)


@contextmanager
def _whole_file(path: Path) -> Iterator[BinaryIO]:
    """A file that only its owner reads and that is there whole or not at all."""
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        draft.touch(mode=0o600, exist_ok=False)
        with draft.open("wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
