"""What browsers send: fields of forms, and files, which go to disk piece by piece.

We count the bytes ourselves, of the whole and of each file, and end a sender that is silent for
too long. The name of a file is a text to be shown and never a part of a path.
"""

from __future__ import annotations

import asyncio
import re
import shutil
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import mkdtemp
from typing import IO, TYPE_CHECKING, cast
from urllib.parse import parse_qsl

from python_multipart.exceptions import FormParserError
from python_multipart.multipart import MultipartParser, parse_options_header

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from python_multipart.multipart import MultipartCallbacks
    from starlette.requests import Request

MEGABYTE = 1024 * 1024
MOST_FORM = 64 * 1024
MOST_FIELDS = 20
MOST_FILE = 256 * MEGABYTE
"""An archive of a county's scans; one report may have half of it (``isolation.archive``)."""
MOST_ALL = 1024 * MEGABYTE
MOST_FILES = 500
_MOST_NAME = 200
_SILENCE = 60.0  # seconds without a byte
_ENDING = re.compile(r"\.[A-Za-z0-9]{1,5}")


class RefusedBodyError(Exception):
    """What was sent cannot be taken: a status and the key of what is said of it."""

    def __init__(self, status: int, key: str) -> None:
        super().__init__(key)
        self.status = status
        self.key = key


@dataclass(frozen=True, slots=True)
class Received:
    """A file as it lies on disk; ``name`` is what its sender calls it."""

    path: Path
    name: str
    size: int


async def form_of(request: Request) -> dict[str, str]:
    """The fields of a form; of one that is sent twice the last."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != "application/x-www-form-urlencoded":
        raise RefusedBodyError(415, "bad-form")
    data = bytearray()
    try:
        async with asyncio.timeout(_SILENCE):  # all of it: whoever logs in is nobody yet
            async for chunk in chunks(request, MOST_FORM, "form-too-large"):
                data += chunk
    except TimeoutError as error:
        raise RefusedBodyError(408, "bad-form") from error
    try:
        text = data.decode("ascii")
        pairs = parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=MOST_FIELDS)
    except ValueError as error:
        raise RefusedBodyError(400, "bad-form") from error
    return dict(pairs)


@asynccontextmanager
async def received(
    request: Request, above: Path, none: str = "no-file"
) -> AsyncIterator[list[Received]]:
    """The files of a form, in a folder of their own below another until the end of the block.

    ``RefusedBodyError`` where any is too much, and told as ``none`` where there is not one.
    """
    folder = Path(mkdtemp(prefix=".incoming-", dir=above))
    try:
        files = await _files_of(request, folder)
        if not files:
            raise RefusedBodyError(400, none)
        yield files
    finally:
        await asyncio.to_thread(shutil.rmtree, folder, ignore_errors=True)


async def _files_of(request: Request, folder: Path) -> list[Received]:
    """The files, each in the folder under a number of its own."""
    kind, options = parse_options_header(request.headers.get("content-type", ""))
    boundary = options.get(b"boundary", b"")
    if kind != b"multipart/form-data" or not boundary:
        raise RefusedBodyError(415, "bad-form")
    sink = _Sink(folder)
    try:
        parser = MultipartParser(boundary, cast("MultipartCallbacks", sink.callbacks))
        async for chunk in chunks(request, MOST_ALL, "upload-too-large"):
            await asyncio.to_thread(parser.write, chunk)
        parser.finalize()
    except FormParserError as error:
        raise RefusedBodyError(400, "bad-form") from error
    finally:
        sink.close()
    if not sink.is_whole:
        raise RefusedBodyError(400, "bad-form")
    return sink.files


async def chunks(request: Request, most: int, key: str) -> AsyncIterator[bytes]:
    """The body, no more than so many bytes of it, from a sender that goes on sending."""
    with suppress(ValueError):
        if int(request.headers.get("content-length", "0")) > most:
            raise RefusedBodyError(413, key)
    total = 0
    stream = aiter(request.stream())
    while True:
        try:
            chunk = await asyncio.wait_for(anext(stream), _SILENCE)
        except StopAsyncIteration:
            return
        except TimeoutError as error:
            raise RefusedBodyError(408, "too-slow") from error
        total += len(chunk)
        if total > most:
            raise RefusedBodyError(413, key)
        yield chunk


def shown_name(sent: str) -> str:
    """The last part of a name, and nothing in it that steers or leads anywhere."""
    name = re.split(r"[/\\]", sent)[-1]
    shown = "".join(char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in name)
    return shown.strip()[-_MOST_NAME:] or "?"


def ending_of(name: str) -> str:
    """The ending that the bytes are kept under: letters and digits, or none."""
    found = _ENDING.search(name, max(name.rfind("."), 0))
    return found[0].lower() if found and found.end() == len(name) else ""


class _Sink:
    """Takes a form apart as it comes: every part with a name of a file goes to disk."""

    def __init__(self, folder: Path) -> None:
        self.files: list[Received] = []
        self.is_whole = False
        self._folder = folder
        self._field, self._value = bytearray(), bytearray()
        self._disposition = b""
        self._stream: IO[bytes] | None = None
        self._name = ""
        self._size = 0
        self.callbacks = {
            "on_part_begin": self._begin,
            "on_header_field": self._header_field,
            "on_header_value": self._header_value,
            "on_header_end": self._header_end,
            "on_headers_finished": self._headers_finished,
            "on_part_data": self._data,
            "on_part_end": self._end,
            "on_end": self._whole,
        }

    def close(self) -> None:
        """Let go of a file that was not sent whole."""
        if self._stream is not None:
            self._stream.close()
            self._stream = None

    def _begin(self) -> None:
        self._disposition = b""

    def _header_field(self, data: bytes, start: int, end: int) -> None:
        self._grow(self._field, data[start:end])

    def _header_value(self, data: bytes, start: int, end: int) -> None:
        self._grow(self._value, data[start:end])

    def _grow(self, to: bytearray, data: bytes) -> None:
        to += data
        if len(to) > MOST_FORM:
            raise RefusedBodyError(413, "form-too-large")

    def _header_end(self) -> None:
        if bytes(self._field).lower() == b"content-disposition":
            self._disposition = bytes(self._value)
        self._field.clear()
        self._value.clear()

    def _headers_finished(self) -> None:
        _, options = parse_options_header(self._disposition)
        sent = options.get(b"filename")
        if not sent:  # a field, or the choice of no file
            return
        if len(self.files) >= MOST_FILES:
            raise RefusedBodyError(413, "too-many-files")
        self._name = shown_name(sent.decode("utf-8", "replace"))
        self._size = 0
        path = self._folder / f"{len(self.files)}{ending_of(self._name)}"
        self._stream = path.open("xb")
        self.files.append(Received(path, self._name, 0))

    def _data(self, data: bytes, start: int, end: int) -> None:
        if self._stream is None:
            return
        self._size += end - start
        if self._size > MOST_FILE:
            raise RefusedBodyError(413, "file-too-large")
        self._stream.write(data[start:end])

    def _end(self) -> None:
        if self._stream is None:
            return
        self.close()
        self.files[-1] = Received(self.files[-1].path, self._name, self._size)

    def _whole(self) -> None:
        self.is_whole = True
