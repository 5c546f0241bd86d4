"""Programs outside this process: one start of a browser or an office program for many files."""

from __future__ import annotations

import base64
import json
import os
import shutil
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from io import BufferedReader

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
_OFFICES = ("soffice", "libreoffice")
_PACKAGES = {"chromium": BROWSERS, "libreoffice-writer-nogui libreoffice-calc-nogui": _OFFICES}
_SECONDS_A_FILE = 60
# Chromium reads commands from descriptor 3 and answers on 4 (--remote-debugging-pipe): the pipes
# are put there by the program that becomes the browser, by way of numbers that are neither.
_LAUNCH = (
    "import fcntl, os, sys; "
    "high = [fcntl.fcntl(int(fd), fcntl.F_DUPFD, 10) for fd in sys.argv[1:3]]; "
    "os.dup2(high[0], 3); os.dup2(high[1], 4); "
    "os.execv(sys.argv[3], sys.argv[3:])"
)


def missing_packages() -> list[str]:
    """The Debian packages of the programs that are not installed."""
    return [
        package
        for package, names in _PACKAGES.items()
        if not any(shutil.which(name) for name in names)
    ]


def _program(names: Sequence[str]) -> str:
    found = next(filter(None, map(shutil.which, names)), None)
    if found is None:
        raise FileNotFoundError(names[0])
    return found


def has_ghostscript() -> bool:
    """Whether Ghostscript is installed; it is only ever run as a program (AGPL)."""
    return shutil.which("gs") is not None


class Browser:
    """A browser's debugging pipe: JSON messages that end with a zero byte."""

    def __init__(self, commands: IO[bytes], answers: BufferedReader) -> None:
        self._commands, self._answers = commands, answers
        self._number = 0
        self._read = bytearray()

    def call(self, method: str, session: str | None = None, **params: object) -> dict[str, Any]:
        """The result of one command; events that come before it are passed over."""
        self._number += 1
        message: dict[str, object] = {"id": self._number, "method": method, "params": params}
        if session:
            message["sessionId"] = session
        self._commands.write(json.dumps(message).encode() + b"\0")
        self._commands.flush()
        while True:
            answer = self._receive()
            if answer.get("id") == self._number:
                if "error" in answer:
                    raise RuntimeError(f"{method}: {answer['error']}")
                result: dict[str, Any] = answer["result"]
                return result

    def wait_for(self, event: str) -> None:
        """Until the browser tells of it."""
        while self._receive().get("method") != event:
            pass

    def _receive(self) -> dict[str, Any]:
        while b"\0" not in self._read:
            more = self._answers.read1(1 << 20)
            if not more:
                raise RuntimeError("the browser ended")
            self._read += more
        message, _, rest = self._read.partition(b"\0")
        self._read = bytearray(rest)
        received: dict[str, Any] = json.loads(message)
        return received


@contextmanager
def browser() -> Iterator[Browser]:
    """A browser without windows, with a profile of its own; it ends with the block."""
    in_read, in_write = os.pipe()
    out_read, out_write = os.pipe()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        command = [
            _program(BROWSERS),
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-dev-shm-usage",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            f"--user-data-dir={profile}",
            "--remote-debugging-pipe",
        ]
        process = subprocess.Popen(
            [sys.executable, "-c", _LAUNCH, str(in_read), str(out_write), *command],
            pass_fds=(in_read, out_write),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        os.close(in_read)
        os.close(out_write)
        try:
            with os.fdopen(in_write, "wb") as commands, os.fdopen(out_read, "rb") as answers:
                yield Browser(commands, answers)
        finally:
            process.terminate()
            process.wait()


def print_pages(pages: Sequence[str]) -> Iterator[bytes]:
    """HTML pages as PDF, by one start of Chromium."""
    with browser() as program, tempfile.TemporaryDirectory() as folder:
        target = program.call("Target.createTarget", url="about:blank")["targetId"]
        session = program.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        program.call("Page.enable", session)
        source = Path(folder, "report.html")
        for page in pages:
            source.write_text(page, "utf-8")
            program.call("Page.navigate", session, url=source.as_uri())
            program.wait_for("Page.loadEventFired")
            printed = program.call(
                "Page.printToPDF", session, preferCSSPageSize=True, printBackground=True
            )
            yield base64.b64decode(printed["data"])


def print_documents(documents: Sequence[bytes], suffix: str) -> Iterator[bytes]:
    """Office files as PDF, by one start of LibreOffice."""
    if not documents:
        return
    with tempfile.TemporaryDirectory() as folder:
        sources = [Path(folder, f"report{number}{suffix}") for number in range(len(documents))]
        for source, document in zip(sources, documents, strict=True):
            source.write_bytes(document)
        command = [
            _program(_OFFICES),
            f"-env:UserInstallation={Path(folder, 'profile').as_uri()}",
            "--headless",
            "--convert-to",
            "pdf",
            "--outdir",
            folder,
            *map(str, sources),
        ]
        seconds = _SECONDS_A_FILE * (1 + len(sources))
        subprocess.run(command, check=True, capture_output=True, timeout=seconds)
        for source in sources:
            yield source.with_suffix(".pdf").read_bytes()


def redistil(pdf: bytes) -> bytes:
    """The PDF read and written anew by Ghostscript."""
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder, "in.pdf"), Path(folder, "out.pdf")
        source.write_bytes(pdf)
        command = ["gs", "-q", "-dBATCH", "-dNOPAUSE", "-dSAFER", "-sDEVICE=pdfwrite"]
        subprocess.run(
            [*command, f"-sOutputFile={target}", str(source)],
            check=True,
            capture_output=True,
            timeout=_SECONDS_A_FILE,
        )
        return target.read_bytes()
