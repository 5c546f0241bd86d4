"""``python -m checker.cluster scheduler …``: Dask's own commands, set up for reading files.

What follows is Dask's. As it is set up by default its processes look at themselves a hundred times
a second and more, to draw pictures of what they do: 3 % of a processor each, which is a twentieth
of the reading that one waits for. Settings of the environment come before these.
"""

from __future__ import annotations

import os
import runpy
import sys
from types import MappingProxyType

SETTINGS = MappingProxyType(
    {
        # Pictures of where time goes: every 10 ms, of each thread.
        "WORKER__PROFILE__ENABLED": "false",
        # Whether the event loop is held up, for a warning: every 20 ms.
        "ADMIN__TICK__INTERVAL": "500ms",
        # Whether memory is full. Files are read by processes of their own, with limits of their
        # own: every 100 ms.
        "WORKER__MEMORY__MONITOR_INTERVAL": "1s",
        # Curves of processor, memory and disk: every 500 ms.
        "ADMIN__SYSTEM_MONITOR__INTERVAL": "5s",
        "ADMIN__SYSTEM_MONITOR__DISK": "false",
        "ADMIN__SYSTEM_MONITOR__GIL__ENABLED": "false",
        # Copies of results on several workers: there are none.
        "SCHEDULER__ACTIVE_MEMORY_MANAGER__START": "false",
        # The last 1,000 messages to each worker, and the files that were sent in them.
        "ADMIN__LOW_LEVEL_LOG_LENGTH": "0",
        "DIAGNOSTICS__NVML": "false",
    }
)
"""What Dask's processes are told, without ``DASK_DISTRIBUTED__`` before each; its defaults are in
``distributed.yaml``."""


def main() -> None:
    """Run Dask's command line; ends as that does."""
    for name, value in SETTINGS.items():
        # A worker's process is started by one that watches it, and inherits them.
        os.environ.setdefault(f"DASK_DISTRIBUTED__{name}", value)
    sys.argv[0] = "dask"
    runpy.run_module("dask", run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    main()
