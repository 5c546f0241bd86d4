"""The system's packages for the tests: installed quietly by root, advice for everybody else."""

from __future__ import annotations

import os
import shutil
import sys

import pytest

from tests import needs

INSTALL = [
    *("apt-get", "install", "--yes", "--quiet", "--no-install-recommends"),
    "fonts-noto-cjk",
]
UPDATE = ["apt-get", "update", "--quiet"]


def as_if(monkeypatch: pytest.MonkeyPatch, *, root: bool, there: bool = False) -> None:
    monkeypatch.setattr(needs, "PACKAGES", {"fonts-noto-cjk": lambda: there})
    monkeypatch.setattr(os, "geteuid", lambda: 0 if root else 1000)
    monkeypatch.setattr(shutil, "which", lambda name: f"/usr/bin/{name}")


@pytest.mark.parametrize(
    ("statuses", "commands", "wanted"),
    [
        ([0], [INSTALL], 0),
        ([100, 0, 0], [INSTALL, UPDATE, INSTALL], 0),
        ([100, 0, 100], [INSTALL, UPDATE, INSTALL], 1),
        ([100, 100], [INSTALL, UPDATE], 1),
    ],
)
def test_root_installs_and_fetches_the_lists_once(
    *,
    statuses: list[int],
    commands: list[list[str]],
    wanted: int,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    as_if(monkeypatch, root=True)
    ran: list[list[str]] = []

    def run(command: list[str]) -> int:
        ran.append(command)
        return statuses[len(ran) - 1]

    assert needs.main(run) == wanted
    assert ran == commands


def test_others_are_told_in_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    as_if(monkeypatch, root=False)
    assert needs.main(lambda command: pytest.fail(f"ran {command}")) == 0
    (line,) = capsys.readouterr().err.splitlines()
    assert "apt-get install fonts-noto-cjk" in line


def test_nothing_is_said_where_all_is_there(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    as_if(monkeypatch, root=True, there=True)
    assert needs.main(lambda command: pytest.fail(f"ran {command}")) == 0
    assert capsys.readouterr().err == ""


def test_a_command_is_quiet_unless_it_fails(capfd: pytest.CaptureFixture[str]) -> None:
    program = "import sys; print('many lines'); sys.exit(int(sys.argv[1]))"
    assert needs.quietly([sys.executable, "-c", program, "0"]) == 0
    assert capfd.readouterr() == ("", "")
    assert needs.quietly([sys.executable, "-c", program, "3"]) == 3
    assert "many lines" in capfd.readouterr().err
