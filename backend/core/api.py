"""All framework glue: our Api, Blueprint and Schema, the guard before every view, and the one commit after it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import flask_smorest
import marshmallow
from flask import Flask, Request, Response, current_app, g, request
from sqlalchemy.orm import Session

from backend.config import Config
from backend.core import bodies, error_pages
from backend.core.actor import PUBLIC, Actor
from backend.core.db import Database
from backend.core.errors import Problem
from backend.core.json_text import OrjsonProvider
from backend.core.throttle import Throttle

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
OPEN_ATTRIBUTE = "xiaoanma_open_because"
STRANGER_ATTRIBUTE = "xiaoanma_ignores_who"
FIRST_PASSWORD_ATTRIBUTE = "xiaoanma_before_password_change"
Identify = Callable[[Session, Request], Actor | None]


class ProblemSchema(marshmallow.Schema):
    """An error (RFC 9457): a stable `code`, what happened, what to do, and messages per field."""

    type = marshmallow.fields.String(required=True)
    code = marshmallow.fields.String(required=True)
    title = marshmallow.fields.String(required=True)
    status = marshmallow.fields.Integer(required=True)
    detail = marshmallow.fields.String(required=True)
    errors = marshmallow.fields.Dict(keys=marshmallow.fields.String())


class Api(flask_smorest.Api):
    """flask-smorest's Api whose errors are problem+json and keep their HTTP headers."""

    ERROR_SCHEMA = ProblemSchema

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.undescribed: list[Callable[[], None]] = []
        super().__init__(*args, **kwargs)

    def described(self) -> dict[str, Any]:
        """Return the OpenAPI document of every route registered so far."""
        while self.undescribed:
            self.undescribed.pop(0)()
        document: dict[str, Any] = self.spec.to_dict()
        return document

    def _register_error_handlers(self) -> None:
        """Leave error handling to `error_pages`, for API and pages alike."""


class Blueprint(flask_smorest.Blueprint):
    """A room's routes. Their description is written when asked for: no site serves it, and it is most of a start's time."""

    def register_views_in_doc(self, api: Api, *args: Any, **kwargs: Any) -> None:
        """Let the description wait for `Api.described`."""
        api.undescribed.append(partial(super().register_views_in_doc, api, *args, **kwargs))


class Schema(marshmallow.Schema):
    """A body or query: unknown fields are refused, fields come out in the order written."""

    class Meta:
        unknown = marshmallow.RAISE


def open_to_anyone(because: str, *, ignores_who: bool = False) -> Callable[[Any], Any]:
    """Mark a view as open without signing in; the reason is for the reader and for the house test.

    With `ignores_who` nobody is looked up at all, so no database is touched before the view does.
    """

    def mark(view: Any) -> Any:
        setattr(view, OPEN_ATTRIBUTE, because)
        setattr(view, STRANGER_ATTRIBUTE, ignores_who)
        return view

    return mark


def before_password_change(view: Any) -> Any:
    """Mark a view that may be used before the first password has been changed."""
    setattr(view, FIRST_PASSWORD_ATTRIBUTE, True)
    return view


def current_database() -> Database:
    """Return the application's database."""
    database: Database = current_app.extensions["xiaoanma.database"]
    return database


def current_config() -> Config:
    """Return the application's configuration."""
    config: Config = current_app.extensions["xiaoanma.config"]
    return config


def current_throttle() -> Throttle:
    """Return the application's throttle, shared by all its processes."""
    throttle: Throttle = current_app.extensions["xiaoanma.throttle"]
    return throttle


def current_session() -> Session:
    """Return this request's session, opened at first use: reading for safe methods, writing for the others."""
    if "session" not in g:
        g.session = current_database().open(write=request.method not in SAFE_METHODS)
    session: Session = g.session
    return session


def release_session() -> None:
    """End what the guard has read, before slow work (argon2) or a throttle: they must not hold the write lock.

    Nothing may have been written yet; the next `current_session()` opens a new unit of work.
    """
    _close_session()


def current_actor() -> Actor:
    """Return who is asking; the guard has put it there."""
    actor: Actor = g.actor
    return actor


def install(app: Flask, *, identify: Identify) -> None:
    """Give `app` the guard, the commit and the error pages."""
    app.json = OrjsonProvider(app)
    app.url_map.redirect_defaults = False
    app.url_map.merge_slashes = False  # its redirect would name whatever host the caller claims
    error_pages.install(app)

    @app.before_request
    def guard() -> None:
        bodies.refuse_nul_in_address()
        bodies.take_json()
        g.actor = _allowed_actor(identify)

    @app.after_request
    def finish(response: Response) -> Response:
        session: Session | None = g.get("session")
        if session is not None and response.status_code < 400:
            session.commit()
        _close_session()
        return response

    @app.teardown_request
    def close(_error: BaseException | None) -> None:
        _close_session()


def _close_session() -> None:
    session: Session | None = g.pop("session", None)
    if session is not None:
        current_database().close(session)


def _allowed_actor(identify: Identify) -> Actor:
    """Find the actor and refuse a closed view to strangers; closed is the default."""
    if request.url_rule is None:
        return PUBLIC
    view = _view_of(current_app, request.endpoint)
    asked = _brings_credentials() and not getattr(view, STRANGER_ATTRIBUTE, False)
    actor = identify(current_session(), request) if asked else None
    if actor is None:
        if not hasattr(view, OPEN_ATTRIBUTE):
            raise Problem("sign_in_required")
        return PUBLIC
    if actor.must_change_password and not hasattr(view, FIRST_PASSWORD_ATTRIBUTE):
        if hasattr(view, OPEN_ATTRIBUTE):
            return PUBLIC  # somebody else knows that password: at an open door it makes nobody
        raise Problem("password_change_required")
    return actor


def _brings_credentials() -> bool:
    """Whether the request brings anything to be known by; without it no database is asked."""
    return bool(request.cookies) or "Authorization" in request.headers


def _view_of(app: Flask, endpoint: str | None) -> Any:
    """Return the function that answers `endpoint` now: for a MethodView, its method for this request."""
    view: Any = app.view_functions.get(endpoint or "")
    view_class = getattr(view, "view_class", None)
    return view if view_class is None else getattr(view_class, request.method.lower(), view)
