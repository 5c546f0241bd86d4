"""The databases that stores lie in, and the commands of the register, run in a folder of their own.

A module whose tests are to run on both databases says ``usefixtures("both")``.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

from checker.cli.main import main
from checker.register.location import Server
from tests.needs import advice, has_postgres
from tests.register.commands import LIST, Reader
from tests.register.stores import Backend, no_store
from tests.support.golden_rules import table_rulebook
from tests.support.postgres import server

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from checker.options import Options
    from checker.register.location import Place
    from tests.support.postgres import Postgres


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """A real server, started once."""
    if not has_postgres():
        pytest.skip(advice(["postgresql"]))
    with server() as running:
        yield running


@pytest.fixture
def on_postgres(postgres: Postgres) -> Iterator[Postgres]:
    """The test's stores lie in databases of a server, which are gone afterwards."""
    Backend.server = postgres
    yield postgres
    Backend.server = None
    postgres.tidy()


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def both(request: pytest.FixtureRequest) -> None:
    """The test's stores lie in files, and once more in databases of a server."""
    if request.param == "postgres":
        request.getfixturevalue("on_postgres")


@pytest.fixture
def seen() -> list[str]:
    """What was read."""
    return []


@pytest.fixture
def place(tmp_path: Path) -> Place:
    """Where the commands of ``run`` keep their store."""
    return no_store(tmp_path)


@pytest.fixture
def run(
    tmp_path: Path,
    place: Place,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    seen: list[str],
) -> Callable[..., tuple[int, str, str]]:
    """``run("status", "--year", "2023")``: exit status, output, what was said beside it."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "list.csv").write_text(LIST, "utf-8")
    if isinstance(place, Server):
        monkeypatch.setenv("CHECKER_STORE", place.url)

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
    monkeypatch.setattr("checker.rulebook.kept_rulebook", lambda *_: table_rulebook())
