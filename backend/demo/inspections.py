"""Two inspections of the demo county: a joint one that is closed and signed, and a cross one that is under way.

They tell no story of their own: what the joint one found are cases that the stories have brought into the ledger.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import timedelta
from uuid import UUID

from backend.core import clock
from backend.core.actor import Actor
from backend.core.ids import new_id
from backend.demo import county
from backend.demo.stage import Stage
from backend.demo.stories import STORIES
from backend.inspections.answering import NewAnswer, take_answer
from backend.inspections.findings import Line, link_case
from backend.inspections.lots import draw_lots
from backend.inspections.planning import close_inspection, create_inspection, open_inspection
from backend.inspections.plans import Named, Plan
from backend.inspections.queries import read_record, records_of
from backend.inspections.sheets import sheet_of
from backend.inspections.signing import NewSignature, sign_record
from backend.inspections.templates import Item, condition_of
from backend.people.queries import actor_of

OFFICE, FIRE, INSPECTORATE = "校安办", "消防员", "督学"
JOINT_SCHOOL = 2
TOWNSHIPS = ("城关镇干部", "青禾乡干部", "临河镇干部")


def inspect(stage: Stage) -> None:
    """Let both happen after the stories, each act at its own time."""
    _joint(stage)
    _cross(stage)


def _joint(stage: Stage) -> None:
    people = (FIRE, INSPECTORATE)
    plan = Plan(
        id=_id(stage, "-6 09:00"),
        type="joint",
        title="秋季学期校园安全联合检查",
        phase="开学检查",
        template="base-v1",
        starts_on=stage.times.day(-5),
        ends_on=stage.times.day(-1),
        unit_ids=(stage.cast.units["FIRE"], stage.cast.units["SUP"]),
        school_ids=(stage.cast.school_id(JOINT_SCHOOL),),
        inspectors=tuple(Named(stage.cast.people[key]) for key in people),
    )
    _plan(stage, plan, "-6 09:00")
    [record] = records_of(stage.session, plan.id)
    with clock.at(stage.times.moment("-3 09:30")):
        _fill_in(stage, record.id, people)
    with clock.at(stage.times.moment("-3 11:40")):
        for key in people:
            _sign(stage, record.id, key, side="inspector", name=f"演示·{key}", unit="示范县联合检查组")
        _sign(stage, record.id, FIRE, side="school", name="演示·北辰校长", unit=county.SCHOOLS[JOINT_SCHOOL - 1].name)
    with clock.at(stage.times.moment("-1 17:00")):
        close_inspection(stage.session, _actor(stage, OFFICE), plan.id, version=2)


def _fill_in(stage: Stage, record_id: UUID, people: tuple[str, str]) -> None:
    """Every line is answered, by the two in turn; what the ledger knows of this school is a no."""
    found = sheet_of(stage.session, read_record(stage.session, _actor(stage, FIRE), record_id))
    known = dict(_known(stage, found.items))
    for number, item in enumerate(found.items.values()):
        conditional = condition_of(item, found.record.school_type) is not None
        answer = "no" if item.key in known else "na" if conditional else "yes"
        actor = _actor(stage, people[number % 2])
        _answer(stage, actor, record_id, item.key, answer)
        if item.key in known:
            link_case(stage.session, actor, Line(record_id, item.key), case_id=known[item.key])


def _known(stage: Stage, items: Mapping[str, Item]) -> Iterator[tuple[str, UUID]]:
    """The lines to which cases of this school belong, by their kind."""
    by_category = {item.category: key for key, item in list(items.items())[::-1]}
    for story in STORIES:
        if story.school == JOINT_SCHOOL and story.key in stage.cases and story.category in by_category:
            yield by_category[story.category], stage.cases[story.key]


def _cross(stage: Stage) -> None:
    plan = Plan(
        id=_id(stage, "-2 10:00"),
        type="cross",
        title="乡镇交叉互查",
        phase="",
        template="base-v1",
        starts_on=stage.times.day(-1),
        ends_on=stage.times.day(0) + timedelta(days=10),
        unit_ids=(),
        school_ids=tuple(stage.cast.school_id(school.number) for school in county.SCHOOLS if school.campus_of is None),
        inspectors=(
            *(Named(stage.cast.people[key]) for key in TOWNSHIPS),
            Named(stage.cast.people[INSPECTORATE], "990121100"),
        ),
    )
    with clock.at(stage.times.moment("-2 10:00")):
        office = _actor(stage, OFFICE)
        create_inspection(stage.session, office, plan)
        draw_lots(stage.session, office, plan.id, version=1, by="township", size=1)
        open_inspection(stage.session, office, plan.id, version=2)
    records = records_of(stage.session, plan.id)
    whom = dict(records[0].draw["pairs"])["990121100"]
    record = next(row for row in records if row.group_code == whom)
    with clock.at(stage.times.moment("-1 15:00")):
        for item, answer in (("rf02", "yes"), ("rf04", "yes"), ("xf01", "yes"), ("wf03", "yes")):
            _answer(stage, _actor(stage, TOWNSHIPS[0]), record.id, item, answer)
        _answer(stage, _actor(stage, INSPECTORATE), record.id, "rf04", "na", note="登记簿在传达室，还没看到。")


def _plan(stage: Stage, plan: Plan, at: str) -> None:
    with clock.at(stage.times.moment(at)):
        office = _actor(stage, OFFICE)
        create_inspection(stage.session, office, plan)
        open_inspection(stage.session, office, plan.id, version=1)


def _answer(stage: Stage, actor: Actor, record_id: UUID, item: str, answer: str, note: str = "") -> None:
    at = clock.now()
    new = NewAnswer(
        id=new_id(int(at.timestamp() * 1000)),
        item=item,
        answer=answer,
        note=note,
        supersedes=(),
        chosen_id=None,
        photos=(),
        occurred_at=at,
        clock_basis="device",
    )
    take_answer(stage.session, actor, record_id, new=new, seconds_since=None)


def _sign(stage: Stage, record_id: UUID, key: str, *, side: str, name: str, unit: str) -> None:
    actor = _actor(stage, key)
    digest = sheet_of(stage.session, read_record(stage.session, actor, record_id)).digest
    signature = NewSignature(new_id(int(clock.now().timestamp() * 1000)), side, name, unit, digest)
    sign_record(stage.session, actor, record_id, signature)


def _id(stage: Stage, at: str) -> UUID:
    return new_id(int(stage.times.moment(at).timestamp() * 1000))


def _actor(stage: Stage, key: str) -> Actor:
    actor = actor_of(stage.session, stage.cast.people[key])
    if actor is None:
        raise LookupError(f"nobody in the roster is called {key}")
    return actor
