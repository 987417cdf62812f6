"""The draw: nobody inspects itself, everybody once, the same from the same seed, by hand too."""

from __future__ import annotations

import hashlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backend.inspections import drawing

CODES = st.sets(st.text("0123456789", min_size=9, max_size=9), min_size=2, max_size=60)
SEEDS = st.text("0123456789abcdef", min_size=16, max_size=16)


@settings(max_examples=1500, deadline=None)
@given(SEEDS, CODES)
def test_nobody_inspects_itself_and_everybody_stands_once_on_either_side(seed: str, codes: set[str]) -> None:
    pairs = drawing.pairs(seed, codes)
    assert all(who != whom for who, whom in pairs)
    assert sorted(who for who, _ in pairs) == sorted(codes)
    assert sorted(whom for _, whom in pairs) == sorted(codes)


@pytest.mark.parametrize("count", range(2, 61))
def test_every_number_of_participants_can_be_drawn(count: int) -> None:
    codes = [f"9901211{number:02d}" for number in range(count)]
    for seed in range(20):
        assert len({whom for who, whom in drawing.pairs(str(seed), codes) if who != whom}) == count


@settings(max_examples=300, deadline=None)
@given(SEEDS, CODES)
def test_the_order_in_which_they_are_named_does_not_matter(seed: str, codes: set[str]) -> None:
    ordered = sorted(codes)
    assert drawing.pairs(seed, ordered) == drawing.pairs(seed, reversed(ordered))


def test_three_participants_never_visit_each_other_in_turn() -> None:
    pairs = dict(drawing.pairs("s", ["a", "b", "c"]))
    assert all(pairs[whom] != who for who, whom in pairs.items())


def test_by_hand_with_the_documented_method() -> None:
    seed, codes = "00ff00ff00ff00ff", ["990121100", "990121101", "990121200"]
    hashed = sorted((hashlib.sha256(f"{seed}|{code}".encode()).hexdigest(), code) for code in codes)
    first, second, third = (code for _, code in hashed)
    assert drawing.pairs(seed, codes) == [(first, second), (second, third), (third, first)]


def test_another_seed_makes_other_pairs_sooner_or_later() -> None:
    codes = [str(number) for number in range(8)]
    assert len({tuple(drawing.pairs(str(seed), codes)) for seed in range(50)}) > 40


@pytest.mark.parametrize("codes", [[], ["990121100"], ["990121100", "990121100"]])
def test_one_alone_is_refused(codes: list[str]) -> None:
    with pytest.raises(drawing.TooFew):
        drawing.pairs("s", codes)


@settings(max_examples=500, deadline=None)
@given(SEEDS, CODES, st.data())
def test_a_sample_has_its_size_and_a_larger_one_only_adds(seed: str, codes: set[str], data: st.DataObject) -> None:
    size = data.draw(st.integers(1, len(codes)))
    drawn = drawing.sample(seed, codes, size)
    assert len(set(drawn)) == size
    assert set(drawn) <= codes
    assert drawing.sample(seed, codes, len(codes))[:size] == drawn


@pytest.mark.parametrize("size", [0, 4])
def test_a_sample_of_none_or_of_more_than_there_are_is_refused(size: int) -> None:
    with pytest.raises(drawing.TooFew):
        drawing.sample("s", ["a", "b", "c"], size)


def test_every_school_is_drawn_about_as_often() -> None:
    codes = [f"21990000{number:02d}" for number in range(10)]
    counts = dict.fromkeys(codes, 0)
    for seed in range(2000):
        for code in drawing.sample(f"{seed:016x}", codes, 3):
            counts[code] += 1
    assert all(480 < count < 720 for count in counts.values())  # 600 expected, five standard deviations
