"""Answers to a point's checklist: taken as they come, marked where the list has no such line, and what a "no" offers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

Item = Mapping[str, Any]


def kept(answers: Iterable[Mapping[str, str]], items: Sequence[Item]) -> list[dict[str, Any]]:
    """Return the answers as they are stored, each with the words it answers, which may change in the list later.

    A line that the list does not know (any more) is kept and marked.
    """
    texts = {item["key"]: item["text"] for item in items}
    return [
        dict(answer)
        | ({"text": texts[answer["item"]]} if answer["item"] in texts else {"text": answer["item"], "unlisted": True})
        for answer in answers
    ]


def offers(answers: Iterable[Mapping[str, Any]], items: Sequence[Item]) -> list[dict[str, Any]]:
    """Return the hazard that each "no" proposes: [{"item", "category", "text"}]; nothing is reported by itself."""
    lines = {item["key"]: item for item in items}
    return [
        {
            "item": answer["item"],
            "category": lines[answer["item"]].get("category"),
            "text": lines[answer["item"]]["text"],
        }
        for answer in answers
        if answer["answer"] == "no" and answer["item"] in lines
    ]
