"""A file of an older word processor: the Word document that LibreOffice makes of it."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from checker.documents.word.document import WordDocument
from checker.documents.word.office import converted
from checker.documents.word_formats import ending_of
from checker.model import Remark, RemarkKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from checker.options import ReadOptions


@contextmanager
def opened(data: bytes, options: ReadOptions) -> Iterator[WordDocument]:
    """The document as converted; ``DocumentError`` as ``office.converted`` and of a document."""
    yield ConvertedDocument(converted(data, ending_of(data), options.max_seconds), data)


class ConvertedDocument(WordDocument):
    """A document that is not as it was handed in."""

    def remarks(self, parts: Sequence[int] = ()) -> tuple[Remark, ...]:
        """That it was converted, and by which version of what."""
        return (Remark(RemarkKind.CONVERTED, self.program), *super().remarks(parts))
