"""Fifty writers at once, in processes of their own: no number is left out, no chain breaks, and nobody is turned away."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from uuid import UUID

from sqlalchemy import func, select

from backend.core.db import Database
from backend.rectifications.ledger import verify_all
from backend.rectifications.models import Case, CaseReport, LedgerChain, LedgerEntry, LedgerNumber
from tests.cases import a_report, submitted
from tests.durability import counting
from tests.durability.crowd import Post, write_all_at_once
from tests.durability.sites import Site, a_county_at_work, a_site

WRITERS, PROCESSES = 50, 10
ACTS = 6  # report, join, assign, acknowledge, submit, verify


def test_fifty_writers_at_once_leave_whole_chains_and_no_gap(committed_database: Database, tmp_path: Path) -> None:
    site = a_site(committed_database, tmp_path)
    posts = posts_of(site, committed_database)
    answers = write_all_at_once(site.environment, [posts[n::PROCESSES] for n in range(PROCESSES)])
    assert [answer for answer in answers if answer[0] not in (200, 201)] == []
    assert len(answers) == WRITERS * ACTS
    with committed_database.work(write=False) as session:
        assert [*counting.number_gaps(session), *verify_all(session)[1]] == []
        assert sorted(session.scalars(select(LedgerNumber.last))) == sorted(cases_a_county(posts).values())
        told = dict(session.execute(select(LedgerEntry.action, func.count()).group_by(LedgerEntry.action)).all())
        assert told == dict.fromkeys(("join", "assign", "acknowledge", "submit", "verify"), WRITERS) | {
            "report": WRITERS + len({post.known_case for post in posts})
        }
        assert session.scalar(select(func.sum(LedgerChain.head_seq))) == sum(told.values())
        assert session.scalar(select(func.count()).select_from(CaseReport).where(CaseReport.joined)) == WRITERS
        assert Counter(session.scalars(select(Case.state))) == {"closed": WRITERS, "reported": 4}


def posts_of(site: Site, database: Database) -> list[Post]:
    """Fifty posts at four schools of two counties, each school with an open case that passers-by report again."""
    scenes = [*site.scenes, *a_county_at_work(database)]
    with database.work() as session:
        known = [submitted(session, report=a_report(scene.code, tile="campus")).case_id for scene in scenes]
    return [Post(scenes[n % 4], known[n % 4] or UUID(int=0)) for n in range(WRITERS)]


def cases_a_county(posts: list[Post]) -> Counter[bool]:
    """How many cases are numbered in the first county and in the second."""
    firsts = list(dict.fromkeys(post.scene.school_id for post in posts))[:2]
    return Counter(post.scene.school_id in firsts for post in posts)
