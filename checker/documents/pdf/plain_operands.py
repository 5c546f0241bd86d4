"""The operands that statements of plain content must have, and no others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.documents.pdf.plain_content import NotPlainError, shown

if TYPE_CHECKING:
    from checker.documents.pdf.plain_content import Statement


def text_alone(one: Statement) -> bytes | None:
    """A statement's string or array; ``NotPlainError`` where it has other operands."""
    _, name, behind, text, last, _ = one
    if name is not None or behind or last:
        raise NotPlainError
    return text


def require_name(one: Statement) -> bytes:
    """A statement's name; ``NotPlainError`` where it has anything else."""
    _, name, behind, text, last, _ = one
    if name is None or behind or text or last:
        raise NotPlainError
    return name


def require_properties(one: Statement) -> None:
    """``NotPlainError`` for marked content without a name and properties."""
    _, name, behind, text, last, _ = one
    if name is None or behind or last or text is None or text[:1] not in (b"/", b"<"):
        raise NotPlainError


def require_dashes(one: Statement) -> None:
    """``NotPlainError`` for a pattern of dashes that is no array of numbers and a number."""
    _, name, behind, text, last, _ = one
    if name is not None or behind or not last or text is None or text[:1] != b"[":
        raise NotPlainError
    if not all(isinstance(length, float) for length in shown(text)):
        raise NotPlainError
