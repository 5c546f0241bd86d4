"""The names in a ZIP archive, by which the formats that are packed so tell themselves apart."""

from __future__ import annotations

import io
import zipfile
from functools import lru_cache

ZIP = b"PK\x03\x04"
"""How an archive begins that holds something."""
MIMETYPE = "mimetype"
"""The part that says of an OpenDocument file what it is (OpenDocument 1.2, part 3, 3.3). What is
packed in an archive says so by names of its own."""


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
