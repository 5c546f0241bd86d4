"""The commands of the register, run in a folder of their own."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

from checker.cli.main import main
from tests.register.commands import LIST, Reader
from tests.support.golden_rules import table_rulebook

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from checker.options import Options


@pytest.fixture
def seen() -> list[str]:
    """What was read."""
    return []


@pytest.fixture
def run(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    seen: list[str],
) -> Callable[..., tuple[int, str, str]]:
    """``run("status", "--year", "2023")``: exit status, output, what was said beside it."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "list.csv").write_text(LIST, "utf-8")

    @contextmanager
    def start(options: Options) -> Iterator[Reader]:
        assert options.lang == "zh", "the findings are in the store's language"
        yield Reader(seen)

    def command(*argv: str, lang: str = "zh") -> tuple[int, str, str]:
        day = [] if "--date" in argv else ["--date", "2024-02-10"]
        status = main(["register", *argv, *day, "--lang", lang], start_readers=start)
        told = capsys.readouterr()
        return status, told.out, told.err

    return command


@pytest.fixture
def few_rules(monkeypatch: pytest.MonkeyPatch) -> None:
    """Golden files are about these rules, whatever others there are."""
    monkeypatch.setattr("checker.rulebook.load_rulebook", lambda *_: table_rulebook())
