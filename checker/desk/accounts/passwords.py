"""Passwords as hashes by argon2id, with the costs that RFC 9106 recommends second (64 MiB).

The only door to argon2-cffi (extra ``web``).
"""

from __future__ import annotations

import secrets
import unicodedata

from argon2 import PasswordHasher, Type, extract_parameters
from argon2.exceptions import Argon2Error, InvalidHashError

LEAST = 10
"""Characters: nobody guesses that many at the pace that ``attempts`` leaves."""
_LEAST_DIFFERENT = 5
_MOST_MEMORY = 1024 * 1024  # KiB of one log-in; a line of the file must not stop the machine
_MOST_ROUNDS = 50
_HASHER = PasswordHasher()


def hashed(password: str) -> str:
    """A hash as a line of the file has it, with a salt of its own."""
    return _HASHER.hash(_typed(password))


def is_hash(text: str) -> bool:
    """Whether it is a hash that can be held against a password without stopping the machine."""
    try:
        costs = extract_parameters(text)
    except InvalidHashError:
        return False
    return (
        costs.type is Type.ID
        and costs.memory_cost <= _MOST_MEMORY
        and costs.time_cost <= _MOST_ROUNDS
    )


def matches(known: str, password: str) -> bool:
    """Whether a hash is that of a password; takes 0.1 s and 64 MiB, whatever the answer."""
    try:
        return _HASHER.verify(known, _typed(password))
    except (Argon2Error, InvalidHashError):
        return False


def nobodys(like: str) -> str:
    """A hash of no known password that takes as long to try as another."""
    return PasswordHasher.from_parameters(extract_parameters(like)).hash(secrets.token_urlsafe())


def is_weak(password: str, name: str) -> bool:
    """Whether a password is too short, of too few different characters, or has the name in it."""
    typed = _typed(password).casefold()
    return (
        len(typed) < LEAST
        or len(set(typed)) < _LEAST_DIFFERENT
        or unicodedata.normalize("NFKC", name).casefold() in typed
    )


def _typed(password: str) -> str:
    """The same characters whatever keyboard or input method they came from."""
    return unicodedata.normalize("NFKC", password)
