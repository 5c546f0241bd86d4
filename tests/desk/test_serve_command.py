"""``checker serve``: opened, closed, and what it says where it cannot be."""

from __future__ import annotations

import http.client
import os
import re
import signal
import socket
import subprocess
import sys
import webbrowser
from importlib import util
from typing import TYPE_CHECKING, Any

import pytest
import uvicorn

from checker.cli.main import main
from checker.desk.listening import HOST, listening
from checker.errors import CheckerError
from tests.desk.people import write_users

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def serving(tmp_path: Path) -> Iterator[tuple[subprocess.Popen[str], str, Path]]:
    """A process of its own, in a folder with a Chinese name and a blank, and its address."""
    folder = tmp_path / "办公室 的文件"
    folder.mkdir()
    command = [sys.executable, "-m", "checker", "serve", "--port", "0", "--no-browser"]
    process = subprocess.Popen(
        command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        encoding="utf-8", env={**os.environ, "PYTHONUTF8": "1"},
    )  # fmt: skip
    assert process.stdout is not None
    line = process.stdout.readline()
    yield process, line, folder
    process.kill()
    process.communicate()


def test_opened_and_closed_by_ctrl_c(serving: tuple[subprocess.Popen[str], str, Path]) -> None:
    process, line, folder = serving
    found = re.search(r"http://127\.0\.0\.1:(\d+)(/enter\?token=[\w-]+)", line)
    assert found is not None, line
    connection = http.client.HTTPConnection(HOST, int(found[1]), timeout=30)
    connection.request("GET", found[2])
    assert connection.getresponse().status == 200
    connection.close()
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=30)
    assert process.returncode == 0
    assert "Traceback" not in said
    assert str(folder / "checker.db") in said, "whoever stands elsewhere sees where the store is"
    assert sorted(path.name for path in folder.iterdir()) == ["checker-files", "checker.db"]


def test_nobody_else_on_the_network_reaches_it() -> None:
    with listening(0, "zh") as door:
        assert door.getsockname()[0] == "127.0.0.1"


def test_a_port_that_is_taken_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    with socket.socket() as other:
        other.bind((HOST, 0))
        other.listen()
        port = other.getsockname()[1]
        assert main(["serve", "--port", str(port), "--no-browser"]) == 2
        with pytest.raises(CheckerError, match=str(port)):
            listening(port, "en")
    said = capsys.readouterr().err
    assert f"端口 {port} 不能使用" in said
    assert said.count("\n") == 1
    assert not list(tmp_path.iterdir()), "and no store was made"


@pytest.mark.parametrize("port", ["65536", "-1", "x", "８０", "1.5"])
def test_what_is_no_port(port: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["serve", f"--port={port}"]) == 2
    assert "0 到 65535" in capsys.readouterr().err


def test_without_the_extra_one_line_says_how_to_install_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    real = util.find_spec

    def missing(name: str, package: str | None = None) -> Any:
        return None if name == "uvicorn" else real(name, package)

    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("checker.cli.commands.serve.find_spec", missing)
    assert main(["serve"]) == 2
    said = capsys.readouterr().err
    assert "pip install 'nianbao-checker[web]'" in said
    assert said.count("\n") == 1


@pytest.mark.parametrize("has_browser", [True, False])
def test_the_browser_is_led_in_by_a_file(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    *,
    has_browser: bool,
) -> None:
    """The token stands in no argument of a program, and on the terminal only without a browser."""
    seen: list[str] = []
    monkeypatch.chdir(tmp_path)

    def opened(url: str) -> bool:
        seen.append(url)
        return has_browser

    monkeypatch.setattr(webbrowser, "open", opened)
    monkeypatch.setattr(uvicorn.Server, "run", lambda *_, **__: None)
    assert main(["serve", "--port", "0", "--date", "2024-02-10"]) == 0
    (url,) = seen
    assert url.startswith("file:")
    assert "token" not in url
    assert ("token" in capsys.readouterr().out) is not has_browser


@pytest.mark.parametrize("text", ["", "short", "k" * 31, "k" * 20 + " " + "k" * 20, "密" * 40])
def test_a_key_that_could_be_guessed_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], text: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "key.txt").write_text(text, "utf-8")
    assert main(["serve", "--port", "0", "--no-browser", "--api-key", "key.txt"]) == 2
    told = capsys.readouterr().err
    assert "key.txt" in told
    assert told.count("\n") == 1


# For several people.


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "10.1.2.3"])  # noqa: S104 - refused
def test_beyond_this_machine_users_are_demanded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], host: str
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["serve", "--port", "0", "--no-browser", "--host", host]) == 2
    told = capsys.readouterr().err
    assert "--users" in told
    assert host in told
    assert told.count("\n") == 1
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (["--name", "desk.example"], "--name 须与 --users 同用"),
        (["--proxy", "10.0.0.1"], "--proxy 须与 --users 同用"),
        (["--host", "no such host"], "本机没有地址"),
        (["--users", "none.txt"], "无法读取“none.txt”"),
        (["--users", "open.txt"], "chmod 600"),
        (["--users", "empty.txt"], "没有用户"),
        (["--users", "users.txt", "--name", "http://x"], "不是网址中的主机名"),
        (["--users", "users.txt", "--proxy", "x"], "不是代理的 IP 地址"),
    ],
)
def test_what_is_wrong_of_it_is_told_in_a_line(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    *,
    given: list[str],
    told: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    write_users(tmp_path / "users.txt")
    write_users(tmp_path / "open.txt").chmod(0o644)
    write_users(tmp_path / "empty.txt", [])
    assert main(["serve", "--port", "0", "--no-browser", *given]) == 2
    said = capsys.readouterr().err
    assert told in said
    assert said.count("\n") == 1
    assert not (tmp_path / "checker.db").exists(), "and no store was made"


def test_without_argon2_one_line_says_how_to_install_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    real = util.find_spec

    def missing(name: str, package: str | None = None) -> Any:
        return None if name == "argon2" else real(name, package)

    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("checker.cli.commands.users.shared.find_spec", missing)
    for command in (["serve", "--users", "users.txt"], ["users", "list", "users.txt"]):
        assert main(command) == 2
        said = capsys.readouterr().err
        assert "pip install 'nianbao-checker[web]'" in said
        assert said.count("\n") == 1


def test_opened_for_several_people(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    write_users(tmp_path / "users.txt")
    served: list[str] = []
    shown: list[str] = []

    def run(_: uvicorn.Server, sockets: list[socket.socket]) -> None:
        served.append(sockets[0].getsockname()[0])

    monkeypatch.setattr(uvicorn.Server, "run", run)
    monkeypatch.setattr(webbrowser, "open", shown.append)
    everywhere = ["--host", "0.0.0.0", "--users", "users.txt"]  # noqa: S104 - by nobody reached
    monkeypatch.setattr("socket.gethostname", lambda: "office-pc")
    assert main(["serve", "--port", "0", *everywhere]) == 0
    said = capsys.readouterr()
    assert served == ["0.0.0.0"]  # noqa: S104
    (address,) = shown
    assert address.startswith("http://office-pc:")
    assert address in said.out
    assert "token" not in said.out
    assert "没有加密" in said.err
    proxied = ["--name", "desk.example", "--proxy", "127.0.0.1", "--no-browser"]
    assert main(["serve", "--port", "0", "--users", "users.txt", *proxied]) == 0
    said = capsys.readouterr()
    assert served[1] == "127.0.0.1"
    assert len(shown) == 1
    assert "没有加密" not in said.err
    assert "https://desk.example/" in said.out
