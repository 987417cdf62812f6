"""`xiaoanma backup` and `xiaoanma restore` as typed."""

from __future__ import annotations

import json
from pathlib import Path

from click.testing import CliRunner, Result

from backend.cli import main
from tests.backups.conftest import Site


def run(site: Site, *words: object) -> Result:
    env = {
        "XIAOANMA_STORAGE_URL": site.config.storage_url,
        "XIAOANMA_HOME": str(site.config.home),
        "XIAOANMA_DATABASE_URL": site.config.database_url,
    }
    return CliRunner().invoke(main, [str(word) for word in words], env=env)


def test_a_backup_is_made_checked_and_says_where_the_keys_lie(site: Site) -> None:
    made = run(site, "backup", "--to", site.backups, "--keep", 3, "--json")
    assert made.exit_code == 0, made.output
    said = json.loads(made.stdout)
    assert (said["photos"], said["with_keys"], Path(said["backup"]).parent) == (3, True, site.backups)
    checked = run(site, "restore", said["backup"], "--check")
    assert (checked.exit_code, "备份完整" in checked.stdout) == (0, True)
    words = run(site, "backup", "--to", site.backups).stdout
    assert "secrets.json：拿到它的人能冒充本站" in words


def test_without_keys_the_command_says_to_keep_them(site: Site) -> None:
    assert "请单独保管 secrets.json" in run(site, "backup", "--to", site.backups, "--without-keys").stdout


def test_a_refusal_reads_like_those_of_the_pages(site: Site) -> None:
    run(site, "backup", "--to", site.backups)
    (made,) = [path for path in site.backups.iterdir() if path.name[0] == "2"]
    refused = run(site, "restore", made, "--to", site.config.home)
    assert (refused.exit_code, "那里已有内容" in refused.stderr) == (1, True)
