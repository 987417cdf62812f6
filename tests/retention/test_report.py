"""The table of days and the report: who reads them, what a run writes, and that no number is taken lightly."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import delete, func, select, update
from sqlalchemy.exc import IntegrityError

from backend.audit.models import AuditRow
from backend.core.actor import SYSTEM
from backend.core.clock import now
from backend.core.errors import Problem
from backend.core.retention import RULE, carry_out, kept_for
from backend.core.settings import SITE
from backend.hazards.models import HAZARD
from backend.hazards.retention import DEVICES, forget_devices
from backend.people.models import SIGN_IN
from backend.retention import running
from backend.retention.classes import CLASSES
from backend.retention.models import RUN
from backend.retention.operations import set_days
from backend.retention.running import Keeper, foresee_all, run_all
from tests.cases import a_scene
from tests.phones import Stage
from tests.retention.olds import closed_case, purged

# domain: retention defaults
DEFAULTS = {
    "audit_log": 1095, "ledger": 1825, "photo_closed": 730, "photo_document": 730, "photo_covered": 1825,
    "photo_set_aside": 180, "callback_phone": 30, "device_hash": 7, "referral": 180, "position": 90,
    "account_disable": 400, "account_delete": 800, "sealed_report": 7, "import_preview": 2, "sign_in": 30,
    "message_read": 180, "message_unread": 400, "throttle_count": 0, "photo_orphan": 1,
}  # fmt: skip


def test_the_migration_seeds_every_class_with_its_default(stage: Stage) -> None:
    with stage.work() as session:
        rows = session.execute(select(RULE.c.record_class, RULE.c.days, RULE.c.county_id, RULE.c.changed_at)).all()
    assert {row.record_class: row.days for row in rows} == DEFAULTS
    assert set(CLASSES) == set(DEFAULTS)
    assert {row.county_id for row in rows} == {SITE}
    assert all(now() - row.changed_at < timedelta(days=2) for row in rows)


def test_every_purge_reads_its_number_in_the_table(stage: Stage) -> None:
    classes = {purge.record_class for each in CLASSES.values() for purge in each.purges}
    with stage.work() as session:
        for each in sorted(classes):
            session.execute(delete(RULE).where(RULE.c.record_class == each))
            with pytest.raises(LookupError, match=each):
                [carry_out(session, purge) for purge in CLASSES[each].purges]
        session.rollback()


def test_a_run_writes_one_line_for_a_class_however_many_batches_it_took(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(3):
        stage.report()
    times = [now() - timedelta(days=days) for days in (8, 9, 10)]
    with stage.work() as session:
        for hazard_id, at in zip(session.execute(select(HAZARD.c.id)).scalars().all(), times, strict=True):
            session.execute(update(HAZARD).where(HAZARD.c.id == hazard_id).values(received_at=at))
    (devices,) = CLASSES["device_hash"].purges
    small = replace(CLASSES["device_hash"], purges=(replace(devices, batch=2),))
    monkeypatch.setitem(CLASSES, "device_hash", small)
    run_id = run_all(stage.database)
    with stage.work() as session:
        (line,) = session.execute(select(RUN).where(RUN.c.record_class == "device_hash")).all()
    assert (line.run_id, line._mapping["count"], line.county_id) == (run_id, 3, stage.scene.county.id)
    assert (line.first_at, line.last_at) == (times[2], times[0])


def test_a_worker_ends_its_run_when_it_finds_nothing(stage: Stage) -> None:
    closed_case(stage, days_ago=731)
    keeper = Keeper(stage.database, CLASSES["photo_closed"])
    assert [keeper(), keeper()] == [2, 0]
    closed_case(stage, days_ago=731)
    assert keeper() == 2
    with stage.work() as session:
        assert session.execute(select(func.count(RUN.c.run_id.distinct()))).scalar_one() == 2


def test_a_forecast_counts_what_the_run_then_takes_and_touches_nothing(stage: Stage) -> None:
    closed_case(stage, days_ago=731)
    stage.phone("principal")
    with stage.work() as session:
        session.execute(update(SIGN_IN).values(expires_at=now() - timedelta(days=31)))
    with stage.database.work(write=False) as session:
        foreseen = dict(foresee_all(session))
        again = dict(foresee_all(session))
    assert foreseen == again
    assert foreseen["photo_closed"].bytes > 0
    assert {name: each.count for name, each in foreseen.items()} == purged(stage)


def test_security_audit_and_the_offices_read_it_and_nobody_else(stage: Stage) -> None:
    closed_case(stage, days_ago=731)
    purged(stage)
    for role in ("joint_office", "security_admin", "audit_admin", "edu_officer"):
        shown = stage.phone(role).get("/retention").json
        (line,) = [each for each in shown["items"] if each["record_class"] == "photo_closed"]
        assert (line["count"], line["county_id"]) == (2, str(stage.scene.county.id))
        (rule,) = [each for each in shown["rules"] if each["record_class"] == "photo_closed"]
        assert (rule["days"], rule["county_id"], rule["purged"]) == (730, None, True)
    for role in ("principal", "platform_admin", "leader_viewer", "volunteer"):
        assert stage.phone(role).get("/retention").status_code == 403
    assert stage.passer_by.get("/retention").status_code == 401


def test_another_county_reads_nothing_of_what_was_purged_here(stage: Stage) -> None:
    closed_case(stage, days_ago=731)
    purged(stage)
    with stage.work() as session:
        set_days(session, SYSTEM, "photo_closed", days=400, county_id=stage.scene.county.id)
        abroad = a_scene(session)
    shown = stage.phone("joint_office", scene=abroad).get("/retention").json
    assert [line for line in shown["items"] if line["county_id"] is not None] == []
    assert {rule["county_id"] for rule in shown["rules"]} == {None}


def test_pages_hold_whole_runs(stage: Stage) -> None:
    about = {"began_at": now(), "ended_at": now(), "bytes": 0, "first_at": now(), "last_at": now(), "count": 1}
    with stage.work() as session:
        for _ in range(52):
            run = running.Run()
            for name in ("position", "device_hash"):
                session.execute(
                    RUN.insert().values(run_id=run.id, record_class=name, county_id=stage.scene.county.id, **about)
                )
    phone = stage.phone("audit_admin")
    first = phone.get("/retention").json
    rest = phone.get("/retention", cursor=first["next"]).json
    assert (len(first["items"]), len(rest["items"]), rest["next"]) == (100, 4, None)
    assert len({line["run_id"] for line in first["items"] + rest["items"]}) == 52


def test_a_number_is_changed_within_its_limits_and_the_audit_book_says_who(stage: Stage) -> None:
    county_id = stage.scene.county.id
    with stage.work() as session:
        actor = stage.scene.actor(session, "joint_office")
        set_days(session, actor, "photo_closed", days=365, county_id=county_id)
        assert kept_for(session, "photo_closed", county_id) == timedelta(days=365)
        assert kept_for(session, "photo_closed") == timedelta(days=730)
        row = session.execute(select(RULE).where(RULE.c.county_id == county_id)).one()
        assert (row.changed_by, row.most_days) == (actor.account_id, 1825)
        set_days(session, actor, "photo_closed", days=None, county_id=county_id)
        assert kept_for(session, "photo_closed", county_id) == timedelta(days=730)
        rows = session.scalars(select(AuditRow).where(AuditRow.action == "retention.changed").order_by(AuditRow.id))
        assert [row.changes for row in rows] == [{"photo_closed": [None, 365]}, {"photo_closed": [365, None]}]


@pytest.mark.parametrize(
    ("name", "days", "county", "code"),
    [
        ("device_hash", 8, False, "retention_too_long"),
        ("audit_log", 179, False, "retention_too_short"),
        ("ledger", 365, True, "retention_too_short"),
        ("gossip", 1, False, "retention_class_unknown"),
        ("sign_in", 20, True, "retention_site_only"),
        ("position", None, False, "retention_site_needed"),
    ],
)
def test_nonsense_is_refused(stage: Stage, name: str, days: int | None, county: bool, code: str) -> None:
    with stage.work() as session, pytest.raises(Problem, match=code):
        set_days(session, SYSTEM, name, days=days, county_id=stage.scene.county.id if county else SITE)


def test_the_database_holds_the_limits_against_a_hurried_update(stage: Stage) -> None:
    with stage.work() as session:
        with pytest.raises(IntegrityError):
            session.execute(update(RULE).where(RULE.c.record_class == "device_hash").values(days=70))
        session.rollback()


def test_one_countys_number_moves_no_others_records(stage: Stage) -> None:
    with stage.work() as session:
        abroad = a_scene(session)
    for scene in (stage.scene, abroad):
        stage.report(code=scene.code)
    with stage.work() as session:
        session.execute(update(HAZARD).values(received_at=now() - timedelta(days=5)))
        set_days(session, SYSTEM, "device_hash", days=3, county_id=abroad.county.id)
        assert forget_devices(session) == 1
        left = session.execute(select(HAZARD.c.county_id).where(HAZARD.c.device_hash.is_not(None))).scalars().all()
    assert left == [stage.scene.county.id]
    assert DEVICES.record_class == "device_hash"
