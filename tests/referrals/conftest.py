"""A county with confidential officers at school, bureau and police."""

from __future__ import annotations

import pytest
from flask import Flask

from backend.core.db import Database
from tests.referrals.desk import Desk, set_desk


@pytest.fixture
def desk(app: Flask, database: Database) -> Desk:
    return set_desk(app, database, "SCH", "EDU", "PSB", "PCS")
