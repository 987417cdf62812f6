"""Who reads of which move: those whose turn it is now, never whoever made it, and one message for one person."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from backend.evidence.models import Photo
from backend.evidence.rules import PhotoClaim
from backend.messages.templates import TEMPLATES
from backend.rectifications import audiences, notices, ringing
from backend.rectifications.operations import extensions, fixing, judging, supervising, transfers
from backend.rectifications.rules import TRANSITIONS
from backend.rectifications.supervision_models import LETTER
from tests.cases import Scene, a_case, a_command, a_scene, acknowledged, assigned, fixed
from tests.rectifications.clock_scenes import MAJOR, told

PEOPLE = ("joint_office", "school_safety", "principal", "precinct_officer", "edu_officer", "dept_handler")
Told = dict[str, list[str]]


class Lookout:
    """A case and what each person has read of it since one looked last."""

    def __init__(self, session: Session, **details: Any) -> None:
        self.session, self.scene, self.seen = session, a_scene(session), dict.fromkeys(PEOPLE, 0)
        for role in PEOPLE:
            self.scene.account(session, role)
        self.case = assigned(session, self.scene, a_case(session, self.scene), **details)

    def news(self) -> Told:
        """What came since the last time, by person; who read nothing is left out."""
        found = {role: told(self.session, self._id(role), self.case.id) for role in PEOPLE}
        new = {role: kinds[self.seen[role] :] for role, kinds in found.items()}
        self.seen = {role: len(kinds) for role, kinds in found.items()}
        return {role: kinds for role, kinds in new.items() if kinds}

    def does(
        self, role: str, operation: Callable[..., None], *, photo: bool = False, note: str = "", **details: Any
    ) -> None:
        photos = (PhotoClaim("ad" * 32),) if photo else ()
        command = a_command(self.case, details=details, photos=photos, note=note)
        operation(self.session, self.scene.actor(self.session, role), self.case.id, command=command)

    def _id(self, role: str) -> UUID:
        return self.scene.account(self.session, role).id


def test_the_unit_reads_of_an_assignment_and_the_assigner_does_not(session: Session) -> None:
    assert Lookout(session).news() == {"school_safety": ["case_assigned"], "principal": ["case_assigned"]}


def test_the_tracker_reads_that_he_is_one(session: Session) -> None:
    scene = a_scene(session)
    inspector = scene.account(session, "inspector")
    case = assigned(session, scene, a_case(session, scene), tracker_id=inspector.id)
    assert told(session, inspector.id, case.id) == ["case_tracked"]


def test_verifiers_read_of_a_fix_and_the_unit_of_its_failing(session: Session) -> None:
    out = Lookout(session)
    acknowledged(session, out.scene, out.case)
    out.news()
    fixed(session, out.scene, out.case)
    assert out.news() == {"joint_office": ["case_to_verify"], "precinct_officer": ["case_to_verify"]}
    out.does("precinct_officer", judging.fail_verification, reason="仍然松动")
    assert out.news() == {"school_safety": ["case_returned"], "principal": ["case_returned"]}


def test_a_schools_own_finding_is_verified_at_school(session: Session) -> None:
    scene = a_scene(session)
    principal = scene.account(session, "principal")
    case = assigned(session, scene, a_case(session, scene, actor=scene.actor(session, "guard")))
    fixed(session, scene, acknowledged(session, scene, case))
    assert told(session, principal.id, case.id)[-1] == "case_to_verify"


def test_a_second_person_reads_of_a_verified_major_hazard_but_nobody_of_a_general_one(session: Session) -> None:
    for details, expected in ((MAJOR, {"joint_office": ["case_to_close"]}), ({}, {})):
        out = Lookout(session, **details)
        fixed(session, out.scene, acknowledged(session, out.scene, out.case))
        _photos_no_longer_awaited(session)
        out.news()
        out.does("edu_officer", judging.verify_rectification, photo=True, note="到现场看过，已修好", on_site=True)
        assert out.news() == expected


def _photos_no_longer_awaited(session: Session) -> None:
    session.execute(delete(Photo))


def test_the_joint_office_reads_of_requests_and_the_unit_of_decisions(session: Session) -> None:
    out = Lookout(session)
    out.news()
    samr = out.scene.county.offices["SAMR"]
    out.does("school_safety", transfers.ask_transfer, to_unit_id=samr, reason="属市监", legal_basis="三定方案")
    assert out.news() == {"joint_office": ["transfer_asked"]}
    out.does("joint_office", transfers.refuse_transfer, note="由学校负责")
    assert set(out.news()) == {"school_safety", "principal"}
    out.does("school_safety", transfers.ask_transfer, to_unit_id=samr, reason="属市监", legal_basis="三定方案")
    out.news()
    out.does("joint_office", transfers.approve_transfer)
    assert out.news() == {
        "school_safety": ["transfer_decided"],
        "principal": ["transfer_decided"],
        "dept_handler": ["case_assigned"],
    }


def test_an_extension_is_asked_of_the_office_and_answered_to_the_unit(session: Session) -> None:
    out = Lookout(session)
    acknowledged(session, out.scene, out.case)
    until = out.case.due_at
    assert until is not None
    later = until + timedelta(days=5)
    out.does("school_safety", fixing.record_interim_measure, photo=True, measure="拉警戒线", valid_until=later)
    out.news()
    out.does("school_safety", extensions.ask_extension, photo=True, new_due_at=later, reason="等配件")
    assert out.news() == {"joint_office": ["extension_asked"]}
    out.does("joint_office", extensions.grant_extension, note="同意")
    assert out.news() == {"school_safety": ["extension_decided"], "principal": ["extension_decided"]}


def test_urging_reaches_the_unit_and_a_whistle_the_department(session: Session) -> None:
    out = Lookout(session)
    out.news()
    out.does("joint_office", supervising.urge_unit)
    assert out.news() == {"school_safety": ["case_urged"], "principal": ["case_urged"]}
    samr = out.scene.county.offices["SAMR"]
    out.does("school_safety", supervising.whistle_for_unit, note="请到现场", unit_id=samr)
    assert out.news() == {"dept_handler": ["whistle_blown"], "joint_office": ["whistle_blown"]}


def test_escalating_with_a_letter_drafts_it(session: Session) -> None:
    out = Lookout(session)
    out.does("joint_office", supervising.escalate_case, note="拖延", letter_kind="supervision_notice")
    drafted = session.execute(select(LETTER.c.kind, LETTER.c.state)).one()
    assert tuple(drafted) == ("supervision_notice", "drafted")


def test_a_new_report_costs_no_message_of_its_own(session: Session) -> None:
    scene: Scene = a_scene(session)
    office = scene.account(session, "joint_office")
    case = a_case(session, scene)
    assert told(session, office.id, case.id) == []  # the worker tells of it a moment later


@pytest.mark.parametrize("action", sorted(notices.MOVES))
def test_the_table_names_moves_messages_and_groups_that_exist(action: str) -> None:
    assert action in {row.action for row in TRANSITIONS}
    for each in notices.MOVES[action]:
        assert each.kind in TEMPLATES
        assert set(each.groups) <= set(audiences.GROUPS)


def test_the_clocks_table_names_messages_and_groups_that_exist() -> None:
    assert {kind for kind, _ in ringing.TELLS.values()} <= set(TEMPLATES)
    assert {group for _, groups in ringing.TELLS.values() for group in groups} <= set(audiences.GROUPS)
