"""A long sequence that is not held in memory: a run of 20,000 reports would take 8 GB there."""

from __future__ import annotations

import copyreg
import pickle
import tempfile
import weakref
import zlib
from collections.abc import Sequence
from io import BytesIO
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Generic, TypeVar, overload

from checker.errors import CheckerError
from checker.i18n import system_reason, translate
from checker.startup import not_collecting

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from typing import IO

T = TypeVar("T")

HELD = 256
"""Items that stay in memory, which are all of most runs: a report as read takes some 350 kB."""
_FAST = 1  # of zlib: a quarter of the size in a twelfth of the time that pickling takes


class _Numbered(Sequence[T], Generic[T]):
    """A sequence whose items are fetched one by one."""

    def _item(self, index: int) -> T:
        raise NotImplementedError

    @overload
    def __getitem__(self, at: int) -> T: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[T, ...]: ...
    def __getitem__(self, at: int | slice) -> T | tuple[T, ...]:
        """An item, or some of them."""
        if isinstance(at, slice):
            return tuple(map(self._item, range(*at.indices(len(self)))))
        index = at + len(self) if at < 0 else at
        if not 0 <= index < len(self):
            raise IndexError(at)
        return self._item(index)

    def __iter__(self) -> Iterator[T]:
        """Each item in turn, one in memory at a time."""
        return map(self._item, range(len(self)))


class Spool(_Numbered[T]):
    """A sequence that is only appended to, and mostly lies on the disk.

    What comes after its first ``held`` items (``None``: ``HELD``) is packed into a temporary file
    without a name, which is gone with the process however that ends.

    An item taken from the file is a copy, equal to the one put in: what was identical need not be.
    ``CheckerError``, worded in ``lang``, where the file cannot be written (a full disk).
    """

    def __init__(
        self, items: Iterable[T] = (), *, held: int | None = None, lang: str = "zh"
    ) -> None:
        self._most = HELD if held is None else held
        self._lang = lang
        self._held: list[T] = []
        self._ends: list[int] = [0]
        self._file: IO[bytes] | None = None
        for item in items:
            self.append(item)

    def append(self, item: T) -> None:
        """Put an item at the end."""
        if len(self._held) < self._most:
            self._held.append(item)
            return
        with not_collecting():
            data = zlib.compress(packed(item), _FAST)
        try:
            if self._file is None:
                self._file = tempfile.TemporaryFile(prefix="checker-")  # noqa: SIM115 - kept open
                weakref.finalize(self, self._file.close)
            self._file.seek(self._ends[-1])
            self._file.write(data)
            self._file.flush()
        except OSError as error:
            reason = system_reason(error, self._lang)
            raise CheckerError(
                translate(
                    "diagnostic.no-spool", self._lang, path=tempfile.gettempdir(), reason=reason
                )
            ) from error
        self._ends.append(self._ends[-1] + len(data))

    def __len__(self) -> int:
        """How many items were put in."""
        return len(self._held) + len(self._ends) - 1

    def _item(self, index: int) -> T:
        if index < len(self._held):
            return self._held[index]
        number = index - len(self._held)
        assert self._file is not None
        start, end = self._ends[number : number + 2]
        self._file.seek(start)
        # A report with its outcomes is 5,000 new objects, without cycles: looking through them
        # again and again took as long as making them.
        with not_collecting():
            item: T = pickle.loads(zlib.decompress(self._file.read(end - start)))  # noqa: S301 - our own
        return item


class Mapped(_Numbered[T]):
    """Some items of a long sequence, each as ``change`` makes it when it is asked for.

    ``at`` are their places there, all where none are given. With ``keep`` an item is made once.
    """

    def __init__(
        self,
        base: Sequence[Any],
        change: Callable[[int, Any], T] = lambda _, item: item,
        *,
        at: Sequence[int] | None = None,
        keep: bool = False,
    ) -> None:
        self._base = base
        self._change = change
        self._at = range(len(base)) if at is None else at
        self._kept: dict[int, T] | None = {} if keep else None

    def __len__(self) -> int:
        """How many items there are."""
        return len(self._at)

    def _item(self, index: int) -> T:
        if self._kept is not None and index in self._kept:
            return self._kept[index]
        made = self._change(index, self._base[self._at[index]])
        if self._kept is not None:
            self._kept[index] = made
        return made


def packed(item: object) -> bytes:
    """Pickled, with the mappings that nobody may change, which pickle alone does not take."""
    buffer = BytesIO()
    pickler = pickle.Pickler(buffer, pickle.HIGHEST_PROTOCOL)
    pickler.dispatch_table = _REDUCED
    pickler.dump(item)
    return buffer.getvalue()


def frozen(items: dict[Any, Any]) -> MappingProxyType[Any, Any]:
    """A mapping that nobody may change, when it is unpacked."""
    return MappingProxyType(items)


_REDUCED = {**copyreg.dispatch_table, MappingProxyType: lambda one: (frozen, (dict(one),))}
