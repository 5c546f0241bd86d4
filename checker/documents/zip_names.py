"""The names in a ZIP archive, by which the formats that are packed so tell themselves apart."""

from __future__ import annotations

import io
import zipfile
from functools import lru_cache

ZIP = b"PK\x03\x04"
"""How an archive begins that holds something."""


# Each format asks in turn, and a hostile directory of a million names takes seconds to list. The
# key is the file's bytes: whoever asked last for a file forgets it (``names_in.cache_clear``).
@lru_cache(maxsize=1)
def names_in(data: bytes) -> frozenset[str] | None:
    """The names as written; ``None`` for what is no archive or a damaged one."""
    if not data.startswith(ZIP):
        return None
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return frozenset(archive.namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OverflowError):
        return None
