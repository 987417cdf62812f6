"""The doors of patrols."""

from __future__ import annotations

from backend.patrols import capture_routes, planning_routes

BLUEPRINTS = [*planning_routes.BLUEPRINTS, *capture_routes.BLUEPRINTS]
