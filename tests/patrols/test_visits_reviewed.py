"""After the visit: the patroller's one tap, the supervisor's list and answers, another person's second look, the draw."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from backend.core import settings
from backend.core.actor import SYSTEM
from backend.core.clock import now
from backend.core.ids import new_id
from backend.messages.models import INBOX, MESSAGE
from backend.patrols.recheck_draw import SETTING, draw_rechecks, drawn
from backend.patrols.visit_models import DRAW, REVIEW, VISIT, CheckpointVisit, VisitReview
from tests.cases import a_scene
from tests.patrols.visits_made import FAR_AWAY, Walk, a_said, a_walk, at_time, near, sent, visit, walk_on
from tests.phones import Phone, Stage


@pytest.fixture
def walk(stage: Stage) -> Walk:
    return walk_on(stage)


def doubtful(stage: Stage, walk: Walk, point: int = 0, *, number: int = 1) -> dict[str, Any]:
    found = visit(stage.phone("guard", number=number), walk, point, device_key=f"of {number}", **FAR_AWAY)
    assert found["verdict"] in ("doubtful", "contradicted")
    return found


def review(phone: Phone, visit_id: str, kind: str, **about: Any) -> Any:
    return phone.post(f"/visits/{visit_id}/review", {"id": str(new_id()), "kind": kind} | about)


def listed(phone: Phone, **query: str) -> list[str]:
    return [line["id"] for line in phone.get("/patrols/doubtful", **query).json["items"]]


def test_the_walker_says_why_with_one_tap_and_the_verdict_stays(stage: Stage, walk: Walk) -> None:
    found = doubtful(stage, walk)
    assert found["ask_why"] is True
    path, body = f"/visits/{found['id']}/explanation", {"id": str(new_id()), "reason": "indoor"}
    guard = stage.phone("guard")
    first, again = guard.post(path, body), guard.post(path, body)
    assert (first.status_code, again.status_code) == (200, 200)
    assert (again.json["verdict"], len(again.json["reviews"])) == (found["verdict"], 1)
    assert guard.post(path, body | {"reason": "signal"}).json["code"] == "visit_id_taken"
    assert stage.phone("guard", number=2).post(path, body | {"id": str(new_id())}).status_code == 404
    line = stage.phone("school_safety").get("/patrols/doubtful").json["items"][0]
    assert (line["explanation"], line["reasons"][0]["text"].endswith("人应当在别处。")) == ("indoor", True)


def test_contradicted_ones_come_first_then_doubtful_ones_then_drawn_ones(stage: Stage, walk: Walk) -> None:
    ids = [visit(stage.phone("guard"), walk, 0)["id"], *(doubtful(stage, walk, n, number=n + 1)["id"] for n in (1, 2))]
    with stage.work() as session:
        for one, verdict in zip(ids, ("confirmed", "doubtful", "contradicted"), strict=True):
            session.execute(VISIT.update().where(VISIT.c.id == UUID(one)).values(verdict=verdict))
        wanted = VISIT.update().where(VISIT.c.id == UUID(ids[0]))
        session.execute(wanted.values(recheck_wanted_at=now()))
    assert listed(stage.phone("school_safety")) == ids[::-1]


def test_a_page_of_the_list_goes_on_where_the_last_one_ended(stage: Stage, walk: Walk) -> None:
    with stage.work() as session:
        guard = walk.scene.actor(session, "guard")
        for n in range(35):
            at = walk.starts_at + timedelta(minutes=n)
            said = a_said(walk, n % 3, position=near(walk.checkpoints[0], metres=9_000), occurred_at=at)
            sent(session, guard, said)
    supervisor = stage.phone("principal")
    first = supervisor.get("/patrols/doubtful").json
    second = supervisor.get("/patrols/doubtful", cursor=first["next"]).json
    seen = [line["id"] for line in first["items"] + second["items"]]
    assert (len(first["items"]), len(seen), len(set(seen)), second["next"]) == (30, 35, 35, None)
    assert supervisor.get("/patrols/doubtful", cursor="9.made-up").status_code == 400


def test_only_those_who_review_there_see_the_list_and_nobody_sees_their_own(stage: Stage, walk: Walk) -> None:
    with stage.work() as session:
        neighbour = a_scene(session, county=walk.scene.county, name="示范县第二小学")
    own = visit(stage.phone("school_safety"), walk, 1, **FAR_AWAY, device_key="x")["id"]
    of_guard = doubtful(stage, walk)["id"]
    assert listed(stage.phone("school_safety")) == [of_guard]
    assert set(listed(stage.phone("joint_office"))) == {own, of_guard}
    assert listed(stage.phone("guard", number=2)) == []
    assert listed(stage.phone("school_safety", scene=neighbour)) == []
    assert listed(stage.phone("principal"), school_id=str(neighbour.school.id)) == []
    assert stage.phone("school_safety", scene=neighbour).get(f"/visits/{of_guard}").status_code == 404
    assert stage.phone("guard", number=2).get(f"/visits/{of_guard}").status_code == 404


def test_no_line_of_a_list_names_a_person(stage: Stage, walk: Walk) -> None:
    found = doubtful(stage, walk)
    text = stage.phone("school_safety").get("/patrols/doubtful").text
    assert walk.scene.accounts["guard1"].display_name not in text
    page = stage.phone("school_safety").get(f"/visits/{found['id']}").json
    assert page["by"] == walk.scene.accounts["guard1"].display_name


def test_an_accepted_visit_leaves_the_list_and_nobody_accepts_their_own(stage: Stage, walk: Walk) -> None:
    own = visit(stage.phone("school_safety"), walk, 1, **FAR_AWAY, device_key="x")["id"]
    assert review(stage.phone("school_safety"), own, "accepted").json["code"] == "review_own_visit"
    found = doubtful(stage, walk)["id"]
    assert review(stage.phone("guard"), found, "accepted").status_code == 403
    supervisor = stage.phone("school_safety")
    answer = review(supervisor, found, "accepted", note="看过监控")
    assert (answer.status_code, answer.json["allowed"], answer.json["verdict"]) == (200, [], "contradicted")
    assert listed(supervisor) == []
    assert review(supervisor, found, "recheck_asked").json["code"] == "review_settled"


def test_a_re_check_is_made_by_another_person_at_the_same_point(stage: Stage, walk: Walk) -> None:
    found = doubtful(stage, walk)["id"]
    supervisor, colleague = stage.phone("school_safety"), stage.phone("guard", number=2)
    assert review(supervisor, found, "recheck_asked").status_code == 200
    tasks = colleague.get("/patrols/rechecks").json["items"]
    assert [task["visit_id"] for task in tasks] == [found]
    assert stage.phone("guard").get("/patrols/rechecks").json["items"] == [], "not a task for whoever walked"
    elsewhere = visit(colleague, walk, 1, device_key="y", recheck_of=found)
    assert "recheck_unfit" in {reason["code"] for reason in elsewhere["reasons"]}
    by_himself = visit(stage.phone("guard"), walk, 0, recheck_of=found)
    assert "recheck_unfit" in {reason["code"] for reason in by_himself["reasons"]}
    second = visit(colleague, walk, 0, device_key="y", recheck_of=found)
    page = supervisor.get(f"/visits/{found}").json
    assert (page["reviews"][-1]["kind"], page["reviews"][-1]["recheck_visit_id"]) == ("rechecked", second["id"])
    assert page["settled_at"] is not None
    assert page["verdict"] in ("doubtful", "contradicted"), "a second look makes nothing good by itself"
    assert colleague.get("/patrols/rechecks").json["items"] == []


def test_a_supervisor_may_name_the_visit_that_was_the_re_check(stage: Stage, walk: Walk) -> None:
    found = doubtful(stage, walk)["id"]
    supervisor = stage.phone("school_safety")
    second = visit(stage.phone("guard", number=2), walk, 0, device_key="y")["id"]
    too_soon = review(supervisor, found, "rechecked", recheck_visit_id=second)
    assert too_soon.json["code"] == "review_recheck_unfit", "nobody had asked"
    review(supervisor, found, "recheck_asked")
    for unfit in (found, str(new_id())):
        answer = review(supervisor, found, "rechecked", recheck_visit_id=unfit)
        assert answer.json["code"] == "review_recheck_unfit"
    assert review(supervisor, found, "rechecked", recheck_visit_id=second).status_code == 200


def test_the_school_s_walkers_are_told_without_a_name(stage: Stage, walk: Walk) -> None:
    found = doubtful(stage, walk)["id"]
    stage.phone("guard", number=2)
    review(stage.phone("school_safety"), found, "recheck_asked")
    with stage.work() as session:
        message = session.execute(select(MESSAGE).where(MESSAGE.c.kind == "visit_recheck")).one()
        told = session.execute(select(INBOX.c.account_id).where(INBOX.c.message_id == message.id)).scalars().all()
    assert message.facts == {"school": "启明小学"}
    accounts = walk.scene.accounts
    assert (accounts["guard2"].id in told, accounts["guard1"].id in told) == (True, False)


def a_day_of_visits(session: Session, *, people: int = 40) -> Walk:
    walk = a_walk(session, starts_at=now() - timedelta(days=1))
    for number in range(people):
        guard = walk.scene.actor(session, "guard", number=number % 3 + 1)
        at = walk.starts_at + timedelta(minutes=2 * number)
        sent(session, guard, a_said(walk, number % 3, occurred_at=at), device=f"phone {number % 3}")
    return walk


def test_yesterday_s_visits_are_drawn_once_by_a_seed_that_anybody_can_repeat(session: Session) -> None:
    walk = a_day_of_visits(session)
    settings.put(session, walk.scene.county.id, SETTING, 0.3, actor=SYSTEM)
    tomorrow = walk.starts_at + timedelta(days=1)
    with at_time(tomorrow):
        while draw_rechecks(session):
            pass
        assert draw_rechecks(session) == 0
    draws = session.execute(select(DRAW)).all()
    ids = session.execute(select(VISIT.c.id)).scalars().all()
    by_seed = {one for draw in draws for one in drawn(ids, seed=draw.seed, share=draw.share)}
    wanted = set(session.execute(select(VISIT.c.id).where(VISIT.c.recheck_wanted_at.is_not(None))).scalars())
    assert 2 <= len(wanted) <= 25
    assert wanted <= by_seed
    assert sum(draw.drawn for draw in draws) == len(wanted)
    kinds = session.execute(select(REVIEW.c.kind, func.count()).group_by(REVIEW.c.kind)).all()
    assert [tuple(row) for row in kinds] == [("recheck_drawn", len(wanted))]


def test_a_lot_depends_on_the_visit_alone() -> None:
    ids = [new_id() for _ in range(2000)]
    chosen = drawn(ids, seed="a seed", share=0.1)
    assert drawn(ids[:1000], seed="a seed", share=0.1) == sorted(set(chosen) & set(ids[:1000]))
    assert 120 < len(chosen) < 280
    assert drawn(ids, seed="another", share=0.1) != chosen
    assert (drawn(ids, seed="a", share=0), drawn(ids, seed="a", share=1)) == ([], sorted(ids))


def test_reviews_are_appended_and_stay(stage: Stage, walk: Walk) -> None:
    found = doubtful(stage, walk)["id"]
    supervisor = stage.phone("school_safety")
    review(supervisor, found, "recheck_asked", note="请再看一次")
    review(supervisor, found, "accepted", note="不必了")
    with stage.work() as session:
        kinds = session.execute(select(VisitReview.kind).order_by(VisitReview.at, VisitReview.id)).scalars().all()
        assert session.get_one(CheckpointVisit, UUID(found)).settled_at is not None
    assert kinds == ["recheck_asked", "accepted"]
