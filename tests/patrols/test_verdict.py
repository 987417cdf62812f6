"""The verdict of one visit: what each thing says and weighs, and both sides of each number."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from backend.core.geo import wgs84_to_gcj02
from backend.patrols.facts import DeviceUse, Order, Place, Proof, Reading, VisitFacts
from backend.patrols.thresholds import THRESHOLDS as T
from backend.patrols.verdict import Verdict, judge_visit
from tests.patrols.visits import AT, clock, missing_photo, place, reading, scan, spot, visit, window

EPS = 1.0


def judged(**about: Any) -> Verdict:
    return judge_visit(visit(**about))


def codes(verdict: Verdict) -> set[str]:
    return {reason.code for reason in verdict.reasons}


def weighing(**about: Any) -> set[str]:
    return {reason.code for reason in judged(**about).reasons if reason.points}


def test_somebody_on_the_spot_in_time_is_confirmed() -> None:
    verdict = judged()
    assert (verdict.level, verdict.points, codes(verdict)) == ("confirmed", 0, {"near"})
    assert verdict.sentences() == ["定位离点位 0 米，在允许的 60 米之内。"]
    assert not verdict.flagged


FENCE = 50.0 + 10.0


@pytest.mark.parametrize(
    ("metres", "code", "level"),
    [
        (FENCE - EPS, "near", "confirmed"),
        (FENCE + EPS, "edge", "plausible"),
        (FENCE + T.edge_m - EPS, "edge", "plausible"),
        (FENCE + T.edge_m + EPS, "far", "doubtful"),
        (FENCE + T.elsewhere_m - 5, "far", "doubtful"),
        (FENCE + T.elsewhere_m + 5, "elsewhere", "contradicted"),
    ],
)
def test_distance_decides_in_bands(metres: float, code: str, level: str) -> None:
    verdict = judged(position=reading(metres))
    assert (verdict.reasons[0].code, verdict.level) == (code, level)


@pytest.mark.parametrize(
    ("accuracy", "metres", "code"),
    [
        (40.0, 50 + 40 - EPS, "near"),
        (40.0, 50 + 40 + EPS, "edge"),
        (T.accuracy_counted_m, 150 - EPS, "near"),
        (None, 150 - EPS, "near"),
        (None, 150 + EPS, "edge"),
        (T.accuracy_counted_m + 1, 150 - EPS, "position_coarse"),
        (400.0, 50 + 3 * 400 - EPS, "position_coarse"),
        (400.0, 50 + 3 * 400 + EPS, "far"),
        (400.0, 50 + 3 * 400 + 5 * 400 + 20, "elsewhere"),
    ],
)
def test_the_phones_own_claim_widens_the_fence_up_to_a_limit(accuracy: float | None, metres: float, code: str) -> None:
    assert code in codes(judged(position=reading(metres, accuracy_m=accuracy)))


@pytest.mark.parametrize(
    ("about", "fence"),
    [
        ({"place": place(radius_m=20.0)}, 30.0),
        ({"place": place(on_site=False)}, FENCE + T.off_site_capture_m),
        ({"mode": "vehicle"}, FENCE + T.vehicle_reach_m),
    ],
)
def test_point_and_mode_set_the_fence(about: dict[str, Any], fence: float) -> None:
    assert "near" in codes(judged(position=reading(fence - EPS), **about))
    assert "near" not in codes(judged(position=reading(fence + EPS), **about))


@pytest.mark.parametrize(
    ("absence", "code"),
    [
        ("refused", "location_refused"),
        ("unavailable", "location_unavailable"),
        ("timeout", "location_unavailable"),
        ("unsupported", "location_unsupported"),
        ("not_asked", "location_not_asked"),
    ],
)
def test_no_position_is_plausible_and_says_why(absence: str, code: str) -> None:
    verdict = judged(position=absence)
    assert (verdict.level, codes(verdict)) == ("plausible", {code})


def test_a_point_without_position_is_plausible() -> None:
    assert codes(judged(place=Place(None, None))) == {"place_unknown"}


@pytest.mark.parametrize(("age", "code"), [(T.reading_fresh_s, "elsewhere"), (T.reading_fresh_s + 1, "position_stale")])
def test_an_old_reading_is_not_of_this_moment(age: float, code: str) -> None:
    assert codes(judged(position=reading(50_000, age_s=age))) == {code}


def as_gcj02(east: float, **about: Any) -> Reading:
    return Reading(*wgs84_to_gcj02(*spot(east)), **({"accuracy_m": 10.0} | about))


def test_a_reading_in_the_other_datum_is_plausible() -> None:
    verdict = judged(position=as_gcj02(5))
    assert (verdict.level, codes(verdict)) == ("plausible", {"maybe_gcj02"})


def test_a_reading_that_fits_in_neither_datum_is_far() -> None:
    assert "maybe_gcj02" not in codes(judged(position=as_gcj02(200)))
    assert judged(position=as_gcj02(200)).flagged


def test_what_has_been_converted_already_is_not_converted_again() -> None:
    assert judged(position=as_gcj02(5, source_datum="gcj02")).flagged


def test_a_coarse_reading_in_the_other_datum_says_nothing() -> None:
    assert codes(judged(position=as_gcj02(0, accuracy_m=101.0), place=place(radius_m=20.0))) == {"position_coarse"}


def near_scan(after_s: float, off_m: float = 0.0) -> Any:
    return scan(60, after_s, reading=reading(60 + off_m))


@pytest.mark.parametrize(
    ("about", "code"),
    [
        ({"previous": near_scan(-90), "next": near_scan(90)}, "elsewhere_once"),
        ({"next": near_scan(90, off_m=T.neighbour_m + 10 - EPS)}, "elsewhere_once"),
        ({"next": near_scan(90, off_m=T.neighbour_m + 10 + EPS)}, "elsewhere"),
        ({"previous": near_scan(-90), "next": scan(60, 90)}, "elsewhere"),
        ({}, "elsewhere"),
    ],
)
def test_one_wild_reading_between_good_ones_may_have_jumped(about: dict[str, Any], code: str) -> None:
    assert code in codes(judged(position=reading(20_000), **about))


PHOTO_AT = {"before": timedelta(seconds=-T.proof_fresh_s), "after": timedelta(seconds=T.proof_fresh_s)}


@pytest.mark.parametrize("side", PHOTO_AT)
def test_a_photo_is_fresh_within_ten_minutes(side: str) -> None:
    edge, more = PHOTO_AT[side], PHOTO_AT[side] * 1.01
    assert "proof_fresh" in codes(judged(proof=Proof("given", AT + edge)))
    assert "proof_stale" in codes(judged(proof=Proof("given", AT + more)))
    assert "proof_stale_alone" in codes(judged(proof=Proof("given", AT + more), position="refused"))


def test_a_phone_a_year_off_takes_fresh_photos_all_the_same() -> None:
    year = timedelta(days=365)
    its = clock(occurred_at=AT - year, skew_s=-year.total_seconds())
    verdict = judged(clock=its, proof=Proof("given", AT - year), window=None)
    assert (verdict.level, codes(verdict)) == ("confirmed", {"near", "proof_fresh", "clock_off"})


@pytest.mark.parametrize(
    ("proof", "position", "code", "level"),
    [
        (Proof("waiting"), "refused", "proof_waiting", "plausible"),
        (Proof("given"), "refused", "proof_untimed", "plausible"),
        (missing_photo(), reading(), "proof_missing", "plausible"),
        (missing_photo(), "refused", "proof_missing_alone", "plausible"),
    ],
)
def test_a_photo_weighs_more_where_nothing_else_speaks(proof: Proof, position: Any, code: str, level: str) -> None:
    verdict = judged(proof=proof, position=position)
    assert (verdict.level, code in codes(verdict)) == (level, True)


def test_no_position_no_photo_and_no_scan_is_doubtful_never_contradicted() -> None:
    verdict = judged(position="refused", proof=missing_photo(), code=None, via="picked")
    assert (verdict.level, weighing(position="refused", proof=missing_photo(), code=None)) == (
        "doubtful",
        {"proof_missing_alone", "no_scan_alone"},
    )


@pytest.mark.parametrize(
    ("state", "position", "code", "level"),
    [
        ("grace", reading(), "code_grace", "confirmed"),
        ("replaced", reading(), "code_replaced", "plausible"),
        ("replaced", "refused", "code_replaced_away", "doubtful"),
        ("retired", reading(), "code_retired", "doubtful"),
        ("lost", reading(), "code_lost", "doubtful"),
        (None, reading(), "no_scan", "confirmed"),
        (None, "refused", "no_scan_alone", "plausible"),
    ],
)
def test_which_plate_was_scanned(state: Any, position: Any, code: str, level: str) -> None:
    verdict = judged(code=state, position=position)
    assert (code in codes(verdict), verdict.level) == (True, level)


SLACK = 2 * T.place_error_least_m + 2 * T.arm_m


@pytest.mark.parametrize("seconds", [-20, 20])
@pytest.mark.parametrize(
    ("mode", "speed", "code"),
    [
        ("foot", T.foot_speed, "too_fast"),
        ("foot", T.foot_impossible_speed, "impossible_speed"),
        ("vehicle", T.vehicle_speed, "too_fast"),
    ],
)
def test_the_way_to_the_neighbours_has_a_pace(mode: str, speed: float, code: str, seconds: float) -> None:
    side = "previous" if seconds < 0 else "next"
    slow, fast = (SLACK + abs(seconds) * speed * factor for factor in (0.98, 1.02))
    assert code not in codes(judged(mode=mode, **{side: scan(slow, seconds)}))
    assert code in codes(judged(mode=mode, **{side: scan(fast, seconds)}))


def test_two_points_a_few_steps_apart_in_seconds_are_fine() -> None:
    assert judged(next=scan(SLACK, 1)).level == "confirmed"


def test_a_badly_captured_neighbour_gives_more_room() -> None:
    assert judged(next=scan(SLACK + 90, 20)).flagged
    assert not judged(next=scan(SLACK + 90, 20, accuracy_m=None)).flagged
    assert not judged(next=scan(SLACK + 60 + 35, 20, accuracy_m=500.0), place=place(accuracy_m=40.0)).flagged


def test_the_same_place_again_or_one_without_position_has_no_pace() -> None:
    assert judged(next=scan(9_000, 1, same_place=True)).level == "confirmed"
    assert judged(next=scan(0, 1, accuracy_m=None).__class__(AT, None, None)).level == "confirmed"


@pytest.mark.parametrize(("factor", "found"), [(0.98, False), (1.02, True)])
def test_nobody_is_at_two_schools_at_once(factor: float, found: bool) -> None:
    elsewhere = scan(SLACK + 60 * T.travel_speed * factor, 60)
    assert ("elsewhere_too" in codes(judged(others=(elsewhere,)))) is found
    assert judged(others=(scan(9_000, 60, mode="video"),)).level == "confirmed"


@pytest.mark.parametrize(("dwell", "found"), [(9.9, True), (10.0, False), (None, False)])
def test_a_plan_may_ask_for_a_stay(dwell: float | None, found: bool) -> None:
    assert ("short_dwell" in codes(judged(dwell_s=dwell, min_dwell_s=10.0))) is found


@pytest.mark.parametrize(
    ("after_s", "grace", "code"),
    [(-601, 0, "before_window"), (-601, 1, None), (1_201, 0, "after_window"), (1_201, 1, None), (1_200, 0, None)],
)
def test_outside_the_window_and_its_grace_is_plausible(after_s: float, grace: float, code: str | None) -> None:
    verdict = judged(clock=clock(after_s), window=window(grace_s=grace))
    assert codes(verdict) == {"near"} | ({code} if code else set())
    assert verdict.level == ("plausible" if code else "confirmed")


@pytest.mark.parametrize(("late_s", "found"), [(0.0, False), (-1.0, True)])
def test_not_before_is_kept_to_the_second(late_s: float, found: bool) -> None:
    assert ("too_early" in codes(judged(clock=clock(late_s), window=window(not_before=AT)))) is found


@pytest.mark.parametrize(("skew", "found"), [(300, False), (301, True), (-301, True)])
def test_a_wrong_clock_is_mentioned_and_weighs_nothing(skew: float, found: bool) -> None:
    its = clock(occurred_at=AT + timedelta(seconds=skew), skew_s=skew)
    verdict = judged(clock=its)
    assert ("clock_off" in codes(verdict), verdict.level) == (found, "confirmed")


def test_a_clock_that_shows_the_window_after_it_is_doubtful() -> None:
    late = AT + timedelta(hours=3)
    its = clock(received_at=late, happened_at=late, skew_s=-3 * 3_600)
    assert weighing(clock=its) == {"after_window", "clock_into_window"}
    assert judged(clock=its).level == "doubtful"


def test_a_wrong_clock_that_does_not_fit_the_window_hides_nothing() -> None:
    late = AT + timedelta(hours=3)
    its = clock(occurred_at=late + timedelta(days=365), received_at=late, happened_at=late, skew_s=365 * 86_400)
    assert judged(clock=its).level == "plausible"


@pytest.mark.parametrize(("hours", "found"), [(72, False), (72.1, True)])
def test_late_sync_is_marked_and_stays_plausible(hours: float, found: bool) -> None:
    verdict = judged(clock=clock(received_at=AT + timedelta(hours=hours)))
    assert ("late_sync" in codes(verdict), verdict.flagged) == (found, False)


@pytest.mark.parametrize(("told", "found"), [(None, True), (0.0, False)])
def test_a_time_only_the_phone_knows_is_said(told: float | None, found: bool) -> None:
    verdict = judged(clock=clock(clock_basis="device", upload_skew_s=told))
    assert ("device_time" in codes(verdict), verdict.level) == (found, "confirmed")


def test_another_order_is_said_and_weighs_nothing() -> None:
    assert "out_of_order" in codes(judged(order=Order(3, 0)))
    assert judged(order=Order(3, 0)).level == "confirmed"
    assert codes(judged(order=Order(3, 3))) == {"near"}


def used(**about: Any) -> DeviceUse:
    return DeviceUse(**({"known": True, "others_today": 1} | about))


@pytest.mark.parametrize(
    ("use", "code"),
    [
        (used(others_in_run=1, other_before_s=T.device_close_s), "device_shared"),
        (used(others_in_run=1, other_after_s=T.device_close_s + 1), "device_handed_over"),
        (used(other_before_s=T.device_between_s, other_after_s=60), "device_between"),
        (used(other_before_s=T.device_between_s + 1, other_after_s=60), "device_handed_over"),
        (used(other_before_s=30), "device_handed_over"),
        (used(others_today=0), None),
        (used(known=False, others_in_run=2, other_before_s=1), None),
    ],
)
def test_a_phone_that_goes_to_and_fro_is_doubtful_and_one_handed_over_is_not(use: DeviceUse, code: str | None) -> None:
    verdict = judged(device=use)
    assert codes(verdict) == {"near"} | ({code} if code else set())
    assert verdict.flagged is (code in ("device_shared", "device_between"))


def a_video(**about: Any) -> VisitFacts:
    return visit(mode="video", via="picked", code=None, position="not_asked", **about)


def test_a_video_visit_has_no_evidence_of_place_and_is_plausible() -> None:
    shared = used(others_in_run=3, other_before_s=1, other_after_s=1)
    verdict = judge_visit(a_video(device=shared, next=scan(9_000, 5, mode="video"), others=(scan(9_000, 5),)))
    assert (verdict.level, codes(verdict)) == ("plausible", {"location_not_asked"})


def test_a_video_visit_keeps_its_time_and_stay() -> None:
    verdict = judge_visit(a_video(clock=clock(9_000), dwell_s=1.0, min_dwell_s=30.0))
    assert {"after_window", "short_dwell"} <= codes(verdict)


def test_one_aspect_told_twice_weighs_once_and_aspects_add_up() -> None:
    far = judged(position=reading(300))
    assert (far.level, far.points) == ("doubtful", 3)
    assert judged(position=reading(300), code="lost").level == "contradicted"
    weak = {"proof": missing_photo(), "dwell_s": 1.0, "min_dwell_s": 9.0}
    assert judged(**weak).level == "plausible"
    assert judged(**weak, clock=clock(9_000)).level == "doubtful"


def test_the_record_holds_codes_and_numbers_and_no_position() -> None:
    record = judged(position=reading(300), proof=missing_photo()).as_record()
    assert record == {
        "level": "doubtful",
        "points": 4,
        "reasons": [{"code": "far", "distance": 300, "fence": 60}, {"code": "proof_missing"}],
        "version": T.version,
    }
