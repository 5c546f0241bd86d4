"""Where a run of the command line keeps what it read and judged."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.i18n import system_reason, translate

if TYPE_CHECKING:
    from checker.cli.settings import RunConfig
    from checker.options import Options

_NAME = "nianbao-checker"


def with_cache(config: RunConfig) -> Options:
    """The options of a run with the folder of its cache: as set, else the user's own for such."""
    if config.no_cache:
        return config.options._replace(cache="")
    if config.options.cache:
        return config.options
    from platformdirs import user_cache_dir

    return config.options._replace(cache=user_cache_dir(_NAME, appauthor=False))


def note_fault(fault: OSError | None, config: RunConfig) -> None:
    """One line where nothing could be kept: the run is none the worse, the next no quicker."""
    if fault is None or config.quiet:
        return
    from checker.cli.output import complain

    reason = system_reason(fault, config.lang)
    path = with_cache(config).cache
    complain(translate("diagnostic.no-cache", config.lang, path=path, reason=reason), config.lang,
             kind="note")  # fmt: skip
