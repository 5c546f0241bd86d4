"""Two rounds of one report held together: what the second made of the first's findings.

An office is sent a list of findings and sends back a corrected report. What matters then: which
findings were put right, which still stand, which are new; and, what no list asks for and no check
of the new report alone can tell, which numbers were changed that no finding had asked for.
"""

from checker.rounds.compare import compared, paired
from checker.rounds.model import (
    Cause,
    Course,
    Followed,
    HeadingChange,
    NumberChange,
    Round,
    Rounds,
    SentenceChange,
    UncertainNumber,
)

__all__ = [
    "Cause",
    "Course",
    "Followed",
    "HeadingChange",
    "NumberChange",
    "Round",
    "Rounds",
    "SentenceChange",
    "UncertainNumber",
    "compared",
    "paired",
]
