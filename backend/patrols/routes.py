"""The doors of patrols."""

from __future__ import annotations

from backend.patrols import capture_routes, planning_routes, round_routes, visit_routes

BLUEPRINTS = [
    *planning_routes.BLUEPRINTS,
    *capture_routes.BLUEPRINTS,
    *round_routes.BLUEPRINTS,
    *visit_routes.BLUEPRINTS,
]
