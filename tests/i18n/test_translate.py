"""The one function, and a language that is one file."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import checker
from checker.cli.parser import UsageError, parse
from checker.i18n import LANGUAGES, group, translate

ROOT = Path(checker.__file__).parents[1]


def test_places_are_filled() -> None:
    assert translate("place.page", "zh", pages="3") == "第 3 页"
    assert translate("place.page", "en", pages="3") == "p. 3"


def test_a_key_or_a_place_or_a_language_that_is_missing_is_an_error() -> None:
    with pytest.raises(LookupError, match=r"'zh' have no 'verdict\.perhaps'"):
        translate("verdict.perhaps", "zh")
    with pytest.raises(LookupError, match="'verdict'"):
        translate("verdict", "zh")
    with pytest.raises(LookupError, match="pages"):
        translate("place.page", "zh")
    with pytest.raises(ValueError, match="no texts in 'tlh'; there are zh, en"):
        translate("verdict.pass", "tlh")
    with pytest.raises(LookupError, match=r"no group 'verdict\.pass'"):
        group("verdict.pass", "en")


def test_a_group_holds_the_texts_right_below_a_key() -> None:
    assert group("place.of", "en").keys() == {"row", "column", "group"}
    assert "of" not in group("place", "en")


@pytest.mark.parametrize(
    ("given", "zh", "en"),
    [
        ("check", "缺少参数：路径", "missing arguments: PATH"),
        ("check a.pdf --xyzzy", "不认识的参数：--xyzzy", "unknown arguments: --xyzzy"),
        (
            "check a.pdf --color blue",
            "--color 应为 auto、always、never 之一，而不是“blue”",
            "--color must be one of auto, always, never, not “blue”",
        ),
        ("check a.pdf -o", "-o/--output-file 缺少取值", "-o/--output-file needs a value"),
        (
            "check a.pdf --quiet=1",
            "-q/--quiet 不接受取值，而给出了 '1'",
            "-q/--quiet takes no value, but was given '1'",
        ),
        (
            "check a.pdf --jobs 1:2",
            "--jobs：应为正整数，而不是“1:2”",
            "--jobs: expected a whole number above 0, not “1:2”",
        ),
    ],
)
def test_wrong_usage_is_told_in_the_language_asked_for(given: str, zh: str, en: str) -> None:
    for lang, told in (("zh", zh), ("en", en)):
        with pytest.raises(UsageError) as error:
            parse([*given.split(), "--lang", lang], {}, {"check": "checker.cli.commands.check"})
        assert str(error.value) == told


@pytest.fixture
def with_a_third(tmp_path: Path) -> Path:
    """A copy of the program with a third language, each text of which begins with ``xx``."""
    for folder in ("checker", "rules"):
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=shutil.ignore_patterns("*.pyc"))
    texts = tmp_path / "checker/i18n"
    lines = (texts / "en.yaml").read_text("utf-8").splitlines()
    (texts / "xx.yaml").write_text("\n".join(map(_marked, lines)), "utf-8")
    return tmp_path


def _marked(line: str) -> str:
    key, colon, text = line.partition(": ")
    if not colon or line.lstrip().startswith(("#", "html:", "sarif:", "region:")):
        return line
    return f'{key}: "xx{text[1:]}' if text.startswith('"') else f"{key}: xx{text}"


def _run(home: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "checker", *arguments],
        cwd=home,
        env={**os.environ, "PYTHONPATH": str(home), "PYTHONUTF8": "1"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def test_a_third_language_is_one_file(with_a_third: Path) -> None:
    samples = [str(ROOT / f"samples/bad/{name}.pdf") for name in ("hongze-2023", "wrong-sum-2023")]
    reports = {
        "html": "page.html", "sarif": "findings.sarif", "junit": "findings.xml",
        "markdown": "findings.md", "xlsx": "book.xlsx", "pdf": "list.pdf",
    }  # fmt: skip
    wanted = [part for name, file in reports.items() for part in ("--report", f"{name}={file}")]
    done = _run(with_a_third, "check", *samples, "--lang", "xx", "--isolated", *wanted)
    assert done.returncode == 1, done.stderr
    assert "xxFAIL" in done.stdout
    for file in reports.values():
        assert (with_a_third / file).stat().st_size > 1000
    assert '<html lang="en">' in (with_a_third / "page.html").read_text("utf-8")
    assert "xxadvice" in (with_a_third / "findings.sarif").read_text("utf-8")
    refused = _run(with_a_third, "check", "a.pdf", "--lang", "yy")
    assert (refused.returncode, "zh、en、xx" in refused.stderr) == (2, True)
    # What a rule says has no word in a third language: the words of the law, which are Chinese.
    assert "xxbasis" in done.stdout
    assert "收办平衡" in _run(with_a_third, "explain", "T3-01", "--lang", "xx").stdout


def test_a_rule_may_speak_a_third_language(with_a_third: Path) -> None:
    rules = with_a_third / "rules/common/table3.yaml"
    text = rules.read_text("utf-8")
    title = "title: {zh: 收办平衡,"
    assert title in text
    rules.write_text(text.replace(title, "title: {xx: xx balance, zh: 收办平衡,"), "utf-8")
    assert "xx balance" in _run(with_a_third, "rules", "T3-01", "--lang", "xx").stdout


def test_only_the_language_asked_for_is_loaded(with_a_third: Path) -> None:
    for lang in LANGUAGES:
        (with_a_third / f"checker/i18n/{lang}.yaml").write_text("no catalogue: [")
    shown = _run(with_a_third, "--help", "--lang", "xx")
    assert shown.returncode == 0, shown.stderr
    assert shown.stdout.startswith("xxusage: checker")
    offered = _run(with_a_third, "check", "--help", "--lang=xx").stdout
    assert "zhxxorenxxorxx" in "".join(offered.split())
