"""The doors of patrols."""

from __future__ import annotations

from backend.patrols import round_routes

BLUEPRINTS = [*round_routes.BLUEPRINTS]
