"""What a run was given beside the reports that it checked."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class FileKind(StrEnum):
    """What a document is that is not read. Each has words in the texts.

    The order is that of telling: what is likeliest to be a report comes first.
    """

    RENAMED_PDF = "renamed-pdf"  # its content is PDF, its name says something else
    MARKED_COPY = "marked-copy"  # an annotated copy whose original is not among the reports
    PREVIOUS = "previous"  # a report of another year, given for comparison, that was refused
    OFD = "ofd"
    FIXED_LAYOUT = "fixed-layout"  # CEB, SEP, XPS, PostScript and others
    WORD = "word"
    SPREADSHEET = "spreadsheet"
    PRESENTATION = "presentation"
    OFFICE = "office"  # an old Office or WPS file, which of these its bytes do not say
    WEB_PAGE = "web-page"
    PICTURE = "picture"
    ARCHIVE = "archive"
    LINK = "link"  # in an archive: it leads nowhere here
    LINKED_FOLDER = "linked-folder"  # a link out of the folder that was searched: not followed


@dataclass(frozen=True, slots=True)
class Unread:
    """A document among the inputs that was not read, and so not checked."""

    path: str
    kind: FileKind


@dataclass(frozen=True, slots=True)
class OwnOutput:
    """A file that the program itself wrote, in one of its output formats; no report."""

    path: str
    format: str


@dataclass(frozen=True, slots=True)
class Duplicate:
    """A file given again: the same file (then the paths may be equal), or one of its content."""

    path: str
    same_as: str


@dataclass(frozen=True, slots=True)
class Inputs:
    """What a run was given beside the reports it checked; none of it is passed over in silence.

    ``without_reports`` are folders and globs, as given, in which there was no report.
    """

    unread: tuple[Unread, ...] = ()
    own: tuple[OwnOutput, ...] = ()
    duplicates: tuple[Duplicate, ...] = ()
    without_reports: tuple[str, ...] = ()

    def __add__(self, other: Inputs) -> Inputs:
        """Both, each kind in its order."""
        return Inputs(
            self.unread + other.unread,
            self.own + other.own,
            self.duplicates + other.duplicates,
            self.without_reports + other.without_reports,
        )
