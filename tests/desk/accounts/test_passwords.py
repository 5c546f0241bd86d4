"""Passwords as hashes: the right one matches, weak ones are refused, costs are bounded."""

from __future__ import annotations

import pytest
from argon2 import PasswordHasher, Type

from checker.desk.accounts.passwords import hashed, is_hash, is_weak, matches, nobodys
from tests.desk.people import QUICK, SALT


def test_a_hash_is_that_of_one_password_and_salted() -> None:
    one, other = hashed("一二三四五六七八九十"), hashed("一二三四五六七八九十")
    assert one != other
    assert one.startswith("$argon2id$v=19$m=65536,t=3,p=4$"), "the second that RFC 9106 recommends"
    assert is_hash(one)
    assert matches(one, "一二三四五六七八九十")
    assert not matches(one, "一二三四五六七八九")
    assert not matches(one, "")


def test_full_width_letters_of_an_input_method_are_the_same() -> None:
    known = QUICK.hash("Abc12345-x")
    assert matches(known, "Ａｂｃ１２３４５－ｘ")
    assert not matches(known, "abc12345-x")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "secret",
        "$2b$12$abcdefghijklmnopqrstuv",
        "$argon2id$v=19$m=65536,t=3,p=4$c2FsdA",
        PasswordHasher(time_cost=1, memory_cost=8, parallelism=1, type=Type.I).hash("x", salt=SALT),
        QUICK.hash("x", salt=SALT).replace("m=8,", "m=99999999,"),
        QUICK.hash("x", salt=SALT).replace("t=1,", "t=99999,"),
    ],
)
def test_what_is_no_hash_or_would_stop_the_machine(text: str) -> None:
    assert not is_hash(text)


def test_what_is_no_hash_matches_nothing() -> None:
    assert not matches("secret", "secret")
    assert not matches("", "")


def test_nobody_knows_the_password_of_a_stand_in_that_costs_the_same() -> None:
    like = QUICK.hash("x", salt=SALT)
    found = nobodys(like)
    assert found.rsplit("$", 2)[0] == like.rsplit("$", 2)[0]
    assert found != nobodys(like)
    assert not matches(found, "x")


@pytest.mark.parametrize(
    ("password", "weak"),
    [
        ("", True),
        ("abcdefghi", True),
        ("1212121212121212", True),
        ("张三张三12345678", True),
        ("zhang-张三-2024!", True),
        ("correct horse", False),
        ("甲乙丙丁戊己庚辛壬癸", False),
    ],
)
def test_what_is_too_easily_guessed(password: str, *, weak: bool) -> None:
    assert is_weak(password, "张三") is weak
