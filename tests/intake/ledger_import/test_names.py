"""Schools and offices by whatever name an office writes."""

from __future__ import annotations

from contextlib import suppress
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backend.core.ids import new_id
from backend.core.spreadsheets.cells import CellError
from backend.intake.ledger_import.names import Directory, Named
from backend.places.initials import initials

BY_THE_THOUSAND = settings(max_examples=300, deadline=None)
TOWNS = {"城关": new_id(), "青禾": new_id()}


def named(kind: str, name: str, short: str = "", **about: object) -> Named:
    return Named(new_id(), kind, name, short or name, initials(name, short), **about)  # type: ignore[arg-type]


STATIONS = [named("PCS", "城关派出所", "城关所"), named("PCS", "青禾派出所", "青禾所")]
OFFICES = [
    *STATIONS,
    named("EDU", "示范县教育和体育局", "教体局"),
    named("SAMR", "示范县市场监督管理局", "市监局"),
    named("UM", "示范县综合行政执法局"),
    named("TOWN", "城关镇人民政府", "城关镇", division_id=TOWNS["城关"]),
    named("TOWN", "青禾乡人民政府", "青禾乡", division_id=TOWNS["青禾"]),
]
ABOUT = {"township_id": TOWNS["城关"], "precinct_id": STATIONS[0].id}
SCHOOLS = [
    named("SCH", "示范县启明小学", "启明小学", code="2199000001", **ABOUT),
    named("SCH", "示范县第一中学", "一中", code="2199000002", **ABOUT),
    named("SCH", "示范县城关镇中心小学", "城关中心小学", code="2199000003", **ABOUT),
    named("SCH", "示范县青禾乡中心小学", "青禾中心小学", code="2199000004", **ABOUT),
]
BOOK = Directory("示范县", SCHOOLS, OFFICES)
SCHOOL = SCHOOLS[0]


@pytest.mark.parametrize(
    ("written", "place"),
    [
        ("示范县启明小学", 0),
        ("启明小学", 0),
        ("县启明小学", 0),
        (" 启明 小学 ", 0),
        ("启明", 0),
        ("qmxx", 0),
        ("QMXX", 0),
        ("一中", 1),
        ("第一中学", 1),
        ("示范县城关中心小学", 2),
    ],
)
def test_a_school_is_known_by_its_names_and_initials(written: str, place: int) -> None:
    assert BOOK.school(written, None)[0] is SCHOOLS[place]


def test_a_code_wins_over_a_name() -> None:
    assert BOOK.school("随便写的", "2199000002")[0] is SCHOOLS[1]
    with pytest.raises(CellError, match="没有标识码"):
        BOOK.school("启明小学", "2199000009")


def test_a_part_of_a_name_is_taken_with_a_warning() -> None:
    assert "请核对" in BOOK.school("启明", None)[1]
    assert BOOK.school("启明小学", None)[1] == ""


def test_a_name_that_several_bear_lists_them() -> None:
    with pytest.raises(CellError, match="示范县城关镇中心小学、示范县青禾乡中心小学"):
        BOOK.school("中心小学", None)


def test_a_name_that_nobody_bears_asks_for_the_nearest() -> None:
    with pytest.raises(CellError, match="是不是：示范县启明小学"):
        BOOK.school("启名小学", None)


@pytest.mark.parametrize(
    ("written", "office"),
    [
        ("教体局", 2),
        ("县教体局", 2),
        ("示范县教育局", 2),
        ("教育局", 2),
        ("市场监管局", 3),
        ("城管", 4),
        ("派出所", 0),
        ("辖区派出所", 0),
        ("青禾派出所", 1),
        ("青禾所", 1),
        ("镇政府", 5),
        ("青禾乡", 6),
    ],
)
def test_an_office_is_known_by_what_people_call_it(written: str, office: int) -> None:
    assert BOOK.units(written, SCHOOL) == [OFFICES[office]]


@pytest.mark.parametrize("written", ["学校", "本校", "启明小学", "总务处", "示范县启明小学"])
def test_the_school_itself_may_be_responsible(written: str) -> None:
    assert BOOK.units(written, SCHOOL) == [SCHOOL]


@BY_THE_THOUSAND
@given(
    st.lists(
        st.sampled_from(["教体局", "派出所", "市监局", "城管局", "学校", "城关镇"]), min_size=2, max_size=5, unique=True
    ),
    st.sampled_from(["、", "，", ",", ";", "；", "/", " 、 ", "\n", "和", " "]),
)
def test_several_offices_in_one_cell_are_read_in_their_order(names: list[str], between: str) -> None:
    found = BOOK.units(between.join(names), SCHOOL)
    assert found == [BOOK.units(name, SCHOOL)[0] for name in names]


def test_the_first_office_leads_whatever_the_order() -> None:
    for names in permutations(["教体局", "派出所", "市监局"]):
        assert BOOK.units("、".join(names), SCHOOL)[0] == BOOK.units(names[0], SCHOOL)[0]


def test_an_office_named_twice_stands_once() -> None:
    assert BOOK.units("教体局、教育局", SCHOOL) == [OFFICES[2]]


@pytest.mark.parametrize(
    ("written", "words"),
    [("水务局", "没有“水务局”这个单位"), ("教体局、水务局", "“水务局”"), ("第一中学", "另一所学校")],
)
def test_an_office_that_is_none_is_refused_by_name(written: str, words: str) -> None:
    with pytest.raises(CellError, match=words):
        BOOK.units(written, SCHOOL)


@BY_THE_THOUSAND
@given(st.text(min_size=1, max_size=40))
def test_no_words_break_the_directory(text: str) -> None:
    for read in (lambda: BOOK.school(text, None), lambda: BOOK.units(text, SCHOOL)):
        with suppress(CellError):
            assert read() or not any(letter.isalnum() for letter in text)  # separators alone name nobody
