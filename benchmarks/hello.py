"""Bare Flask saying hello: the yardstick of the server and the framework, served by the same granian."""

from __future__ import annotations

from flask import Flask

application = Flask("hello", static_folder=None)


@application.get("/")
def say() -> dict[str, str]:
    return {"hello": "world"}
