"""Whatever stands in the place of a value: the rule book is refused at a line, or taken so."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import yaml

from checker.errors import RuleFileError
from checker.rulebook import load, load_rulebook

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import pytest

TAG = "tag:yaml.org,2002:"
WORD, NUMBER, NOTHING = (
    yaml.ScalarNode(f"{TAG}{kind}", text)
    for kind, text in (("str", "x"), ("int", "5"), ("null", ""))
)
ODD = (
    NOTHING,
    WORD,
    NUMBER,
    yaml.ScalarNode(f"{TAG}str", "("),
    yaml.ScalarNode(f"{TAG}str", "t3.total.x"),
    yaml.SequenceNode(f"{TAG}seq", []),
    yaml.SequenceNode(f"{TAG}seq", [WORD]),
    yaml.MappingNode(f"{TAG}map", []),
    yaml.MappingNode(f"{TAG}map", [(WORD, NUMBER)]),
)
TRIED = 30
"""Places tried of the thousands that there are, each with one odd value: seconds, not hours."""


def composed(text: str) -> yaml.Node:
    root = yaml.compose(text, Loader=yaml.CSafeLoader)
    assert root is not None
    return root


def places(node: yaml.Node) -> Iterator[tuple[list[object], int, object]]:
    """The list that holds a value or key, where in it, and what else stands there."""
    if isinstance(node, yaml.MappingNode):
        for number, (key, value) in enumerate(node.value):
            yield node.value, number, (key, None)
            yield node.value, number, (None, value)
            yield from places(value)
    elif isinstance(node, yaml.SequenceNode):
        for number, value in enumerate(node.value):
            yield node.value, number, None
            yield from places(value)


def test_a_value_of_another_kind_is_refused_at_its_line_or_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "rules"
    shutil.copytree(load.rules_folder(), folder)
    monkeypatch.setattr(load, "rules_folder", lambda: folder)
    files = {path: path.read_text("utf-8") for path in sorted(folder.glob("*/*.yaml"))}
    every = [
        (path, number)
        for path, text in files.items()
        for number, _ in enumerate(places(composed(text)))
    ]
    refused: list[RuleFileError] = []
    for turn, (path, number) in enumerate(every[:: len(every) // TRIED]):
        root = composed(files[path])
        held, at, beside = list(places(root))[number]
        odd = ODD[turn % len(ODD)]
        if isinstance(beside, tuple):
            held[at] = tuple(odd if one is None else one for one in beside)
        else:
            held[at] = odd
        path.write_text(yaml.serialize(root, allow_unicode=True), "utf-8")
        try:
            load_rulebook((), "en")
        except RuleFileError as error:
            refused.append(error)
        path.write_text(files[path], "utf-8")
    assert len(refused) > TRIED // 2
    assert all(error.line > 0 for error in refused)
    assert all(error.path.startswith("rules/") for error in refused)
    assert not any("\n" in str(error) for error in refused)
