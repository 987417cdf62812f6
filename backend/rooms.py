"""Which rooms have doors: their blueprints, in the order of the floors."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec

from flask import Flask

from backend.config import Config
from backend.core.api import Api
from backend.core.throttle import Throttle
from backend.evidence.storage import open_storage
from backend.intake.assets import serve_static

THROTTLES = {"sign_in": "5/15 minutes", "sign_in_source": "60/15 minutes", "pickup": "20/10 minutes"}
WITH_ROUTES = ("people", "places", "hazards", "rectifications", "intake", "overview")


def install(app: Flask, config: Config) -> None:
    """Register every room's blueprints on the API."""
    app.extensions["xiaoanma.throttle"] = Throttle(
        app.extensions["xiaoanma.database"], redis_url=config.redis_url, limits=THROTTLES
    )
    app.extensions["xiaoanma.storage"] = open_storage(config.storage_url)
    serve_static(app)
    api = Api(app, spec_kwargs={"info": {"description": "校安码 API"}})
    for room in WITH_ROUTES:
        if find_spec(f"backend.{room}.routes"):
            for blueprint in import_module(f"backend.{room}.routes").BLUEPRINTS:
                api.register_blueprint(blueprint)
