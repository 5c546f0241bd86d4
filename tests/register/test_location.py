"""What a user may name as a store, and what is refused before anything is opened."""

from __future__ import annotations

from pathlib import Path

import pytest

from checker.errors import CheckerError
from checker.register.location import Server, located, network_drive

MOUNTS = (
    ("/", "ext4"),
    ("/home", "nfs4"),
    ("/home/me", "ext4"),
    ("/mnt/share", "cifs"),
    ("/mnt/ssh", "fuse.sshfs"),
    ("/mnt/disk", "fuseblk"),
    ("/twice", "ext4"),
    ("/twice", "nfs"),
)


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ("", "checker.db"),
        ("a.db", "a.db"),
        ("台账 2024.sqlite3", "台账 2024.sqlite3"),
        ("sqlite:///a.db", "a.db"),
        ("A.DB", "A.DB"),
    ],
)
def test_a_path_is_taken_from_the_current_folder(
    given: str, name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert located(given, "en") == tmp_path / name


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ("postgresql://h/d", "postgresql://h/d"),
        ("postgresql://h:5432/d?user=a@b", "postgresql://h:5432/d"),
        ("postgresql://u:p@ss@h/d", "postgresql://u@h/d"),
        ("postgres://u:p@h:5433/d", "postgresql://u@h:5433/d"),
        ("postgresql+psycopg://u:p%40:@[::1]/d.db", "postgresql://u@[::1]/d.db"),
        ("POSTGRESQL:///d?host=/tmp/x&password=p", "postgresql:///d"),
    ],
)
def test_a_database_of_a_server_is_told_without_any_secret(given: str, name: str) -> None:
    place = located(given, "en")
    assert isinstance(place, Server)
    assert place.name == name
    assert place.url.startswith("postgresql://")
    assert place.url.endswith(given.partition("://")[2])


@pytest.mark.parametrize(
    "given",
    [
        "h",
        "h/",
        "h/a/b",
        "u:secret@h",
        "u:secret@h:x/d",
        "u:secret@h:0/d",
        "[::1/d",
        "u:secret/x@h/d",
        "u:secret?x@h/d",
        "u:secret#@h/d",
    ],
)
def test_a_server_without_a_database_is_refused(given: str) -> None:
    with pytest.raises(CheckerError, match=r"^[^\n]+$") as error:
        located(f"postgresql://{given}", "en")
    assert "secret" not in str(error.value)


def test_a_link_is_followed_before_its_drive_is_looked_at(tmp_path: Path) -> None:
    (tmp_path / "far").mkdir()
    (tmp_path / "near").symlink_to("far")
    assert located(f"sqlite:///{tmp_path}/near/a.db", "en") == tmp_path / "far" / "a.db"


@pytest.mark.parametrize(
    "given",
    [
        *("postgresql", "postgres", "checker", "a.txt", "a.db.bak", "/"),
        *("postgresql:a.db", "postgresql+asyncpg://h/d.db", "mysql://h/d.db", "file:a.db"),
        *("sqlite:a.db", "sqlite://a.db", "sqlite:///", "sqlite+aiosqlite:///a.db", "http://a.db"),
    ],
)
def test_no_other_form_is_taken_for_the_name_of_a_file(given: str) -> None:
    with pytest.raises(CheckerError, match=r"^[^\n]+$"):
        located(given, "zh")


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/a.db", None),
        ("/home/a.db", "nfs4"),
        ("/home/me/a.db", None),
        ("/home/menu/a.db", "nfs4"),
        ("/mnt/share/x/a.db", "cifs"),
        ("/mnt/ssh/a.db", "fuse.sshfs"),
        ("/mnt/disk/a.db", None),
        ("/twice/a.db", "nfs"),
    ],
)
def test_the_nearest_mount_tells_whether_it_is_a_network_drive(path: str, kind: str | None) -> None:
    assert network_drive(Path(path), MOUNTS) == kind


def test_a_network_drive_is_refused_in_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mounts = tmp_path / "mounts"
    odd = str(tmp_path).replace(" ", r"\040")
    mounts.write_text(f"none / ext4 rw 0 0\nserver:/x {odd} nfs4 rw 0 0\n", "utf-8")
    monkeypatch.setattr("checker.register.location._MOUNTS", mounts)
    with pytest.raises(CheckerError, match=r"network drive [(]nfs4[)]"):
        located(str(tmp_path / "a.db"), "en")


def test_this_machine_tells_its_mounts() -> None:
    assert network_drive(Path("/proc/self")) is None
