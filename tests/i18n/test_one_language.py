"""What the command line says is in one language: each help, and each way of being refused."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from checker.cli.commands import COMMANDS
from checker.cli.commands.register import COMMANDS as REGISTER_COMMANDS
from checker.cli.commands.register.lists import PARTS
from checker.cli.main import main
from checker.cli.parser import arguments_of, whole_parser
from tests.i18n.test_catalogues import TERMS
from tests.support.prepared_readers import prepared

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator
    from pathlib import Path

PARSER = whole_parser("zh", COMMANDS)
NAMES = {name for one in arguments_of(PARSER) for name in one.option_strings}
WORDS = {
    *TERMS,
    *COMMANDS,
    *NAMES,
    *(str(choice) for one in arguments_of(PARSER) for choice in one.choices or ()),
    *("checker.rules", "waivers", "en", "zh", "pip", "Ed25519"),
    *("region", "contact"),  # columns of a list of bodies
    *("db", "sqlite", "sqlite3"),
    *REGISTER_COMMANDS,
    *PARTS,
}
_KNOWN = re.compile(
    "|".join(rf"(?<![\w-]){re.escape(word)}(?![\w-])" for word in sorted(WORDS, key=len)[::-1])
)
_QUOTED = re.compile("“[^”]*”|[A-Z][A-Z0-9]+-[0-9]+")  # what the user wrote; ids of rules
_PLACE = re.compile(r"\S*/\S+?(?::\d+)*(?=[：，\s])|\S+?\.[a-z]{3,4}(?::\d+)*(?=[：:])")


def english_in(text: str) -> list[str]:
    """Words that no Chinese text may hold: no term, nothing that is typed, nothing quoted."""
    return re.findall("[A-Za-z]{2,}", _KNOWN.sub("", _PLACE.sub("", _QUOTED.sub("", text))))


def chinese_in(text: str) -> list[str]:
    return re.findall("[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]+", _QUOTED.sub("", text))


@pytest.mark.parametrize(
    "command", ["", *COMMANDS, *(f"register {name}" for name in REGISTER_COMMANDS)]
)
def test_help_is_in_one_language(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    argv = [*command.split(), "--help"]
    assert main([*argv, "--lang", "zh"]) == 0
    assert english_in(capsys.readouterr().out) == []
    assert main([*argv, "--lang", "en"]) == 0
    assert chinese_in(capsys.readouterr().out) == []


def test_the_walk_sees_what_it_looks_for() -> None:
    assert english_in("argument --jobs: 应为正整数") == ["argument"]
    assert english_in("用法：checker check PATH") == ["PATH"]
    assert english_in("错误：Permission denied：“a b”") == ["Permission", "denied"]
    assert chinese_in("error: 没有权限") == ["没有权限"]


def misuses() -> Iterator[tuple[str, ...]]:
    """Every option of every command, used wrongly."""
    yield ()
    yield ("nothing",)
    for command, parser in commands_of(PARSER):
        yield (*command, "--x9")
        if any(not one.option_strings and one.nargs != "*" for one in parser._actions):
            yield command
        for one in parser._actions:
            if not one.option_strings or one.option_strings[-1] == "--help":
                continue
            name = one.option_strings[-1]
            if one.nargs == 0:
                yield (*command, "x", f"{name}=x")
                continue
            yield (*command, "x", name)
            if one.choices or one.type is not None:
                yield (*command, "x", name, "0.5")


def commands_of(
    parser: argparse.ArgumentParser, above: tuple[str, ...] = ()
) -> Iterator[tuple[tuple[str, ...], argparse.ArgumentParser]]:
    """Every command and group with its parser."""
    for one in parser._actions:
        if isinstance(one.choices, dict):
            for name, below in one.choices.items():
                yield (*above, name), below
                yield from commands_of(below, (*above, name))


@pytest.mark.parametrize("argv", list(misuses()), ids=" ".join)
def test_wrong_usage_is_told_in_one_language(
    argv: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    told = {}
    for lang in ("zh", "en"):
        # Before the option, which may wait for a value.
        assert main(["--lang", lang, *argv] if argv else []) == 2
        told[lang] = capsys.readouterr().err
        assert told[lang].count("\n") == 1
        if not argv:
            break
    assert english_in(told["zh"]) == []
    assert chinese_in(told.get("en", "")) == []


def refusals(here: Path) -> Iterator[list[str]]:
    """One run for each thing that a file or a setting can be refused for."""
    (here / "坏.toml").write_text("a = = 1\n", "utf-8")
    (here / "未知.toml").write_text("fail-onn = 1\n", "utf-8")
    (here / "值.toml").write_text('[limits]\nmax-pages = "x"\n', "utf-8")
    (here / "自身.toml").write_text('extend = "自身.toml"\n', "utf-8")
    (here / "乱码.toml").write_bytes(b"\xff\xfe")
    (here / "规则.yaml").write_text("rules: [\n", "utf-8")
    (here / "名单.csv").write_text("body\n", "utf-8")
    (here / "名单.xlsx").write_bytes(b"PK\x03\x04")
    (here / "名单.db").write_bytes(b"x")
    (here / "有.db").write_bytes(b"x")
    (here / "豁免.toml").write_text("[[waiver]]\n", "utf-8")
    (here / "密钥.pem").write_text("x", "utf-8")
    check = ["check", "hongze-2023.pdf"]
    for name in ("坏", "未知", "值", "自身", "乱码", "没有"):
        yield [*check, "--config", f"{name}.toml"]
    isolated = [*check, "--isolated"]
    for options in (
        *(["--rules", "规则.yaml"], ["--rules", "没有.yaml"], ["--rules", "."], ["--rules", "/"]),
        *(["--bodies", "名单.csv"], ["--bodies", "名单.xlsx"], ["--bodies", "没有.csv"]),
        *(["--bodies", "."], ["--waivers", "豁免.toml"], ["--waivers", "没有.toml"]),
        *(["--select", "X9"], ["--severity", "T3"], ["--severity", "X9=error"]),
        *(["--date", "昨天"], ["--sign-key", "密钥.pem"], ["--sign-key", "没有.pem"]),
        *(["--report", "x"], ["--report", "json=没有/a.json"], ["-o", "没有/a.txt"]),
        *(["--report", "json=a", "--report", "csv=a"], ["-o", "hongze-2023.pdf"]),
        *(["--report", "pdf=a.pdf", "--font", "没有.ttf"], ["--statistics", "-o", "a", "--report"]),
        ["--statistics", "--output-format", "csv"],
    ):
        yield [*isolated, *options]
    yield ["check", ".", "--isolated", "--exclude", "*"]
    yield ["rules", "new"]
    yield ["rules", "new", "规则.yaml"]
    yield ["rules", "test", "没有.yaml"]
    yield ["rules", "X9"]
    yield ["rules", "schema", "X9"]
    yield ["explain", "X9-99"]
    yield ["config", "没有"]
    yield ["verify", "没有.pdf", "hongze-2023.pdf"]
    yield ["verify", "密钥.pem", "hongze-2023.pdf"]
    register = ["register", "status"]
    for url in ("没有.db", "坏.toml", "postgresql", "postgresql://h/d", "名单.db", "http://a/b.db"):
        yield [*register, "--store", url]
    yield ["register", "init", "--store", "有.db"]
    yield ["register", "bodies", "名单.csv"]
    yield ["register", "match", "一个"]


def test_every_refusal_is_in_one_language(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "hongze-2023.pdf").write_bytes(b"%PDF-1.7\n")
    for argv in refusals(tmp_path):
        for lang in ("zh", "en"):
            status = main([*argv, "--lang", lang], start_readers=prepared())
            told = capsys.readouterr().err
            assert (status, told.count("\n")) == (2, 1), (argv, told)
            wrong = english_in(told) if lang == "zh" else chinese_in(re.sub(r"\S*\.\w+", "", told))
            assert wrong == [], (argv, told)
