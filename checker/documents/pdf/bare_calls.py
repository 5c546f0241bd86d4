"""The calls of pdfium that are made for every character, object and point, with bare addresses.

pypdfium2 tells each kind of handle from every other: it makes an object of each handle that it
gives, and checks each that it takes. For 30,000 calls a report this takes a third of their time.
"""

from __future__ import annotations

import ctypes
from typing import Any


def bare(call: Any) -> Any:
    """The same call that gives handles as numbers, and takes such numbers for them.

    It keeps Python's lock, which for so short a call takes longer to give away than the call.
    """
    kinds = (_bare_kind(call.restype), *map(_bare_kind, call.argtypes))
    return ctypes.PYFUNCTYPE(*kinds)(address_of(call))


def unlooked_at(call: Any) -> Any:
    """The same call for arguments that are ctypes' own objects or small numbers.

    ctypes does not ask what kinds they are, which takes a fifth of the time of so short a call: a
    handle must be a ``c_void_p``, and what is written to of the kind that pdfium writes.
    """
    return ctypes.PYFUNCTYPE(_bare_kind(call.restype))(address_of(call))


def address_of(handle: Any) -> int:
    """A handle of pypdfium2's as a number; 0 for none."""
    return ctypes.cast(handle, ctypes.c_void_p).value or 0


def _bare_kind(kind: Any) -> Any:
    """An address in the place of a handle: a pointer to what only pdfium knows the fields of."""
    pointed_at = getattr(kind, "_type_", None)
    is_handle = (
        isinstance(pointed_at, type)
        and issubclass(pointed_at, ctypes.Structure)
        and not hasattr(pointed_at, "_fields_")
    )
    return ctypes.c_void_p if is_handle else kind
