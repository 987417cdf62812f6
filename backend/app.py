"""create_app(): the table of contents of the server."""

from __future__ import annotations

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from backend import rooms
from backend.config import Config
from backend.core import api, headers, health, logs
from backend.core.db import Database
from backend.core.throttle import Throttle
from backend.evidence.storage import open_storage
from backend.people.identify import identify


def create_app(config: Config, *, database: Database | None = None) -> Flask:
    """Build the WSGI application for `config`; tests pass their own `database`."""
    app = Flask("backend", static_folder=None)
    app.config.update(
        MAX_CONTENT_LENGTH=None, API_TITLE="校安码", API_VERSION="v1", OPENAPI_VERSION="3.1.0", OPENAPI_URL_PREFIX=None
    )
    furnish(app, config, database or Database(config.database_url))
    if config.proxy_hops:
        hops = config.proxy_hops
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]
    logs.install(app)
    headers.install(app, https=config.secure_cookies)
    health.install(app)
    api.install(app, identify=identify)
    rooms.install(app, https=config.secure_cookies)
    return app


def furnish(app: Flask, config: Config, database: Database) -> None:
    """Give `app` its site: the database, and the services that `config` names."""
    app.extensions["xiaoanma.config"] = config
    app.extensions["xiaoanma.database"] = database
    app.extensions["xiaoanma.throttle"] = Throttle(database, redis_url=config.redis_url, limits=rooms.THROTTLES)
    app.extensions["xiaoanma.storage"] = open_storage(config.storage_url)
