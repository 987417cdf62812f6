"""The code on a plate: how it is made, read, checked, and told from a stranger's invention.

Sixteen characters of Crockford base32: key id (2), random (8), keyed tag (5), check character (1). The check
character lies in the same 32 letters: over GF(32), where α⁵ = α² + 1, the characters are the coefficients of a
polynomial that vanishes at α. α has order 31, so one wrong character, or two that changed places, never goes unseen.
"""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 16
LONGEST_INPUT = 2048

KEY_ID_LENGTH = 2
RANDOM_LENGTH = 8
TAG_LENGTH = 5
_SIGNED_LENGTH = KEY_ID_LENGTH + RANDOM_LENGTH
_VALUES = {letter: value for value, letter in enumerate(ALPHABET)} | {"O": 0, "I": 1, "L": 1}
_PURPOSE = b"xiaoanma plate 1\0"

# In a link the code is what follows the last "/c/", up to the next slash, query or fragment.
_IN_LINK = re.compile(r".*/c/([^/?#]*)", re.IGNORECASE | re.DOTALL)
# White space, zero-width characters and every dash people or word processors put between groups.
_SEPARATORS = re.compile(r"[\s\-\u00ad\u200b-\u200d\u2010-\u2015\u2060\u2212\ufeff]+")

ErrorKind = Literal["length", "letter", "check"]


class CodeError(ValueError):
    """`kind` says what is wrong: a letter that no code holds, the number of letters, or the check character."""

    def __init__(self, kind: ErrorKind) -> None:
        super().__init__(kind)
        self.kind: ErrorKind = kind


@dataclass(frozen=True)
class SigningKey:
    """One cell's secret; `key_id` is printed in every code, so that a front door can route by it."""

    key_id: str
    secret: bytes = field(repr=False)

    def __post_init__(self) -> None:
        if len(self.key_id) != KEY_ID_LENGTH or any(letter not in ALPHABET for letter in self.key_id):
            raise ValueError("a key id is two characters of the code alphabet")
        if len(self.secret) < 16:
            raise ValueError("a signing secret needs at least 16 bytes")


@dataclass(frozen=True)
class ParsedCode:
    """A well-formed code. Whether it was ever issued is for the database to say."""

    code: str

    @property
    def key_id(self) -> str:
        """Names the cell and the key that signed."""
        return self.code[:KEY_ID_LENGTH]

    @property
    def grouped(self) -> str:
        """As printed on the plate."""
        return grouped(self.code)


def new_code(key: SigningKey) -> str:
    """A new random code (40 bits). Collisions are rare, not impossible: the database's unique key decides."""
    signed = key.key_id + "".join(secrets.choice(ALPHABET) for _ in range(RANDOM_LENGTH))
    body = signed + _tag(key, signed)
    return body + check_character(body)


def parse(text: str) -> ParsedCode:
    """Read a whole link or a typed code; CodeError if it cannot be one.

    Either case, full-width characters, spaces and dashes anywhere, O for 0, I and L for 1. U is in no code.
    A foreign letter is reported before a wrong length, a wrong length before a wrong check character.
    """
    if len(text) > LONGEST_INPUT:
        raise CodeError("length")
    plain = unicodedata.normalize("NFKC", text)
    link = _IN_LINK.match(plain)
    letters = _SEPARATORS.sub("", link[1] if link else plain).upper()
    if any(letter not in _VALUES for letter in letters):
        raise CodeError("letter")
    if len(letters) != LENGTH:
        raise CodeError("length")
    code = "".join(ALPHABET[_VALUES[letter]] for letter in letters)
    if check_character(code[:-1]) != code[-1]:
        raise CodeError("check")
    return ParsedCode(code)


def check_character(body: str) -> str:
    """The character that makes the polynomial of `body` + itself vanish at α (Horner's rule)."""
    total = 0
    for letter in body:
        total = _times_alpha(total ^ _VALUES[letter])
    return ALPHABET[total]


def grouped(code: str) -> str:
    """As printed: XXXX-XXXX-XXXX-XXXX."""
    return "-".join(code[start : start + 4] for start in range(0, len(code), 4))


def is_ours(code: str, keys: Mapping[str, SigningKey]) -> bool:
    """Whether one of our keys (by key id) made this code. It grants nothing: a copied code is ours too."""
    try:
        parsed = parse(code)
    except CodeError:
        return False
    key = keys.get(parsed.key_id)
    if key is None:
        return False
    tag = parsed.code[_SIGNED_LENGTH : _SIGNED_LENGTH + TAG_LENGTH]
    return hmac.compare_digest(tag, _tag(key, parsed.code[:_SIGNED_LENGTH]))


def url(code: str, host: str, *, upper_case: bool = False) -> str:
    """The link in the symbol. `host` is a host name (https is added) or, for a demo, a whole http:// origin.

    All upper case makes a smaller symbol, but some scanners do not take `HTTPS://` for a link.
    """
    origin = host.rstrip("/") if "://" in host else f"https://{host}"
    link = f"{origin}/c/{code}"
    return link.upper() if upper_case else link


def _tag(key: SigningKey, signed: str) -> str:
    digest = hmac.digest(key.secret, _PURPOSE + signed.encode("ascii"), hashlib.sha256)
    bits = int.from_bytes(digest[:4], "big") >> (32 - 5 * TAG_LENGTH)
    return "".join(ALPHABET[bits >> shift & 31] for shift in range(5 * (TAG_LENGTH - 1), -1, -5))


def _times_alpha(value: int) -> int:
    doubled = value << 1
    return doubled ^ 0b100101 if doubled & 0b100000 else doubled
