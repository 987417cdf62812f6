from __future__ import annotations

from uuid import UUID

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from backend.core import clock
from backend.core.actor import Actor
from backend.core.errors import Problem
from backend.evidence.models import Photo
from backend.evidence.storage import open_storage
from backend.hazards.models import Hazard
from backend.intake.pickups import follow
from backend.people.models import Account
from backend.people.queries import actor_of
from backend.places.models import Checkpoint
from backend.rectifications import queries, views
from backend.rectifications.deadlines import is_overdue
from backend.rectifications.ledger import verify_chain
from backend.rectifications.models import Case, CaseReport, LedgerChain, LedgerEntry, LedgerNumber
from backend.rectifications.states import OPEN_STATES, State
from tests.demo.conftest import Filled


def test_every_state_occurs(county: Session) -> None:
    assert set(county.scalars(select(Case.state))) == {state.value for state in State}


def test_every_flag_occurs(county: Session) -> None:
    cases = county.scalars(select(Case)).all()
    hazards = county.scalars(select(Hazard)).all()

    overdue = [case for case in cases if is_overdue(case.state, case.due_at, at=clock.now())]
    assert {case.severity for case in overdue} == {"general", "major"}
    assert any(case.fail_count for case in cases)
    assert any(case.quarantined for case in cases)
    assert any(case.danger for case in cases)
    assert any(case.external for case in cases)
    assert not all(case.external for case in cases)
    assert any(hazard.late for hazard in hazards)
    assert any(hazard.reporter_id is None for hazard in hazards)
    assert county.scalar(select(func.count()).where(CaseReport.joined))


def test_a_major_and_a_general_hazard_were_struck_off_and_one_waits_for_its_second_person(county: Session) -> None:
    ended = {(row.severity, row.state) for row in county.execute(select(Case.severity, Case.state))}

    assert {("general", "closed"), ("major", "closed"), ("major", "verified")} <= ended


def test_every_chain_is_whole(county: Session) -> None:
    chains = county.scalars(select(LedgerChain.id)).all()

    assert len(chains) == 8
    assert [verify_chain(county, chain_id) for chain_id in chains] == [[]] * len(chains)


def test_entries_of_a_chain_follow_each_other_in_time_too(county: Session) -> None:
    rows = county.execute(
        select(LedgerEntry.chain_id, LedgerEntry.at).order_by(LedgerEntry.chain_id, LedgerEntry.seq)
    ).all()

    for chain_id in {row.chain_id for row in rows}:
        times = [row.at for row in rows if row.chain_id == chain_id]
        assert times == sorted(times)


def test_ledger_numbers_have_no_gap_and_grow_with_time(county: Session) -> None:
    given = county.scalars(select(Case.ledger_no).where(Case.ledger_no.is_not(None)).order_by(Case.assigned_at)).all()
    by_year: dict[str, list[int]] = {}
    for number in given:
        prefix, kind, year, last = str(number).split("-")[:4]
        assert (prefix, kind) == ("SF", "ZG")
        by_year.setdefault(year, []).append(int(last))

    assert all(numbers == list(range(1, len(numbers) + 1)) for numbers in by_year.values())
    stored = {row.year: row.last for row in county.execute(select(LedgerNumber.year, LedgerNumber.last))}
    assert stored == {int(year): len(numbers) for year, numbers in by_year.items()}


def test_nothing_happened_in_the_future(county: Session) -> None:
    now = clock.now()

    assert county.scalar(select(func.max(LedgerEntry.at))) <= now
    assert county.scalar(select(func.max(Hazard.occurred_at))) <= now
    assert county.scalar(select(func.max(Photo.received_at))) <= now


def test_photos_are_stored_with_their_versions_and_two_are_still_on_their_way(county: Session, filled: Filled) -> None:
    photos = county.scalars(select(Photo)).all()
    storage = open_storage(filled.config.storage_url)

    arrived = [photo for photo in photos if photo.storage_key]
    assert len(photos) - len(arrived) == 2
    assert {photo.record_type for photo in photos if not photo.storage_key} == {"hazard", "ledger_entry"}
    for photo in arrived:
        assert photo.versions_made_at is not None
        assert storage.get(f"{photo.storage_key}-small").startswith(b"\xff\xd8")


def test_a_passer_by_can_follow_with_the_printed_pickup_code(county: Session, filled: Filled) -> None:
    for pickup in filled.summary.pickups:
        found = follow(county, pickup.pickup_code, secret=filled.config.secrets.app)
        assert found["status"]["label"] == pickup.status
    assert "已处理" in {pickup.status for pickup in filled.summary.pickups}


@pytest.mark.parametrize(
    "action",
    [
        *("report", "join", "photo_received", "assign", "self_assign", "reject", "merge", "ring"),
        *("ask_info", "supplement", "refer_out", "ask_transfer", "refuse_transfer", "ask_extension", "grant_extension"),
        *(
            "record_interim",
            "check_interim",
            "urge",
            "escalate",
            "whistle",
            "answer_whistle",
            "put_on_agenda",
            "set_tracker",
        ),
        *("pass_look_back", "fail_look_back", "dispute", "freeze"),
    ],
)
def test_each_act_stands_in_the_ledger(county: Session, action: str) -> None:
    assert county.scalar(select(func.count()).where(LedgerEntry.action == action))


def test_for_every_open_case_somebody_in_the_county_may_act(county: Session) -> None:
    people = [actor_of(county, account_id) for account_id in county.scalars(select(Account.id))]
    waiting = county.scalars(select(Case.id).where(Case.state.in_(sorted(OPEN_STATES)))).all()

    assert waiting
    assert [case_id for case_id in waiting if not any(_may_act(county, person, case_id) for person in people)] == []


def _may_act(county: Session, person: Actor | None, case_id: UUID) -> bool:
    assert person is not None
    try:
        row = queries.read_case(county, person, case_id)
    except Problem:
        return False
    return bool(views.detail(county, person, row)["allowed_actions"])


@pytest.mark.parametrize(
    ("point", "who", "action"),
    [
        ("乡道路口", "演示·交警甲", "acknowledge"),
        ("食堂燃气间", "演示·校安办", "close_out"),
        ("消防器材点", "演示·星星校长", "verify"),
        ("门前施工路段", "演示·城关所长", "verify"),
        ("后墙", "演示·北辰安保", "submit"),
        ("后墙外巷道", "演示·校安办", "assign"),
        ("集市路口", "演示·临河警", "acknowledge"),
    ],
)
def test_the_work_that_a_newcomer_is_sent_to_can_be_done(county: Session, point: str, who: str, action: str) -> None:
    case_id = county.scalars(
        select(Case.id)
        .join(Checkpoint, Checkpoint.id == Case.checkpoint_id)
        .where(Checkpoint.name == point, Case.state.in_(sorted(OPEN_STATES)))
    ).one()
    person = actor_of(county, county.scalars(select(Account.id).where(Account.display_name == who)).one())

    assert person is not None
    detail = views.detail(county, person, queries.read_case(county, person, case_id))
    assert action in [allowed["action"] for allowed in detail["allowed_actions"]]
