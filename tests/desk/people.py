"""A desk that several people log in at, and what they type."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from argon2 import PasswordHasher

from checker.desk.accounts.accounts import Accounts
from checker.desk.accounts.user_file import UserFile
from checker.desk.hosts import Hosts
from checker.desk.server import Access
from tests.desk.serving import Visitor, served

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from tests.desk.serving import Answer, Served

QUICK = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
"""Hashes that cost nothing: what passwords cost is no matter of these tests."""
SALT = b"the same for all"
"""Of hashes that tests are called by: both workers of a run must know them by one name."""
PASSWORD = "正确 horse 12"  # noqa: S105 - of nobody
USERS = ("张三", "Li Si")


class Clock:
    """Seconds that pass when somebody says so."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def write_users(path: Path, names: Sequence[str] = USERS, typed: str = PASSWORD) -> Path:
    """A file of users who all have one password."""
    text = "".join(f"{name}:{QUICK.hash(typed)}\n" for name in names)
    path.write_text(text, "utf-8")
    path.chmod(0o600)
    return path


@contextmanager
def desk_of_people(
    folder: Path,
    clock: Clock | None = None,
    *,
    key: str = "",
    further: Mapping[str, int | None] | None = None,
    proxies: Sequence[str] = (),
    **more: Any,
) -> Iterator[Served]:
    """A desk with a file of users in its folder."""
    file = UserFile(write_users(folder / "users.txt"), "zh")

    def access(port: int) -> Access:
        accounts = Accounts(file, port, "zh", clock or Clock())
        return Access(Hosts(port, further=further or {}), accounts, key, proxies)

    with served(folder, access_of=access, **more) as found:
        yield found


def logged_in(desk: Served, name: str = "张三") -> Visitor:
    """A browser that somebody logged in with."""
    visitor = Visitor(desk.port)
    answer = try_login(visitor, name)
    assert (answer.status, answer.headers["location"]) == (303, "/"), answer.text
    return visitor


def try_login(
    visitor: Visitor, name: str = "张三", password: str = PASSWORD, *, back: str = ""
) -> Answer:
    """The form of the log-in, sent."""
    return visitor.post("/login", name=name, password=password, back=back)
