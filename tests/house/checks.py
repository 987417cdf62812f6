"""The house rules as functions that list violations; each is tried on the house and on an example that breaks it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from flask import Flask
from werkzeug.routing import Rule

from backend.core.api import OPEN_ATTRIBUTE
from backend.core.error_pages import PROBLEM_TYPE

ROOT = Path(__file__).resolve().parents[2]
NOBODY = "01900000-0000-7000-8000-000000000000"
MADE_UP = {"UUIDConverter": NOBODY, "IntegerConverter": "0"}


def addresses(app: Flask) -> Iterator[tuple[str, str, Rule]]:
    """Every (method, path, rule) of the application, with made-up values in its places."""
    for rule in app.url_map.iter_rules():
        values: dict[str, Any] = {}
        for name in rule.arguments:
            values[name] = MADE_UP.get(type(rule._converters[name]).__name__, "nothing")
        path = str(rule.build(values, append_unknown=False)[1])  # type: ignore[index]
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
            yield method, path, rule


def says_open(app: Flask, rule: Rule, method: str) -> str | None:
    """The reason why a route is open to anyone, or None."""
    view = app.view_functions[rule.endpoint]
    view_class = getattr(view, "view_class", None)
    if view_class is not None:
        view = getattr(view_class, method.lower())
    return getattr(view, OPEN_ATTRIBUTE, None)


def unguarded_routes(app: Flask) -> list[str]:
    """Routes that answer a stranger although they do not say why they are open."""
    client = app.test_client()
    found = []
    for method, path, rule in addresses(app):
        if says_open(app, rule, method):
            continue
        if client.open(path, method=method).status_code != 401:
            found.append(f"{method} {rule.rule}")
    return found


def misshapen_failures(app: Flask, requests: Iterable[tuple[str, str, dict[str, Any]]]) -> list[str]:
    """Failing answers that are not problem+json with a stable code, a title, a status and a detail."""
    client = app.test_client()
    found = []
    for method, path, options in requests:
        answer = client.open(path, method=method, **options)
        if answer.status_code < 400:
            continue
        body = answer.get_json(force=True, silent=True) or {}
        whole = {"type", "code", "title", "status", "detail"} <= body.keys() and body["status"] == answer.status_code
        if answer.mimetype != PROBLEM_TYPE or not whole or not body["title"] or not body["detail"]:
            found.append(f"{method} {path} → {answer.status_code} {answer.mimetype}")
    return found


def unknown_error_codes(sources: Iterable[str], catalogue: Iterable[str]) -> list[str]:
    """Codes raised as Problem("…") that the catalogue does not have."""
    known = set(catalogue)
    raised: set[str] = set()
    for source in sources:
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Problem" and node.args:
                first = node.args[0]
                if isinstance(first, ast.Constant):
                    raised.add(str(first.value))
    return sorted(raised - known)


def untranslated(catalogue: dict[str, Any]) -> list[str]:
    """Codes whose Chinese texts hold no Chinese, or whose English ones are missing or Chinese."""
    chinese = re.compile(r"[\u4e00-\u9fff]")
    return [
        code
        for code, error in catalogue.items()
        if not (chinese.search(error.zh) and chinese.search(error.zh_detail))
        or not (error.en and error.en_detail)
        or chinese.search(error.en + error.en_detail)
    ]


def branching_migrations(revisions: Iterable[tuple[str, str | None]]) -> list[str]:
    """Breaks of the one line from the first migration to the head, in (revision, down_revision) pairs."""
    pairs = list(revisions)
    parents = [down for _, down in pairs]
    found = [f"{down} has two children" for down in set(parents) if parents.count(down) > 1]
    names = {revision for revision, _ in pairs}
    found += [f"{revision} follows the unknown {down}" for revision, down in pairs if down and down not in names]
    return found + [f"{revision} is not numbered" for revision in names if not re.match(r"\d{4}_[a-z0-9_]+$", revision)]


def unknown_commands(markdown: str, *, make_targets: set[str], subcommands: set[str]) -> list[str]:
    """Commands in a README's code blocks that do not exist: make targets and xiaoanma subcommands."""
    found = []
    for block in re.findall(r"```[a-z]*\n(.*?)```", markdown, re.S):
        for line in block.splitlines():
            words = [word for word in line.split("#")[0].split() if "=" not in word and not word.startswith("-")]
            if words[:1] == ["make"] and words[1:] and words[1] not in make_targets:
                found.append(line.strip())
            if words and words[0].endswith("xiaoanma") and words[1:] and words[1] not in subcommands:
                found.append(line.strip())
    return found


def oversized(files: Iterable[Path], *, limit: int, excused: set[str]) -> list[str]:
    """Source files over `limit` lines that nobody has excused, and excuses that are no longer needed."""
    sizes = {path.relative_to(ROOT).as_posix(): len(path.read_text("utf-8").splitlines()) for path in files}
    large = {name for name, lines in sizes.items() if lines > limit}
    return sorted(f"{name}: {sizes[name]} lines" for name in large - excused) + sorted(
        f"{name}: excused without need" for name in excused - large
    )


def forbidden_words(files: Iterable[Path], words: Iterable[str]) -> list[str]:
    """Files that hold a word which only the allowed files may hold."""
    return [f"{path}: {word}" for path in files for word in words if word in path.read_text("utf-8")]
