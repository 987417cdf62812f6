"""The words of messages: every kind has its own, facts that are missing leave no gap, and nothing else gets in."""

from __future__ import annotations

import re
from uuid import UUID

import pytest

from backend.messages.templates import (
    FACTS,
    TEMPLATES,
    address_of,
    checked,
    digest_text,
    single_text,
    text_of,
)

ALL = {"school": "启明小学", "number": "SF-ZG-2026-000123", "unit": "市场监管局", "level": "2", "due": "2026-11-30"}
ALL |= {"round_at": "2026-11-30T02:00:00+00:00", "points": "3/12", "missed": "2"}
ALL |= {"day": "2026-11-30", "chains": "3", "hash": "0a1b2c3d·4e5f6a7b", "hash_rest": "8c9d0e1f"}


@pytest.mark.parametrize("kind", TEMPLATES)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_kind_reads_well_with_all_facts_and_with_none(kind: str, language: str) -> None:
    full = text_of(kind, checked(kind, ALL), language=language)
    bare = text_of(kind, {}, language=language)
    assert full.title == bare.title != ""
    assert bare.line == ""
    assert full.line.count(" · ") == max(len(TEMPLATES[kind].facts) - 1, 0)
    assert not re.search(r"[{}]", full.title + full.line)
    assert bool(re.search(r"[\u4e00-\u9fff]", full.title)) == (language == "zh")


def test_titles_and_digest_words_tell_kinds_apart() -> None:
    for words in ([t.zh for t in TEMPLATES.values()], [t.en for t in TEMPLATES.values()]):
        assert len(set(words)) == len(TEMPLATES)
    assert len({t.digest for t in TEMPLATES.values()}) == len(TEMPLATES)
    assert all(set(template.facts) <= set(FACTS) for template in TEMPLATES.values())


def test_a_confidential_message_says_nothing_but_that_there_is_one() -> None:
    assert checked("confidential_item", ALL) == {}
    assert text_of("confidential_item", {}).title == "您有一件保密事项"
    assert TEMPLATES["confidential_item"].inbox_only


@pytest.mark.parametrize(("kind", "values"), [("gossip", {}), ("case_assigned", {"note": "校门口有人"})])
def test_an_unknown_kind_and_free_text_are_mistakes_of_the_program(kind: str, values: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="no template takes this"):
        checked(kind, values)


@pytest.mark.parametrize(
    ("due", "zh", "en"),
    [
        ("2026-11-30", "期限 11月30日", "due Nov 30"),
        ("2026-11-30T15:59:59+00:00", "期限 11月30日", "due Nov 30"),
        ("2026-11-30T10:00:00Z", "期限 11月30日 18:00", "due Nov 30 18:00"),
        ("2026-11-30T18:00:00+08:00", "期限 11月30日 18:00", "due Nov 30 18:00"),
        ("下周", "期限 下周", "due 下周"),
    ],
)
def test_a_deadline_is_written_in_the_countys_time(due: str, zh: str, en: str) -> None:
    assert text_of("case_assigned", {"due": due}).line == zh
    assert text_of("case_assigned", {"due": due}, language="en").line == en


def test_a_single_message_says_what_where_and_how_to_open_it() -> None:
    text = single_text("case_assigned", checked("case_assigned", ALL), link="https://xam.example/app/cases/1")
    assert text == (
        "【校安码】有新的隐患交办到您的单位，请签收\n"
        "启明小学 · SF-ZG-2026-000123 · 期限 11月30日\n"
        "登录查看：https://xam.example/app/cases/1"
    )
    assert single_text("case_urged", {}, link="x", urgent=True).startswith("【校安码】【紧急】收到催办")


def test_a_digest_counts_by_kind_what_presses_most_first() -> None:
    kinds = ["case_assigned"] * 5 + ["case_overdue"] * 3 + ["case_to_verify"] * 4
    text = digest_text(kinds, link="https://xam.example/app/inbox", urgent=2)
    assert text == (
        "【校安码】待办 12 件（紧急 2 件）：逾期 3 件，待签收 5 件，待验收 4 件\n登录查看：https://xam.example/app/inbox"
    )
    assert "紧急" not in digest_text(kinds, link="")


def test_a_message_about_a_case_opens_it_and_any_other_opens_the_inbox() -> None:
    assert address_of("case", UUID(int=5)) == f"/app/cases/{UUID(int=5)}"
    assert address_of("patrol_run", UUID(int=5)) == f"/app/rounds/{UUID(int=5)}"
    assert address_of("school_rounds", UUID(int=5)) == f"/app/coverage?by=route&school={UUID(int=5)}"
    assert address_of("referral", UUID(int=5)) == address_of(None, None) == "/app/inbox"
