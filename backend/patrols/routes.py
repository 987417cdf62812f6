"""The doors of patrols."""

from __future__ import annotations

from backend.patrols import planning_routes

BLUEPRINTS = [*planning_routes.BLUEPRINTS]
