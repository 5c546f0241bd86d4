"""What is sent to a reading process is the same whatever another thread makes of it meanwhile."""

from __future__ import annotations

import io
import pickle
from dataclasses import fields, is_dataclass
from functools import cached_property
from typing import Any

from checker.checks.engine import prepare
from checker.isolation.protocol import Book, packed, unpacked
from checker.rulebook.load import load_forms, load_rulebook


class _Sent(pickle.Pickler):
    """Remembers each dataclass that is sent, with the names of what is sent of it."""

    def __init__(self) -> None:
        super().__init__(io.BytesIO(), protocol=pickle.HIGHEST_PROTOCOL)
        self.found: list[tuple[type, frozenset[str]]] = []

    def reducer_override(self, obj: object) -> Any:
        if is_dataclass(obj) and not isinstance(obj, type):
            state = obj.__reduce_ex__(pickle.HIGHEST_PROTOCOL)[2]
            if isinstance(state, dict):
                self.found.append((type(obj), frozenset(state)))
        return NotImplemented


def test_forms_are_sent_without_what_was_worked_out_from_them() -> None:
    """``prepare`` fills what is worked out while the forms of the same run are being sent."""
    rulebook = load_rulebook(())
    prepare(rulebook)
    for form in rulebook.forms:
        form.leaves(form.refs[0])
        assert form.layouts
        assert all(table.lines for table in form.tables.values())
    sent = _Sent()
    sent.dump(rulebook.forms)
    lasting = {kind for kind, _ in sent.found if _works_something_out(kind)}
    assert {kind.__name__ for kind in lasting} == {"Form", "Table"}
    for kind, names in sent.found:
        assert names <= {one.name for one in fields(kind)}, kind


def test_forms_arrive_as_they_were_sent() -> None:
    forms = load_forms()
    assert unpacked(packed(Book(forms))).forms == forms
    assert unpacked(packed(Book(forms))) is unpacked(packed(Book(forms)))


def _works_something_out(kind: type) -> bool:
    return any(isinstance(value, cached_property) for value in vars(kind).values())
