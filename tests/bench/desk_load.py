"""Twenty people at one desk: ``python -m tests.bench.desk_load [--readme] [STORE]``.

They log in at a desk of its own process, over a register of 5,000 reports (made once, in STORE),
and turn to another page each 5 s: parts of the list, reports, the first page, the year, a body and
its years side by side, a county's sum against its own report, where rules fail. First
nothing else happens; then somebody sends 100 report files in one form, which are read meanwhile.
Measured is how long a page takes, from the request to its last byte.
"""

from __future__ import annotations

import http.client
import json
import os
import random
import re
import signal
import statistics
import subprocess
import sys
import threading
import time
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlencode

from tests.bench import large_runs, many
from tests.bench.run import READMES
from tests.support.blocks import write_block

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

REPORTS, PEOPLE, PAUSE, FILES = 5_000, 20, 5.0, 100
QUIET = 60.0
"""Seconds of paging before any file is sent."""
OWED = 0.2
"""Seconds within which 95 of 100 pages are there while nothing else happens."""
_MOST = 1_800.0  # seconds that reading the files may take
_DAY = "2025-02-10"
_HOST = "127.0.0.1"
_BOUNDARY = "----desk-load"
_PASSWORD = "twenty people 20"  # noqa: S105 - of nobody


class Spell(NamedTuple):
    """What people saw for a while: seconds of each page, and how long the while was."""

    pages: list[float]
    lasted: float

    @property
    def median(self) -> float:
        """Seconds that half of the pages took at most."""
        return statistics.median(self.pages)

    @property
    def p95(self) -> float:
        """Seconds that 95 of 100 pages took at most."""
        return statistics.quantiles(self.pages, n=20)[-1]


class Person:
    """A browser as far as requests go, with a connection of its own."""

    def __init__(self, port: int, name: str) -> None:
        self._port = port
        self._cookie = ""
        self._connection = http.client.HTTPConnection(_HOST, port, timeout=120)
        form = urlencode({"name": name, "password": _PASSWORD}).encode()
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        status, headers, _ = self._ask("POST", "/login", form, kind)
        assert status == 303, status
        self._cookie = headers["set-cookie"].partition(";")[0]

    def page(self, path: str) -> tuple[float, str]:
        """Seconds that a page took, and its text."""
        began = time.perf_counter()
        status, _, data = self._ask("GET", path)
        took = time.perf_counter() - began
        assert status == 200, (path, status)
        return took, data.decode("utf-8", "replace")

    def waiting(self) -> int:
        """How many files are not read yet."""
        _, headers, _ = self._ask("GET", "/uploads/lines")
        return int(headers["x-desk-waiting"])

    def send(self, files: Sequence[Path]) -> float:
        """Send files in one form; seconds until they were taken."""
        parts = [
            f'--{_BOUNDARY}\r\nContent-Disposition: form-data; name="files"; '
            f'filename="{one.name}"\r\n\r\n'.encode()
            + one.read_bytes()
            + b"\r\n"
            for one in files
        ]
        body = b"".join(parts) + f"--{_BOUNDARY}--\r\n".encode()
        began = time.perf_counter()
        kind = {"Content-Type": f"multipart/form-data; boundary={_BOUNDARY}"}
        status, _, _ = self._ask("POST", "/uploads", body, kind)
        assert status == 303, status
        return time.perf_counter() - began

    def _ask(
        self, method: str, path: str, body: bytes | None = None, more: dict[str, str] | None = None
    ) -> tuple[int, http.client.HTTPMessage, bytes]:
        own = {"Cookie": self._cookie, "Origin": f"http://{_HOST}:{self._port}"}
        for is_again in (False, True):
            try:
                self._connection.request(method, path, body, {**own, **(more or {})})
                response = self._connection.getresponse()
                return response.status, response.headers, response.read()
            except ConnectionError:
                # A connection that was idle for so long is closed just now: browsers ask anew.
                self._connection.close()
                if is_again:
                    raise
        raise AssertionError("unreachable")


def register(path: Path) -> None:
    """A register of the bench's reports, in a file that is not there yet."""
    from checker.checks.across.body_list import read_bodies
    from checker.options import Options
    from checker.register.adding import Unknown, added, compared
    from checker.register.body_import import import_bodies
    from checker.register.intake import Intake, judged_by
    from checker.register.store import create_store
    from tests.bench.register_scale import fed

    store, options = create_store(path, "zh"), Options(lang="zh")
    listed = path.with_suffix(".csv")
    listed.write_text(large_runs.bodies(REPORTS), "utf-8")
    with store.writing() as session:
        import_bodies(session, read_bodies(listed, "zh"), "zh")
    names = tuple(f"{number}.pdf" for number in range(REPORTS))
    taking = Intake(store, judged_by(options), _DAY)
    for _ in added(store, taking, Unknown(names, names, 0, 0), options, start_readers=fed):
        pass
    compared(store, options, _DAY)


@contextmanager
def served(store: Path, folder: Path) -> Iterator[int]:
    """The port of a desk over a store, in a process of its own."""
    from checker.desk.accounts.passwords import hashed

    users, known = folder / "users.txt", hashed(_PASSWORD)
    users.write_text("".join(f"p{number}:{known}\n" for number in range(PEOPLE)), "utf-8")
    users.chmod(0o600)
    command = [
        sys.executable,
        "-m",
        "checker",
        "serve",
        "--port",
        "0",
        "--no-browser",
        "--isolated",
    ]
    process = subprocess.Popen(
        [*command, "--store", str(store), "--users", str(users), "--date", _DAY],
        stdout=subprocess.PIPE, text=True, env={**os.environ, "PYTHONUTF8": "1"},
    )  # fmt: skip
    try:
        assert process.stdout is not None
        found = re.search(r":(\d+)/", process.stdout.readline())
        assert found is not None
        yield int(found[1])
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(60)


