"""Whoever writes rules begins with one that passes, and is told what a faulty one lacks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from checker.cli.main import main
from checker.i18n import LANGUAGES
from tests.support.prepared_readers import prepared

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_new_rule_stands_its_proof_and_is_applied(
    lang: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "我的 规则.yaml"
    assert main(["rules", "new", str(path), "--lang", lang]) == 0
    assert str(path) in capsys.readouterr().out
    assert main(["rules", "--lang", lang, "test", str(path)]) == 0
    assert "1" in capsys.readouterr().out
    argv = ["check", "hongze-2023.pdf", "--isolated", "--rules", str(path), "--select", "PROV"]
    assert main([*argv, "--output-format", "junit"], start_readers=prepared()) in (0, 1)
    assert "PROV-001" in capsys.readouterr().out


def test_what_is_there_is_never_written_over(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text("mine", "utf-8")
    link = tmp_path / "link.yaml"
    link.symlink_to(tmp_path / "nothing.yaml")
    for there in (path, link):
        assert main(["rules", "new", str(there), "--lang", "en"]) == 2
        assert "is there already" in capsys.readouterr().err
    assert path.read_text("utf-8") == "mine"
    assert not (tmp_path / "nothing.yaml").exists()
    assert main(["rules", "new"]) == 2
    assert main(["rules", "new", "a", "b"]) == 2


@pytest.mark.parametrize(
    ("lost", "told"),
    [("expect: pass", "成立"), ("expect: fail", "不成立"), ("expect: undecided", "未能判定")],
)
def test_a_rule_that_owes_an_example_is_not_applied(
    lost: str, told: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "mine.yaml"
    assert main(["rules", "new", str(path)]) == 0
    lines = path.read_text("utf-8").splitlines()
    path.write_text("\n".join(line for line in lines if lost not in line), "utf-8")
    capsys.readouterr()
    argv = ["check", "hongze-2023.pdf", "--isolated", "--rules", str(path)]
    assert main(argv, start_readers=prepared()) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.startswith(f"checker: 错误：{path}:4: 规则 PROV-001 缺少{told}的例子")
    # Its author is told the same, as one of the faults that the proof finds.
    assert main(["rules", "test", str(path)]) == 1
    assert f"缺少{told}的例子" in capsys.readouterr().out
