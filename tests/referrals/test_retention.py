"""What is left after half a year: a count of the month, and in the audit book that something was purged."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select, update

from backend.core.clock import SHANGHAI, now
from backend.referrals.models import REFERRAL, REFERRAL_COUNT
from backend.referrals.retention import purge_referrals
from tests.referrals.desk import Desk, took


def closed(desk: Desk, *, days_ago: int) -> None:
    """A referral that ended so many days ago."""
    referral_id = desk.created(category="PSN08")
    took(desk.officer("PSB"), referral_id, "return")
    with desk.work() as session:
        at = now() - timedelta(days=days_ago)
        session.execute(update(REFERRAL).where(REFERRAL.c.id == referral_id).values(closed_at=at))


def test_a_referral_is_purged_180_days_after_its_end_and_its_month_stays_counted(desk: Desk) -> None:
    closed(desk, days_ago=181)
    closed(desk, days_ago=179)
    desk.created(category="PSN08")
    with desk.work() as session:
        assert purge_referrals(session) == 1
        assert purge_referrals(session) == 0
        assert len(session.execute(select(REFERRAL.c.id)).all()) == 2
        counted = session.execute(select(REFERRAL_COUNT)).one()
    assert (counted.month, counted.category, counted.count) == (f"{now().astimezone(SHANGHAI):%Y-%m}", "PSN08", 3)
    assert [row[0] for row in desk.audit("referral.purged")] == ["referral.purged"]
