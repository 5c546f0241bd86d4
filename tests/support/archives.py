"""ZIP archives for tests: plain ones, and such as were packed to do harm."""

from __future__ import annotations

import io
import stat
import struct
import zipfile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_CENTRAL, _LOCAL = b"PK\x01\x02", b"PK\x03\x04"
_FLAGS = {_CENTRAL: 8, _LOCAL: 6}  # where an entry's flags stand, from its signature
_SUM = 16  # of the central entry: the CRC-32
_UNPACKED = 24  # of the central entry: the size when unpacked
_OFFSET = 42  # of the central entry: where its local header stands


def stored(members: Mapping[str, bytes]) -> bytes:
    """An archive of these members as they are, not compressed."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as made:
        for name, data in members.items():
            entry = _dated(name)
            entry.compress_type = zipfile.ZIP_STORED
            made.writestr(entry, data)
    return stream.getvalue()


def stored_again(name: str, data: bytes, times: int) -> bytes:
    """An archive of so many members of one name."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as made:
        for _ in range(times):
            made.writestr(zipfile.ZipInfo(name, (2024, 1, 31, 12, 0, 0)), data)
    return stream.getvalue()


def archive(members: Mapping[str, bytes], **links: str) -> bytes:
    """An archive of these members, and of symbolic links to what is given by name."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in members.items():
            made.writestr(_dated(name), data)
        for name, target in links.items():
            link = _dated(name)
            link.external_attr = (stat.S_IFLNK | 0o777) << 16
            made.writestr(link, target)
    return stream.getvalue()


def twice(name: str, first: bytes, second: bytes) -> bytes:
    """An archive with two members of one name, as appending makes them."""
    return renamed(archive({f"{name}1": first, f"{name}2": second}), {
        f"{name}1".encode(): f"{name}0".encode(), f"{name}2".encode(): f"{name}0".encode(),
    })  # fmt: skip


def renamed(data: bytes, names: Mapping[bytes, bytes]) -> bytes:
    """The archive with other names of the same length, byte by byte."""
    for old, new in names.items():
        assert len(old) == len(new)
        assert data.count(old) == 2  # in the directory and before the data
        data = data.replace(old, new)
    return data


def encrypted(data: bytes) -> bytes:
    """The archive with every member marked as locked by a password."""
    changed = bytearray(data)
    for signature, at in _FLAGS.items():
        for start in _starts(data, signature):
            changed[start + at] |= 1
    return bytes(changed)


def overlapping(data: bytes) -> bytes:
    """The archive with every entry of its directory leading to the first member."""
    changed = bytearray(data)
    for start in _starts(data, _CENTRAL):
        changed[start + _OFFSET : start + _OFFSET + 4] = struct.pack("<I", 0)
    return bytes(changed)


def with_sizes(data: bytes, size: int) -> bytes:
    """The archive with a directory that says of every member that it unpacks to so many bytes."""
    changed = bytearray(data)
    for start in _starts(data, _CENTRAL):
        changed[start + _UNPACKED : start + _UNPACKED + 4] = struct.pack("<I", size)
    return bytes(changed)


def with_sums(data: bytes, crc: int) -> bytes:
    """The archive with a directory that says of every member that its bytes sum up to this."""
    changed = bytearray(data)
    for start in _starts(data, _CENTRAL):
        changed[start + _SUM : start + _SUM + 4] = struct.pack("<I", crc)
    return bytes(changed)


def before_its_start(data: bytes) -> bytes:
    """The archive with an end that says that its directory stands further on than it does."""
    at = data.rfind(b"PK\x05\x06") + 16
    (start,) = struct.unpack("<I", data[at : at + 4])
    return data[:at] + struct.pack("<I", start + 50) + data[at + 4 :]


def with_large_directory(data: bytes) -> bytes:
    """The archive with an end that says that its directory has 6 MB."""
    at = data.rfind(b"PK\x05\x06") + 12
    return data[:at] + struct.pack("<I", 6_000_000) + data[at + 4 :]


def _starts(data: bytes, signature: bytes) -> list[int]:
    starts = [data.find(signature)]
    while starts[-1] >= 0:
        starts.append(data.find(signature, starts[-1] + 1))
    return starts[:-1]


def _dated(name: str) -> zipfile.ZipInfo:
    """An entry of a set day, so that the bytes are the same on every one."""
    entry = zipfile.ZipInfo(name, (2024, 1, 31, 12, 0, 0))
    entry.compress_type = zipfile.ZIP_DEFLATED
    return entry
