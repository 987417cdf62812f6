"""What reads as if it were about a person is asked about; meters, prices and walls are not."""

from __future__ import annotations

import pytest

from backend.hazards.personal import personal_signs


@pytest.mark.parametrize(
    ("text", "signs"),
    [
        ("有学生被欺凌", ["words"]),
        ("听说有人想轻生", ["words"]),
        ("联系电话13812345678", ["phone"]),
        ("电话 138 1234 5678", ["phone"]),
        ("１３８１２３４５６７８", ["phone"]),
        ("身份证11010519491231002X", ["id_number"]),
        ("身份证11010519491231002x，住三楼", ["id_number"]),
        ("欺凌者电话13812345678", ["phone", "words"]),
    ],
)
def test_numbers_of_people_and_words_about_them_are_noticed(text: str, signs: list[str]) -> None:
    assert personal_signs(text) == signs


@pytest.mark.parametrize(
    "text",
    [
        "",
        "围栏松动，请来看看",
        "电表编号 110105194912310021，箱门打不开",
        "灭火器批号 20260113812345678901",
        "单价 1380 元，共 12 个",
        "离校门 138 米处路灯不亮，编号 12345678",
        "12345 热线也打过",
    ],
)
def test_things_and_places_pass(text: str) -> None:
    assert personal_signs(text) == []


def test_the_place_is_read_as_well_as_the_note() -> None:
    assert personal_signs("请来看看", "三楼欺凌发生处") == ["words"]
