"""A word that is not known is told with the one that was meant; help is asked for as elsewhere."""

from __future__ import annotations

import pytest

from checker import __version__
from checker.cli.main import main


@pytest.mark.parametrize(
    ("given", "meant"),
    [
        ("chek a.pdf", "check"),
        ("check a.pdf --frmat json", "--output-format"),
        ("check a.pdf --slect T3", "--select"),
        ("check a.pdf --output-format jsn", "json"),
        ("check a.pdf --select T3-1", "T3-01"),
        ("check a.pdf --ignore st-05", "ST-05"),
        ("check a.pdf --severity T3-1=warning", "T3-01"),
        ("check a.pdf --severity ST-O5=warning", "ST-05"),
        ("explain T3-1", "T3-01"),
    ],
)
def test_what_was_meant(given: str, meant: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*given.split(), "--isolated"] if "check" in given else given.split()) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert line.endswith(f"；是否指 {meant}？")


def test_the_beginning_of_ids_is_still_a_name(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rules", "T3-1"]) == 2
    assert main(["rules", "T3"]) == 0
    assert "T3-10" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("given", "same"),
    [
        ("help", "--help"),
        ("help check", "check --help"),
        ("help verify --lang en", "verify --help --lang en"),
        ("-V", "--version"),
    ],
)
def test_help_as_other_programs_have_it(
    given: str, same: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(given.split()) == 0
    first = capsys.readouterr().out
    assert main(same.split()) == 0
    assert capsys.readouterr().out == first
    assert first.strip() not in ("", __version__)


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("http://x.gov.cn/a.pdf", "这是网址"),
        ("HTTPS://x.gov.cn/a.html", "这是网址"),
        ("~/报告.pdf", "主目录"),
        ("报告~1.pdf", "找不到"),
        ("https.pdf", "找不到"),
    ],
)
def test_a_path_that_is_none_is_told_as_what_it_is(
    path: str, told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", path, "--isolated"]) == 1
    assert told in capsys.readouterr().out
