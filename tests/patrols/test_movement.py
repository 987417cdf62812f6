"""Whether readings follow the points: shifts change nothing, staying is 0, and one wild reading weighs little."""

from __future__ import annotations

import pytest

from backend.patrols.movement import followed, middle
from tests.patrols.visits import spot

POINTS = [spot(60.0 * i, 20.0 * (i % 2)) for i in range(7)]


@pytest.mark.parametrize("share", [0.0, 0.25, 1.0])
@pytest.mark.parametrize("shift_m", [0.0, 500.0])
def test_the_share_is_what_readings_move_for_each_metre(share: float, shift_m: float) -> None:
    seen = followed(POINTS, [spot(60.0 * i * share + shift_m, 20.0 * (i % 2) * share) for i in range(7)])
    assert seen.share == pytest.approx(share, abs=0.001)
    assert seen.error == pytest.approx(0, abs=0.001)
    assert seen.spread_m == pytest.approx(120.4, abs=1)


def test_one_reading_far_off_is_pulled_in_before_it_is_weighed() -> None:
    """At 40 km it would weigh more than all others; pulled in to twice the farthest point it shows as error."""
    wild = followed(POINTS, [*POINTS[:6], spot(-40_000)])
    assert wild.share > -0.6
    assert wild.error > 0.3


def test_points_on_one_spot_cannot_be_followed() -> None:
    assert followed([POINTS[0]] * 3, POINTS[:3]).spread_m == 0


def test_the_middle_is_where_most_are() -> None:
    assert middle([spot(0), spot(1), spot(90_000)]) == spot(1)
