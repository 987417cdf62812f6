from __future__ import annotations

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qr_codes import token
from tests.qr_codes.samples import KEY

OTHER_KEY = token.SigningKey("7K", b"the secret of somebody else, 32b")
RING = {KEY.key_id: KEY}
BODIES = st.text(token.ALPHABET, min_size=15, max_size=15)
SEVERAL_CODES = [token.new_code(KEY) for _ in range(6)] + ["0" * 16, "010123456789ABCP"]


def kind_of(text: str) -> str:
    with pytest.raises(token.CodeError) as caught:
        token.parse(text)
    return caught.value.kind


def test_a_new_code_carries_its_key_and_is_ours() -> None:
    code = token.new_code(KEY)
    assert len(code) == token.LENGTH
    assert token.parse(code) == token.ParsedCode(code)
    assert token.parse(code).key_id == "7K"
    assert token.is_ours(code, RING)
    assert token.is_ours(token.grouped(code).lower(), RING)


def test_codes_do_not_repeat_and_use_every_letter() -> None:
    codes = {token.new_code(KEY) for _ in range(2000)}
    assert len(codes) == 2000
    assert set("".join(codes)) == set(token.ALPHABET)


def test_another_secret_or_an_unknown_key_is_not_ours() -> None:
    code = token.new_code(OTHER_KEY)
    assert not token.is_ours(code, RING)
    assert not token.is_ours(code, {})
    assert not token.is_ours("not a code", RING)


@given(BODIES)
def test_an_invented_code_with_a_right_check_character_is_not_ours(body: str) -> None:
    assert not token.is_ours(body + token.check_character(body), {body[:2]: token.SigningKey(body[:2], KEY.secret)})


def test_one_changed_signed_character_is_not_ours_even_with_a_new_check_character() -> None:
    code = token.new_code(KEY)
    for position in range(2, 15):
        other = "0" if code[position] != "0" else "1"
        body = code[:position] + other + code[position + 1 : 15]
        assert not token.is_ours(body + token.check_character(body), RING)


@pytest.mark.parametrize("code", SEVERAL_CODES, ids=range(len(SEVERAL_CODES)))
def test_every_single_wrong_character_is_caught(code: str) -> None:
    slips = {
        code[:position] + letter + code[position + 1 :]
        for position in range(16)
        for letter in token.ALPHABET
        if letter != code[position]
    }
    assert len(slips) == 16 * 31
    assert {kind_of(slip) for slip in slips} == {"check"}


@pytest.mark.parametrize("code", SEVERAL_CODES, ids=range(len(SEVERAL_CODES)))
def test_every_swap_of_two_characters_is_caught(code: str) -> None:
    for left in range(16):
        for right in range(left + 1, 16):
            letters = list(code)
            letters[left], letters[right] = letters[right], letters[left]
            if letters[left] != letters[right]:
                assert kind_of("".join(letters)) == "check"


def test_every_swap_of_neighbours_is_caught_for_every_pair_of_letters_at_every_place() -> None:
    caught = 0
    for place in range(14):
        for first in token.ALPHABET:
            for second in token.ALPHABET:
                body = "0" * place + first + second + "0" * (13 - place)
                swapped = "0" * place + second + first + "0" * (13 - place)
                caught += token.check_character(body) != token.check_character(swapped)
    assert caught == 14 * 32 * 31


@given(BODIES)
def test_a_swap_of_the_last_two_characters_is_caught(body: str) -> None:
    code = body + token.check_character(body)
    if code[14] != code[15]:
        assert kind_of(code[:14] + code[15] + code[14]) == "check"


@given(BODIES, st.data())
def test_what_people_type_is_read_as_what_is_printed(body: str, data: st.DataObject) -> None:
    code = body + token.check_character(body)
    spoken = {"0": "0Oo０", "1": "1IiLlｌ"}
    typed = "".join(
        data.draw(st.sampled_from(spoken.get(letter, letter + letter.lower() + chr(ord(letter) + 0xFEE0))))
        + data.draw(st.sampled_from(["", "", "", "-", " ", "\u3000", "——"]))
        for letter in code
    )
    assert token.parse(typed).code == code


@given(BODIES, st.sampled_from(["xam.example.cn", "localhost:8000", "http://192.0.2.7:8000"]), st.booleans())
def test_a_link_is_read_back_in_either_case(body: str, host: str, upper_case: bool) -> None:
    code = body + token.check_character(body)
    link = token.url(code, host, upper_case=upper_case)
    assert token.parse(link).code == token.parse(link.lower()).code == token.parse(link + "?from=x#y").code == code


@given(st.text(max_size=60) | st.text(string.printable, max_size=60))
def test_any_text_is_a_code_or_a_code_error(text: str) -> None:
    try:
        read = token.parse(text)
    except token.CodeError:
        return
    assert token.parse(read.code) == read
    assert token.parse(read.grouped) == read


def test_a_link_says_https_unless_a_whole_origin_is_given() -> None:
    code = "7KD5RSDVWE0KTYP5"
    assert token.url(code, "xam.example.cn") == "https://xam.example.cn/c/7KD5RSDVWE0KTYP5"
    assert token.url(code, "http://127.0.0.1:8000/") == "http://127.0.0.1:8000/c/7KD5RSDVWE0KTYP5"
    assert token.url(code, "xam.example.cn", upper_case=True) == "HTTPS://XAM.EXAMPLE.CN/C/7KD5RSDVWE0KTYP5"


@pytest.mark.parametrize(("key_id", "secret"), [("7", b"x" * 32), ("7U", b"x" * 32), ("7k", b"x" * 32), ("7K", b"")])
def test_a_weak_or_misnamed_key_is_refused(key_id: str, secret: bytes) -> None:
    with pytest.raises(ValueError, match=r"key id|secret"):
        token.SigningKey(key_id, secret)


def test_a_key_does_not_show_its_secret() -> None:
    assert "secret" not in repr(KEY)
