"""The kinds that look at one report at a time: which module judges which kind.

A judge gets its rule, a sheet and the sheet's context, and gives the rule's outcomes in form
order. The kinds equation, bound and implication are judged in frames.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TypeAlias

from checker.checks.context import Context, Sheet
from checker.checks.tables import (
    cells,
    identical_rows,
    offsetting_differences,
    printed_subtotals,
    structure,
)
from checker.checks.text import claims, signature_date, stated_years, text_consistency, writing
from checker.model import Outcome
from checker.rulebook.rule import Rule

Judge: TypeAlias = Callable[[Rule, Sheet, Context], Iterable[Outcome]]

JUDGES: Mapping[str, Judge] = {
    "compensating": offsetting_differences.compensating,
    "subtotal": printed_subtotals.subtotal,
    "same-figures": identical_rows.same_figures,
    "sections": structure.sections,
    "tables": structure.tables,
    "form-of-year": stated_years.form_of_year,
    "rows-and-columns": structure.rows_and_columns,
    "label": structure.label,
    "blank": cells.blank,
    "numeric": cells.numeric,
    "whole-number": cells.whole_number,
    "unit": cells.unit,
    "reading": cells.reading,
    "year": stated_years.year,
    "period": stated_years.period,
    "published": signature_date.published,
    "claim": claims.claim,
    "loose-claim": claims.loose_claim,
    "channels": claims.channels,
    "statement": claims.statement,
    "claim-balance": text_consistency.claim_balance,
    "share": text_consistency.share,
    "share-sum": text_consistency.share_sum,
    "listing": text_consistency.listing,
    "fee": text_consistency.fee,
    "phrase": writing.phrase,
    "mention": writing.mention,
    "empty-section": writing.empty_section,
    "notice": writing.notice,
    "year-in-text": writing.year_in_text,
    "numbering": writing.numbering,
}
