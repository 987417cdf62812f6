"""A site in a folder of the test's own: keys, photos, no services."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from backend.config import Config, load_secrets


def a_config(folder: Path, **about: Any) -> Config:
    """The configuration of a site whose everything lies in `folder`; `about` names what the test is about."""
    plain = Config(
        home=folder,
        database_url="",
        storage_url=f"file://{folder / 'photos'}",
        redis_url=None,
        public_url="https://xam.example",
        secrets=load_secrets(folder / "secrets.json"),
        secure_cookies=False,
    )
    return replace(plain, **about)
