"""The chain's arithmetic: whatever is changed, moved, dropped or put in is named."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backend.rectifications.chain import GENESIS, SealedEntry, canonical, check, content_hash, entry_hash, timestamp

CHAIN, CASE = UUID(int=1), UUID(int=2)
NOW = datetime(2026, 3, 2, 4, 5, 6, 789012, tzinfo=UTC)
Pairs = list[tuple[SealedEntry, str]]
HEX = st.text("0123456789abcdef", min_size=64, max_size=64)
PHOTOS = st.lists(st.fixed_dictionaries({"sent": HEX, "stored": st.none() | HEX}), max_size=3).map(tuple)
CHANGES = {
    "chain": st.uuids(),
    "seq": st.integers(1, 1000),
    "case": st.uuids(),
    "action": st.text(max_size=24),
    "actor": st.text(max_size=40),
    "at": st.datetimes(timezones=st.just(UTC), min_value=NOW.replace(year=2000, tzinfo=None)),
    "content_hash": HEX,
    "photos": PHOTOS,
    "prev_hash": HEX,
}


def a_chain(length: int) -> Pairs:
    """Entries sealed one behind the other."""
    pairs: Pairs = []
    prev = GENESIS
    for seq in range(1, length + 1):
        photos = ({"sent": f"{seq:064x}", "stored": None},)
        entry = SealedEntry(CHAIN, seq, CASE, "report", "public", NOW, f"{seq:064x}", photos, prev)
        prev = entry_hash(entry)
        pairs.append((entry, prev))
    return pairs


def locked_head(pairs: Pairs) -> tuple[int, str]:
    return (pairs[-1][0].seq, pairs[-1][1]) if pairs else (0, GENESIS)


def test_a_chain_as_written_has_no_fault() -> None:
    for length in (0, 1, 2, 50):
        pairs = a_chain(length)
        assert check(pairs, head=locked_head(pairs)) == []


@settings(max_examples=300, deadline=None, derandomize=True, database=None)
@given(st.data())
def test_any_change_of_any_field_of_any_entry_is_named(data: st.DataObject) -> None:
    pairs = a_chain(data.draw(st.integers(1, 6)))
    at = data.draw(st.integers(0, len(pairs) - 1))
    name = data.draw(st.sampled_from(sorted(CHANGES)))
    value = data.draw(CHANGES[name].filter(lambda new: new != getattr(pairs[at][0], name)))
    changed = [*pairs]
    changed[at] = (replace(pairs[at][0], **{name: value}), pairs[at][1])
    faults = check(changed, head=locked_head(pairs))
    assert (changed[at][0].seq, "was changed") in [(fault.seq, fault.what) for fault in faults]


@settings(max_examples=100, deadline=None, derandomize=True, database=None)
@given(st.integers(1, 6), st.data())
def test_a_changed_and_resealed_entry_breaks_the_chain_behind_it_or_its_head(length: int, data: st.DataObject) -> None:
    pairs = a_chain(length)
    at = data.draw(st.integers(0, length - 1))
    forged = replace(pairs[at][0], action="forged")
    resealed = [*pairs[:at], (forged, entry_hash(forged)), *pairs[at + 1 :]]
    faults = check(resealed, head=locked_head(pairs))
    assert [fault.seq for fault in faults] == [at + 2]


@settings(max_examples=200, deadline=None, derandomize=True, database=None)
@given(st.integers(2, 6), st.data())
def test_any_other_order_is_named(length: int, data: st.DataObject) -> None:
    pairs = a_chain(length)
    shuffled = data.draw(st.permutations(pairs).filter(lambda new: new != pairs))
    assert check(shuffled, head=locked_head(pairs)) != []


@pytest.mark.parametrize("missing", range(5))
def test_a_missing_entry_is_named_the_last_one_too(missing: int) -> None:
    pairs = a_chain(5)
    faults = check(pairs[:missing] + pairs[missing + 1 :], head=locked_head(pairs))
    said = [fault.what for fault in faults]
    assert f"entry {missing + 1} is missing" in said or "the head of the chain does not match its last entry" in said


def test_an_emptied_chain_is_named() -> None:
    assert [fault.seq for fault in check([], head=locked_head(a_chain(3)))] == [1]


def test_an_entry_put_in_or_added_behind_the_head_is_named() -> None:
    pairs = a_chain(3)
    assert check([*pairs[:2], pairs[1], *pairs[2:]], head=locked_head(pairs)) != []
    assert check(a_chain(4), head=locked_head(pairs)) != []


def test_one_schools_chain_does_not_pass_for_anothers() -> None:
    pairs = [(replace(entry, chain=UUID(int=9)), sealed) for entry, sealed in a_chain(3)]
    assert len(check(pairs, head=locked_head(pairs))) == 3


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


@settings(max_examples=150, deadline=None, derandomize=True, database=None)
@given(st.dictionaries(st.text(), JSON, max_size=4), st.binary(min_size=16, max_size=16), st.text(), JSON)
def test_any_changed_content_or_salt_has_another_hash(
    content: dict[str, Any], salt: bytes, name: str, new: Any
) -> None:
    changed = content | {name: new}
    same = canonical(changed) == canonical(content)
    assert (content_hash(salt, changed) == content_hash(salt, content)) == same
    assert content_hash(b"\0" * 15 + b"\1", content) != content_hash(b"\0" * 16, content)


def test_canonical_json_has_one_form_whatever_the_order_of_writing() -> None:
    assert canonical({"b": 1, "a": {"d": "隐患", "c": None}}) == '{"a":{"c":null,"d":"隐患"},"b":1}'.encode()
    assert canonical(dict(reversed({"a": 1, "b": 2}.items()))) == canonical({"a": 1, "b": 2})


def test_what_has_no_one_form_is_refused() -> None:
    with pytest.raises(ValueError, match="JSON"):
        canonical({"metres": float("nan")})


def test_a_time_is_sealed_in_utc_with_microseconds_wherever_it_was_written() -> None:
    elsewhere = NOW.astimezone(timezone(timedelta(hours=8)))
    assert timestamp(elsewhere) == timestamp(NOW) == "2026-03-02T04:05:06.789012Z"


def test_the_format_is_final() -> None:
    """A changed format would make every chain written so far false: this hash must never change."""
    assert entry_hash(a_chain(2)[1][0]) == "0330ab81e1d4c3b3e59a3f4326cc96e3385ce4fb33bfed9706ec8995180df2af"
    assert (
        content_hash(b"0123456789abcdef", {"note": "围栏松动", "danger": False})
        == "fdcd3fdc6eddf940ccbb99f5a0445bf5772e3607b596ce06b02580c54f23c450"
    )
