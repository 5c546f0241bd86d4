"""Every setting is described: for people, for editors, and at the line where one is wrong."""

from __future__ import annotations

import json
import re
import tomllib
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest

from checker.cli.config import load
from checker.cli.config_reader import KEYED
from checker.cli.main import main
from checker.cli.settings_schema import SCHEMA, described, schema
from checker.cli.toml_lines import line_of
from checker.errors import CheckerError
from checker.i18n import LANGUAGES
from tests.readme import READMES
from tests.support.prepared_readers import prepared

if TYPE_CHECKING:
    from pathlib import Path

FINE = (
    'extend = "base.toml"\nselect = ["T3"]\nblank-as-zero = true\n[limits]\nmax-pages = 3\n',
    'blank-as-zero = ["T3"]\nstrict-inputs = false\noutput-format = "sarif"\nscope = "own"\n',
    '[severity]\nST-05 = "error"\n[per-file-ignores]\n"old/*.pdf" = ["ST", "TX"]\n',
    "",
)
FAULTY = (
    ("a = 1\n", 1),
    ('# x\n\nfail-on = "bad"\n', 3),
    ('lang = "zh"\nselect = "T3"\n', 2),
    ("[limits]\n\nmax-page = 3\n", 3),
    ("limits.max-page = 3\n", 1),
    ("lang = 'zh'\nlimits = {max-pages = 0}\n", 2),
    ("[limits]\nmax-pages = true\n", 2),
    ('[severity]\nST-04 = "error"\n"ST-05" = "bad"\n', 3),
    ("[per-file-ignores]\n'a' = ['ST']\n'old/*.v2.pdf' = 'ST'\n", 3),
    ("[nothing]\nx = 1\n", 1),
    ("strict-inputs = 'yes'\n", 1),
)


@pytest.fixture
def validator() -> jsonschema.Draft7Validator:
    found = json.loads(SCHEMA.read_text("utf-8"))
    jsonschema.Draft7Validator.check_schema(found)
    return jsonschema.Draft7Validator(found)


def test_the_schema_published_is_that_of_the_settings() -> None:
    assert json.loads(SCHEMA.read_text("utf-8")) == schema(), "run `make docs`"


@pytest.mark.parametrize("text", FINE)
def test_what_is_read_is_of_the_schema(
    text: str, validator: jsonschema.Draft7Validator, tmp_path: Path
) -> None:
    (tmp_path / "base.toml").touch()
    (tmp_path / "checker.toml").write_text(text, "utf-8")
    load({}, {}, folder=tmp_path)
    validator.validate(tomllib.loads(text))


@pytest.mark.parametrize(("text", "line"), FAULTY)
@pytest.mark.parametrize("name", ["checker.toml", "pyproject.toml"])
def test_what_is_refused_is_told_at_its_line_and_not_of_the_schema(
    *, name: str, text: str, line: int, validator: jsonschema.Draft7Validator, tmp_path: Path
) -> None:
    assert not validator.is_valid(tomllib.loads(text))
    if name == "pyproject.toml":
        text = "[tool.checker]\n" + re.sub(r"(?m)^\[", "[tool.checker.", text)
        line += 1
    path = tmp_path / name
    path.write_text(text, "utf-8")
    with pytest.raises(CheckerError) as error:
        load({}, {}, config=[str(path)], lang="en")
    assert f"{name}:{line}: " in str(error.value)


def test_a_fault_of_a_file_that_is_extended_is_told_of_that_file(tmp_path: Path) -> None:
    (tmp_path / "base.toml").write_text("\n\nfail-onn = 1\n", "utf-8")
    (tmp_path / "checker.toml").write_text('extend = "base.toml"\n', "utf-8")
    with pytest.raises(CheckerError, match=r"base\.toml:3: .*did you mean fail-on\?"):
        load({}, {}, folder=tmp_path, lang="en")


