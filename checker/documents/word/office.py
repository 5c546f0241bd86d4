"""Files of older word processors → .docx, by LibreOffice, in a process with limits of its own.

It opens what a stranger wrote, as the reading process does, and is bounded like it: memory, time
of the processor and by the clock, size of what it writes. It has a profile that is gone afterwards,
runs no macro, updates no link, and has no network where the system lets it be taken away.
"""

from __future__ import annotations

import ctypes
import math
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from checker.errors import DocumentError
from checker.model import RefusalReason

if TYPE_CHECKING:
    from collections.abc import Callable

PROGRAMS = ("soffice", "libreoffice")
MEMORY = 1536
"""Megabytes of address space. Reports were converted in 700; the reading process has 2048, and its
own limit holds where it is lower."""
LARGEST = 64 * 1024 * 1024  # bytes of a file that it writes: as much as is read of one part
PATIENCE = 5.0
"""Seconds by the clock for each second of the processor that a file may take. The process that
asks is given ten (``isolation.child``): it is there to say what became of this one."""
_RESTARTS = frozenset({79, 81})  # how it says that it wrote its profile and wants to begin again
_TRIES = 3
_PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">\
<prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">\
<prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">\
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update">\
<prop oor:name="Link" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""
_NEW_USER, _NEW_NETWORK, _DIES_WITH_PARENT = 0x10000000, 0x40000000, 1  # sched.h, prctl.h


def converted(data: bytes, ending: str, seconds: float) -> bytes:
    """The .docx that LibreOffice makes of a file whose name would end so.

    ``DocumentError`` where it is not installed, takes longer than ``seconds`` of the processor, or
    does not open the file.
    """
    program = _program()
    with tempfile.TemporaryDirectory(prefix="office-") as name:
        folder = Path(name)
        source = folder / f"report.{ending}"
        source.write_bytes(data)
        settings = folder / "profile" / "user" / "registrymodifications.xcu"
        settings.parent.mkdir(parents=True)
        settings.write_text(_PROFILE, "utf-8")
        command = [
            program,
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            *("--headless", "--norestore", "--nolockcheck", "--nologo"),
            *("--convert-to", "docx:MS Word 2007 XML", "--outdir", str(folder / "made")),
            str(source),
        ]
        for _ in range(_TRIES):
            code = _run(command, folder, seconds)
            if code not in _RESTARTS:
                break
        made = folder / "made" / "report.docx"
        if code != 0 or not made.is_file() or made.stat().st_size > LARGEST:
            raise DocumentError(RefusalReason.NOT_CONVERTED)
        return made.read_bytes()


def _program() -> str:
    found = next(filter(None, map(shutil.which, PROGRAMS)), None)
    if found is None:
        raise DocumentError(RefusalReason.NEEDS_LIBREOFFICE)
    # The program behind the script: one process, which ends when it is told to.
    behind = Path(found).resolve().with_name("soffice.bin")
    return str(behind) if behind.is_file() else found


def _run(command: list[str], folder: Path, seconds: float) -> int:
    process = subprocess.Popen(  # noqa: S603 - no user's words: the names are this module's own
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd=folder,
        env={**os.environ, "HOME": str(folder), "SAL_USE_VCLPLUGIN": "svp"},
        start_new_session=True,
        preexec_fn=_limits(seconds) if sys.platform != "win32" else None,  # noqa: PLW1509 - see there
    )
    try:
        code = process.wait(PATIENCE * seconds)
    except subprocess.TimeoutExpired:
        raise DocumentError(RefusalReason.TIME_LIMIT, f"{seconds:g}") from None
    finally:
        if process.poll() is None:
            process.kill()
            process.wait()
    if sys.platform != "win32" and code == -signal.SIGXCPU:
        raise DocumentError(RefusalReason.TIME_LIMIT, f"{seconds:g}")
    return code


def _limits(seconds: float) -> Callable[[], None]:
    """What the new process does before it becomes LibreOffice.

    Only calls of the system: the reading process has a second thread, which waits and holds
    nothing that these would wait for.
    """
    import resource

    library = ctypes.CDLL(None)
    megabyte = 1024 * 1024
    _, most = resource.getrlimit(resource.RLIMIT_AS)
    memory = MEMORY * megabyte if most == resource.RLIM_INFINITY else min(MEMORY * megabyte, most)
    processor = max(1, math.ceil(seconds))

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
        resource.setrlimit(resource.RLIMIT_CPU, (processor, processor + 1))  # told, then killed
        resource.setrlimit(resource.RLIMIT_FSIZE, (LARGEST, LARGEST))
        if sys.platform == "linux":
            library.prctl(_DIES_WITH_PARENT, signal.SIGKILL)
            # Refused by some systems: then the profile alone keeps it from fetching anything.
            library.unshare(_NEW_USER | _NEW_NETWORK)

    return limit