def addresses(seed: int) -> Iterator[str]:
    """Pages that somebody turns to, the same at every run."""
    chance = random.Random(seed)  # noqa: S311 - nothing secret
    while True:
        part, number = chance.randint(1, REPORTS // 100), chance.randint(1, REPORTS)
        lists = (f"/reports?part={part}", "/reports?verdict=fail")
        body = chance.randint(1, REPORTS // 2)
        county = body - (body - 1) % large_runs.COUNTY
        pages = (*lists, f"/reports/{number}", "/", "/year?of=2024", f"/bodies/{body}",
                 f"/bodies/{body}/years", f"/bodies/{county}/sum?of=2024",
                 "/year/rules?of=2024")  # fmt: skip
        yield chance.choices(pages, (30, 10, 30, 8, 5, 5, 5, 4, 3))[0]


def paging(people: Sequence[Person], begun: float, over: threading.Event) -> Spell:
    """All page, each at their own beat, until it is over."""
    found: list[float] = []
    started = time.perf_counter()

    def turn(number: int) -> None:
        over.wait(PAUSE * number / len(people))
        for path in addresses(number + int(begun)):
            if over.is_set():
                return
            began = time.perf_counter()
            took, _ = people[number].page(path)
            found.append(took)
            over.wait(max(0.0, PAUSE - (time.perf_counter() - began)))

    threads = [threading.Thread(target=turn, args=(number,)) for number in range(len(people))]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    return Spell(found, time.perf_counter() - started)


def run(store: Path) -> dict[str, float]:
    """Seconds of pages without and with files that come in."""
    with TemporaryDirectory() as name, served(store, Path(name)) as port:
        people = [Person(port, f"p{number}") for number in range(PEOPLE)]
        sender = Person(port, "p0")
        made = Path(name) / "files"
        made.mkdir()
        files = many.files(made, FILES)
        _warm(people[0])
        over = threading.Event()
        threading.Timer(QUIET, over.set).start()
        quiet = paging(people, 0, over)
        taken: list[float] = []
        busy_over = threading.Event()
        spell: list[Spell] = []
        thread = threading.Thread(target=lambda: spell.append(paging(people, 100, busy_over)))
        thread.start()
        taken.append(sender.send(files))
        until = time.monotonic() + _MOST
        while sender.waiting() and time.monotonic() < until:
            time.sleep(0.5)
        left = sender.waiting()
        busy_over.set()
        thread.join()
    assert left == 0, "not read in time"
    (busy,) = spell
    return {
        "quiet, pages": len(quiet.pages), "quiet, median": quiet.median, "quiet, p95": quiet.p95,
        "quiet, slowest": max(quiet.pages), "busy, pages": len(busy.pages),
        "busy, median": busy.median, "busy, p95": busy.p95, "busy, slowest": max(busy.pages),
        "sent": taken[0], "read": busy.lasted,
    }  # fmt: skip


def _warm(person: Person) -> None:
    """Wait until the desk has loaded its rules, and has drawn what it draws once."""
    for path in ("/", "/reports", "/reports/1", "/year?of=2024", "/bodies/1", "/bodies/1/years",
                 "/bodies/1/sum?of=2024", "/year/rules?of=2024"):  # fmt: skip
        person.page(path)


_HEADS = {
    "en": ("", "pages", "half within, s", "95 of 100 within, s", "slowest, s"),
    "zh": ("", "页数", "半数不超过（秒）", "95% 不超过（秒）", "最慢（秒）"),
}
_ROWS = {
    "en": (
        "{people} people paging",
        "the same, while {files} files come in and are read ({read:.0f} s)",
    ),
    "zh": ("{people} 人翻看", "同上，同时送来 {files} 个文件并读取（历时 {read:.0f} 秒）"),
}


def table(found: dict[str, float], language: str) -> str:
    """Both whiles as rows, as Markdown."""
    heads = _HEADS[language]
    lines = ["| " + " | ".join(heads) + " |", "|---" + "|--:" * (len(heads) - 1) + "|"]
    for name, row in zip(("quiet", "busy"), _ROWS[language], strict=True):
        told = row.format(people=PEOPLE, files=FILES, read=found["read"])
        figures = (f"{found[f'{name}, {one}']:.2f}" for one in ("median", "p95", "slowest"))
        lines.append(" | ".join((f"| {told}", f"{found[f'{name}, pages']:.0f}", *figures)) + " |")
    return "\n".join(lines)


def main(argv: list[str]) -> int:
    """A line of JSON; with ``--readme`` the table of the READMEs; 1 where a page owes its time."""
    given = [one for one in argv if not one.startswith("-")]
    store = Path(given[0]) if given else Path("build/desk-load/checker.db")
    store.parent.mkdir(parents=True, exist_ok=True)
    if not store.exists():
        register(store)
    found = run(store)
    sys.stdout.write(json.dumps(found) + "\n")
    if "--readme" in argv:
        for language, readme in READMES.items():
            write_block(readme, "desk-load", table(found, language))
    return 0 if found["quiet, p95"] <= OWED else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
