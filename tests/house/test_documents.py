"""Generated files are current, documented commands exist, large files are known by name, and some doors stay shut."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from backend.api_description import description
from backend.cli import main
from tests.house import checks

ROOT = checks.ROOT
LIMIT = 300
EXCUSED: set[str] = set()


def _sources() -> list[Path]:
    found = [
        path
        for folder in ("backend", "qr_codes", "benchmarks", "tests", "pwa/src", "pwa/build")
        for suffix in ("*.py", "*.ts", "*.tsx", "*.css")
        for path in (ROOT / folder).rglob(suffix)
    ]
    return [path for path in found if path.name != "schema.d.ts" and "migrations/versions" not in path.as_posix()]


def test_the_api_file_is_current() -> None:
    assert (ROOT / "backend/openapi.json").read_text("utf-8") == description(), "run `make types`"


def test_the_typescript_types_are_current(tmp_path: Path) -> None:
    generator = ROOT / "pwa/node_modules/.bin/openapi-typescript"
    if not generator.exists() or shutil.which("node") is None:
        pytest.skip("the pages are not installed here")
    out = tmp_path / "schema.d.ts"
    subprocess.run([generator, ROOT / "backend/openapi.json", "-o", out], check=True, capture_output=True)
    assert (ROOT / "pwa/src/api/schema.d.ts").read_text("utf-8") == out.read_text("utf-8"), "run `make types`"


@pytest.mark.parametrize("name", ["README.md", "README.zh-CN.md"])
def test_readme_commands_exist(name: str) -> None:
    targets = set(re.findall(r"^([a-z][a-z-]*):", (ROOT / "Makefile").read_text("utf-8"), re.M))
    text = (ROOT / name).read_text("utf-8")
    assert checks.unknown_commands(text, make_targets=targets, subcommands=set(main.commands)) == []
    assert "make run" in text
    assert "make test" in text


def test_a_command_that_does_not_exist_is_found() -> None:
    text = "```sh\nmake coffee\n.venv/bin/xiaoanma dance\n```"
    assert len(checks.unknown_commands(text, make_targets={"run"}, subcommands={"serve"})) == 2


def test_large_files_are_known_by_name() -> None:
    assert checks.oversized(_sources(), limit=LIMIT, excused=EXCUSED) == []


def test_a_large_file_is_found() -> None:
    assert checks.oversized([Path(__file__)], limit=3, excused=set())


def test_only_the_demo_moves_the_clock() -> None:
    rooms = [path for path in (ROOT / "backend").rglob("*.py") if "demo" not in path.parts and path.name != "clock.py"]
    assert checks.forbidden_words(rooms, ["clock.at(", "import at\n"]) == []


def test_rooms_do_not_commit() -> None:
    rooms = [
        path
        for path in (ROOT / "backend").rglob("*.py")
        if not {"core", "demo", "migrations"} & set(path.parts) and path.name not in ("cli.py", "worker.py")
    ]
    assert checks.forbidden_words(rooms, [".commit(", ".rollback("]) == []


def test_a_forbidden_word_is_found() -> None:
    assert checks.forbidden_words([Path(__file__)], [".commit("])


def test_no_lock_names_a_registry() -> None:
    locks = [*(ROOT / "requirements").glob("*.txt"), ROOT / "pwa/package-lock.json"]
    assert checks.forbidden_words(locks, ['"resolved"', "--index-url", "files.pythonhosted"]) == []
