"""Every room's tables, imported in one place so that migrations and foreign keys see the whole schema."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec

from backend.core import calendar, imports, throttle
from backend.core.db import Base

ROOMS = ("audit", "people", "places", "evidence", "hazards", "rectifications", "intake", "overview")

for _room in ROOMS:
    if find_spec(f"backend.{_room}.models"):
        import_module(f"backend.{_room}.models")

metadata = Base.metadata
__all__ = ["ROOMS", "calendar", "imports", "metadata", "throttle"]
