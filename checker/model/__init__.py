"""What every room shares: references, cells, reports, rules' outcomes, findings.

Frozen values and protocols only, standard library only; nothing here reads, checks or prints.
Lengths are PDF points (1/72 inch); a box is ``(x0, y0, x1, y1)`` with the origin at the
bottom left of the *unrotated* page, as in the results contract (``results.schema.json``).

What a file must offer to be read stands in ``model.document``, the grids that it gives in
``model.table_grid``, what an output may ask of it in ``model.page_images``.
"""

from __future__ import annotations

from checker.model.cells import Cell, CellRef, Confirmed, Doubt, Label, State, Subtotal
from checker.model.findings import Comparison, Evidence, Finding, Severity, Waived
from checker.model.inputs import Duplicate, FileKind, Inputs, OwnOutput, Unread
from checker.model.outcomes import (
    BLANK_AS_ZERO,
    RECOGNISED,
    ZEROS_TRIED,
    Outcome,
    Result,
    Term,
    Working,
)
from checker.model.places import (
    Box,
    DocumentPlace,
    ElementPlace,
    PagePlace,
    PicturePlace,
    Place,
    SheetPlace,
    TranscribedPlace,
)
from checker.model.repairs import Cause, Change, Pattern, Repair
from checker.model.report import (
    PREAMBLE,
    UNTITLED,
    PageFault,
    Period,
    Quote,
    Refusal,
    RefusalReason,
    Remark,
    RemarkKind,
    Report,
    ReportPart,
    Scope,
    Section,
    YearMention,
)
from checker.model.results import Checked, Compared, Coverage, Results, RuleCoverage, Verdict

__all__ = [
    "BLANK_AS_ZERO",
    "PREAMBLE",
    "RECOGNISED",
    "UNTITLED",
    "ZEROS_TRIED",
    "Box",
    "Cause",
    "Cell",
    "CellRef",
    "Change",
    "Checked",
    "Compared",
    "Comparison",
    "Confirmed",
    "Coverage",
    "DocumentPlace",
    "Doubt",
    "Duplicate",
    "ElementPlace",
    "Evidence",
    "FileKind",
    "Finding",
    "Inputs",
    "Label",
    "Outcome",
    "OwnOutput",
    "PageFault",
    "PagePlace",
    "Pattern",
    "Period",
    "PicturePlace",
    "Place",
    "Quote",
    "Refusal",
    "RefusalReason",
    "Remark",
    "RemarkKind",
    "Repair",
    "Report",
    "ReportPart",
    "Result",
    "Results",
    "RuleCoverage",
    "Scope",
    "Section",
    "Severity",
    "SheetPlace",
    "State",
    "Subtotal",
    "Term",
    "TranscribedPlace",
    "Unread",
    "Verdict",
    "Waived",
    "Working",
    "YearMention",
]
