"""Blocks of a document that a program writes: between ``<!-- NAME:begin -->`` and ``:end``."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def read_block(path: Path, name: str) -> str:
    """What stands between the markers; ``ValueError`` when the document has no such block."""
    _, inside, _ = _parts(path.read_text("utf-8"), name)
    return inside.strip("\n")


def has_block(path: Path, name: str) -> bool:
    """Whether the document has the markers."""
    return f"<!-- {name}:begin -->" in path.read_text("utf-8")


def write_block(path: Path, name: str, text: str) -> None:
    """Puts ``text`` between the markers and leaves all else as it is."""
    before, _, after = _parts(path.read_text("utf-8"), name)
    path.write_text(f"{before}\n{text.strip(chr(10))}\n{after}", "utf-8")


def _parts(document: str, name: str) -> tuple[str, str, str]:
    begin, end = f"<!-- {name}:begin -->", f"<!-- {name}:end -->"
    before, found, rest = document.partition(begin)
    inside, closed, after = rest.partition(end)
    if not found or not closed:
        raise ValueError(f"no block {name}")
    return before + begin, inside, end + after
