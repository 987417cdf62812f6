"""What an answer and a progress board cost: the number of statements does not grow with what is there."""

from __future__ import annotations

from tests.inspections.conftest import Team
from tests.inspections.county import an_answer, good
from tests.statements import counted


def test_an_answer_costs_the_same_on_an_empty_and_on_a_full_sheet(team: Team) -> None:
    costs = []
    for item in ("rf02", "rf03", "rf04", "rf05", "rf06", "wf01", "wf03"):
        with counted(team.land.database) as sent:
            good(team.answer(an_answer(item)))
        costs.append(len(sent))
    assert len(set(costs[1:])) == 1
    assert costs[-1] <= 22, costs


def test_the_board_asks_the_same_for_one_answer_and_for_many(team: Team) -> None:
    path = f"/inspections/{team.inspection['id']}"
    good(team.answer(an_answer("rf02")))
    with counted(team.land.database) as few:
        good(team.office.get(path))
    for item in ("rf03", "rf04", "rf05", "wf01"):
        good(team.answer(an_answer(item)))
    with counted(team.land.database) as many:
        good(team.office.get(path))
    assert len(few) == len(many)
