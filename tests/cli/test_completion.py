"""The scripts for shells: they know every command and option, and bash completes with its own."""

from __future__ import annotations

import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest

from checker.cli.commands import COMMANDS
from checker.cli.commands.completion import SHELLS
from checker.cli.main import main
from checker.cli.settings import SETTINGS

if TYPE_CHECKING:
    from pathlib import Path

BASH = shutil.which("bash")


def script(shell: str, capsys: pytest.CaptureFixture[str]) -> str:
    assert main(["completion", shell]) == 0
    return capsys.readouterr().out


@pytest.mark.parametrize("shell", SHELLS)
def test_every_command_and_option_is_known(shell: str, capsys: pytest.CaptureFixture[str]) -> None:
    text = script(shell, capsys)
    options = [field.flags[-1] for field in SETTINGS if field.setting.section is not None]
    assert [word for word in (*COMMANDS, *options) if word.lstrip("-") not in text] == []


@pytest.mark.skipif(BASH is None, reason="no bash")
@pytest.mark.parametrize(
    ("typed", "completed"),
    [
        ("checker che", "check"),
        ("checker check --sele", "--select"),
        ("checker check --fail-on nev", "never"),
        ("checker verify 证明", "证明 一.pdf"),
        ("checker check --bodies 名", "名单.csv"),
        ("checker completion z", "zsh"),
    ],
)
def test_bash_completes(
    typed: str, completed: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "证明 一.pdf").touch()
    (tmp_path / "名单.csv").touch()
    words = typed.split()
    ask = (
        f"COMP_WORDS=({' '.join(words)}); COMP_CWORD={len(words) - 1}; COMP_LINE='{typed}'\n"
        f"COMP_POINT={len(typed)}\n_shtab_checker\nprintf '%s\\n' \"${{COMPREPLY[@]}}\"\n"
    )
    done = subprocess.run(
        [BASH or "bash", "--norc", "-c", script("bash", capsys) + ask],
        cwd=tmp_path,
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=30,
    )
    assert completed in [line.rstrip() for line in done.stdout.splitlines()], done.stderr


def test_another_shell_is_refused_with_those_there_are(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["completion", "powershell"]) == 2
    assert "bash、zsh、fish" in capsys.readouterr().err
