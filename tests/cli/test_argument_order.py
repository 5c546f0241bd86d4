"""Options stand where the user typed them: before the command, between files, behind them."""

from __future__ import annotations

import argparse
from itertools import permutations
from typing import TYPE_CHECKING

import pytest

from checker.cli.argument_order import command_first, options_first
from checker.cli.main import main
from checker.cli.parser import whole_parser

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

COMMANDS = ("check", "rules")
PARSER = argparse.ArgumentParser(add_help=False)
PARSER.add_argument("-q", "--quiet", action="store_true")
PARSER.add_argument("-o", "--output-file")
OPTIONS = PARSER._option_string_actions


@pytest.mark.parametrize(
    ("typed", "understood"),
    [
        ("a -q b", "-q a b"),
        ("a -o x b", "-o x a b"),
        ("a -ox b", "-ox a b"),
        ("a -qo x b", "-qo x a b"),
        ("a -q x b", "-q a x b"),
        ("a --output-file x b", "--output-file x a b"),
        ("a --output-file=x b", "--output-file=x a b"),
        ("a --unknown b -z c", "--unknown -z a b c"),
        ("- -q", "-q -"),
        ("a -o - b", "-o - a b"),
        ("a -q -- -b -q", "-q a -- -b -q"),
        ("a -o -- b", "-o -- a b"),
        ("a -o", "-o -- a"),
        ("a -qo", "-qo -- a"),
        ("", ""),
    ],
)
def test_options_come_first(typed: str, understood: str) -> None:
    assert list(options_first(typed.split(), OPTIONS)) == understood.split()


@pytest.mark.parametrize(
    ("typed", "understood"),
    [
        ("--lang en check a", "check --lang en a"),
        ("-q check a", "check -q a"),
        ("check --lang en a", "check --lang en a"),
        ("chek check", "chek check"),
        ("--help check", "--help check"),
        ("--lang en", "--lang en"),
        ("", ""),
    ],
)
def test_the_command_comes_first(typed: str, understood: str) -> None:
    assert list(command_first(typed.split(), COMMANDS)) == understood.split()


PARTS = (("rules",), ("T3-01",), ("--lang", "en"), ("--severity", "error"))


@pytest.mark.parametrize(
    "typed",
    # The rule behind the command: before it, it would be taken for one.
    [typed for typed in permutations(PARTS) if typed.index(PARTS[0]) < typed.index(PARTS[1])],
)
def test_every_order_says_the_same(
    typed: Sequence[tuple[str, ...]], capsys: pytest.CaptureFixture[str]
) -> None:
    words = [word for part in typed for word in part]
    assert main(words) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "1 rules"


def test_a_word_behind_an_option_that_is_unknown_is_not_taken_for_its_value(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["rules", "--lnag", "T3-01", "--lang", "en"]) == 2
    assert (
        capsys.readouterr().err
        == "checker: error: unknown arguments: --lnag; did you mean --lang?\n"
    )


def test_help_has_no_colour_of_a_newer_argparse() -> None:
    parser = whole_parser("zh", {})
    assert parser.color is False  # type: ignore[attr-defined]  # from Python 3.14 on
    parser.color = True  # type: ignore[attr-defined]
    assert parser.color is False  # type: ignore[attr-defined]


@pytest.mark.parametrize("typed", ["rules T3 -o", "rules -o -- T3", "check a.pdf --report"])
def test_an_option_without_its_value_takes_nothing_else_for_it(
    typed: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(typed.split()) == 2
    assert "缺少取值" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []
