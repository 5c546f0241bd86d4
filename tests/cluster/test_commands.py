"""``register add --cluster``, by the words of the READMEs."""

from __future__ import annotations

import shlex
import shutil
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from checker.cli.main import main
from tests.cluster.machines import Machines
from tests.readme import READMES
from tests.support.blocks import read_block

if TYPE_CHECKING:
    from collections.abc import Sequence

pytestmark = pytest.mark.cluster


class AsPrinted(Machines):
    """Started by the words of a README, but for the port and the number of threads."""

    def __init__(self, folder: Path, lines: Sequence[str]) -> None:
        self._lines = lines
        super().__init__(folder)
        self._run(1)

    def _run(self, at: int) -> list[str]:
        line = self._lines[at].replace("8786", str(self.port))
        program, *words = shlex.split(line.replace("--nthreads 8", "--nthreads 1"))
        if program == "python":
            assert words[:2] == ["-m", "checker.cluster"], "which is what starts them in all tests"
            words = words[2:]
            port = ["--port", str(self.port)] if at == 0 else []
            process = self._start(words[0], *words, *port)
            if at:
                self.workers.append(process)
            else:
                self.scheduler = process
        return words

    def start_scheduler(self) -> None:
        self._run(0)

    @property
    def command(self) -> list[str]:
        """What ``checker`` is told."""
        return self._run(2)


def test_the_commands_of_the_readme_run(
    tmp_path: Path,
    files: list[str],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    (block,) = {read_block(path, "cluster") for path in READMES.values()}
    lines = [line for line in block.splitlines() if not line.startswith("```")]
    monkeypatch.chdir(tmp_path)
    Path("reports").mkdir()
    for path in files:
        shutil.copy(path, "reports")
    told = []
    with closing(AsPrinted(tmp_path, lines)) as machines:
        machines.wait(1)
        for command in (machines.command, ["register", "add", "reports/"]):
            assert main(["register", "init", "--isolated"]) == 0
            assert main([*command, "--isolated", "--no-cache", "--date", "2026-02-01"]) == 1
            capsys.readouterr()
            assert main(["register", "reports", "--isolated", "--output-format", "json"]) == 0
            told.append(capsys.readouterr().out)
            assert main(["register", "add", "reports/", "--isolated", "--jobs", "1"]) == 0
            Path("checker.db").unlink()
    assert told[0] == told[1]
