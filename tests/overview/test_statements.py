"""How many statements each kind of request may send: a change that costs one more must say so here."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from backend.core.actor import SYSTEM
from backend.rectifications.clock_settings import set_clocks
from tests.lives import submitted_case
from tests.phones import Phone, Stage, a_picture, claims
from tests.statements import counted

ASSIGNING = {"category": "BLD02", "severity": "general", "handling": "deadline"}
Asking = Callable[[Stage, Phone], Callable[[], Any]]


def scan(stage: Stage, phone: Phone) -> Callable[[], Any]:
    stage.report()
    return lambda: phone.get(f"/site_codes/{stage.scene.code}")


def page(stage: Stage, phone: Phone) -> Callable[[], Any]:
    return lambda: stage.app.test_client().get(f"/c/{stage.scene.code}")


def nearby(stage: Stage, phone: Phone) -> Callable[[], Any]:
    return lambda: phone.get("/reports/nearby", code=stage.scene.code, tile="road")


def report(stage: Stage, phone: Phone) -> Callable[[], Any]:
    return lambda: phone.post("/reports", stage.body())


def report_with_photos(stage: Stage, phone: Phone) -> Callable[[], Any]:
    return lambda: phone.post("/reports", stage.body(photos=claims(a_picture(1), a_picture(2))))


def retry(stage: Stage, phone: Phone) -> Callable[[], Any]:
    body = stage.body()
    return lambda: phone.post("/reports", body)


def photo(stage: Stage, phone: Phone) -> Callable[[], Any]:
    reports = iter([stage.report(photos=claims(a_picture())) for _ in range(2)])

    def send() -> Any:
        one = next(reports)
        return phone.send_photo(f"/reports/{one['id']}", a_picture(), token=one["upload_token"])

    return send


def pickup(stage: Stage, phone: Phone) -> Callable[[], Any]:
    code = stage.report()["pickup_code"]
    return lambda: phone.post("/pickups", {"pickup_code": code})


def cases(stage: Stage, phone: Phone) -> Callable[[], Any]:
    stage.report()
    return lambda: phone.get("/cases")


def board(stage: Stage, phone: Phone) -> Callable[[], Any]:
    submitted_case(stage)
    return lambda: phone.get("/board")


def case(stage: Stage, phone: Phone) -> Callable[[], Any]:
    shown = submitted_case(stage)
    return lambda: phone.get(f"/cases/{shown['id']}")


def work(stage: Stage, phone: Phone) -> Callable[[], Any]:
    submitted_case(stage)
    stage.report()
    return lambda: phone.get("/work")


def assign(stage: Stage, phone: Phone) -> Callable[[], Any]:
    waiting = iter([stage.case_of(phone, stage.report()) for _ in range(2)])
    return lambda: phone.move(next(waiting), "assign", lead_unit_id=str(stage.scene.school.id), **ASSIGNING)


def verify(stage: Stage, phone: Phone) -> Callable[[], Any]:
    with stage.database.work() as session:  # the draw of look-backs is chance, and one row more
        set_clocks(session, SYSTEM, stage.scene.county.id, values={"look_back.general.rate": "0"})
    waiting = iter([submitted_case(stage) for _ in range(2)])
    return lambda: phone.move(next(waiting), "verify")


MOST: dict[tuple[Asking, str], int] = {
    (scan, "a passer-by"): 1,
    (page, "a passer-by"): 1,
    (scan, "joint_office"): 7,
    (nearby, "a passer-by"): 2,
    (report, "a passer-by"): 10,
    (report, "guard"): 10,
    (report_with_photos, "a passer-by"): 11,
    (retry, "a passer-by"): 6,
    (photo, "a passer-by"): 12,
    (pickup, "a passer-by"): 6,
    (cases, "joint_office"): 4,
    (case, "joint_office"): 13,
    (work, "joint_office"): 15,
    (work, "precinct_officer"): 14,
    (assign, "joint_office"): 36,
    (verify, "precinct_officer"): 30,
}


@pytest.mark.parametrize(("asking", "person"), MOST, ids=lambda value: getattr(value, "__name__", value))
def test_a_request_sends_no_more_statements_than_said(stage: Stage, asking: Asking, person: str) -> None:
    ask = asking(stage, stage.passer_by if person == "a passer-by" else stage.phone(person))
    ask()  # the first one may fill a cache
    with counted(stage.database) as sent:
        assert ask().status_code < 300
    assert len(sent) == MOST[asking, person], "\n".join(sent)


@pytest.mark.parametrize("path", ["/cases", "/work"])
def test_a_list_of_many_costs_as_many_statements_as_a_list_of_one(stage: Stage, path: str) -> None:
    office, counts = stage.phone("joint_office"), []
    for _ in range(2):
        for _ in range(5):
            stage.report(photos=claims(a_picture()))
        with counted(stage.database) as sent:
            office.get(path)
        counts.append(len(sent))
    assert counts[0] == counts[1]
