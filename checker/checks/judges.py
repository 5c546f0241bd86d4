"""The kinds that look at one report at a time: which module judges which kind.

A judge gets its rule, a sheet and the sheet's context, and gives the rule's outcomes in form
order. The kinds equation, bound and implication are judged in frames.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TypeAlias

from checker.checks import (
    cells,
    claims,
    compensating,
    figures,
    published,
    structure,
    subtotal,
    text,
    told,
    years,
)
from checker.checks.sheet import Context, Sheet
from checker.model import Outcome
from checker.rulebook.rule import Rule

Judge: TypeAlias = Callable[[Rule, Sheet, Context], Iterable[Outcome]]

JUDGES: Mapping[str, Judge] = {
    "compensating": compensating.compensating,
    "subtotal": subtotal.subtotal,
    "same-figures": figures.same_figures,
    "sections": structure.sections,
    "tables": structure.tables,
    "form-of-year": years.form_of_year,
    "rows-and-columns": structure.rows_and_columns,
    "label": structure.label,
    "blank": cells.blank,
    "numeric": cells.numeric,
    "whole-number": cells.whole_number,
    "unit": cells.unit,
    "reading": cells.reading,
    "year": years.year,
    "period": years.period,
    "published": published.published,
    "claim": claims.claim,
    "loose-claim": claims.loose_claim,
    "channels": claims.channels,
    "statement": claims.statement,
    "claim-balance": told.claim_balance,
    "share": told.share,
    "share-sum": told.share_sum,
    "listing": told.listing,
    "fee": told.fee,
    "phrase": text.phrase,
    "mention": text.mention,
    "empty-section": text.empty_section,
    "notice": text.notice,
    "year-in-text": text.year_in_text,
    "numbering": text.numbering,
}
