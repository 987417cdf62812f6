"""The ledger in the database: whole chains and gap-free numbers, whoever writes at once and whatever is rolled back."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from backend.core.clock import now
from backend.core.db import Database
from backend.core.errors import Problem
from backend.migrations.guards import drop_guards
from backend.rectifications import ledger
from backend.rectifications.models import Case, LedgerChain, LedgerContent, LedgerEntry, LedgerNumber
from backend.rectifications.operations.triage import merge_case, reject_case
from tests.cases import Scene, a_case, a_command, a_report, a_scene, acknowledged, assigned, fixed, submitted

WRITERS = 16


def faults_of(session: Session) -> list[str]:
    """Every break in every chain of the database."""
    chains = session.execute(select(LedgerChain.id)).scalars().all()
    return [f"{fault.seq}: {fault.what}" for chain in chains for fault in ledger.verify_chain(session, chain)]


def numbers_of(session: Session) -> list[int]:
    """The numbers given so far, without their prefix, sorted."""
    given = session.execute(select(Case.ledger_no).where(Case.ledger_no.is_not(None))).scalars()
    return sorted(int(str(number)[-6:]) for number in given)


def all_at_once(count: int, work: Callable[[int], Any]) -> list[Any]:
    """Run `work(0)` … `work(count - 1)` in threads that start together; an exception of one is the test's."""
    gate = threading.Barrier(count, timeout=20)

    def run(number: int) -> Any:
        gate.wait()
        return work(number)

    with ThreadPoolExecutor(count) as pool:
        return [future.result() for future in [pool.submit(run, number) for number in range(count)]]


def a_life(session: Session, scene: Scene) -> Case:
    """A case that was reported, assigned, acknowledged and fixed."""
    return fixed(session, scene, acknowledged(session, scene, assigned(session, scene, a_case(session, scene))))


def test_a_life_leaves_one_whole_chain(session: Session) -> None:
    scene = a_scene(session)
    for _ in range(3):
        a_life(session, scene)
    assert faults_of(session) == []
    heads = session.execute(select(LedgerChain.school_id, LedgerChain.head_seq)).all()
    assert heads == [(scene.school.id, 12)]


def test_every_school_has_a_chain_of_its_own(session: Session) -> None:
    first = a_scene(session)
    second = a_scene(session, county=first.county, name="示范县第二小学")
    for scene in (first, second, first):
        a_case(session, scene)
    heads = {row.school_id: row.head_seq for row in session.execute(select(LedgerChain)).scalars()}
    assert heads == {first.school.id: 2, second.school.id: 1}


def test_numbers_count_up_within_a_county_and_a_year_and_carry_its_initials(session: Session) -> None:
    first, other = a_scene(session), a_scene(session)
    cases = [assigned(session, scene, a_case(session, scene)) for scene in (first, other, first)]
    year = now().year
    assert [case.ledger_no for case in cases] == [
        f"SF-ZG-{year}-000001",
        f"SF-ZG-{year}-000001",
        f"SF-ZG-{year}-000002",
    ]


CHANGED: dict[str, Callable[[], Any]] = {
    "an action": lambda: update(LedgerEntry).where(LedgerEntry.seq == 2).values(action="reject"),
    "an actor": lambda: update(LedgerEntry).where(LedgerEntry.seq == 2).values(actor="public"),
    "a time": lambda: update(LedgerEntry).where(LedgerEntry.seq == 2).values(at=now()),
    "photos": lambda: update(LedgerEntry).where(LedgerEntry.seq == 2).values(photos=[{"sent": "0", "stored": "1"}]),
    "a content hash": lambda: update(LedgerEntry).where(LedgerEntry.seq == 2).values(content_hash="0" * 64),
    "the last hash": lambda: update(LedgerEntry).where(LedgerEntry.seq == 4).values(hash="0" * 64),
    "a content": lambda: update(LedgerContent).values(content='{"note":"没有问题"}'),
    "a salt": lambda: update(LedgerContent).values(salt=b"0" * 16),
    "the head": lambda: update(LedgerChain).values(head_seq=3),
    "swapped numbers": lambda: update(LedgerEntry).where(LedgerEntry.seq == 4).values(seq=5),
}


@pytest.mark.parametrize("what", CHANGED)
def test_a_change_in_the_database_behind_the_guards_is_named(session: Session, what: str) -> None:
    a_life(session, a_scene(session))
    drop_guards(session.connection())
    session.execute(CHANGED[what]().execution_options(synchronize_session=False))
    session.expire_all()
    assert faults_of(session) != []


@pytest.mark.parametrize("seq", [1, 2, 4])
def test_a_removed_entry_is_named_the_last_one_too(session: Session, seq: int) -> None:
    a_life(session, a_scene(session))
    drop_guards(session.connection())
    entry = session.execute(select(LedgerEntry.id).where(LedgerEntry.seq == seq)).scalar_one()
    session.execute(delete(LedgerContent).where(LedgerContent.entry_id == entry))
    session.execute(delete(LedgerEntry).where(LedgerEntry.id == entry))
    session.expire_all()
    assert faults_of(session) != []


