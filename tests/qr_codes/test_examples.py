from __future__ import annotations

import json
from importlib.resources import files

import pytest

from qr_codes import token

EXAMPLES = json.loads(files("qr_codes").joinpath("examples.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("row", EXAMPLES["valid"], ids=lambda row: row["note"])
def test_a_valid_example_is_read(row: dict[str, str]) -> None:
    parsed = token.parse(row["input"])
    assert (parsed.code, parsed.grouped) == (row["code"], row["grouped"])


@pytest.mark.parametrize("row", EXAMPLES["invalid"], ids=lambda row: row["note"])
def test_an_invalid_example_is_refused_for_its_reason(row: dict[str, str]) -> None:
    with pytest.raises(token.CodeError) as caught:
        token.parse(row["input"])
    assert caught.value.kind == row["kind"]


def test_the_examples_cover_every_kind_of_error_and_stay_many() -> None:
    assert {row["kind"] for row in EXAMPLES["invalid"]} == {"length", "letter", "check"}
    assert len(EXAMPLES["valid"]) >= 40
    assert len(EXAMPLES["invalid"]) >= 40
