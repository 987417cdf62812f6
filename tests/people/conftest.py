"""A county with an office that may let people in."""

from __future__ import annotations

import pytest

from tests.builders import an_account, sign_in
from tests.people.county import an_organisation, two_counties


@pytest.fixture
def counties(session):
    counties = two_counties(session)
    an_organisation(session, counties[0].id, "SUP", "教育督导室")
    return counties


@pytest.fixture
def office(app, session, counties):
    account = an_account(
        session,
        role="joint_office",
        scope=("county", counties[0].id),
        county_id=counties[0].id,
        display_name="演示·校安办",
    )
    return sign_in(app.test_client(), account)