def test_a_content_erased_by_law_leaves_the_chain_whole(session: Session) -> None:
    a_life(session, a_scene(session))
    session.execute(delete(LedgerContent))
    session.expire_all()
    assert faults_of(session) == []


def test_a_rollback_leaves_no_gap_in_numbers_or_chain(committed_database: Database) -> None:
    with committed_database.work() as session:
        scene = a_scene(session)
        assigned(session, scene, a_case(session, scene))
    for _ in range(3):
        undone = committed_database.open(write=True)
        assert assigned(undone, scene, a_case(undone, scene)).ledger_no is not None
        committed_database.close(undone)
    with committed_database.work() as session:
        assigned(session, scene, a_case(session, scene))
    with committed_database.work(write=False) as session:
        assert numbers_of(session) == [1, 2]
        assert session.execute(select(LedgerNumber.last)).scalars().all() == [2]
        assert (faults_of(session), session.execute(select(LedgerChain.head_seq)).scalar_one()) == ([], 4)


def test_sixteen_writers_at_once_leave_whole_chains_and_no_gap(committed_database: Database) -> None:
    with committed_database.work() as session:
        first = a_scene(session)
        scenes = [first, a_scene(session, county=first.county, name="示范县第二小学")]
        for scene in scenes:
            scene.actor(session, "joint_office")

    def write(number: int) -> None:
        scene = scenes[number % 2]
        for _ in range(3):
            with committed_database.work() as session:
                case_id = a_case(session, scene).id
            with committed_database.work() as session:
                assigned(session, scene, session.get_one(Case, case_id))

    all_at_once(WRITERS, write)
    with committed_database.work(write=False) as session:
        assert numbers_of(session) == list(range(1, WRITERS * 3 + 1))
        heads = session.execute(select(LedgerChain.head_seq)).scalars().all()
        assert (faults_of(session), heads) == ([], [WRITERS * 3] * 2)


def test_taking_over_while_reporting_and_assigning_do_not_wait_for_each_other(committed_database: Database) -> None:
    """Both need the county's number and the school's chain; taken in another order, PostgreSQL kills one of them."""
    with committed_database.work() as session:
        scene = a_scene(session)
        cases = [a_case(session, scene).id for _ in range(8)]
        staff = scene.actor(session, "school_safety")
        scene.actor(session, "joint_office")

    def write(number: int) -> None:
        with committed_database.work() as session:
            if number % 2:
                own = a_report(scene.code, category="MGT01", tile="campus", self_assign=True)
                submitted(session, staff, report=own)
            else:
                assigned(session, scene, session.get_one(Case, cases[number // 2]))

    all_at_once(WRITERS, write)
    with committed_database.work(write=False) as session:
        assert (numbers_of(session), faults_of(session)) == (list(range(1, 17)), [])


def test_two_merges_crosswise_end_with_one_master(committed_database: Database) -> None:
    with committed_database.work() as session:
        scene = a_scene(session)
        pairs = [(a_case(session, scene).id, a_case(session, scene).id) for _ in range(4)]
        office = scene.actor(session, "joint_office")

    def merge(number: int) -> str:
        case_id, master_id = pairs[number // 2][:: -1 if number % 2 else 1]
        with committed_database.work() as session:
            command = a_command(session.get_one(Case, case_id), details={"master_case_id": master_id})
        try:
            with committed_database.work() as session:
                merge_case(session, office, case_id, command=command)
        except Problem as problem:
            return problem.code
        return "merged"

    answers = all_at_once(8, merge)
    assert answers.count("merged") == 4
    assert set(answers) == {"merged", "case_master_unsuitable"}


def test_the_same_command_five_times_at_once_is_carried_out_once(committed_database: Database) -> None:
    with committed_database.work() as session:
        scene = a_scene(session)
        case = a_case(session, scene)
        asked = {"category": "BLD02", "severity": "general", "handling": "deadline", "lead_unit_id": scene.school.id}
        command, case_id = a_command(case, details=asked), case.id
        office = scene.actor(session, "joint_office")
    from backend.rectifications.operations.assigning import assign_case

    def assign(_number: int) -> None:
        with committed_database.work() as session:
            assign_case(session, office, case_id, command=command)

    all_at_once(5, assign)
    with committed_database.work(write=False) as session:
        assert numbers_of(session) == [1]
        assert session.execute(select(func.count()).select_from(LedgerEntry)).scalar_one() == 2


def test_one_command_id_on_two_cases_at_once_is_carried_out_on_one(committed_database: Database) -> None:
    with committed_database.work() as session:
        first_school, second_school = a_scene(session), a_scene(session, name="示范县北辰初级中学")
        cases = [a_case(session, scene).id for scene in (first_school, second_school)]
        offices = [scene.actor(session, "joint_office") for scene in (first_school, second_school)]
        command = a_command(session.get_one(Case, cases[0]), details={"reason": "test"}, note="测试")

    def reject(number: int) -> str:
        try:
            with committed_database.work() as session:
                reject_case(session, offices[number], cases[number], command=command)
        except Problem as problem:
            return problem.code
        return "rejected"

    assert sorted(all_at_once(2, reject)) == ["case_command_id_taken", "rejected"]
