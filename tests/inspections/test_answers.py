"""Two phones on one sheet: nothing is overwritten unseen, and the order of arrival does not matter."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st

from backend.inspections.answers import Fact, sheet, standing, tally
from backend.inspections.rules import Signed, digest_of, is_overdue, missing_signatures, why_not_signed

START = datetime(2026, 9, 1, tzinfo=UTC)


def a_fact(number: int, answer: str = "yes", *, supersedes: tuple[int, ...] = (), item: str = "rf01") -> Fact:
    seen = frozenset(UUID(int=each) for each in supersedes)
    return Fact(UUID(int=number), item, answer, seen, START + timedelta(seconds=number))


def test_an_answer_that_was_seen_is_replaced() -> None:
    found = standing([a_fact(1, "no"), a_fact(2, "yes", supersedes=(1,))])
    assert (found.status, found.answer) == ("settled", "yes")


def test_an_answer_that_was_not_seen_stands_beside_the_other() -> None:
    found = standing([a_fact(1, "no"), a_fact(2, "yes")])
    assert (found.status, found.answer, len(found.heads)) == ("conflict", None, 2)


def test_two_who_say_the_same_agree() -> None:
    assert standing([a_fact(1, "no"), a_fact(2, "no")]).answer == "no"


def test_a_person_settles_it_by_choosing() -> None:
    chosen = a_fact(3, "no", supersedes=(1, 2))
    assert standing([a_fact(1, "no"), a_fact(2, "yes"), chosen]).heads == (chosen,)


def test_a_third_phone_that_did_not_see_the_choice_reopens_it() -> None:
    facts = [a_fact(1, "no"), a_fact(2, "yes"), a_fact(3, "no", supersedes=(1, 2)), a_fact(4, "yes", supersedes=(2,))]
    assert standing(facts).status == "conflict"


def test_answers_that_replace_each_other_in_a_ring_all_stand() -> None:
    ring = [a_fact(1, "yes", supersedes=(2,)), a_fact(2, "no", supersedes=(1,))]
    assert standing(ring).status == "conflict"


def test_an_answer_cannot_take_itself_away() -> None:
    assert standing([a_fact(1, "yes", supersedes=(1,))]).answer == "yes"


@st.composite
def histories(draw: st.DrawFn) -> list[Fact]:
    """What up to four phones wrote, each having seen some of what was there before."""
    facts: list[Fact] = []
    for number in range(1, draw(st.integers(1, 9)) + 1):
        seen = draw(st.sets(st.integers(1, number - 1))) if number > 1 else set()
        facts.append(a_fact(number, draw(st.sampled_from(["yes", "no", "na"])), supersedes=tuple(seen)))
    return facts


@settings(max_examples=2000, deadline=None)
@given(histories(), st.randoms())
def test_the_order_and_number_of_arrivals_do_not_matter(facts: list[Fact], chance: random.Random) -> None:
    shuffled = [*facts, *facts[:2]]
    chance.shuffle(shuffled)
    once = {fact.id: fact for fact in shuffled}.values()
    assert standing(once) == standing(facts)


@settings(max_examples=2000, deadline=None)
@given(histories())
def test_nothing_disappears_that_nobody_has_seen(facts: list[Fact]) -> None:
    seen = {old for fact in facts for old in fact.supersedes}
    heads = {fact.id for fact in standing(facts).heads}
    assert {fact.id for fact in facts if fact.id not in seen} == heads


def test_a_sheet_is_counted_line_by_line() -> None:
    facts = [a_fact(1), a_fact(2, "no", item="rf02"), a_fact(3, "na", item="rf03"), a_fact(4, item="rf04")]
    facts.append(a_fact(5, "no", item="rf04"))
    counted = tally(sheet(["rf01", "rf02", "rf03", "rf04", "rf05"], facts))
    assert (counted.yes, counted.no, counted.na, counted.conflicts, counted.open) == (1, 1, 1, 1, 1)
    assert counted.score == 50


def test_a_score_rounds_half_up_and_needs_an_answer() -> None:
    facts = [a_fact(number, "no" if number == 1 else "yes", item=f"i{number}") for number in range(1, 9)]
    keys = [f"i{number}" for number in range(1, 9)]
    assert tally(sheet(keys, facts)).score == 88  # 7 of 8 are 87.5
    assert tally(sheet(keys, [])).score is None


def test_a_conflict_and_a_no_without_hazard_stand_in_the_way_of_signing() -> None:
    lines = sheet(["rf01", "rf02"], [a_fact(1), a_fact(2, "no"), a_fact(3, "no", item="rf02")])
    assert why_not_signed(lines, set()) == ("inspection_answers_differ", ("rf01",))
    lines = sheet(["rf01", "rf02"], [a_fact(1), a_fact(3, "no", item="rf02")])
    assert why_not_signed(lines, set()) == ("inspection_no_without_hazard", ("rf02",))
    assert why_not_signed(lines, {"rf02"}) is None
    assert why_not_signed(sheet(["rf01"], []), set()) == ("inspection_sheet_empty", ())


def test_a_signature_covers_what_stood_when_it_was_given() -> None:
    one, other, hazard = UUID(int=1), UUID(int=2), UUID(int=9)
    lines = sheet(["rf01"], [a_fact(1)])
    before, after = digest_of(lines, []), digest_of(lines, [("rf01", hazard)])
    assert before != after
    signed = [Signed(one, "inspector", before), Signed(other, "inspector", after), Signed(one, "school", after)]
    assert missing_signatures({one, other}, signed, digest=after) == ({one}, False)
    signed.append(Signed(one, "inspector", after))
    assert missing_signatures({one, other}, signed, digest=after) == (frozenset(), False)


def test_a_changed_answer_changes_what_is_signed() -> None:
    first = a_fact(1)
    other = replace(a_fact(2, "no"), supersedes=frozenset({first.id}))
    assert digest_of(sheet(["rf01"], [first]), []) != digest_of(sheet(["rf01"], [first, other]), [])


def test_a_reply_is_late_while_one_unit_has_said_nothing() -> None:
    assert is_overdue(["closed", "assigned"])
    assert not is_overdue(["closed", "rectifying", "pending_verification"])
    assert not is_overdue([])
