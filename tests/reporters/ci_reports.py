"""The reports that the tests of what CI reads are about."""

from __future__ import annotations

from typing import Any

from checker.model import Refusal, RefusalReason, Report
from tests.support.made_outcomes import doubtful, sample, without

HONGZE, SHANGHAI = sample("hongze-2023"), sample("shanghai-office-2019")
YANGHE, CLEAN = sample("yanghe-2025"), sample("suqian-2023")
DOUBTFUL = doubtful(HONGZE, "t4.review.total", "0", "11")
SCAN = Refusal(RefusalReason.SCAN, "12")
REFUSED = Report("scan.pdf", "", media_type="application/pdf", refusal=SCAN)
EVERY = [HONGZE, SHANGHAI, YANGHE, CLEAN, DOUBTFUL, REFUSED, without(HONGZE, "t4.review.total")]
BESIDE: dict[str, Any] = {"sidecars": frozenset(report.path for report in EVERY)}
"""As on a machine where the tables of every report were written beside it."""
