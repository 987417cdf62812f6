"""The doors of patrols."""

from __future__ import annotations

from backend.patrols import round_routes, visit_routes

BLUEPRINTS = [*round_routes.BLUEPRINTS, *visit_routes.BLUEPRINTS]
