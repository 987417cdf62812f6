"""The commands that anchor, export and verify, on the demo county."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from backend.cli import main
from tests.demo.conftest import Filled

SCHOOL = "2199000001"
Run = Callable[..., Result]


@pytest.fixture
def run(filled: Filled) -> Run:
    """`xiaoanma ledger …` on the demo county."""
    url = filled.database.url.render_as_string(hide_password=False)
    env = {"XIAOANMA_HOME": str(filled.config.home), "XIAOANMA_DATABASE_URL": url}
    env["XIAOANMA_STORAGE_URL"] = filled.config.storage_url
    return lambda *words: CliRunner().invoke(main, ["ledger", *map(str, words)], env=env)


def told(result: Result) -> dict[str, Any]:
    return json.loads(result.stdout)  # type: ignore[no-any-return]


def test_a_school_of_the_demo_county_is_exported_and_proved(run: Run, tmp_path: Path) -> None:
    bundle, anchor = tmp_path / "bundle.zip", tmp_path / "anchor.json"
    assert run("anchor", "--out", anchor).exit_code == 0
    exported = run("export", "--school", SCHOOL, "--out", bundle, "--anchor", anchor, "--json")
    assert (exported.exit_code, told(exported)["lost"]) == (0, []), exported.output
    assert told(exported)["photos"] > 0
    proved = run("verify", bundle, "--anchor", anchor, "--json")
    assert (proved.exit_code, told(proved)["verdict"], told(proved)["faults"]) == (0, "anchored", []), proved.output
    assert told(proved)["entries"] == told(proved)["anchored_to"] == told(exported)["entries"]
    assert "结论：前后一致，未经外部锚定" in run("verify", bundle).stdout


def test_only_the_owner_reads_what_was_written_and_nothing_is_left_half_done(run: Run, tmp_path: Path) -> None:
    assert run("export", "--school", SCHOOL, "--out", tmp_path / "bundle.zip").exit_code == 0
    assert (tmp_path / "bundle.zip").stat().st_mode & 0o777 == 0o600
    refused = run("export", "--school", "0000000000", "--out", tmp_path / "other.zip")
    assert (refused.exit_code, [path.name for path in tmp_path.iterdir()]) == (1, ["bundle.zip"])


def test_a_damaged_bundle_ends_with_one_and_no_bundle_with_two(run: Run, tmp_path: Path) -> None:
    bundle = tmp_path / "bundle.zip"
    bundle.write_bytes(b"PK")
    damaged = run("verify", bundle)
    assert (damaged.exit_code, "压缩包不完整或已损坏" in damaged.stdout) == (1, True)
    assert run("verify", tmp_path / "nowhere.zip").exit_code == 2
