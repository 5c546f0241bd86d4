"""Settings: where they come from, which one holds, and what is refused."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from checker.cli.commands import COMMANDS
from checker.cli.config import configured, load, shown
from checker.cli.parser import parse
from checker.cli.settings import SETTINGS, RunConfig
from checker.errors import CheckerError
from checker.options import Options, ReadOptions, Selection
from checker.options.setting import Kind, Section, value_of
from checker.pipeline import check

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from checker.options.setting import Field


def loaded(
    folder: Path,
    given: Mapping[str, Any] | None = None,
    environment: Mapping[str, str] | None = None,
    config: Sequence[str] = (),
    *,
    isolated: bool = False,
) -> RunConfig:
    return load(
        given or {}, environment or {}, config=config, isolated=isolated, folder=folder, lang="en"
    )


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return path


def test_the_nearest_file_upwards_holds(tmp_path: Path) -> None:
    write(tmp_path / "pyproject.toml", '[tool.checker]\nfail-on = "warning"\n')
    inner = tmp_path / "a" / "b"
    inner.mkdir(parents=True)
    write(tmp_path / "a" / "pyproject.toml", '[project]\nname = "other"\n')
    assert loaded(inner).fail_on == "warning"
    write(tmp_path / "a" / "checker.toml", 'fail-on = "info"\n')
    assert loaded(inner).fail_on == "info"
    write(tmp_path / "a" / ".checker.toml", 'fail-on = "never"\n')
    assert loaded(inner).fail_on == "never"
    assert loaded(inner, isolated=True) == RunConfig()


def test_command_line_over_environment_over_file(tmp_path: Path) -> None:
    write(tmp_path / "checker.toml", 'fail-on = "info"\nselect = ["T3"]\nlang = "en"\n')
    environment = {"CHECKER_FAIL_ON": "warning", "CHECKER_SELECT": "T4, ST"}
    assert loaded(tmp_path).fail_on == "info"
    assert loaded(tmp_path, environment=environment).fail_on == "warning"
    assert loaded(tmp_path, environment=environment).options.selection.select == ("T4", "ST")
    chosen = loaded(tmp_path, {"fail-on": "never", "select": []}, environment)
    assert (chosen.fail_on, chosen.options.selection.select, chosen.lang) == (
        "never",
        ("T4", "ST"),
        "en",
    )
    assert loaded(tmp_path, config=["fail-on=warning"]).fail_on == "warning"
    assert chosen.origins["fail-on"] == "command-line"
    assert "checker.toml" in chosen.origins["lang"]


def test_extend_starts_from_another_file(tmp_path: Path) -> None:
    write(
        tmp_path / "base" / "province.toml",
        'extend-select = ["T2"]\nrules = ["own.yaml"]\n'
        '[severity]\nST-05 = "error"\nST-08 = "info"\n',
    )
    write(
        tmp_path / "checker.toml",
        'extend = "base/province.toml"\nextend-select = ["T3"]\n[severity]\nST-08 = "warning"\n',
    )
    settings = loaded(tmp_path)
    assert settings.options.selection.extend == ("T2", "T3")
    assert dict(settings.options.severities) == {"ST-05": "error", "ST-08": "warning"}
    assert [Path(rule).name for rule in settings.options.rules] == ["own.yaml"]
    assert Path(settings.options.rules[0]).parent == tmp_path / "base"
    write(tmp_path / "base" / "province.toml", 'extend = "../checker.toml"\n')
    with pytest.raises(CheckerError, match="extends itself"):
        loaded(tmp_path)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("fail-onn = 1", "unknown setting “fail-onn”; did you mean fail-on"),
        ('fail-on = "bad"', "one of error warning info never"),
        ('select = "T3"', "“select” must be a list of texts"),
        ("[limits]\nmax-page = 3", "limits.max-page”; did you mean max-pages"),
        ("[limits]\nmax-pages = 0", "a whole number above 0, not 0"),
        ("[limits]\nmax-pages = true", "a whole number above 0"),
        ('severity = "x"', "a table of keys and values"),
        ('[severity]\nST-05 = "bad"', "severity.ST-05"),
        ("fail-on = ", "is not TOML"),
    ],
)
def test_what_is_wrong_is_refused(tmp_path: Path, text: str, message: str) -> None:
    write(tmp_path / "checker.toml", text)
    with pytest.raises(CheckerError) as error:
        loaded(tmp_path)
    assert message in str(error.value)
    assert "checker.toml" in str(error.value)


def test_inline_settings(tmp_path: Path) -> None:
    settings = loaded(
        tmp_path, config=["severity.ST-05=error", "select=T3", "limits.max-pages = 9"]
    )
    assert dict(settings.options.severities) == {"ST-05": "error"}
    assert (settings.options.selection.select, settings.options.reading.max_pages) == (("T3",), 9)
    with pytest.raises(CheckerError, match=r"no-such\.toml"):
        loaded(tmp_path, config=["no-such.toml"])


def test_every_setting_is_shown_with_its_origin(tmp_path: Path) -> None:
    write(tmp_path / "checker.toml", 'ignore = ["T2-01"]\n')
    lines = list(shown(loaded(tmp_path), "en"))
    assert 'fail-on = "error"  # default' in lines
    assert any(line.startswith('ignore = ["T2-01"]  # ') for line in lines)


@pytest.mark.parametrize(
    ("selection", "rule", "path", "applies"),
    [
        (Selection(), "T3-01", "a.pdf", True),
        (Selection(select=("T3",)), "T3-01", "a.pdf", True),
        (Selection(select=("T3",)), "T4-01", "a.pdf", False),
        (Selection(select=("T3",), extend=("T4-01",)), "T4-01", "a.pdf", True),
        (Selection(ignore=("T3",)), "T3-01", "a.pdf", False),
        (Selection(select=("T3-01",), ignore=("T3",)), "T3-01", "a.pdf", True),
        (Selection(select=("T3",), ignore=("T3-01",)), "T3-01", "a.pdf", False),
        (Selection(per_file={"old/*": ("ST",)}), "ST-05", "old/a.pdf", False),
        (Selection(per_file={"a.pdf": ("ST",)}), "ST-05", "old/a.pdf", False),
        (Selection(per_file={"b.pdf": ("ST",)}), "ST-05", "old/a.pdf", True),
    ],
)
def test_selection(selection: Selection, rule: str, path: str, *, applies: bool) -> None:
    assert selection.applies(rule, path) is applies


GIVEN = {
    Kind.TEXT: ("a", "a"),
    Kind.TEXTS: (["a", "b"], ("a", "b")),
    Kind.NAMES: (["a", "b"], ("a", "b")),
    Kind.COUNT: (7, 7),
    Kind.SWITCH: (True, True),
    Kind.RULES: (True, ("",)),
    Kind.LEVELS: ({"ST-05": "info"}, {"ST-05": "info"}),
    Kind.BY_GLOB: ({"*.pdf": ["ST"]}, {"*.pdf": ("ST",)}),
}
each_setting = pytest.mark.parametrize("field", SETTINGS, ids=lambda field: field.name)


def given(field: Field) -> tuple[Any, Any]:
    """A value that is not the default, as a file has it, and as the run holds it."""
    if field.setting.kind is Kind.WORD:
        word = [*field.setting.choices, "json"][1 if field.setting.choices else 0]
        return word, word
    return GIVEN[field.setting.kind]


def on_command_line(field: Field) -> list[str]:
    value, flag = given(field)[0], field.flags[-1]
    if field.setting.kind in (Kind.SWITCH, Kind.RULES):
        return [flag]
    if field.setting.kind is Kind.LEVELS:
        value = [f"{rule}={level}" for rule, level in value.items()]
    every = value if isinstance(value, list) else [value]
    return [text for one in every for text in (flag, str(one))]


@each_setting
def test_every_setting_reaches_the_run_by_every_way(field: Field, tmp_path: Path) -> None:
    value, held = given(field)
    assert held != field.default
    if field.setting.section is not None and field.name not in ("config", "isolated"):
        command = "check"
        if field.setting.section is Section.REGISTER:
            command = "register add"
        argv = [*command.split(), "--isolated", *on_command_line(field), "x.pdf"]
        arguments = parse(argv, {}, COMMANDS)
        assert value_of(configured(arguments), field.path) == held
    if not field.setting.key:
        return
    write(tmp_path / "checker.toml", f"{field.setting.key} = {toml(value)}\n")
    found = value_of(loaded(tmp_path), field.path)
    assert found == (beside(tmp_path, held) if field.setting.is_path else held)
    if field.setting.kind not in (Kind.LEVELS, Kind.BY_GLOB):
        text = ",".join(value) if isinstance(value, list) else str(value)
        environment = {"CHECKER_" + field.name.upper().replace("-", "_"): text.lower()}
        (tmp_path / "checker.toml").unlink()
        assert value_of(loaded(tmp_path, environment=environment), field.path) == held


def beside(folder: Path, held: str | tuple[str, ...]) -> str | tuple[str, ...]:
    if isinstance(held, str):
        return (folder / held).as_posix()
    return tuple((folder / one).as_posix() for one in held)


def toml(value: object) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{json.dumps(k)} = {toml(v)}" for k, v in value.items()) + "}"
    return json.dumps(value)


def test_every_setting_has_a_name_of_its_own() -> None:
    assert len({field.name for field in SETTINGS}) == len(SETTINGS)


WRONG: Any = "9"


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (
            {"reading": ReadOptions(max_seconds=WRONG)},
            "options.reading.max_seconds must be a number",
        ),
        ({"reading": ReadOptions(max_pages=0)}, "a number above 0, not 0"),
        ({"reading": {"max_pages": 2}}, "options.reading must be checker.ReadOptions"),
        ({"lang": 5}, "options.lang must be a string, not 5"),
        ({"severities": "ST-05=info"}, "options.severities must be a mapping"),
        ({"selection": Selection(select=WRONG)}, "options.selection.select must be a tuple"),
        ({"selection": "T3"}, "options.selection must be checker.Selection"),
    ],
)
def test_options_of_the_wrong_type_are_named(options: dict[str, Any], message: str) -> None:
    with pytest.raises(TypeError, match=message):
        check("x.pdf", Options(**options))
