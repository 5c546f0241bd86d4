"""A folder of entries, each in a file of its own that is whole or is not there."""

from __future__ import annotations

import hashlib
import io
import os
import tempfile
import zlib
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from checker.isolation.protocol import ModelUnpickler
from checker.spool import packed

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_BYTES = 1 << 30
"""What the folder may hold: a report as read and judged takes some 100 kB, so that it is for the
10,000 that were looked at last."""
_MOST_OF_ONE = 1 << 28
"""What one entry may unpack to, a thousand times of what a report takes."""
_FAST = 1  # of zlib: as in ``spool``
_DIGEST = hashlib.sha256
_DIGEST_BYTES = 32
_ENDING = ".entry"


def key_of(*parts: object) -> str:
    """The name of an entry that follows from these parts, each told apart from the next."""
    digest = _DIGEST()
    for part in parts:
        text = part if isinstance(part, bytes) else repr(part).encode("utf-8", "surrogatepass")
        digest.update(b"%d:" % len(text) + text)
    return digest.hexdigest()


class Entries:
    """The entries below a folder, which is made when the first is kept.

    ``fault`` is why the last could not be kept (a full disk, a folder of somebody else's); a run
    goes on without. Several processes may use a folder at the same time.
    """

    def __init__(self, folder: str | Path, *, most_bytes: int = MOST_BYTES) -> None:
        self._folder = Path(folder)
        self._most = most_bytes
        self._added = 0
        self.fault: OSError | None = None

    def has(self, key: str) -> bool:
        """Whether there is an entry, which may still prove not to be whole."""
        return self._path(key).is_file()

    def get(self, key: str) -> object:
        """The values of an entry; ``None`` where there is none, or none that is whole.

        What lies in the folder may be anybody's: only values of ``checker.model`` are taken, by
        the same door as what a reading process sends.
        """
        path = self._path(key)
        try:
            data = path.read_bytes()
        except OSError:
            return None
        digest, content = data[:_DIGEST_BYTES], data[_DIGEST_BYTES:]
        if digest == _DIGEST(key.encode() + content).digest():
            # Whatever it is that bytes of another program's raise: an entry that cannot be used
            # is none.
            with suppress(Exception):
                unpacked = zlib.decompressobj().decompress(content, _MOST_OF_ONE)
                value: object = _Unpickler(io.BytesIO(unpacked)).load()
                with suppress(OSError):
                    os.utime(path)  # used: it stays when others have to go
                return value
        with suppress(OSError):
            path.unlink()
        return None

    def put(self, key: str, value: object) -> None:
        """Keep an entry, whole or not at all; ``fault`` says why it could not be kept."""
        if self.fault is not None:
            return
        content = zlib.compress(packed(value), _FAST)
        path = self._path(key)
        try:
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=path.parent)  # nobody else's to read
            try:
                with os.fdopen(handle, "wb") as stream:
                    stream.write(_DIGEST(key.encode() + content).digest() + content)
                Path(name).replace(path)
            except BaseException:
                with suppress(OSError):
                    Path(name).unlink()
                raise
        except OSError as error:
            self.fault = error
            return
        self._added += len(content)

    def tidy(self) -> None:
        """Let go of what was not used for longest, where the folder holds more than it may.

        Only after something was kept. Another run may want what goes: it reads the file again.
        """
        if not self._added:
            return
        found = sorted(self._files())
        total = sum(size for _, size, _ in found)
        for _, size, path in found:
            if total <= self._most:
                break
            with suppress(OSError):
                path.unlink()
            total -= size

    def _files(self) -> Iterator[tuple[int, int, Path]]:
        """When each was last used, its bytes, where it is; others' files are none of ours."""
        for path in self._folder.glob(f"??/*{_ENDING}"):
            with suppress(OSError):  # gone meanwhile
                about = path.stat()
                yield about.st_mtime_ns, about.st_size, path

    def _path(self, key: str) -> Path:
        return self._folder / key[:2] / f"{key[2:]}{_ENDING}"


class _Unpickler(ModelUnpickler):
    """Takes the mappings, too, that outcomes have their facts in."""

    def find_class(self, module: str, name: str) -> Any:
        """As ``ModelUnpickler``, and the maker of mappings that nobody may change."""
        if (module, name) == ("checker.spool", "frozen"):
            from checker.spool import frozen

            return frozen
        return super().find_class(module, name)
