"""Quiet hours, pace, digests, back-off, who is told, and what is never shown: pure decisions."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.messages.rules import (
    ROBOT_LIMIT,
    Pace,
    QuietHours,
    Waiting,
    channel_takes,
    cleaned,
    cut_to_bytes,
    gives_up,
    is_quiet,
    masked,
    next_call,
    pause_after,
    quiet_hours_of,
)

NOON = datetime(2026, 11, 26, 4, 0, tzinfo=UTC)
NIGHT = QuietHours(time(22, 0), time(6, 30))
times, spans = st.times(), st.builds(QuietHours, st.times(), st.times())


def some_waiting(count: int, *, urgency: str = "normal", next_try_at: datetime = NOON) -> list[Waiting]:
    return [Waiting(UUID(int=n), "case_assigned", urgency, 0, next_try_at) for n in range(count)]


def ids(chosen: tuple[Waiting, ...]) -> list[int]:
    return [one.id.int for one in chosen]


@pytest.mark.parametrize("minute", range(0, 24 * 60, 5))
def test_the_night_is_quiet_from_ten_until_half_past_six(minute: int) -> None:
    at = time(minute // 60, minute % 60)
    assert is_quiet(at, NIGHT) == (minute >= 22 * 60 or minute < 6 * 60 + 30)


@pytest.mark.parametrize(
    ("at", "quiet"),
    [("21:59:59", False), ("22:00", True), ("23:59:59", True), ("00:00", True), ("06:29:59", True), ("06:30", False)],
)
def test_the_ends_of_the_night_are_exact(at: str, quiet: bool) -> None:
    assert is_quiet(time.fromisoformat(at), NIGHT) is quiet


@given(times, spans)
def test_a_moment_is_quiet_in_the_hours_or_in_the_hours_turned_round_never_in_both(at: time, hours: QuietHours) -> None:
    turned = QuietHours(hours.ends, hours.starts)
    assert is_quiet(at, hours) + is_quiet(at, turned) == (hours.starts != hours.ends)


@given(times)
def test_no_hours_and_equal_ends_are_never_quiet(at: time) -> None:
    assert not is_quiet(at, None)
    assert not is_quiet(at, QuietHours(time(8), time(8)))


def test_hours_are_read_from_a_setting_and_none_means_no_hour() -> None:
    assert quiet_hours_of({"from": "22:00", "to": "06:30"}) == NIGHT
    assert quiet_hours_of(None) is None


def call(waiting: list[Waiting], *, quiet: bool = False, calls: int = 0, pace: Pace | None = None) -> list[int]:
    made = [NOON - timedelta(seconds=59 - n) for n in range(calls)]
    return ids(next_call(waiting, now=NOON, quiet=quiet, calls=made, pace=pace or Pace()))


@pytest.mark.parametrize("count", range(1, 6))
def test_a_few_go_one_by_one_the_oldest_first(count: int) -> None:
    assert call(some_waiting(count)) == [0]


@pytest.mark.parametrize("count", [6, 7, 30, 500])
def test_more_than_a_few_go_as_one(count: int) -> None:
    assert call(some_waiting(count)) == list(range(count))


@pytest.mark.parametrize("calls", range(21))
def test_a_robot_is_never_called_more_often_than_the_pace_allows(calls: int) -> None:
    assert bool(call(some_waiting(3), calls=calls)) == (calls < 15)


@pytest.mark.parametrize(("calls", "sent"), [(11, [0]), (12, [0, 1, 2, 3]), (14, [0, 1, 2, 3]), (15, [])])
def test_what_would_not_fit_into_the_minute_goes_as_one(calls: int, sent: list[int]) -> None:
    assert call(some_waiting(4), calls=calls) == sent


def test_no_setting_can_go_beyond_what_the_robots_allow() -> None:
    pace = Pace(per_minute=1000, digest_after=1000)
    assert call(some_waiting(1), calls=ROBOT_LIMIT - 1, pace=pace) == [0]
    assert call(some_waiting(1), calls=ROBOT_LIMIT, pace=pace) == []


def test_calls_of_more_than_a_minute_ago_are_forgotten() -> None:
    old = [NOON - timedelta(seconds=60)] * 15
    assert ids(next_call(some_waiting(1), now=NOON, quiet=False, calls=old, pace=Pace())) == [0]


def test_in_quiet_hours_only_urgent_ones_go_past_those_that_wait_for_the_morning() -> None:
    urgent = Waiting(UUID(int=99), "case_overdue", "urgent", 0, NOON)
    assert call(some_waiting(30), quiet=True) == []
    assert call([*some_waiting(30), urgent], quiet=True) == [99]


def test_while_the_first_rests_after_a_failure_the_others_wait_behind_it() -> None:
    resting = some_waiting(1, next_try_at=NOON + timedelta(seconds=1))
    assert call([*resting, *some_waiting(8)[1:]]) == []
    assert call(some_waiting(1, next_try_at=NOON)) == [0]


@given(
    st.lists(st.tuples(st.sampled_from(["normal", "urgent"]), st.integers(-90, 90)), max_size=30),
    st.booleans(),
    st.lists(st.integers(-120, 0), max_size=30),
    st.builds(Pace, st.integers(1, 40), st.integers(1, 40)),
)
def test_whatever_waits_the_pace_the_quiet_and_the_order_hold(
    facts: list[tuple[str, int]], quiet: bool, calls: list[int], pace: Pace
) -> None:
    waiting = [
        Waiting(UUID(int=n), "case_assigned", urgency, 0, NOON + timedelta(seconds=wait))
        for n, (urgency, wait) in enumerate(facts)
    ]
    made = [NOON + timedelta(seconds=second) for second in calls]
    chosen = next_call(waiting, now=NOON, quiet=quiet, calls=made, pace=pace)
    allowed = [one for one in waiting if one.urgency == "urgent" or not quiet]
    assert list(chosen) == allowed[: len(chosen)]
    assert not (chosen and sum(second > -60 for second in calls) >= min(pace.per_minute, ROBOT_LIMIT))
    assert len(chosen) in {0, 1, len(allowed)}


def test_pauses_double_up_to_half_an_hour_and_twenty_tries_last_most_of_a_day() -> None:
    pauses = [pause_after(tries).total_seconds() for tries in range(1, 20)]
    assert pauses[:8] == [30, 60, 120, 240, 480, 960, 1800, 1800]
    assert 6 * 3600 < sum(pauses) < 24 * 3600
    assert [gives_up(tries) for tries in (1, 19, 20)] == [False, False, True]


@pytest.mark.parametrize(("asked", "rests"), [(0, 30), (60, 60), (600, 600), (10**9, 3600)])
def test_a_channel_that_asks_for_a_pause_gets_it_up_to_an_hour(asked: float, rests: float) -> None:
    assert pause_after(1, asked_s=asked).total_seconds() == rests


OURS, THEIRS = UUID(int=1), UUID(int=2)
EVERYTHING: dict[str, object] = {"kinds": None, "urgent_only": False}


@pytest.mark.parametrize(
    ("takes", "unit_id", "unit_ids", "urgency", "told"),
    [
        (EVERYTHING, None, (OURS,), "normal", True),
        (EVERYTHING, None, (), "normal", False),
        (EVERYTHING, OURS, (OURS, THEIRS), "normal", True),
        (EVERYTHING, OURS, (THEIRS,), "urgent", False),
        ({"kinds": ["case_overdue"]}, None, (OURS,), "normal", False),
        ({"kinds": ["case_urged"]}, None, (OURS,), "normal", True),
        ({"urgent_only": True}, None, (OURS,), "normal", False),
        ({"urgent_only": True}, None, (OURS,), "urgent", True),
    ],
)
def test_a_channel_is_told_what_is_for_its_units_and_what_it_takes(
    takes: dict[str, object], unit_id: UUID | None, unit_ids: tuple[UUID, ...], urgency: str, told: bool
) -> None:
    assert channel_takes(takes, unit_id, kind="case_urged", urgency=urgency, unit_ids=unit_ids) is told


@given(st.text(), st.integers(3, 60))
def test_a_cut_text_fits_and_is_a_beginning(text: str, limit: int) -> None:
    text = text.encode(errors="ignore").decode()
    cut = cut_to_bytes(text, limit)
    assert len(cut.encode()) <= limit
    assert cut == text or (cut.endswith("…") and text.startswith(cut[:-1]))


@pytest.mark.parametrize("limit", range(3, 13))
def test_no_chinese_character_is_cut_in_half(limit: int) -> None:
    assert cut_to_bytes("隐患已逾期", limit) == "隐患已逾期"[: (limit - 3) // 3] + "…"


@pytest.mark.parametrize(
    "number", ["13800138000", "138 0013 8000", "138-0013-8000", "+8613800138000", "11010119900307123X"]
)
def test_numbers_of_people_do_not_leave_in_a_value(number: str) -> None:
    assert cleaned(f"张老师{number}门口") == "张老师（略）门口"


@pytest.mark.parametrize("value", ["SF-ZG-2026-000123", "示范县第二小学", "2199000001", "2026-11-30T10:00:00+00:00"])
def test_names_of_places_and_numbers_of_cases_stay_as_they_are(value: str) -> None:
    assert cleaned(value) == value


def test_a_value_is_one_short_line_without_unseen_signs() -> None:
    assert cleaned("启明\n小学\u202e\ud800") == "启明 小学"
    assert len(cleaned("长" * 500)) == 60


@pytest.mark.parametrize(
    ("target", "shown"),
    [
        (
            "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=693a91f6-7xxx-4bc4-97a0-0ec2sifa5aaa",
            "https://qyapi.weixin.qq.com/…5aaa",
        ),
        ("https://user:pass@open.feishu.cn/open-apis/bot/v2/hook/abcdefgh", "https://open.feishu.cn/…efgh"),
        ("https://robot.county.example/hook/abcd", "https://robot.county.example/…"),
        ("office@county.example", "o…@county.example"),
        ("wxpusher://AT_appid@123", "wxpusher://…"),
    ],
)
def test_a_channels_address_is_shown_without_its_secret(target: str, shown: str) -> None:
    assert masked(target) == shown
