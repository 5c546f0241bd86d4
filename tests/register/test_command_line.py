"""What all commands of the register share: the store, help, years, options."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from checker.cli.commands.register import COMMANDS
from checker.cli.main import main
from checker.model.filings import FilingState, FindingState
from tests.register.commands import report

if TYPE_CHECKING:
    from collections.abc import Callable


def test_another_command_tells_that_there_is_no_store(
    run: Callable[..., tuple[int, str, str]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    report("a")
    for name in set(COMMANDS) - {"init", "bodies"}:
        more = {
            "add": ["in"],
            "lists": ["--output", "out"],
            "replies": ["in/a.pdf"],
            "aggregate": ["--parent", "10", "--year", "2023"],
            "export": ["folder"],
            "copy": ["checker.db", "b.db"],
        }.get(name, [])
        if name in ("show", "diff", "clear", "send-back"):
            more = ["11", "2023"]
        status, out, err = run(name, *more)
        assert (status, out) == (2, ""), name
        assert err == (
            f"checker: 错误：没有台账“{tmp_path}/checker.db”；"
            "请用 checker register init 建立，或用 --store 指明\n"
        )
    assert not (tmp_path / "checker.db").exists()
    monkeypatch.setenv("CHECKER_STORE", "other.sqlite")
    assert "other.sqlite" in run("status")[2]
    assert run("init", "--store", "third.db")[1] == f"已建立台账 {tmp_path}/third.db\n"
    assert run("init", "--store", "third.db")[0] == 2


def test_without_the_extra_one_line_says_how_to_install_it(
    run: Callable[..., tuple[int, str, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("checker.cli.commands.register.shared.find_spec", lambda _: None)
    for argv in (["init"], ["bodies", "list.csv"], ["status"], ["clear", "a", "2023"]):
        status, out, err = run(*argv)
        assert (status, out, err.count("\n")) == (2, "", 1)
        assert "pip install 'nianbao-checker[register]'" in err


def test_the_help_of_a_group_names_its_commands_and_each_has_its_own(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["register", "--help"]) == 0
    page = capsys.readouterr().out
    assert [name for name in COMMANDS if f"\n    {name}" not in page] == []
    for argv in (["register", "add", "--help"], ["help", "register", "add"]):
        assert main(argv) == 0
        assert "--keep-files" in capsys.readouterr().out
    assert main(["register"]) == 2
    assert "缺少参数：命令" in capsys.readouterr().err
    assert main(["register", "ad", "x"]) == 2
    assert "是否指 add" in capsys.readouterr().err


@pytest.mark.parametrize("given", ["99999", "24", "1999", "２０２４", "-1"])
def test_a_year_is_one(given: str, run: Callable[..., tuple[int, str, str]]) -> None:
    for argv in (["status", "--year", given], ["show", "11", given]):
        status, out, err = run(*argv)
        assert (status, out, err.count("\n")) == (2, "", 1)
    if given != "-1":
        assert f"应为年度（如 2024），而不是“{given}”" in err


def test_options_stand_anywhere(run: Callable[..., tuple[int, str, str]]) -> None:
    assert main(["--lang", "en", "register", "--store", "a.db", "init"]) == 0
    assert Path("a.db").exists()
    assert main(["register", "--store", "a.db", "bodies", "--dry-run", "list.csv"]) == 0


def test_the_words_that_help_does_not_wait_for_are_those_of_the_model() -> None:
    from checker.cli.commands.register.findings import STATES as OF_FINDINGS
    from checker.cli.commands.register.status import STATES

    assert [*STATES] == [*FilingState]
    assert [*OF_FINDINGS] == [*FindingState]


@pytest.mark.usefixtures("both", "few_rules")
def test_words_of_a_terminal_of_another_encoding_are_words(
    run: Callable[..., tuple[int, str, str]],
) -> None:
    run("bodies", "list.csv")
    report("a")
    run("add", "in")
    half = "\udcb9\udcfa"
    for argv in (("clear", half, "2023"), ("show", half, "2023"), ("match", half, "11")):
        status, _, err = run(*argv)
        assert (status, "内部错误" in err) == (2, False), err
    assert run("clear", "11", "2023", "--note", half, "--by", half)[0] == 0
    assert r"\udcb9" in run("show", "11", "2023")[1]
