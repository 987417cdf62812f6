"""The OpenAPI file, made from the routes themselves on a database that is never touched."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import Any

from backend import config
from backend.app import create_app
from backend.core.api import Api
from backend.core.error_pages import PROBLEM_TYPE


def description() -> str:
    """Return the OpenAPI 3.1 document as stable, indented JSON."""
    with tempfile.TemporaryDirectory() as folder:
        site = config.load({"XIAOANMA_HOME": folder, "XIAOANMA_DATABASE_URL": "sqlite://"})
        app = create_app(site)
        api: Api = app.extensions["flask-smorest"]["apis"][""]["ext_obj"]
        return json.dumps(_with_problems(api.described()), ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def _with_problems(document: dict[str, Any]) -> dict[str, Any]:
    """Say of every shared error answer that it is problem+json, which the generator cannot be told."""
    for answer in document["components"]["responses"].values():
        if "application/json" in answer.get("content", {}):
            answer["content"][PROBLEM_TYPE] = answer["content"].pop("application/json")
    return document


if __name__ == "__main__":
    Path(__file__).with_name("openapi.json").write_text(description(), "utf-8")
