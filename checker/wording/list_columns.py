"""The columns of a list that goes out to a body and comes back; each has its heading in the texts.

Writer and reader share them: a heading is ``column.<name>``.
"""

from __future__ import annotations

COLUMNS = (
    *("number", "body", "year", "place", "reported", "rule", "working", "difference", "basis"),
    *("level", "advice", "done", "reviewer", "file"),
)
ANSWERED = ("done", "reviewer")
"""Those that the body fills in."""
KEY = "key"
"""What tells the row from every other, behind all others."""
