"""The subordinates' figures added up into a draft of the aggregated report, every summand named.

A government's aggregated report is its own body's figures (mostly its office's) and those of the
bodies directly below it. What is added here is what stands in their reports: no figure is filled
in or chosen, and a cell of which one summand is not a number for sure has no sum.
"""

from checker.aggregation.add_up import added_up
from checker.aggregation.model import (
    Aggregate,
    Beside,
    Cause,
    CauseKind,
    Fate,
    Fit,
    Member,
    Summand,
    Total,
)

__all__ = [
    "Aggregate",
    "Beside",
    "Cause",
    "CauseKind",
    "Fate",
    "Fit",
    "Member",
    "Summand",
    "Total",
    "added_up",
]
