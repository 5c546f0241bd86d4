"""What was read and judged before, kept for the next run over the same files.

An outcome never depends on it. An entry is found by everything that its content follows from: the
bytes of the file, how it was to be read and judged, the program's own files and rules, and what
is installed beside it (``stamp``); what is not so certain is not kept. An entry that is not whole
is none.
"""

from checker.cache.kept import Kept

__all__ = ["Kept"]