def test_what_is_no_toml_is_told_at_its_place(tmp_path: Path) -> None:
    path = tmp_path / "checker.toml"
    path.write_text('lang = "en"\nfail-on = warning\n', "utf-8")
    for lang, told in (("zh", "要加引号"), ("en", "in quotation marks")):
        with pytest.raises(CheckerError, match=rf"checker\.toml:2:11.*{told}"):
            load({}, {}, folder=tmp_path, lang=lang)
    path.write_bytes(b"\xff")
    with pytest.raises(CheckerError, match="UTF-8"):
        load({}, {}, folder=tmp_path)


@pytest.mark.parametrize(
    ("text", "path", "line"),
    [
        ("a = 1\n[t]\nb = 2\n", ("t", "b"), 3),
        ("[ 'a.b' . c ]\nd = 1\n", ("a.b", "c", "d"), 2),
        ("a.b.c = 1\n", ("a", "b", "c"), 1),
        ("[[x]]\na = 1\n", ("x", "a"), 2),
        ("t = {a = 1}\n", ("t", "a"), 1),
        ("[t]\n", ("t", "a"), 1),
        ("a = 1\n", ("b",), None),
        # Of two parts one might be made in as many ways as there are letters.
        ('a = """\n' + "x" * 5_000 + "\n" + "x . " * 5_000 + '"""\nb = 1', ("b",), 4),
        ('a = """\n[' + "x" * 5_000 + " " * 5_000 + '"""\nb = 1', ("b",), 3),
        ("a = 'x\u2028y'\nb = 1", ("b",), 2),  # which ends no line of TOML
    ],
)
def test_the_line_of_a_key(text: str, path: tuple[str, ...], line: int | None) -> None:
    tomllib.loads(text)
    assert line_of(text, *path) == line


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_key_is_described(lang: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert {one.key for one in described(lang)} == {"extend", *KEYED}
    assert all(one.about and one.takes for one in described(lang))
    assert main(["config", "--lang", lang]) == 0
    printed = capsys.readouterr().out
    assert all(f"{key} = " in printed for key in KEYED)
    assert main(["config", "fail-on", "--lang", lang]) == 0
    assert 'fail-on = "error" | "warning" | "info" | "never"' in capsys.readouterr().out


def test_the_schema_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["config", "schema"]) == 0
    printed: dict[str, Any] = json.loads(capsys.readouterr().out)
    assert printed["properties"].keys() == schema()["properties"].keys()
    assert "年度报告" not in json.dumps(schema(), ensure_ascii=False)


def test_a_key_that_is_not_known_is_suggested(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["config", "fail-onn", "--lang", "en"]) == 2
    assert capsys.readouterr().err.endswith("“fail-onn”; did you mean fail-on?\n")


@pytest.mark.parametrize("language", sorted(READMES))
def test_the_settings_that_the_readme_shows_are_read(language: str, tmp_path: Path) -> None:
    shown = re.findall(r"```toml\n(.*?)```", READMES[language].read_text("utf-8"), re.DOTALL)
    assert shown
    for text in shown:
        (tmp_path / "checker.toml").write_text(text, "utf-8")
        load({}, {}, folder=tmp_path)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('[severity]\nST-05 = "error"\nT3-1 = "error"\n', 3),
        ('lang = "zh"\nselect = ["T4", "T3-1"]\n', 2),
        ('lang = "zh"\n[per-file-ignores]\n"a" = ["ST"]\n"old/*" = ["T3-1"]\n', 2),
    ],
)
def test_a_rule_that_there_is_not_is_told_with_the_file_that_names_it(
    *,
    text: str,
    line: int,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "checker.toml").write_text(text, "utf-8")
    assert main(["check", "hongze-2023.pdf"], start_readers=prepared()) == 2
    told = capsys.readouterr().err
    assert told.startswith(f"checker: 错误：checker.toml:{line}：没有")
    assert told.endswith("是否指 T3-01？\n")
    assert main(["check", "x.pdf", "--isolated", "--ignore", "T3-1"], start_readers=prepared()) == 2
    assert "checker.toml" not in capsys.readouterr().err
