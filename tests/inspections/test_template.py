"""The checklist: whole, in step with the taxonomy, and asked only where it can apply."""

from __future__ import annotations

import pytest

from backend.hazards.taxonomy import load as taxonomy
from backend.inspections.templates import condition_of, lines_for, templates
from backend.places.kinds import SCHOOL_TYPES

BASE = templates()["base-v1"]


def test_it_has_the_seven_groups_of_the_base_version() -> None:
    assert [group.zh for group in BASE.groups] == ["人防", "物防", "技防", "消防", "校车", "周边", "制度"]
    assert len(BASE.items) == sum(len(group.items) for group in BASE.groups) == 88


def test_every_no_is_prefilled_with_a_kind_that_the_taxonomy_has() -> None:
    assert {item.category for item in BASE.items.values()} <= set(taxonomy().categories)


def test_the_surroundings_follow_every_code_of_their_prefixes() -> None:
    [group] = [group for group in BASE.groups if group.follows]
    wanted = [code for code in taxonomy().categories if code.startswith(group.follows)]
    assert group.follows == ("ENV", "GDS", "TRF")
    assert sorted(item.category for item in group.items) == sorted(wanted)


def test_keys_are_short_and_texts_say_something() -> None:
    assert all(1 <= len(key) <= 16 and len(item.text) >= 5 for key, item in BASE.items.items())
    assert len({item.text for item in BASE.items.values()}) == 88


@pytest.mark.parametrize("school_type", sorted(SCHOOL_TYPES))
def test_every_school_is_asked_for_the_fire_exits(school_type: str) -> None:
    assert "xf01" in lines_for(BASE, school_type)


def test_a_closed_campus_is_for_schools_alone() -> None:
    assert "wf02" in lines_for(BASE, "primary")
    assert "wf02" not in lines_for(BASE, "kindergarten")


def test_guards_alarm_and_video_count_for_urban_kindergartens_too() -> None:
    for key in ("rf01", "jf02", "jf05"):
        item = BASE.items[key]
        assert key in lines_for(BASE, "kindergarten")
        assert condition_of(item, "kindergarten") == "城区幼儿园"
        assert condition_of(item, "junior") is None


def test_detectors_in_dormitories_are_asked_where_pupils_board() -> None:
    assert condition_of(BASE.items["xf07"], "junior") == "寄宿制学校"
    assert condition_of(BASE.items["xf07"], "kindergarten") is None


def test_what_depends_on_the_place_says_so() -> None:
    assert condition_of(BASE.items["xc01"], "primary") == "有校车"
