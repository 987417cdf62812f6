"""The kinds of hazards as data: the 74 codes of domain.md §3, whole and consistent."""

from __future__ import annotations

import re
from collections import Counter

from backend.hazards.taxonomy import DEFENCE_PREFIXES, PERSON_TILE, UNSURE_CODE, UNSURE_TILE, load, tile_label
from backend.places.kinds import ORGANISATION_KINDS


def test_there_are_74_codes_in_their_families() -> None:
    families = Counter(code[:3] for code in load().categories)
    expected = {"ENV": 13, "GDS": 9, "TRF": 10, "BUS": 4, "STF": 6, "PHY": 6, "TEC": 6, "FIR": 6, "BLD": 4}
    expected |= {"LAB": 1, "CAN": 1, "CRD": 1, "DRN": 1, "HLT": 1, "MGT": 4, "OTH": 1}
    assert families == expected
    assert families.total() == 74


def test_every_code_is_well_formed_and_leads_to_somebody() -> None:
    for category in load().categories.values():
        assert re.fullmatch(r"[A-Z]{3}\d\d", category.code)
        assert {category.lead, *category.co} <= set(ORGANISATION_KINDS)
        assert category.tile in load().tiles
        assert category.tile != PERSON_TILE
        assert (category.zh, category.en) != ("", "")


def test_what_is_fixed_at_once_is_due_the_same_day() -> None:
    for category in load().categories.values():
        assert (category.handling == "immediate") == (category.due_days == 0), category.code


def test_major_hazards_are_those_of_the_domain() -> None:
    major = {code for code, category in load().categories.items() if category.severity == "major"}
    assert major == {
        *("GDS07", "GDS08", "BUS01", "BUS02", "BUS03", "STF06", "PHY06", "TEC01", "FIR01", "FIR04", "FIR05", "FIR06"),
        *("BLD01", "BLD04", "LAB01"),
    }


def test_defences_are_walls_alarms_and_guards() -> None:
    for category in load().categories.values():
        assert category.is_school_defence == category.code.startswith(DEFENCE_PREFIXES)
    assert DEFENCE_PREFIXES == ("PHY", "TEC", "STF")


def test_about_ten_tiles_and_one_of_them_for_not_knowing_and_one_for_persons() -> None:
    assert 10 <= len(load().tiles) <= 12
    assert [key for key, tile in load().tiles.items() if tile.person_related] == [PERSON_TILE]
    assert load().categories[UNSURE_CODE].tile == UNSURE_TILE
    assert "不清楚" in tile_label(UNSURE_TILE)


def test_persons_are_referred_to_numbers_that_can_be_called() -> None:
    phones = {phone["tel"] for phone in load().referral_phones}
    assert "110" in phones
    assert all(re.fullmatch(r"\d{3,12}", tel) for tel in phones)
