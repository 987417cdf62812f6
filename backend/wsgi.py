"""The WSGI application that a server imports: `backend.wsgi:application`, configured by the environment."""

from __future__ import annotations

from backend import config
from backend.app import create_app
from backend.core import logs

logs.configure()
application = create_app(config.load())
