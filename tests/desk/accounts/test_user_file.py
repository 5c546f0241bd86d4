"""The file of users: lines that people can keep, closed to others, read again when it changes."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

from checker.desk.accounts.user_file import (
    User,
    UserFile,
    has_user,
    is_name,
    key_of,
    users_in,
    with_user,
    without_user,
)
from checker.errors import CheckerError
from tests.desk.people import QUICK, SALT, write_users

if TYPE_CHECKING:
    from pathlib import Path

HASH = QUICK.hash("x", salt=SALT)
posix = pytest.mark.skipif(sys.platform == "win32", reason="no such bits")


def closed(path: Path, text: str | bytes) -> Path:
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    path.chmod(0o600)
    return path


def test_names_are_found_however_they_are_typed(tmp_path: Path) -> None:
    path = closed(tmp_path / "users", f"\ufeff# 办公室\n\n张三:{HASH}\r\nLi Si:{HASH}\n")
    users = users_in(path, "zh")
    assert [user.name for user in users.values()] == ["张三", "Li Si"]
    for typed in ("Li Si", " li si ", "ＬＩ Ｓｉ", "LI SI"):
        assert users[key_of(typed)].name == "Li Si"
    assert key_of("Lisi") not in users


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "没有用户"),
        ("# nobody\n\n", "没有用户"),
        ("张三\n", "第 1 行"),
        (f"# x\n张三:{HASH}\n:{HASH}\n", "第 3 行"),
        ("张三:secret\n", "第 1 行"),
        (f"张三:{HASH}:{HASH}\n", "第 1 行"),
        (f"张三 :{HASH}\n", "第 1 行"),
        (f"张\u202e三:{HASH}\n", "第 1 行"),
        (f"{'长' * 41}:{HASH}\n", "第 1 行"),
        (f"Li:{HASH}\n李:{HASH}\nＬｉ:{HASH}\n", "第 3 行的“Ｌｉ”"),
        (b"\xd5\xc5:x\n", "第 1 行"),
        ("x" * 1_000_001, "1 MB"),
    ],
)
def test_a_file_that_is_none_is_told_in_a_line(
    tmp_path: Path, text: str | bytes, told: str
) -> None:
    path = closed(tmp_path / "用户", text)
    with pytest.raises(CheckerError) as caught:
        users_in(path, "zh")
    assert told in str(caught.value)
    assert str(path) in str(caught.value)
    assert "\n" not in str(caught.value)
    assert "secret" not in str(caught.value), "what stands there may be a password"


@posix
@pytest.mark.parametrize("mode", [0o644, 0o604, 0o602, 0o660, 0o620, 0o666])
def test_a_file_that_others_may_read_or_write_is_refused(tmp_path: Path, mode: int) -> None:
    path = write_users(tmp_path / "users")
    path.chmod(mode)
    with pytest.raises(CheckerError, match="chmod 600"):
        users_in(path, "zh")
    path.chmod(0o640)  # a group of those who run it may read it
    assert len(users_in(path, "zh")) == 2


def test_what_is_no_file(tmp_path: Path) -> None:
    for path in (tmp_path / "none", tmp_path):
        with pytest.raises(CheckerError, match="无法读取"):
            users_in(path, "zh")


@pytest.mark.parametrize("name", ["", " ", " 张三", "张三 ", "a:b", "#a", "a\n", "a\x00", "x" * 41])
def test_what_is_no_name(name: str) -> None:
    assert not is_name(name)


def test_lines_are_changed_alone() -> None:
    text = "# 科室\n张三:old\n\n# 李四:kept\nLi Si:old"
    again = with_user(text, User("ＬＩ si", "new"))
    assert again == "# 科室\n张三:old\n\n# 李四:kept\nＬＩ si:new\n"
    assert with_user("", User("王五", "h")) == "王五:h\n"
    assert with_user(text, User("李四", "h")).endswith("Li Si:old\n李四:h\n")
    assert has_user(text, "li si")
    assert not has_user(text, "李四"), "a remark is no user"
    assert without_user(text, "张三") == "# 科室\n\n# 李四:kept\nLi Si:old\n"


def test_a_change_is_seen_and_a_fault_lets_nobody_in(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = write_users(tmp_path / "users")
    file = UserFile(path, "zh")
    assert set(file.users() or ()) == {"张三", "li si"}
    write_users(tmp_path / "new", ["王五"])
    (tmp_path / "new").replace(path)
    assert set(file.users() or ()) == {"王五"}
    path.write_text("王五\n", "utf-8")
    assert file.users() is None
    assert file.users() is None
    assert capsys.readouterr().err.count("第 1 行") == 1, "told once, where the desk was started"
    path.unlink()
    assert file.users() is None
    assert "无法读取" in capsys.readouterr().err
    write_users(path)
    assert len(file.users() or ()) == 2


def test_a_fault_is_told_before_anything_is_opened(tmp_path: Path) -> None:
    with pytest.raises(CheckerError):
        UserFile(tmp_path / "none", "zh")
