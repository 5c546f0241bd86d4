"""In which order the forms print their wordings."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

GAP = 6  # two wordings of a form, one behind the other, with five others between them …
NEAR = 8  # … or one near another, in whatever order: 总计 may be drawn before all other heads


class PrintedOrder:
    """The order in which each form prints its wordings."""

    def __init__(self, forms: Sequence[Sequence[str]]) -> None:
        self._at: dict[str, dict[int, list[int]]] = defaultdict(lambda: defaultdict(list))
        for form, wordings in enumerate(forms):
            for at, wording in enumerate(wordings):
                self._at[wording][form].append(at)

    def is_between(self, wording: str, before: str, after: str) -> bool:
        """Whether some form prints a wording behind one and before another, and near them."""
        return any(
            last < at < following and following - last <= GAP
            for at, behind, ahead in self._beside(wording, before, after)
            for last in behind
            for following in ahead
        )

    def is_near(self, wording: str, before: str, after: str) -> bool:
        """Whether some form prints a wording near one of two others, before or behind it.

        What spans several rows of a head is drawn before or after them all, and heads are drawn
        again on each page, before whatever row begins it.
        """
        return any(
            abs(one - at) <= NEAR
            for at, behind, ahead in self._beside(wording, before, after)
            for one in (*behind, *ahead)
        )

    def _beside(
        self, wording: str, before: str, after: str
    ) -> Iterator[tuple[int, Sequence[int], Sequence[int]]]:
        """Where each form has three wordings: each place of the first, all of the others."""
        for form, places in self._at[wording].items():
            behind, ahead = (self._at[one].get(form, ()) for one in (before, after))
            for at in places:
                yield at, behind, ahead
