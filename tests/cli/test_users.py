"""``checker users``: entries that are made without a password in any argument."""

from __future__ import annotations

import getpass
import io
import stat
import sys
from typing import TYPE_CHECKING

import pytest

from checker.cli.main import main
from checker.desk.accounts.passwords import matches
from checker.desk.accounts.user_file import users_in

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

GOOD, OTHER = "correct horse", "battery 12345"


class Terminal(io.StringIO):
    """A standard input that somebody sits at."""

    def isatty(self) -> bool:
        return True


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch) -> Callable[..., list[str]]:
    """Answers to what is asked; gives what was asked."""

    def answer(*passwords: str) -> list[str]:
        given = iter(passwords)
        asked: list[str] = []

        def ask(prompt: str) -> str:
            asked.append(prompt)
            return next(given)

        monkeypatch.setattr(sys, "stdin", Terminal())
        monkeypatch.setattr(getpass, "getpass", ask)
        return asked

    return answer


def add(name: str, password: str, monkeypatch: pytest.MonkeyPatch) -> int:
    """As a program does, by standard input."""
    monkeypatch.setattr(sys, "stdin", io.StringIO(password + "\n"))
    return main(["users", "add", "users.txt", name])


def test_asked_for_twice_and_kept_as_a_hash_for_its_owner_alone(
    here: Path, typed: Callable[..., list[str]], capsys: pytest.CaptureFixture[str]
) -> None:
    asked = typed(GOOD, GOOD)
    assert main(["users", "add", "users.txt", "张三"]) == 0
    assert asked == ["张三的密码：", "再输入一次："]
    assert "“张三”已加入" in capsys.readouterr().out
    path = here / "users.txt"
    if sys.platform != "win32":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert GOOD not in path.read_text("utf-8")
    assert matches(users_in(path, "zh")["张三"].known, GOOD)
    typed(OTHER, OTHER)
    assert main(["users", "add", "users.txt", "张三"]) == 0
    assert "密码已更换" in capsys.readouterr().out
    (user,) = users_in(path, "zh").values()
    assert matches(user.known, OTHER)
    assert [one.name for one in here.iterdir()] == ["users.txt"]


def test_kept_beside_what_people_wrote_there(
    here: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert add("张三", GOOD, monkeypatch) == 0
    path = here / "users.txt"
    path.write_text("# 信息公开科\n" + path.read_text("utf-8"), "utf-8")
    assert add("李四", GOOD, monkeypatch) == 0
    assert add("王五", GOOD, monkeypatch) == 0
    capsys.readouterr()
    assert main(["users", "list", "users.txt"]) == 0
    assert capsys.readouterr().out == "张三\n李四\n王五\n"
    assert main(["users", "remove", "users.txt", "李四"]) == 0
    assert main(["users", "list", "users.txt"]) == 0
    assert capsys.readouterr().out.endswith("张三\n王五\n")
    assert path.read_text("utf-8").startswith("# 信息公开科\n")
    for name in ("张三", "王五"):
        assert main(["users", "remove", "users.txt", name]) == 0
    assert add("赵六", GOOD, monkeypatch) == 0, "into a file that names nobody any more"


@pytest.mark.parametrize(
    ("name", "password", "told"),
    [
        ("张三", "short", "密码太容易猜到"),
        ("张三", "", "密码太容易猜到"),
        ("张三", "张三1234567890", "密码太容易猜到"),
        ("a:b", GOOD, "不能作用户名"),
        ("#a", GOOD, "不能作用户名"),
        ("", GOOD, "不能作用户名"),
        ("x" * 41, GOOD, "不能作用户名"),
    ],
)
def test_what_is_refused_leaves_nothing_behind(
    here: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    *,
    name: str,
    password: str,
    told: str,
) -> None:
    assert add(name, password, monkeypatch) == 2
    said = capsys.readouterr().err
    assert told in said
    assert said.count("\n") == 1
    assert not list(here.iterdir())


def test_two_that_differ_change_nothing(
    here: Path, typed: Callable[..., list[str]], capsys: pytest.CaptureFixture[str]
) -> None:
    typed(GOOD, OTHER)
    assert main(["users", "add", "users.txt", "张三"]) == 2
    assert "两次输入的密码不同" in capsys.readouterr().err
    assert not list(here.iterdir())


def test_what_is_no_file_of_users_is_never_written_over(
    here: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    report = here / "users.txt"
    report.write_text("%PDF-1.7\n", "utf-8")
    report.chmod(0o600)
    assert add("张三", GOOD, monkeypatch) == 2
    assert "第 1 行" in capsys.readouterr().err
    assert report.read_text("utf-8") == "%PDF-1.7\n"
    assert main(["users", "remove", "none.txt", "张三"]) == 2
    assert "无法读取“none.txt”" in capsys.readouterr().err
    assert main(["users", "add", "none/users.txt", "张三"]) == 2
    report.unlink()
    assert add("张三", GOOD, monkeypatch) == 0
    capsys.readouterr()
    assert main(["users", "remove", "users.txt", "李四", "--lang", "en"]) == 2
    assert capsys.readouterr().err == "checker: error: “users.txt” has no user “李四”\n"


def test_help_is_in_both_languages(capsys: pytest.CaptureFixture[str]) -> None:
    for lang, word in (("zh", "姓名"), ("en", "NAME")):
        assert main(["users", "add", "--help", "--lang", lang]) == 0
        assert word in capsys.readouterr().out
