"""Which built files an entry of the pages needs, read from Vite's manifest; and serving them compressed as they lie."""

from __future__ import annotations

import json
from functools import cache, partial
from pathlib import Path
from typing import Any

from flask import Flask
from whitenoise import WhiteNoise

from backend.core.headers import add_to_static

BUILT = Path(__file__).resolve().parents[2] / "pwa" / "dist"
ENTRIES = {"public": "src/public.tsx", "app": "src/app.tsx"}
PREFIX = "/static/"


@cache
def assets(entry: str) -> dict[str, list[str]]:
    """Return {"js": [...], "css": [...]} as addresses; empty lists where the pages have not been built."""
    manifest = BUILT / ".vite" / "manifest.json"
    if not manifest.exists():
        return {"js": [], "css": []}
    chunk: dict[str, Any] = json.loads(manifest.read_text("utf-8"))[ENTRIES[entry]]
    return {"js": [PREFIX + chunk["file"]], "css": [PREFIX + path for path in chunk.get("css", [])]}


def serve_static(app: Flask, *, https: bool) -> None:
    """Serve pwa/dist below /static/, pre-compressed; names hold hashes, so they may be kept for ever."""
    told = partial(add_to_static, https=https)
    wrapped = WhiteNoise(
        app.wsgi_app, immutable_file_test=_is_hashed, allow_all_origins=False, add_headers_function=told
    )
    if BUILT.is_dir():
        wrapped.add_files(str(BUILT), prefix=PREFIX)
    app.wsgi_app = wrapped  # type: ignore[method-assign]


def _is_hashed(_path: str, url: str) -> bool:
    return url.startswith(f"{PREFIX}assets/")
