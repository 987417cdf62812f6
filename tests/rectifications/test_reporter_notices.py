"""Whoever reported with an account reads that there is an answer: turned down, merged, struck off, kept closed."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import delete
from sqlalchemy.orm import Session

from backend.core.clock import now
from backend.evidence.models import Photo
from backend.evidence.rules import PhotoClaim
from backend.rectifications.models import Case
from backend.rectifications.operations import after_closing, judging, triage
from tests.cases import Scene, a_case, a_command, a_scene, acknowledged, assigned, fixed
from tests.rectifications.clock_scenes import MAJOR, told


class Found:
    """A case that a member of staff reported, and what they read of it."""

    def __init__(self, session: Session, scene: Scene, role: str = "guard") -> None:
        self.session, self.scene, self.role = session, scene, role
        self.case: Case = a_case(session, scene, actor=scene.actor(session, role))

    def does(self, role: str, operation: Any, **about: Any) -> None:
        operation(
            self.session, self.scene.actor(self.session, role), self.case.id, command=a_command(self.case, **about)
        )

    def fixed(self, **details: Any) -> None:
        assigned(self.session, self.scene, self.case, **details)
        fixed(self.session, self.scene, acknowledged(self.session, self.scene, self.case))
        self.session.execute(delete(Photo))

    def verified(self, by: str = "principal", **details: Any) -> None:
        photos = (PhotoClaim("ad" * 32),)
        self.does(by, judging.verify_rectification, photos=photos, note="到现场看过，已修好", details=details)
        self.session.execute(delete(Photo))

    @property
    def answers(self) -> int:
        account = self.scene.account(self.session, self.role)
        return told(self.session, account.id, self.case.id).count("report_answered")


@pytest.fixture
def found(session: Session) -> Found:
    return Found(session, a_scene(session))


def test_one_turned_down(found: Found) -> None:
    found.does("joint_office", triage.reject_case, note="试一下", details={"reason": "test"})
    assert found.answers == 1


def test_one_referred_elsewhere(found: Found) -> None:
    found.does("joint_office", triage.refer_out, details={"channel": "12345", "how": "已电话转告"})
    assert found.answers == 1


def test_one_merged_and_again_when_that_one_is_struck_off(found: Found) -> None:
    merged = Found(found.session, found.scene, "volunteer")
    merged.does("joint_office", triage.merge_case, details={"master_case_id": found.case.id})
    assert (merged.answers, found.answers) == (1, 0)
    found.fixed()
    found.verified(by="joint_office")
    assert (merged.answers, found.answers) == (2, 1)


def test_a_general_one_when_it_is_verified(found: Found) -> None:
    found.fixed()
    assert found.answers == 0
    found.verified()
    assert found.answers == 1


def test_a_major_one_when_it_is_struck_off_and_not_before(found: Found) -> None:
    found.fixed(**MAJOR)
    found.verified(by="edu_officer", on_site=True)
    assert (found.case.state, found.answers) == ("verified", 0)
    found.does("joint_office", judging.close_out)
    assert (found.case.state, found.answers) == ("closed", 1)


def test_a_dispute_that_was_looked_into(found: Found) -> None:
    found.fixed()
    found.verified()
    found.case.disputed_at = now()
    found.does("joint_office", after_closing.keep_closed, details={"reason": "已到现场核实"})
    assert found.answers == 2


def test_nobody_reads_of_their_own_act(session: Session) -> None:
    scene = a_scene(session)
    own = Found(session, scene, "joint_office")
    own.does("joint_office", triage.reject_case, note="试一下", details={"reason": "test"})
    assert own.answers == 0
