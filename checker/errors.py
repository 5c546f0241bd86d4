"""The errors that users see. Each is one line: what is wrong, where, and what to do."""

from __future__ import annotations

import errno
import os


class CheckerError(Exception):
    """Wrong usage, a bad configuration or an internal limit; ends the run with exit status 2."""


class UnknownRuleError(CheckerError):
    """A setting names a ``rule`` that there is not."""

    def __init__(self, rule: str, message: str) -> None:
        super().__init__(message)
        self.rule = rule


class InstallationError(CheckerError):
    """A library that reading needs is absent, broken or of another version: no file is at fault."""


class DocumentError(CheckerError):
    """A document could not be read; its report is refused and the rest of the batch goes on.

    ``reason`` is a ``checker.model.RefusalReason`` value, ``detail`` fills its sentence.
    """

    def __init__(self, reason: str, detail: str = "") -> None:
        super().__init__(f"{reason}: {detail}" if detail else reason)
        self.reason = reason
        self.detail = detail


class RuleFileError(CheckerError):
    """A rule or form file is faulty: ``path:line:column: what is wrong``.

    Line and column (in characters) begin at 1, as editors count them; no ``column`` where the
    fault is of the line, or of the file, as a whole.
    """

    def __init__(self, path: str, line: int, message: str, column: int | None = None) -> None:
        place = f"{path}:{line}" if column is None else f"{path}:{line}:{column}"
        super().__init__(f"{place}: {message}")
        self.path = path
        self.line = line
        self.column = column
        self.message = message


_MOST = 200  # characters of an exception's text: enough to know it by, short enough for a line


def brief(error: BaseException) -> str:
    """An exception in one line, its type first: ``ValueError: no xref``.

    What an exception says may quote the file; nothing in it can steer a terminal.
    """
    words = " ".join(str(error).split())
    text = "".join(char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in words)
    name = type(error).__name__
    return f"{name}: {text}"[:_MOST] if text else name


_OPENCV_NO_MEMORY = -4  # cv2.Error.StsNoMem, which its exceptions carry as ``code``


def is_memory(error: BaseException | None) -> bool:
    """Whether memory ran out, under whatever name it was raised, here or in what it came from.

    OpenCV has its own exception for it; a shared library that is imported late finds no room and
    is an ``ImportError``.
    """
    while error is not None:
        if (
            isinstance(error, MemoryError)
            or getattr(error, "errno", None) == errno.ENOMEM
            or (type(error).__module__, getattr(error, "code", 0)) == ("cv2", _OPENCV_NO_MEMORY)
            or (isinstance(error, ImportError) and os.strerror(errno.ENOMEM) in str(error))
        ):
            return True
        error = error.__cause__ or error.__context__
    return False
