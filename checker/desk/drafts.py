"""Sums of the reports below a body, kept for as long as nothing changed that they hang on.

Those of 300 bodies take a second; whoever goes through their cells waits for it once.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from typing import TYPE_CHECKING, NamedTuple

from checker.errors import CheckerError
from checker.register.aggregating import aggregate
from checker.register.below import reports_below, stamp_below
from checker.register.body_years import years_of_body

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping, Sequence

    from checker.aggregation import Aggregate
    from checker.register.store import Store
    from checker.rulebook.form import Form

_REMEMBERED = 2
"""Drafts; one of 300 bodies takes 60 MB with its evidence, and a desk runs on anybody's PC."""


class Drafted(NamedTuple):
    """A draft, the numbers of its bodies and their reports by code, why it is held against none."""

    draft: Aggregate
    numbers: Mapping[str, tuple[int, int]]
    not_held: str


class Drafts:
    """Makes drafts and remembers the last; ``blank_as_zero`` as the rules are applied."""

    def __init__(self, store: Store, *, blank_as_zero: bool) -> None:
        self._store = store
        self._blank_as_zero = blank_as_zero
        self._lock = threading.Lock()
        self._seen: OrderedDict[tuple[int, int, str], tuple[Hashable, Drafted]] = OrderedDict()

    def of(self, body: int, year: int, forms: Sequence[Form], lang: str, day: str) -> Drafted:
        """The draft of a body's year, held against the report of that body if one came.

        ``CheckerError`` as ``register.aggregating.aggregate``.
        """
        key = body, year, lang
        with self._lock:  # two who ask for the same shall not both work it out
            with self._store.reading() as session:
                stamp = stamp_below(session, body, year)
            kept = self._seen.get(key)
            if kept is None or kept[0] != stamp:
                kept = stamp, self._made(body, year, forms, lang, day)
                self._seen[key] = kept
            self._seen.move_to_end(key)
            while len(self._seen) > _REMEMBERED:
                self._seen.popitem(last=False)
            return kept[1]

    def _made(self, body: int, year: int, forms: Sequence[Form], lang: str, day: str) -> Drafted:
        with self._store.reading() as session:
            found = years_of_body(session, body, day)
            code = "" if found is None else found.code
            numbers = reports_below(session, body, year)
            of_year = None if found is None else found.of(year)
            not_held = ""
            held = of_year is not None and of_year.latest is not None
            try:
                draft = aggregate(
                    session, code, year, forms, lang, blank_as_zero=self._blank_as_zero, held=held
                )
            except CheckerError as error:
                if not held:
                    raise
                # Its report is on another form, or says that it gives its own figures only.
                not_held = str(error)
                draft = aggregate(
                    session, code, year, forms, lang, blank_as_zero=self._blank_as_zero
                )
        return Drafted(draft, numbers, not_held)
