"""What goes over the interface, as it is described to whoever writes a program for it.

Annotations are evaluated: pydantic reads them.
"""

from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from checker.model import Verdict
from checker.model.dispositions import Disposal
from checker.model.uploads import UploadState

NUMBER = r"^(-?(0|[1-9][0-9]{0,14})(\.[0-9]{1,6})?)?$"
"""A number as tables print it (``confirming.number_in``), or nothing."""
MOST_SEEN = 99_999_999


def _whole(value: object) -> object:
    """What JSON has for a whole number: 1.0 is one, ``true`` and "1" are none."""
    if isinstance(value, bool | str):
        raise ValueError("a whole number is wanted")  # noqa: TRY004 - pydantic tells of these alone
    return value


Note = Annotated[str, Field(max_length=1000)]
Seen = Annotated[int, BeforeValidator(_whole), Field(ge=0, le=MOST_SEEN)]
Name = Annotated[str, Field(max_length=40)]


class Sent(BaseModel):
    """What is sent to the desk: nothing in it may be unknown."""

    model_config = ConfigDict(extra="forbid")


class Fault(BaseModel):
    """What went wrong, in one line and in the language of the desk."""

    error: str


class Counts(BaseModel):
    """Findings that are neither waived nor notes, and checks left open."""

    errors: int
    warnings: int
    undecided: int


class ReportLine(BaseModel):
    """A report of the list; ``decided`` of its findings are done with."""

    id: int
    body: str | None
    year: int | None
    verdict: Verdict
    refusal: str | None
    counts: Counts
    decided: int
    file: str


class ReportList(BaseModel):
    """A part of the list; ``count`` are all that were asked for."""

    count: int
    part: int
    parts: int
    reports: list[ReportLine]


class Report(BaseModel):
    """A report as judged now, with what is accepted waived.

    ``report`` and ``between`` are as in the results contract (``checker-results/1``).
    """

    id: int
    verdict: Verdict
    report: dict[str, Any]
    between: list[dict[str, Any]]


class Remark(BaseModel):
    """What somebody said about a decision after it was made."""

    note: str
    by: str
    at: str


class Decision(BaseModel):
    """The latest decision about a finding; ``number`` is 0 and ``kind`` null where there is none.

    ``note``, ``by`` and ``at`` are of whoever decided, ``remark`` was said since.
    Send ``number`` back as ``seen``: of two who decide the second is told.
    """

    number: int
    kind: Disposal | None
    note: str
    by: str
    at: str
    holds: bool
    settles: bool
    remark: Remark | None


class Decided(BaseModel):
    """A finding (as in the results contract), one a cause, with the latest decision about it."""

    finding: dict[str, Any]
    decision: Decision


class Findings(BaseModel):
    """The findings of a report, worst first."""

    id: int
    findings: list[Decided]


class NewDecision(Sent):
    """What somebody decides about a finding; ``by`` is who, else who sits at the desk.

    At a desk where people log in it is the one who did, and a program is told as one.
    """

    kind: Disposal
    seen: Seen
    note: Note = ""
    by: Name = ""


class NewReading(Sent):
    """What somebody reads in a cell: a number as printed, empty for a blank, null to take back."""

    cell: Annotated[str, Field(max_length=100)]
    value: Annotated[str, Field(max_length=24, pattern=NUMBER)] | None
    seen: Seen
    note: Note = ""
    by: Name = ""


class Verdicts(BaseModel):
    """What a report comes to with what was read, and how many of its values people read."""

    id: int
    verdict: Verdict
    confirmed: int


class FileReport(BaseModel):
    """A report that a file gave."""

    id: int
    body: str | None
    year: int | None
    verdict: Verdict


class File(BaseModel):
    """A file that was sent: how far it got; ``told`` says why where it could not be read."""

    id: int
    name: str
    state: UploadState
    told: str
    reports: list[FileReport]


class Files(BaseModel):
    """The files that were sent; each waits to be read."""

    files: list[File]
