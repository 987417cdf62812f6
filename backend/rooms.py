"""Which rooms have doors: their blueprints, in the order of the floors, and what all of them share."""

from __future__ import annotations

from flask import Flask

from backend.core.api import Api
from backend.inspections import routes as inspections
from backend.intake import routes as intake
from backend.intake.assets import serve_static
from backend.intake.pages import pages
from backend.messages import routes as messages
from backend.overview import routes as overview
from backend.patrols import routes as patrols
from backend.people import routes as people
from backend.places import routes as places
from backend.protection import routes as protection
from backend.rectifications import routes as rectifications
from backend.referrals import routes as referrals
from backend.retention import routes as retention

THROTTLES = {
    "sign_in": "5/15 minutes",
    "sign_in_source": "60/15 minutes",
    "pickup": "20/10 minutes",
    "acceptance": "10/hour",
    "second_factor": "5/15 minutes",
}


def install(app: Flask, *, https: bool) -> None:
    """Register every room's blueprints on the API, and the pages beside it."""
    serve_static(app, https=https)
    api = Api(app, spec_kwargs={"info": {"description": "校安码 API"}})
    above = (protection, inspections, intake, overview, retention)
    for room in (messages, people, places, patrols, rectifications, referrals, *above):
        for blueprint in room.BLUEPRINTS:
            api.register_blueprint(blueprint)
    app.register_blueprint(pages)
