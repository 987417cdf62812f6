"""The pages whose first HTML comes from here: start, the page behind a plate, pickup, and the shell of the staff app."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, make_response, redirect, render_template, request
from flask.typing import ResponseReturnValue

from backend.core.api import current_actor, current_config, current_session, open_to_anyone
from backend.core.errors import Problem
from backend.intake.assets import assets
from backend.intake.context import place_shown, public_taxonomy, scan_context
from backend.intake.places import place_of_scan
from backend.places.queries import who_and_where
from backend.places.rules import read_code
from qr_codes.token import grouped

pages = Blueprint("pages", __name__, template_folder="templates")
CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' blob: data:; "
    "connect-src 'self'; media-src 'self' blob:; worker-src 'self'; manifest-src 'self'; font-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_WORTH_GROUPING = 24
_TEMPLATE_OF = {
    "site_code_wrong_length": "length",
    "site_code_wrong_letter": "letter",
    "site_code_mistyped": "check",
    "site_code_forged": "forged",
    "site_code_unregistered": "unknown",
    "site_code_replaced": "retired",
    "site_code_lost": "retired",
    "site_code_retired": "retired",
}


@pages.get("/")
@open_to_anyone("the front door")
def start() -> ResponseReturnValue:
    """Show the front door; a code typed without a script arrives here as ?code=."""
    typed = request.args.get("code")
    if typed is None:
        return _page("start.html")
    try:
        return redirect(f"/c/{read_code(typed)}", code=303)
    except Problem as problem:
        return _code_problem(problem, typed)


@pages.get("/c/<code>")
@open_to_anyone("a passer-by scans a plate")
def place(code: str) -> ResponseReturnValue:
    """Show the place behind a plate: 110, report, progress, and for those signed in what is open here."""
    session = current_session()
    try:
        found = place_of_scan(session, code, current_config().secrets.code_keys)
    except Problem as problem:
        return _code_problem(problem, code)
    context = scan_context(session, current_actor(), found, secret=current_config().secrets.app)
    return _page(
        "place.html", place=context, code=context["code"], grouped=context["grouped"], taxonomy=public_taxonomy()
    )


@pages.get("/p")
@open_to_anyone("a passer-by follows a report")
def pickup() -> ResponseReturnValue:
    """Show the form for a pickup code."""
    return _page("pickup.html")


@pages.get("/app")
@pages.get("/app/<path:_path>")
@open_to_anyone("the shell holds no data; it asks the API, which is closed")
def staff_app(_path: str = "") -> ResponseReturnValue:
    """Show the shell of the staff screens."""
    return _page("app.html", entry="app")


def _code_problem(problem: Problem, typed: str) -> ResponseReturnValue:
    """Explain a code that leads nowhere, on a page that still has 110 and a field to type in."""
    kind = _TEMPLATE_OF.get(problem.code)
    if kind is None:
        raise problem
    where = who_and_where(current_session(), read_code(typed)) if kind == "retired" else None
    shown = _in_fours(typed) if kind in ("length", "letter", "check") else grouped(read_code(typed))
    old_place = None if where is None else {"place": place_shown(where)}
    return _page("code_problem.html", status=problem.error.status, problem=kind, typed=shown, place=old_place)


def _in_fours(typed: str) -> str:
    """Return what somebody typed as a plate shows it, so that eye and finger can go group by group."""
    letters = "".join(typed.upper().replace("-", " ").split())
    return grouped(letters) if len(letters) <= _WORTH_GROUPING else typed[:80]


def _page(template: str, *, status: int = 200, entry: str = "public", **values: Any) -> Response:
    config = current_config()
    host = config.public_url.split("://", 1)[-1]
    body = render_template(template, host=host, demo=config.demo, assets=assets(entry), **values)
    response = make_response(body, status)
    response.headers["Content-Security-Policy"] = CONTENT_SECURITY_POLICY
    return response
