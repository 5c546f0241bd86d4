"""Files of settings are bounded: whatever somebody made of one, it is one line, at once."""

from __future__ import annotations

import os
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from checker.checks.across.body_list import read_bodies
from checker.cli.main import main
from checker.errors import CheckerError
from checker.given_files import MOST_BYTES, TooLargeError, parsed_toml, read_bounded, toml_of

if TYPE_CHECKING:
    from collections.abc import Callable

DEEP = "x = " + "[" * 50_000 + "]" * 50_000
DOTTED = "a" + ".a" * 50_000 + " = 1"
IN_A_HEAD = "[" + "a." * 50_000 + "a]\n"
QUOTED = "".join('"a".' for _ in range(50_000)) + "a = 1"
INLINE = "x = {" + "a." * 50_000 + "a = 1}"
WITH_SIGNS = '"=".\'#"\'."\\"" . ' * 9_000 + "a = 1"


@pytest.mark.parametrize("text", [DEEP, DOTTED, IN_A_HEAD, QUOTED, INLINE, WITH_SIGNS])
def test_toml_that_nests_beyond_any_use_is_no_toml(text: str, tmp_path: Path) -> None:
    file = tmp_path / "deep.toml"
    file.write_text(text, "utf-8")
    with pytest.raises(CheckerError, match=r"deep\.toml”不是 TOML：嵌套层数过多"):
        toml_of(file, "zh")


def test_dots_in_a_value_are_no_nesting() -> None:
    dots = "a." * 500
    assert parsed_toml(f'reason = "见 {dots}"')["reason"].endswith("a.")
    assert parsed_toml(f'reason = """\n{dots}"""\nx = 1.5 # {dots}\n# ....{dots}') == {
        "reason": dots,
        "x": 1.5,
    }
    assert parsed_toml(f"'{dots}'.a = '''it's {dots}'''")[dots]["a"].endswith(dots)


def _config(file: str) -> list[str]:
    return ["check", "x.pdf", "--config", file]


def _waivers(file: str) -> list[str]:
    return ["check", "x.pdf", "--isolated", "--waivers", file]


def _rules(file: str) -> list[str]:
    return ["rules", "list", "--rules", file]


@pytest.mark.parametrize(
    ("arguments", "content", "told"),
    [
        (_config, DEEP.encode(), "嵌套层数过多"),
        (_waivers, DOTTED.encode(), "嵌套层数过多"),
        (_config, b"#" * (MOST_BYTES + 1), "文件过大，超过 1 MB"),
        (_rules, b"#" * (MOST_BYTES + 1), "文件过大，超过 1 MB"),
        (_rules, b"rules: " + b"[" * 50_000, "given:1"),
        (_rules, b"rules:\n  - id: A\n", "given:2:3: 此处应为键和值，而不是列表"),
        (_config, b"\xff\xfe", "不是 TOML"),
    ],
)
def test_a_hostile_file_is_one_line(
    *,
    arguments: Callable[[str], list[str]],
    content: bytes,
    told: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("given").write_bytes(content)
    assert main(arguments("given")) == 2
    error = capsys.readouterr().err
    assert told in error
    assert "内部错误" not in error
    assert len(error.splitlines()) == 1


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes with names are Unix's")
def test_a_pipe_that_never_ends_is_too_large(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)

    def pour() -> None:
        try:
            with pipe.open("wb", buffering=0) as stream:
                for _ in range(MOST_BYTES):
                    stream.write(b"#" * 4096)
        except BrokenPipeError:
            return

    thread = threading.Thread(target=pour, daemon=True)
    thread.start()
    with pytest.raises(TooLargeError):
        read_bounded(pipe)
    thread.join()


def test_a_byte_order_mark_is_no_letter(tmp_path: Path) -> None:
    file = tmp_path / "checker.toml"
    file.write_bytes(b'\xef\xbb\xbflang = "en"\n')
    assert toml_of(file, "zh") == {"lang": "en"}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_list_of_bodies_as_excel_saves_it(encoding: str, tmp_path: Path) -> None:
    file = tmp_path / "bodies.csv"
    text = (
        "body,kind,parent,complete\n丰南区人民政府,government,,yes\n丰南区教育局,,丰南区人民政府,\n"
    )
    file.write_bytes(text.encode(encoding))
    assert [*read_bodies(file, "zh")] == ["丰南区人民政府", "丰南区教育局"]
    file.write_bytes(b"\x81\x20\xff")
    with pytest.raises(CheckerError, match=r"bodies\.csv"):
        read_bodies(file, "zh")
