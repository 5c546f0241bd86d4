"""Where a run's files are read: by the workers of a Dask cluster instead of this machine's own.

A worker gets a shard of some twenty files and reads each in a sandboxed process of its own, as
this machine would; what is read comes back, and is judged and kept here alone.
"""

from __future__ import annotations

from importlib.util import find_spec
from typing import TYPE_CHECKING

from checker.cluster.address import require_private
from checker.errors import CheckerError
from checker.i18n import translate

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from checker.options import Options
    from checker.pipeline import ReportReader, StartReaders


def readers_of(url: str, lang: str) -> StartReaders:
    """What starts the reading of a run on the cluster whose scheduler is at ``url``.

    ``CheckerError`` for an address that is none or that others could reach, and where the extra
    is not installed; when it is started, where nobody answers.
    """
    require_private(url, lang)
    if find_spec("distributed") is None:
        raise CheckerError(translate("cluster.no-extra", lang))

    def start(options: Options) -> AbstractContextManager[ReportReader]:
        from checker.cluster.readers import ClusterReaders

        return ClusterReaders(url, reading=options.reading, lang=options.lang)

    return start
