"""What the parent and its reading processes say to each other: length-prefixed pickles.

Light on purpose: a child starts by importing this. What a child sends may hold only the values
of ``checker.model`` and its ``Installation``.
"""

from __future__ import annotations

import io
import pickle
import struct
from dataclasses import dataclass, is_dataclass
from enum import Enum
from functools import lru_cache
from typing import IO, TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from checker.model.page_images import Note, View
    from checker.options import ReadOptions
    from checker.rulebook.form import Form
    from checker.rulebook.lexicon import Lexicon

_LENGTH = struct.Struct(">Q")
_MODEL = "checker.model."
_PLAIN = frozenset(
    {
        ("decimal", "Decimal"),
        ("builtins", "dict"),
        ("builtins", "tuple"),
        ("checker.isolation.protocol", "Installation"),
        ("checker.model.cells", "known_ref"),  # which makes a CellRef, each once
    }
)
READ_AHEAD = "read"
"""The argument by which a child is told that it will read tables: it imports their parsers and
says what it found (``Installation``) before it takes a request."""
MEMORY_EXIT = 77  # a child that met its memory limit says so by this exit status


@dataclass(frozen=True, slots=True)
class Installation:
    """What a child found of the libraries it reads with, before its first file.

    ``versions`` by distribution. ``fault`` is empty, or: ``import`` and ``version`` (of a library;
    ``requirement`` is what to install), ``module`` (one that is imported late), ``start`` (said of
    a child that died before it could say anything), ``process`` (one that could not be started at
    all); ``detail`` is the exception, the version found or what ended the child.
    """

    versions: tuple[tuple[str, str], ...] = ()
    fault: str = ""
    requirement: str = ""
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Request:
    """What a child is asked: read this file so, with a rule book's parts ``packed``."""

    path: str
    reading: ReadOptions
    book: bytes


@dataclass(frozen=True, slots=True)
class Show:
    """What a child is asked of a file besides reading it: pictures, texts, notes, what is in it."""

    path: str
    reading: ReadOptions
    views: tuple[View, ...] = ()
    notes: tuple[Note, ...] | None = None
    sha256: str = ""  # of the file that the notes are about
    attachment: str | None = None
    texts: bool = False  # of its pages
    contents: bool = False  # of an archive
    sheets: bool = False  # of a workbook


class Book(NamedTuple):
    """What a rule book knows that a file is read with.

    With a ``lexicon`` the prose of each report is read as well (``Report.stated``).
    """

    forms: tuple[Form, ...]
    lexicon: Lexicon | None = None


def packed(book: Book) -> bytes:
    """A rule book's parts as they are sent with each file of a run; pickled once for all."""
    return pickle.dumps(book, protocol=pickle.HIGHEST_PROTOCOL)


@lru_cache(maxsize=1)
def unpacked(book: bytes) -> Book:
    """The parts; the same values, with all that was worked out from them, for the next file."""
    found: Book = pickle.loads(book)  # noqa: S301 - the parent's own
    return found


class ModelUnpickler(pickle.Unpickler):
    """Takes nothing from a child but values of ``checker.model`` and those of ``_PLAIN``."""

    def find_class(self, module: str, name: str) -> Any:
        """The class, if it is one of those; ``UnpicklingError`` for anything else.

        A module's other names (what it imports, functions, attributes of a class by a dotted
        name) would let a child call what it likes, so only a value class is given out, and only
        by the module that defines it.
        """
        if (module, name) in _PLAIN:
            return super().find_class(module, name)
        if module.startswith(_MODEL) and "." not in name:
            found = super().find_class(module, name)
            if _is_value_class(found) and found.__module__ == module:
                return found
        raise pickle.UnpicklingError(f"{module}.{name}")


def _is_value_class(found: object) -> bool:
    """Whether it is what the model is made of: a dataclass, an enumeration, a named tuple."""
    return isinstance(found, type) and (
        is_dataclass(found)
        or issubclass(found, Enum)
        or (issubclass(found, tuple) and hasattr(found, "_fields"))
    )


def send(stream: IO[bytes], value: object) -> None:
    """Write one message."""
    data = pickle.dumps(value, protocol=pickle.HIGHEST_PROTOCOL)
    stream.write(_LENGTH.pack(len(data)) + data)
    stream.flush()


def receive_request(stream: IO[bytes]) -> Request | Show | None:
    """The next request from the parent, ``None`` at the end."""
    head = stream.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        return None
    request: Request | Show = pickle.loads(stream.read(_LENGTH.unpack(head)[0]))  # noqa: S301 — the parent's own
    return request


def receive_packed(stream: IO[bytes]) -> bytes | None:
    """A child's answer as it was sent, ``None`` when it is gone."""
    head = stream.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        return None
    return stream.read(_LENGTH.unpack(head)[0])


def answer_in(data: bytes) -> Any:
    """The answer that was sent.

    Of what no child sends ``UnpicklingError``, ``EOFError``, or ``AttributeError`` for a class
    that is not there (``NO_ANSWER``).
    """
    return ModelUnpickler(io.BytesIO(data)).load()


NO_ANSWER = (pickle.UnpicklingError, EOFError, AttributeError)
