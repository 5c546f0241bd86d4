"""Python as on Windows, as far as a program can tell on another system: put on PYTHONPATH.

There is no fork and no module for limits of the system, some signals are not there, and the program
sees ``sys.platform == "win32"`` (it alone: the libraries were built for this one).
"""

from __future__ import annotations

import ctypes
import importlib.abc
import importlib.machinery
import os
import signal

# Loaded while the system is whole: it chooses its ways by what is there.
import subprocess  # noqa: F401
import sys
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import ModuleType

LACKING = {"resource", "fcntl", "pwd", "grp", "termios"}
OF_OS = ("fork", "forkpty", "chown", "getuid", "killpg", "mkfifo", "O_NOCTTY", "O_NOFOLLOW")
OF_SIGNAL = ("SIGHUP", "SIGPROF", "SIGXCPU", "SIGPIPE", "setitimer", "pthread_sigmask")


class Windows:
    """The module ``sys`` of a program on Windows."""

    platform = "win32"

    def __getattr__(self, name: str) -> Any:
        return getattr(sys, name)


class Finder(importlib.abc.MetaPathFinder):
    """Finds none of the modules that Windows lacks, and gives the program's own another ``sys``."""

    def find_spec(
        self, name: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        del target
        if name in LACKING:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)
        if name.partition(".")[0] != "checker":
            return None
        spec = importlib.machinery.PathFinder.find_spec(name, path)
        if spec is not None and spec.loader is not None:
            run = spec.loader.exec_module

            def exec_module(module: ModuleType) -> None:
                run(module)
                if "sys" in vars(module):
                    vars(module)["sys"] = Windows()

            spec.loader.exec_module = exec_module  # type: ignore[method-assign]
        return spec


for gone in LACKING:
    sys.modules.pop(gone, None)
sys.meta_path.insert(0, Finder())
for home, names in ((os, OF_OS), (signal, OF_SIGNAL)):
    for gone in names:
        if hasattr(home, gone):
            delattr(home, gone)


class Kernel:
    """``kernel32`` of Windows, as far as the program asks it."""

    @staticmethod
    def GetDriveTypeW(root: str) -> int:  # noqa: N802 - its name there
        """Every drive is fixed (3)."""
        assert root
        return 3


class Dlls:
    """``ctypes.windll``."""

    kernel32 = Kernel()


ctypes.windll = Dlls()  # type: ignore[attr-defined,unused-ignore]
