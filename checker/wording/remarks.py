"""How a file was read, in words, where its reader should know."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.i18n import translate

if TYPE_CHECKING:
    from checker.model import Report


def remarks_of(report: Report, lang: str) -> list[str]:
    """A sentence for each remark on a report, without its full stop."""
    return [
        translate(f"remark.{one.kind.value}", lang, detail=one.detail) for one in report.remarks
    ]
