"""The application with one school, its plate and its people."""

from __future__ import annotations

import pytest
from flask import Flask

from backend.core.db import Database
from tests.phones import Stage, set_stage


@pytest.fixture
def stage(app: Flask, database: Database) -> Stage:
    return set_stage(app, database)
