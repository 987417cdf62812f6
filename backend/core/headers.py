"""What every answer tells the browser unless it says so itself: guess no type, frame nothing, keep nothing, name us nowhere."""

from __future__ import annotations

from flask import Flask, Response
from werkzeug.datastructures import Headers

A_YEAR = 31_536_000
ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(self), geolocation=(self), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}
FOR_DATA = {
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Cache-Control": "no-store",
}


def install(app: Flask, *, https: bool) -> None:
    """Set the headers on every answer of the application; static files get theirs by `add_to_static`."""

    @app.after_request
    def tell(response: Response) -> Response:
        for name, value in (ALWAYS | FOR_DATA | _transport(https)).items():
            response.headers.setdefault(name, value)
        return response


def add_to_static(headers: Headers, _path: str, _url: str, *, https: bool) -> None:
    """The same for files; they may be kept."""
    for name, value in (ALWAYS | _transport(https)).items():
        headers[name] = value


def _transport(https: bool) -> dict[str, str]:
    """A site that prints https:// on its plates is reached so for ever; sub-domains are not ours to speak for."""
    return {"Strict-Transport-Security": f"max-age={A_YEAR}"} if https else {}
