"""What a report states in prose: numbers as claims, and statements without a number."""

from checker.claims.growth import growth_holds, growth_of, has_a_base, share_holds
from checker.claims.read import read_claims, stated_in, with_stated
from checker.model.stated import (
    LAST_YEAR,
    Claim,
    Exactness,
    LeftAlone,
    Listing,
    Reason,
    Sentence,
    Stated,
    Statement,
)

__all__ = [
    "LAST_YEAR",
    "Claim",
    "Exactness",
    "LeftAlone",
    "Listing",
    "Reason",
    "Sentence",
    "Stated",
    "Statement",
    "growth_holds",
    "growth_of",
    "has_a_base",
    "read_claims",
    "share_holds",
    "stated_in",
    "with_stated",
]
