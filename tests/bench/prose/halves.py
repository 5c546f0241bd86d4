"""The acceptance halves: each a folder of narratives, clean and planted, by its own author."""

from pathlib import Path

HERE = Path(__file__).parent
FIRST = "first"
HALVES = {FIRST: HERE} | {
    name: HERE / name for name in ("blind3", "blind4", "blind5", "blind6", "blind7", "blind8")
}


def folder_of(half: str) -> Path:
    """Return the folder of a half.

    :raises SystemExit: where there is none of that name.
    """
    if half not in HALVES:
        raise SystemExit(f"no half {half!r}; there are {', '.join(HALVES)}")
    return HALVES[half]
