"""What ticks, words and kinds in old ledgers mean."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backend.core.spreadsheets.cells import CellError
from backend.hazards.taxonomy import load as taxonomy
from backend.intake.ledger_import import words

BY_THE_THOUSAND = settings(max_examples=1000, deadline=None)


@pytest.mark.parametrize(
    "text",
    [
        "是",
        "√",
        "✓",
        "☑",
        "已完成",
        "已整改",
        "整改完成",
        "已整改到位。",
        "已销号",
        "已完成整改",
        "100%",
        "全部整改完毕",
        "验收合格",
    ],
)
def test_these_words_say_that_it_is_fixed(text: str) -> None:
    assert words.is_done(text) is True


@pytest.mark.parametrize(
    "text",
    [
        "否",
        "×",
        "未完成",
        "未整改",
        "整改中",
        "正在整改",
        "尚未完成，等待资金",
        "待验收",
        "整改中，已逾期",
        "已更换围栏（待验收）",
        "长期坚持",
        "计划寒假施工",
    ],
)
def test_these_words_say_that_it_is_not(text: str) -> None:
    assert words.is_done(text) is False


@pytest.mark.parametrize("text", ["已更换护栏并加固", "联系电力公司更换路灯", "清理杂物，恢复通道"])
def test_other_words_say_what_was_done(text: str) -> None:
    assert words.is_done(text) is None


@pytest.mark.parametrize(
    ("text", "meaning"), [("一般", "general"), ("一般隐患", "general"), ("重大", "major"), ("重大 隐患", "major")]
)
def test_severity_in_the_words_of_offices(text: str, meaning: str) -> None:
    assert words.severity(text) == meaning


@pytest.mark.parametrize(
    ("text", "meaning"),
    [("立行立改", "immediate"), ("即查即改", "immediate"), ("限期整改", "deadline"), ("限期", "deadline")],
)
def test_handling_in_the_words_of_offices(text: str, meaning: str) -> None:
    assert words.handling(text) == meaning


def test_words_that_mean_neither_are_refused_with_the_choice() -> None:
    with pytest.raises(CellError, match="请填：一般、重大"):
        words.severity("较大")


@BY_THE_THOUSAND
@given(st.sampled_from(sorted(taxonomy().categories.values(), key=lambda category: category.code)))
def test_a_kind_is_known_by_its_code_and_by_its_name(category: object) -> None:
    assert words.kind(category.code.lower()) == words.Kind(category.code)  # type: ignore[attr-defined]
    assert words.kind(category.zh) == words.Kind(category.code)  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("围墙破损", "PHY01"),
        ("三无食品类", "GDS01"),
        ("用电", "FIR03"),
        ("照明不足隐患", "TEC05"),
        ("一键报警", "TEC01"),
        ("学校食堂", "CAN01"),
    ],
)
def test_a_kind_in_other_words_is_taken_with_a_warning_or_exactly(text: str, code: str) -> None:
    assert words.kind(text).code == code


@pytest.mark.parametrize("text", ["消防安全", "乱七八糟", "安全"])
def test_an_unknown_kind_is_other_with_a_warning(text: str) -> None:
    found = words.kind(text)
    assert (found.code, bool(found.warning)) == ("OTH99", True)


@pytest.mark.parametrize("text", ["学生欺凌", "心理危机", "PSN03", "失学辍学风险"])
def test_what_is_about_a_person_is_recognised(text: str) -> None:
    assert words.names_a_person(text)


@BY_THE_THOUSAND
@given(st.text(max_size=40))
def test_no_words_break_the_reader(text: str) -> None:
    words.is_done(text)
    assert words.kind(text).code in taxonomy().categories
