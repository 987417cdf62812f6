"""`xiaoanma backup` and `xiaoanma restore`: put the whole site aside while it runs, and bring it back into an empty place."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import click

from backend.command_line import as_json, say, site

_FOLDER = click.Path(file_okay=False, path_type=Path)
_BACKUP = click.Path(exists=True, file_okay=False, path_type=Path)
_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command()
@click.option("--to", type=_FOLDER, required=True, help="Folder that holds all backups; another disk or machine.")
@click.option("--without-keys", is_flag=True, help="Leave secrets.json out; keep it elsewhere yourself.")
@click.option("--keep", type=click.IntRange(min=1), help="Remove all but the last so many backups.")
@as_json
def backup(to: Path, without_keys: bool, keep: int | None, as_json: bool) -> None:
    """Put the site aside beside running servers; exit status 1 if the store had lost a photo.

    Photos that an earlier backup in the folder has are not copied again.
    """
    from backend.backups import manifest
    from backend.backups.making import make_backup
    from backend.evidence.storage import open_storage

    config, database = site()
    storage = open_storage(config.storage_url)
    made = make_backup(database, storage, config, to=to, with_keys=not without_keys, keep_last=keep)
    said = manifest.read(made)
    keys = f"密钥在 {made / manifest.KEYS}：拿到它的人能冒充本站，请限制备份的读取权限，或用 --without-keys 另行保管。"
    lines = [
        f"备份完成：{made}",
        f"照片文件 {said.photos} 个，{said.photo_bytes / 1e6:.1f} MB。",
        keys if said.with_keys else "密钥不在备份里：请单独保管 secrets.json，恢复时用 --keys 指定。",
        *(f"照片丢失或已损坏：{key}" for key in said.lost),
    ]
    say({"backup": str(made)} | _about(said), "\n".join(lines), as_json)
    raise SystemExit(1 if said.lost else 0)


@click.command()
@click.argument("source", type=_BACKUP, metavar="FROM")
@click.option("--to", type=_FOLDER, help="The new site's home; it must be empty or not there yet.")
@click.option("--keys", type=_FILE, help="secrets.json kept apart.")
@click.option("--check", is_flag=True, help="Only read the backup and check every hash.")
@as_json
def restore(source: Path, to: Path | None, keys: Path | None, check: bool, as_json: bool) -> None:
    """Bring a backup back; PostgreSQL and object stores are named by XIAOANMA_… as for the site.

    Exit status 1 if a chain is broken or an anchor knows it otherwise.
    """
    from backend.backups import restoring

    if check:
        said = restoring.check_backup(source)
        return say(_about(said), f"备份完整：{said.made_at}，照片文件 {said.photos} 个。", as_json)
    if to is None:
        raise click.UsageError("Missing option '--to'.")
    done = restoring.restore(source.resolve(), to=to.resolve(), environment=os.environ, keys=keys)
    lines = [
        f"已恢复到 {to}：照片文件 {done.photos} 个，台账 {done.chains} 条链，{len(done.faults)} 处不符。",
        f"已与 {'、'.join(done.anchors)} 比对。系统之外留存的锚定文件请再比对一次（ledger verify）。",
        *done.faults,
    ]
    told = {"photos": done.photos, "chains": done.chains, "anchors": done.anchors, "faults": done.faults}
    say(told | {"backup": _about(done.manifest)}, "\n".join(lines), as_json)
    raise SystemExit(1 if done.faults else 0)


def _about(said: Any) -> dict[str, Any]:
    names = ("made_at", "version", "revision", "database", "photos", "photo_bytes", "lost", "with_keys")
    return {name: getattr(said, name) for name in names}
